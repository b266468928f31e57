from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.access import scopes
from canevas.commons.audit.sentences import tell_with
from canevas.commons.design.related import offer


class RecommendationsConfig(AppConfig):
    name = "canevas.governance.recommendations"
    label = "recommendations"
    verbose_name = _("Recommendations")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
        scopes.answer(scopes.FILE_USES, f"{self.name}.queries.visible.uses_file")
        offer("organisation", f"{self.name}.ways.of_organisation")
        offer("territory", f"{self.name}.ways.of_territory")
