from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.audit.sentences import tell_with


class AuditConfig(AppConfig):
    name = "canevas.commons.audit"
    label = "audit"
    verbose_name = _("Journal")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
