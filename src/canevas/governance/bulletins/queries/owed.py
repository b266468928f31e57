"""What is still to be done in a region: actions of its bodies, recommendations that concern it. Drafts are left out: a
bulletin is read by others than who writes minutes."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from canevas.commons.directory.queries import territory_by_pcode
from canevas.governance.bulletins.rules.bulletin import Owed
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.rules.session_states import OPEN_TO_READERS
from canevas.governance.recommendations.queries import register

MOST = 25
STATES = {"open": "à faire", "in_progress": "en cours"}


def open_actions(user: Any, region: str) -> list[Owed]:
    """Unfinished actions of the region's bodies, the late ones first; of the whole country, those of national bodies
    (which lie in no region)."""
    rows = visible.actions(user).filter(
        session__state__in=sorted(OPEN_TO_READERS), withdrawn_at=None, status__in=sorted(STATES))
    rows = rows.filter(session__body__region__pcode=region) if region else rows.filter(session__body__region=None)
    rows = rows.select_related("session__body").prefetch_related(
        "responsibles__organisation").order_by("due_on", "-session__date", "order", "pk")
    today = timezone.localdate()
    found = sorted(rows[:MOST * 4], key=lambda one: one.due_on is None)[:MOST]
    return [Owed(one.text, _who(one.responsibles.all()), one.deadline_text or "sans date", STATES[one.status],
                 f"{one.session.body}, {one.session.date:%d/%m/%Y}" if one.session.date else str(one.session.body),
                 bool(one.due_on and one.due_on < today)) for one in found]


def open_recommendations(user: Any, region: str) -> list[Owed]:
    """Unfinished recommendations that concern the region; of the country, those of national bodies."""
    rows = register.recommendations(user).filter(withdrawn_at=None, status__in=sorted(STATES)).filter(
        set__session__state__in=sorted(OPEN_TO_READERS))
    place = territory_by_pcode(region) if region else None
    rows = rows.filter(register.from_region(place.pk) if place is not None else Q(set__region=None))
    rows = rows.order_by("deadline_date", "-set__pk", "order", "pk")
    found = sorted(rows[:MOST * 4], key=lambda one: one.deadline_date is None)[:MOST]
    return [Owed(one.text, _who(one.responsibilities.all()), one.deadline_text or "sans date", STATES[one.status],
                 one.set.origin_body_name or one.set.origin_body, register.is_late(one)) for one in found]


def _who(answering: Iterable[Any]) -> str:
    return ", ".join(dict.fromkeys(one.verbatim or str(one.organisation or "") for one in answering))
