from canevas.governance.bulletins.operations.making import NoPeriod, NothingOut, made_files, make_bulletin
from canevas.governance.bulletins.operations.publishing import BulletinRefused, publish_bulletin, withdraw_bulletin
from canevas.governance.bulletins.operations.templates import (
    TemplateRefused,
    retire_bulletin_template,
    save_bulletin_template,
)

__all__ = ["BulletinRefused", "NoPeriod", "NothingOut", "TemplateRefused", "made_files", "make_bulletin",
           "publish_bulletin", "retire_bulletin_template", "save_bulletin_template", "withdraw_bulletin"]
