"""What lies ahead in the demonstration: who sits in the bodies, how many must be there, and two meetings to come."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction

from canevas.commons.access.queries import User
from canevas.commons.directory.queries import organisation_by_code, resolve_organisation
from canevas.doors.cli.demo.pools import load, regions
from canevas.doors.cli.demo.regional import weekday
from canevas.governance.concertation.operations.agenda import add_item
from canevas.governance.concertation.operations.bodies import set_quorum
from canevas.governance.concertation.operations.membership import add_member
from canevas.governance.concertation.operations.moves import move_session
from canevas.governance.concertation.operations.planning import plan_session
from canevas.governance.concertation.queries.bodies import body_named
from canevas.governance.concertation.queries.meeting import members_of, next_number
from canevas.governance.concertation.queries.visible import sessions
from canevas.governance.concertation.rules.session_states import Move
from canevas.tools.text.resolve import EXACT


@dataclass(frozen=True, slots=True)
class ToCome:
    """A meeting to come: in so many days, with points of its own; ``is_convened``: its members know of it."""

    body: str
    days: int
    points: tuple[str, ...]
    is_convened: bool


MEETINGS = (
    ToCome("GTM-Agadez", 9, ("Situation des sites d’accueil après la saison des pluies",
                             "Préparation de la Journée internationale des migrants"), True),
    ToCome("GTM-Tahoua", 24, ("Installation du comité d’accueil des convois",), False),
)
"""Invented."""


@transaction.atomic
def look_ahead(*, by: User, today: date) -> None:
    """Give the bodies their members, once, and plan the meetings of :data:`MEETINGS` where none was ever planned."""
    words = load("common")
    _seat(by, "CCM", words["national"], {})
    country = body_named("CCM")
    if country is not None and not country.quorum_rule and not country.own_fields:
        set_quorum(by=by, body=country, rule="majority")
    for region in regions():
        names = [*words["members"], *region.partners, *region.ngos]
        known: dict[str, Any] = {}
        _seat(by, f"CRCM-{region.name}", names, known)
        _seat(by, f"GTM-{region.name}", names, known)
    for one in MEETINGS:
        _plan(by, one, today)


def _seat(by: User, name: str, names: Iterable[str], known: dict[str, Any]) -> None:
    """The structures of these names, the first in the chair; a body that has members is left alone. ``known``: those of
    the region that were looked up already."""
    body = body_named(name)
    if body is None or members_of(body).exists():
        return
    seated: set[int] = set()
    for written in names:
        if written not in known:
            known[written] = _organisation(written, body.region)
        organisation = known[written]
        if organisation is not None and organisation.pk not in seated:
            add_member(by=by, body=body, organisation=organisation, role=("chair", "co-chair")[len(seated)]
                       if len(seated) < 2 else "member", starts_on=date(2022, 1, 1))
            seated.add(organisation.pk)


def _organisation(written: str, region: Any) -> Any:
    """The structure of this name: that of the region where there is one of its own."""
    for text in (f"{written} {region.name}", written) if region else (written,):
        found = resolve_organisation(text)
        if found and found[0].score >= EXACT:
            return organisation_by_code(found[0].code)
    return None


def _plan(by: User, one: ToCome, today: date) -> None:
    body = body_named(one.body)
    if body is None or sessions(by).filter(body=body, source=None).exists():
        return
    day = weekday(today + timedelta(days=one.days))
    if sessions(by).filter(body=body, date=day).exists():
        return
    region = next(each for each in regions() if one.body.endswith(each.name))
    session = plan_session(by=by, body=body, day=day, start=time(9), end=time(12, 30), place=region.halls[0],
                           number=next_number(body, "ordinary"), signatory="Le Rapporteur")
    for point in one.points:
        add_item(by=by, session=session, title=point)
    if one.is_convened:
        move_session(by=by, session=session, move=Move.CONVENE)
