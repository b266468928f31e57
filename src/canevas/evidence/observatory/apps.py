from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.access import scopes
from canevas.commons.audit.sentences import tell_with
from canevas.commons.jobs.rules import every


class ObservatoryConfig(AppConfig):
    name = "canevas.evidence.observatory"
    label = "observatory"
    verbose_name = _("Observatory")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
        scopes.answer(scopes.FILE_USES, f"{self.name}.queries.visible.uses_file")
        every("tallies", f"{self.name}.operations.joining.when", f"{self.name}.operations.joining.join_tallies")
