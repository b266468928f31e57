from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from canevas.commons.access.queries import User
from canevas.governance.concertation.models import ActionPoint, AgendaItem, Body, Session
from canevas.governance.concertation.operations.action_points import add_action_point

FIRST = date(2026, 3, 12)


class Meetings:
    """Sessions of one body, in any state, and actions typed into them while they were held."""

    def __init__(self, by: User) -> None:
        self.by = by

    def session(self, day: date = FIRST, state: str = "held", body: str = "GTM-TAHOUA", **facts: Any) -> Session:
        return Session.objects.create(body=Body.objects.get(code=body), date=day, state=state, **facts)

    def item(self, session: Session, number: int = 1, title: str = "Divers", kind: str = "free") -> AgendaItem:
        return AgendaItem.objects.create(session=session, number=number, title=title, kind=kind)

    def action(self, session: Session, text: str = "Transmettre la liste des sites", deadline: str = "31/03/2026",
               responsibles: tuple[str, ...] = ("DRECM/R", "OIM"), status: str = "open") -> ActionPoint:
        state = session.state
        Session.objects.filter(pk=session.pk).update(state="held")
        action = add_action_point(by=self.by, session=session, item=None, text=text, responsibles=list(responsibles),
                                  deadline_text=deadline)
        Session.objects.filter(pk=session.pk).update(state=state)
        if status != "open":
            ActionPoint.objects.filter(pk=action.pk).update(status=status)
        action.refresh_from_db()
        return action


@pytest.fixture
def meetings(secretary: User) -> Meetings:
    return Meetings(secretary)
