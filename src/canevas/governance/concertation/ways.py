"""Where the sheets of the rooms below lead in this one: offered by ``apps.py``, shown by those sheets."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from canevas.commons.design.related import Related
from canevas.governance.concertation.queries import register, visible
from canevas.governance.concertation.queries.attendance import came_to
from canevas.governance.concertation.views.naming import meeting_name


def _to(route: str, **parameters: str) -> str:
    return f"{reverse(route)}?{urlencode(parameters)}"


def of_organisation(organisation: Any, user: Any) -> Iterator[Related]:
    answered = visible.actions(user).filter(register.answered_for_by(organisation.pk), withdrawn_at=None)
    attended = visible.sessions(user).filter(register.attended_by(organisation.pk))
    yield Related(_("Actions that it answers for"), _to("concertation:actions", organisation=organisation.code),
                  answered.count())
    yield Related(_("Of these, late"), _to("concertation:actions", organisation=organisation.code, state="late"),
                  answered.filter(register.late()).count())
    yield Related(_("Meetings that it attended"), _to("concertation:sessions", organisation=organisation.code),
                  attended.count())
    yield Related(_("Attendance at the meetings"), reverse("concertation:attendance-of", args=[organisation.code]),
                  came_to(user, organisation))


def of_territory(territory: Any, user: Any) -> Iterator[Related]:
    """A region's bodies have their meetings and actions; any place may be named in minutes."""
    keys = [body.pk for body in register.bodies() if body.region_id == territory.pk]
    if keys:
        held = visible.sessions(user).filter(register.of_bodies(keys))
        owed = visible.actions(user).filter(register.of_bodies(keys, "session__"), withdrawn_at=None)
        yield Related(_("Meetings of its bodies"), _to("concertation:sessions", region=territory.pcode), held.count())
        yield Related(_("Actions of its bodies"), _to("concertation:actions", region=territory.pcode), owed.count())
        yield Related(_("Of these, late"), _to("concertation:actions", region=territory.pcode, state="late"),
                      owed.filter(register.late()).count())
    named = visible.sessions(user).filter(register.naming_place(territory.pk))
    yield Related(_("Meetings that name it"), _to("concertation:sessions", place=territory.pcode), named.count())


def of_recommendation_set(found: Any, user: Any) -> Iterator[Related]:
    session = visible.sessions(user).select_related("body").filter(recommendation_set=found.pk).first()
    if session is not None:
        yield Related(_("The meeting: %(name)s") % {"name": meeting_name(session)}, session.get_absolute_url())
