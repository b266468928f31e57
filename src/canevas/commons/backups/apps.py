from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.audit.sentences import tell_with


class BackupsConfig(AppConfig):
    name = "canevas.commons.backups"
    label = "backups"
    verbose_name = _("Backups")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
