"""What a session carries over from the one before is followed once, where it stands last."""
from __future__ import annotations

from datetime import date

import pytest

from canevas.governance.concertation.models import Body
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.operations.continuing import continue_synthesis
from canevas.governance.syntheses.operations.deciding import decide_stage
from canevas.governance.syntheses.operations.opening import freeze_version
from canevas.governance.syntheses.queries.follow_up import of_synthesis, of_tables
from canevas.governance.syntheses.rules.stages import Outcome
from tests.factories.minutes import user
from tests.governance.syntheses.regions import WELLS, country, national

pytestmark = pytest.mark.django_db


def continued() -> Synthesis:
    country()
    earlier = national(WELLS)
    found = continue_synthesis(by=user(), recommendation_set=earlier, title="Suite", since=earlier.origin_date,
                               body_id=Body.objects.get(code="CCM").pk)
    freeze_version(by=user(), synthesis=found, seen=0)
    found.refresh_from_db()
    return found


def sets_of(rows: object) -> list[str]:
    return [row.set.origin_label for row in rows.select_related("set")]  # type: ignore[attr-defined]


def test_a_line_that_was_carried_over_is_followed_where_it_stands_last() -> None:
    found = continued()
    assert sets_of(of_tables(user())) == ["7e session du CCM"], "while the next one is a draft, the first is followed"
    decide_stage(by=user(), synthesis=found, outcome=Outcome.ADOPTED, day=date(2026, 7, 28))
    assert Recommendation.objects.filter(text=WELLS, withdrawn_at=None).count() == 2
    assert sets_of(of_tables(user())) == ["Suite"]
    assert sets_of(of_synthesis(user(), found, ["CCM"])) == ["Suite"]


def test_a_line_that_the_next_session_rejects_is_followed_where_it_was_adopted() -> None:
    found = continued()
    decide_stage(by=user(), synthesis=found, outcome=Outcome.ADOPTED, day=date(2026, 7, 28))
    Recommendation.objects.filter(set__origin_label="Suite").update(withdrawn_at="2026-08-01T00:00:00Z")
    assert sets_of(of_tables(user())) == ["7e session du CCM"]
