from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.audit.sentences import tell_with
from canevas.commons.design import related


class BulletinsConfig(AppConfig):
    name = "canevas.governance.bulletins"
    label = "bulletins"
    verbose_name = _("Bulletins")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
        related.offer("session", f"{self.name}.ways.of_session")
