"""Three stages decide; what they adopt stands in the register, each line under its own identifier."""
from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from canevas.commons.search.queries import search
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.queries import synthesis_of
from canevas.governance.syntheses.models import StageDecision, StageReservation, Synthesis
from canevas.governance.syntheses.operations.deciding import (
    AskedReservation,
    decide_stage,
    discharge_reservation,
    open_reservations,
)
from canevas.governance.syntheses.operations.opening import follow, freeze_version
from canevas.governance.syntheses.queries.from_register import table_of_set
from canevas.governance.syntheses.queries.reading import base_of_amendments, table_of
from canevas.governance.syntheses.rules.stages import Outcome, Stage, Standing, State, after_decision
from canevas.governance.syntheses.rules.table import ReplaceText, Table, apply_edits, table_to_json
from tests.factories.country import load_country
from tests.factories.minutes import user
from tests.governance.syntheses.house import frozen, opened

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 28)


def decide(synthesis: Synthesis, outcome: Outcome, **more: object) -> StageDecision:
    made = decide_stage(by=user(), synthesis=synthesis, outcome=outcome, day=DAY, **more)
    synthesis.refresh_from_db()
    return made


def next_version(synthesis: Synthesis, *edits: object) -> None:
    """The version that integrates ``edits``, frozen."""
    table = apply_edits(table_of(base_of_amendments(synthesis)), edits).table
    follow(by=user(), synthesis=synthesis, table_json=table_to_json(table), note="Amendements", is_frozen=True)


def first_strategy(table: Table) -> str:
    return table.sections[0].blocks[0].rows[0].strategies[0].uid


def test_the_three_stages_follow_one_another() -> None:
    synthesis = frozen(user())
    assert synthesis.stage == "preparatory"
    decide(synthesis, Outcome.ADOPTED)
    assert (synthesis.stage, synthesis.state) == ("technical", "amending")
    decide(synthesis, Outcome.ADOPTED)
    decide(synthesis, Outcome.ADOPTED)
    assert (synthesis.stage, synthesis.state) == ("political", "adopted")
    with pytest.raises(ValidationError):
        decide(synthesis, Outcome.ADOPTED)


@pytest.mark.parametrize(("outcome", "stage", "state"), [
    (Outcome.SENT_BACK, Stage.PREPARATORY, State.DRAFTING), (Outcome.REJECTED, Stage.TECHNICAL, State.REJECTED),
    (Outcome.POSTPONED, Stage.TECHNICAL, State.AMENDING)])
def test_what_else_a_stage_may_decide(outcome: Outcome, stage: Stage, state: State) -> None:
    assert after_decision(Standing(Stage.TECHNICAL, State.AMENDING), outcome) == Standing(stage, state)
    synthesis = frozen(user())
    decide(synthesis, Outcome.ADOPTED)
    with pytest.raises(ValidationError):
        decide(synthesis, outcome)  # without a reason
    decide(synthesis, outcome, note="Le quorum manque")
    assert (synthesis.stage, synthesis.state) == (stage, state)
    assert synthesis.versions.filter(frozen_at=None).exists() is (state is State.DRAFTING)


def test_what_a_stage_adopts_stands_in_the_register_under_its_own_identifiers() -> None:
    load_country(user())
    synthesis = frozen(user())
    assert not Recommendation.objects.exists(), "a draft is in no register"
    decide(synthesis, Outcome.ADOPTED)
    table = table_of(base_of_amendments(synthesis))
    uids = {line.uid for section in table.sections for _block, row in section.rows for line in row.strategies}
    assert {str(row.uid) for row in Recommendation.objects.all()} == uids
    first = Recommendation.objects.get(uid=first_strategy(table))
    [party] = first.responsibilities.all()
    assert (party.verbatim, party.organisation.code) == ("MI/D", "MI")
    assert [len(band.rows) for band in synthesis_of(synthesis.recommendation_set)] == [2, 1]
    assert [[line.text for line in table.lines]] == [
        [line.text for line in table_of_set(synthesis.recommendation_set).lines]]
    assert search("atelier", user=user()).total


def test_the_next_stage_brings_the_register_up_to_date() -> None:
    synthesis = frozen(user())
    decide(synthesis, Outcome.ADOPTED)
    line = first_strategy(table_of(base_of_amendments(synthesis)))
    next_version(synthesis, ReplaceText(line, 0, 9, "Tenir"))
    decide(synthesis, Outcome.ADOPTED, lines={line: (Outcome.RESERVED, "À chiffrer")})
    assert Recommendation.objects.get(uid=line).text == "Tenir un atelier"
    assert Recommendation.objects.count() == 4
    own = StageDecision.objects.get(line=line)
    assert (own.stage, own.outcome, own.note) == ("technical", "adopted-with-reservations", "À chiffrer")


def test_a_line_that_a_stage_does_not_adopt_is_not_followed_until_one_does() -> None:
    synthesis = frozen(user())
    line = first_strategy(table_of(base_of_amendments(synthesis)))
    decide(synthesis, Outcome.ADOPTED, lines={line: (Outcome.POSTPONED, "À chiffrer")})
    assert not Recommendation.objects.filter(uid=line).exists()
    assert Recommendation.objects.count() == 3
    decide(synthesis, Outcome.ADOPTED, lines={line: (Outcome.ADOPTED, "")})
    assert Recommendation.objects.get(uid=line).withdrawn_at is None
    decide(synthesis, Outcome.ADOPTED, lines={line: (Outcome.REJECTED, "Hors du mandat")})
    assert Recommendation.objects.get(uid=line).withdrawn_at is not None
    assert synthesis.recommendation_set.origin_date == DAY


def test_reservations_are_discharged_before_ministers_adopt() -> None:
    synthesis = frozen(user())
    decide(synthesis, Outcome.ADOPTED)
    line = first_strategy(table_of(base_of_amendments(synthesis)))
    decide(synthesis, Outcome.RESERVED, reservations=[
        AskedReservation("Préciser qui organise", "Délégation de l'Union européenne", line=line),
        AskedReservation("Chiffrer le tableau")])
    with pytest.raises(ValidationError):
        decide(synthesis, Outcome.ADOPTED)
    first, second = StageReservation.objects.all()
    with pytest.raises(ValidationError):
        discharge_reservation(by=user(), reservation=first, version=base_of_amendments(synthesis))
    with pytest.raises(ValidationError):
        discharge_reservation(by=user(), reservation=first)
    next_version(synthesis, ReplaceText(line, 0, 0, "Le Ministère : "))
    discharge_reservation(by=user(), reservation=first, version=base_of_amendments(synthesis))
    discharge_reservation(by=user(), reservation=second, answer="Le budget suivra")
    assert not open_reservations(synthesis).exists()
    decide(synthesis, Outcome.ADOPTED)
    assert synthesis.state == "adopted"


@pytest.mark.parametrize("more", [
    {"outcome": Outcome.RESERVED}, {"outcome": Outcome.ADOPTED, "reservations": [AskedReservation("Non")]},
    {"outcome": Outcome.RESERVED, "reservations": [AskedReservation("  ")]},
    {"outcome": Outcome.ADOPTED, "lines": {"nope": (Outcome.ADOPTED, "")}}])
def test_a_decision_that_does_not_hold_is_refused_and_nothing_is_written(more: dict) -> None:
    synthesis = frozen(user())
    with pytest.raises(ValidationError):
        decide(synthesis, **more)
    assert not StageDecision.objects.exists()
    synthesis.refresh_from_db()
    assert synthesis.stage == "preparatory"


def test_decide_stage_needs_a_frozen_version_and_the_right() -> None:
    drafted = opened(user())
    with pytest.raises(ValidationError):
        decide(drafted, Outcome.ADOPTED)
    freeze_version(by=user(), synthesis=drafted, seen=0)
    with pytest.raises(PermissionDenied):
        decide_stage(by=user("membre", "member"), synthesis=drafted, outcome=Outcome.ADOPTED, day=DAY)
