from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.directory.models import Organisation
from canevas.governance.concertation.models import Body, BodyMember, Intake, IntakeLine, Session
from canevas.governance.concertation.operations import confirm_intake, confirm_line
from canevas.governance.concertation.operations.planning import plan_session


@pytest.fixture
def held(secretary: User, taken: Callable[..., Intake]) -> Session:
    """A session of GTM-TAHOUA confirmed from invented minutes."""
    intake = taken()
    for line in intake.lines.filter(state=IntakeLine.State.DOUBTFUL):
        confirm_line(by=secretary, line=line)
    intake.refresh_from_db()
    return confirm_intake(by=secretary, intake=intake).session


@pytest.fixture
def body(secretary: User) -> Body:
    return Body.objects.get(code="GTM-TAHOUA")


@pytest.fixture
def members(body: Body) -> list[BodyMember]:
    """A chair, a co-chair with a name, a member, and one whose time is over."""
    rows = list(Organisation.objects.order_by("code")[:4])
    return [BodyMember.objects.create(body=body, organisation=rows[0], role="member"),
            BodyMember.objects.create(body=body, organisation=rows[1], role="chair"),
            BodyMember.objects.create(body=body, organisation=rows[2], role="co-chair", person="Mme Hadiza Oumarou"),
            BodyMember.objects.create(body=body, organisation=rows[3], ends_on=date(2020, 1, 1))]


@pytest.fixture
def soon() -> date:
    return timezone.localdate() + timedelta(days=20)


@pytest.fixture
def planned(secretary: User, body: Body, members: list[BodyMember], soon: date) -> Session:
    return plan_session(by=secretary, body=body, day=soon)
