from canevas.governance.bulletins.operations.making import (
    PUBLIC,
    NoPeriod,
    NothingOut,
    made_files,
    make_bulletin,
    tell_figures,
)
from canevas.governance.bulletins.operations.publishing import BulletinRefused, publish_bulletin, withdraw_bulletin
from canevas.governance.bulletins.operations.templates import (
    TemplateRefused,
    retire_bulletin_template,
    save_bulletin_template,
)

__all__ = ["PUBLIC", "BulletinRefused", "NoPeriod", "NothingOut", "TemplateRefused", "made_files", "make_bulletin",
           "publish_bulletin", "retire_bulletin_template", "save_bulletin_template", "tell_figures",
           "withdraw_bulletin"]
