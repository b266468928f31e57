from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.audit.sentences import tell_with


class PolicyConfig(AppConfig):
    name = "canevas.governance.policy"
    label = "policy"
    verbose_name = _("Policy")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
