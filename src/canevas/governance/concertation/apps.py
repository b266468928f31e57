from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from canevas.commons.access.scopes import resolve_bodies_with
from canevas.commons.design.related import offer


class ConcertationConfig(AppConfig):
    name = "canevas.governance.concertation"
    label = "concertation"
    verbose_name = _("Concertation")

    def ready(self) -> None:
        resolve_bodies_with(f"{self.name}.queries.scopes.bodies_in")
        offer("organisation", f"{self.name}.ways.of_organisation")
        offer("territory", f"{self.name}.ways.of_territory")
        offer("recommendation_set", f"{self.name}.ways.of_recommendation_set")
