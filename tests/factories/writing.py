"""A session that was held and whose minutes are being typed."""
from __future__ import annotations

from datetime import date

from canevas.governance.concertation.models import AgendaItem, Body, Session

TITLES = ("Adoption du compte rendu précédent", "Suivi des points d’action", "Divers")


def held_session(body: str = "GTM-Tahoua", day: date = date(2026, 3, 12), titles: tuple[str, ...] = TITLES) -> Session:
    """A session in the state "held" with an empty agenda of ``titles``."""
    found, _created = Body.objects.get_or_create(code=body, defaults={"name": body})
    session = Session.objects.create(body=found, date=day, state="held")
    AgendaItem.objects.bulk_create([
        AgendaItem(session=session, number=number, title=title) for number, title in enumerate(titles, 1)])
    return session
