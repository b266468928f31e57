"""A synthesis is written, frozen, written again: nothing that was frozen changes, and every step is kept."""
from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.governance.recommendations.models import LineageEdge
from canevas.governance.syntheses.operations.editing import edit_table
from canevas.governance.syntheses.operations.opening import freeze_version, open_synthesis, reopen_synthesis
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.reading import base_of_amendments, last_version, table_of
from canevas.governance.syntheses.rules.digests import digest_of
from canevas.governance.syntheses.rules.table import Column, MoveLine, ReplaceText, SplitLine, Table
from tests.factories.minutes import user
from tests.governance.syntheses.house import body, frozen, opened

pytestmark = pytest.mark.django_db


def strategies(table: Table) -> list[list[str]]:
    return [[line.text for line in row.strategies] for section in table.sections for _block, row in section.rows]


def test_open_synthesis_begins_with_the_bands_of_the_policy() -> None:
    secretary = user()
    synthesis = open_synthesis(by=secretary, title="  Synthèse ", body_id=body().pk)
    table = table_of(last_version(synthesis, secretary))
    assert [section.key for section in table.sections][:1] == ["general"]
    assert synthesis.title == "Synthèse"
    with pytest.raises(ValidationError):
        open_synthesis(by=secretary, title="  ", body_id=body().pk)


def test_edit_table_writes_only_what_was_seen() -> None:
    secretary = user()
    synthesis = opened(secretary)
    line = table_of(last_version(synthesis, secretary)).sections[0].blocks[0].rows[0].strategies[0]
    assert edit_table(by=secretary, synthesis=synthesis, seen=0, edits=[ReplaceText(line.uid, 0, 9, "Tenir")])
    assert edit_table(by=secretary, synthesis=synthesis, seen=0, edits=[ReplaceText(line.uid, 0, 1, "X")]) is None
    assert strategies(table_of(last_version(synthesis, secretary)))[0][0] == "Tenir un atelier"


def test_edit_table_keeps_what_became_of_every_line() -> None:
    secretary = user()
    synthesis = opened(secretary)
    row = table_of(last_version(synthesis, secretary)).sections[0].blocks[0].rows[0]
    moved = table_of(last_version(synthesis, secretary)).sections[1].blocks[0].rows[0].strategies[0]
    first, second = row.strategies
    edit_table(by=secretary, synthesis=synthesis, seen=0, edits=[
        SplitLine(first.uid, 9), ReplaceText(second.uid, 0, 7, "Diffuser"),
        MoveLine(moved.uid, row.uid, Column.STRATEGIES, second.uid)])
    kinds = {(edge.kind, str(edge.source)) for edge in LineageEdge.objects.all()}
    assert {("split", first.uid), ("reformulated", second.uid), ("moved", moved.uid)} <= kinds
    assert set(LineageEdge.objects.values_list("origin", flat=True)) == {f"synthesis:{synthesis.uid}:1"}


def test_edit_table_refuses_what_is_not_there_and_writes_nothing() -> None:
    secretary = user()
    synthesis = opened(secretary)
    before = last_version(synthesis, secretary).content
    with pytest.raises(ValidationError):
        edit_table(by=secretary, synthesis=synthesis, seen=0, edits=[ReplaceText("nope", 0, 1, "X")])
    assert last_version(synthesis, secretary).content == before


def test_freeze_version_closes_it_with_the_digest_of_its_content() -> None:
    secretary = user()
    synthesis = frozen(secretary)
    version = base_of_amendments(synthesis)
    assert version.digest == digest_of(version.content)
    assert synthesis.state == "amending"
    with pytest.raises(ValidationError):
        edit_table(by=secretary, synthesis=synthesis, seen=0, edits=[])
    with pytest.raises(ValidationError):
        freeze_version(by=secretary, synthesis=synthesis, seen=0)
    version.digest = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()


def test_freeze_version_asks_for_a_first_line() -> None:
    secretary = user()
    empty = open_synthesis(by=secretary, title="Vide", body_id=body().pk)
    with pytest.raises(ValidationError):
        freeze_version(by=secretary, synthesis=empty, seen=0)


def test_reopen_synthesis_begins_the_next_version_and_leaves_the_frozen_one() -> None:
    secretary = user()
    synthesis = frozen(secretary)
    before = base_of_amendments(synthesis)
    second = reopen_synthesis(by=secretary, synthesis=synthesis, reason="Renvoyée par la session")
    assert (second.number, second.based_on, second.content) == (2, before, before.content)
    synthesis.refresh_from_db()
    assert synthesis.state == "drafting"
    assert base_of_amendments(synthesis) == before
    assert [entry.event for entry in story_of(synthesis)] == [
        "synthesis_opened", "synthesis_frozen", "synthesis_reopened"]


def test_a_synthesis_that_is_written_is_seen_by_those_who_write_it() -> None:
    secretary, reader = user(), user("lecteur", "reader")
    elsewhere = user("ailleurs", "reader", Scope(ScopeKind.BODY, "GTM-X"))
    draft = opened(secretary)
    assert not visible.syntheses(reader).exists()
    assert list(visible.syntheses(secretary)) == [draft]
    freeze_version(by=secretary, synthesis=draft, seen=0)
    reopen_synthesis(by=secretary, synthesis=draft, reason="Corriger")
    assert list(visible.syntheses(reader)) == [draft]
    assert [one.number for one in visible.versions(reader, draft)] == [1]
    assert [one.number for one in visible.versions(secretary, draft)] == [1, 2]
    assert not visible.syntheses(elsewhere).exists()


def test_only_who_may_write_writes() -> None:
    reader = user("lecteur", "reader")
    synthesis = frozen(user())
    with pytest.raises(PermissionDenied):
        open_synthesis(by=reader, title="Autre", body_id=body().pk)
    with pytest.raises(PermissionDenied):
        reopen_synthesis(by=reader, synthesis=synthesis, reason="Non")
    with pytest.raises(PermissionDenied):
        freeze_version(by=reader, synthesis=synthesis, seen=0)
