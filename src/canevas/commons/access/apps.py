from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.audit.sentences import tell_with


class AccessConfig(AppConfig):
    name = "canevas.commons.access"
    label = "access"
    verbose_name = _("People and roles")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
        import_module("canevas.commons.access.sign_in.hooks")  # by its name: no model is ready when this is read
