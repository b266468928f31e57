from django.apps import AppConfig
from django.utils.translation import gettext

from canevas.tools.text.sentences import use_translations


class ProjectConfig(AppConfig):
    name = "canevas.project"
    label = "project"

    def ready(self) -> None:
        use_translations(gettext)
