from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _

from canevas.commons.access import scopes
from canevas.commons.audit.sentences import tell_with
from canevas.commons.directory.checks import vocabulary_is_sound


class DirectoryConfig(AppConfig):
    name = "canevas.commons.directory"
    label = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
        register(vocabulary_is_sound)
        scopes.answer(scopes.CHOICES, f"{self.name}.queries.entries.scopes_to_choose")
