from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.audit.sentences import tell_with


class FilesConfig(AppConfig):
    name = "canevas.commons.files"
    label = "files"
    verbose_name = _("Files")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
