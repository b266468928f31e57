from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.access import scopes
from canevas.commons.audit.sentences import tell_with
from canevas.commons.design import related
from canevas.governance.recommendations.rules.lines_above import hide_origins_with, tell_stages_with


class SynthesesConfig(AppConfig):
    name = "canevas.governance.syntheses"
    label = "syntheses"
    verbose_name = _("Syntheses")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
        related.offer("recommendation_set", f"{self.name}.ways.of_recommendation_set")
        scopes.answer(scopes.FILE_USES, f"{self.name}.queries.visible.uses_file")
        tell_stages_with(f"{self.name}.queries.lines.stages_of_lines")
        hide_origins_with(f"{self.name}.queries.lines.hidden_origins")
