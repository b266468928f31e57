"""Amendments are proposed, decided and applied; the version they were proposed to never changes."""
from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from canevas.governance.recommendations.models import LineageEdge
from canevas.governance.syntheses.models import Amendment, Synthesis
from canevas.governance.syntheses.operations.amending import (
    apply_amendments,
    decide_amendment,
    propose_amendment,
    withdraw_amendment,
)
from canevas.governance.syntheses.operations.opening import reopen_synthesis
from canevas.governance.syntheses.queries.reading import base_of_amendments, table_of
from canevas.governance.syntheses.rules.table import Column, DeleteRow, Edit, InsertLine, MoveLine, ReplaceText, Table
from tests.factories.minutes import user
from tests.governance.syntheses.house import frozen, opened

pytestmark = pytest.mark.django_db


def propose(synthesis: Synthesis, edit: Edit, username: str = "membre") -> Amendment:
    return propose_amendment(by=user(username, "member"), synthesis=synthesis, seen=1, edit=edit, motive="Plus clair")


def first(table: Table) -> tuple[str, str, str]:
    """The first two strategies and their row."""
    row = table.sections[0].blocks[0].rows[0]
    return row.strategies[0].uid, row.strategies[1].uid, row.uid


def test_propose_amendment_says_what_changes_and_where() -> None:
    synthesis = frozen(user())
    one, _two, row = first(table_of(base_of_amendments(synthesis)))
    made = propose(synthesis, ReplaceText(one, 0, 9, "Tenir"))
    assert (made.kind, made.before, made.after, made.context) == (
        "replace", "Organiser", "Tenir", "Organiser un atelier")
    assert (made.section, made.row, made.column, made.line) == ("general", 1, "strategies", 1)
    added = propose(synthesis, InsertLine(row, Column.STRATEGIES, one, "Évaluer"))
    assert (added.kind, added.after, added.line, added.order) == ("insert", "Évaluer", 2, 1)
    assert table_of(base_of_amendments(synthesis)).sections[0].blocks[0].rows[0].strategies[0].text.startswith("Org")


def test_propose_amendment_refuses_what_cannot_be_made() -> None:
    synthesis = frozen(user())
    one, _two, _row = first(table_of(base_of_amendments(synthesis)))
    for edit in (ReplaceText("nope", 0, 1, "X"), ReplaceText(one, 0, 999, "X"), ReplaceText(one, 0, 9, "Organiser")):
        with pytest.raises(ValidationError):
            propose(synthesis, edit)
    with pytest.raises(ValidationError):
        propose_amendment(by=user(), synthesis=synthesis, seen=7, edit=ReplaceText(one, 0, 9, "Tenir"))
    with pytest.raises(PermissionDenied):
        propose_amendment(by=user("lecteur", "reader"), synthesis=synthesis, seen=1, edit=ReplaceText(one, 0, 1, "X"))
    with pytest.raises(ValidationError):
        propose_amendment(by=user(), synthesis=opened(user()), seen=1, edit=ReplaceText(one, 0, 1, "X"))
    assert not Amendment.objects.exists()


def test_apply_amendments_makes_the_next_version_and_leaves_the_base() -> None:
    secretary, synthesis = user(), frozen(user())
    base = base_of_amendments(synthesis)
    one, two, row = first(table_of(base))
    moved = table_of(base).sections[1].blocks[0].rows[0].strategies[0].uid
    accepted = [propose(synthesis, edit) for edit in (
        ReplaceText(one, 0, 9, "Tenir"), MoveLine(moved, row, Column.STRATEGIES, two))]
    refused = propose(synthesis, ReplaceText(two, 0, 7, "Diffuser"))
    with pytest.raises(ValidationError):
        apply_amendments(by=secretary, synthesis=synthesis)
    for amendment in accepted:
        decide_amendment(by=secretary, amendment=amendment, state="accepted")
    decide_amendment(by=secretary, amendment=refused, state="rejected", note="Déjà dit")
    made = apply_amendments(by=secretary, synthesis=synthesis)
    assert [line.text for line in table_of(made).sections[0].blocks[0].rows[0].strategies] == [
        "Tenir un atelier", "Publier un guide", "Réunir la diaspora"]
    assert (made.number, made.based_on, made.is_frozen) == (2, base, True)
    base.refresh_from_db()
    assert table_of(base).sections[0].blocks[0].rows[0].strategies[0].text == "Organiser un atelier"
    assert set(LineageEdge.objects.filter(origin=f"synthesis:{synthesis.uid}:2").values_list("kind", flat=True)) == {
        "reformulated", "moved"}
    assert [one.applied_in for one in Amendment.objects.filter(state="accepted")] == [made, made]
    with pytest.raises(ValidationError):
        decide_amendment(by=secretary, amendment=refused, state="accepted")


def test_decide_amendment_refuses_what_cannot_stand_together_until_it_is_modified() -> None:
    secretary, synthesis = user(), frozen(user())
    one, _two, row = first(table_of(base_of_amendments(synthesis)))
    here = propose(synthesis, ReplaceText(one, 0, 9, "Tenir"))
    there = propose(synthesis, ReplaceText(one, 0, 12, "Animer un"), "autre")
    whole = propose(synthesis, DeleteRow(row), "tiers")
    decide_amendment(by=secretary, amendment=here, state="accepted")
    for other in (there, whole):
        with pytest.raises(ValidationError):
            decide_amendment(by=secretary, amendment=other, state="accepted")
        other.refresh_from_db()
        assert other.state == "proposed"
    decide_amendment(by=secretary, amendment=there, state="modified", edit=ReplaceText(one, 10, 12, "son"))
    decide_amendment(by=secretary, amendment=whole, state="rejected")
    made = apply_amendments(by=secretary, synthesis=synthesis)
    assert table_of(made).sections[0].blocks[0].rows[0].strategies[0].text == "Tenir son atelier"


def test_a_decision_can_be_taken_back_and_a_proposal_withdrawn() -> None:
    secretary, member, synthesis = user(), user("membre", "member"), frozen(user())
    one, _two, _row = first(table_of(base_of_amendments(synthesis)))
    amendment = propose(synthesis, ReplaceText(one, 0, 9, "Tenir"))
    decide_amendment(by=secretary, amendment=amendment, state="accepted")
    with pytest.raises(ValidationError):
        withdraw_amendment(by=member, amendment=amendment)
    decide_amendment(by=secretary, amendment=amendment, state="proposed")
    with pytest.raises(PermissionDenied):
        withdraw_amendment(by=user("autre", "member"), amendment=amendment)
    assert withdraw_amendment(by=member, amendment=amendment).state == "withdrawn"
    with pytest.raises(ValidationError):
        apply_amendments(by=secretary, synthesis=synthesis)


def test_what_two_organisations_ask_alike_is_no_conflict() -> None:
    secretary, synthesis = user(), frozen(user())
    one, _two, _row = first(table_of(base_of_amendments(synthesis)))
    for username in ("membre", "autre"):
        decide_amendment(by=secretary, amendment=propose(synthesis, ReplaceText(one, 0, 9, "Tenir"), username),
                         state="accepted")
    made = apply_amendments(by=secretary, synthesis=synthesis)
    assert table_of(made).sections[0].blocks[0].rows[0].strategies[0].text == "Tenir un atelier"


def test_a_synthesis_that_is_written_again_takes_no_amendment() -> None:
    synthesis = frozen(user())
    one, _two, _row = first(table_of(base_of_amendments(synthesis)))
    reopen_synthesis(by=user(), synthesis=synthesis, reason="Refondre")
    with pytest.raises(ValidationError):
        propose(synthesis, ReplaceText(one, 0, 9, "Tenir"))
