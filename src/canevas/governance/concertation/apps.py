from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.access import scopes
from canevas.commons.audit.sentences import tell_with
from canevas.commons.design.related import offer
from canevas.commons.jobs.rules import every


class ConcertationConfig(AppConfig):
    name = "canevas.governance.concertation"
    label = "concertation"
    verbose_name = _("Concertation")

    def ready(self) -> None:
        tell_with(f"{self.name}.story")
        scopes.answer(scopes.BODIES, f"{self.name}.queries.scopes.bodies_in")
        scopes.answer(scopes.CHOICES, f"{self.name}.queries.scopes.bodies_to_choose")
        scopes.answer(scopes.FILE_USES, f"{self.name}.queries.visible.uses_file")
        scopes.answer(scopes.DRAFT_SETS, f"{self.name}.queries.visible.hidden_sets")
        scopes.answer(scopes.SIGNS, f"{self.name}.queries.answering.signs_meaning")
        offer("organisation", f"{self.name}.ways.of_organisation")
        offer("territory", f"{self.name}.ways.of_territory")
        offer("recommendation_set", f"{self.name}.ways.of_recommendation_set")
        every("reminders", f"{self.name}.queries.reminders.when", f"{self.name}.operations.reminding.send_weekly")
        every("reminders-again", f"{self.name}.queries.reminders.when_retried",
              f"{self.name}.operations.reminding.send_waiting")
