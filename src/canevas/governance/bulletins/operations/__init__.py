from canevas.governance.bulletins.operations.making import NoPeriod, made_files, make_bulletin
from canevas.governance.bulletins.operations.templates import (
    TemplateRefused,
    retire_bulletin_template,
    save_bulletin_template,
)

__all__ = ["NoPeriod", "TemplateRefused", "made_files", "make_bulletin", "retire_bulletin_template",
           "save_bulletin_template"]
