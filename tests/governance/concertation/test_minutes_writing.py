from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.models import JournalEntry
from canevas.commons.search.models import SearchEntry
from canevas.governance.concertation.models import (
    AgendaItem,
    DiscussionPoint,
    ItemRevision,
    Minutes,
    Session,
    SessionMove,
)
from canevas.governance.concertation.operations import confirm_intake, confirm_line
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.minutes_writing import (
    Conflict,
    Saved,
    restore_item,
    save_item,
    settle_item,
)
from canevas.governance.concertation.queries.writing import blocks_of
from canevas.governance.concertation.rules.blocks import Block, bullet, paragraph, table
from tests.factories.minutes import user
from tests.factories.writing import held_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> AgendaItem:
    return held_session().items.get(number=2)


def texts(item: AgendaItem) -> list[str]:
    return [block.text for block in blocks_of(item)]


def typed(by: User, item: AgendaItem, *blocks: Block, base: int | None = None, **more: Any) -> Saved | Conflict:
    item.refresh_from_db()
    return save_item(by=by, item=item, base_revision=item.revision if base is None else base, blocks=blocks, **more)


def test_what_is_typed_stands_in_the_register_under_its_identifiers(item: AgendaItem) -> None:
    one, two, three = paragraph("Le point est fait."), bullet("Sous-point", 1), table([["a", "b"], ["1", "2"]])
    saved = typed(user(), item, one, two, three)
    assert isinstance(saved, Saved) and saved.revision == 1
    rows = list(item.discussion.all())
    assert [(str(row.uid), row.form, row.level, row.order) for row in rows] == [
        (one.uid, "paragraph", 0, 0), (two.uid, "bullet", 1, 1), (three.uid, "table", 0, 2)]
    assert rows[2].cells == [["a", "b"], ["1", "2"]] and rows[2].text == "a\tb\n1\t2"
    item.refresh_from_db()
    assert item.edited_by == user() and item.revision == 1


def test_moving_a_block_keeps_its_row(item: AgendaItem) -> None:
    one, two = paragraph("Un"), paragraph("Deux")
    typed(user(), item, one, two)
    keys = {str(row.uid): row.pk for row in item.discussion.all()}
    typed(user(), item, two, one)
    assert [(str(row.uid), row.pk) for row in item.discussion.all()] == [
        (two.uid, keys[two.uid]), (one.uid, keys[one.uid])]


def test_somebody_elses_text_is_never_written_over(item: AgendaItem) -> None:
    other = user("autre")
    typed(other, item, paragraph("Le texte d’une autre personne."))
    refused = typed(user(), item, paragraph("Le mien."), base=0)
    assert isinstance(refused, Conflict)
    assert (refused.revision, refused.by, refused.blocks[0].text) == (1, other, "Le texte d’une autre personne.")
    assert texts(item) == ["Le texte d’une autre personne."]


def test_the_same_text_sent_again_is_saved_already(item: AgendaItem) -> None:
    block = paragraph("Bonjour.")
    typed(user(), item, block)
    again = typed(user(), item, block, base=0)
    assert isinstance(again, Saved) and not again.changed and again.revision == 1
    assert JournalEntry.objects.filter(event="item_written").count() == 1


def test_a_lost_answer_is_no_conflict_with_oneself(item: AgendaItem) -> None:
    block = paragraph("Bon")
    typed(user(), item, block, nonce="n1", client_id="c")
    longer = Block(block.uid, "Bonjour")
    saved = typed(user(), item, longer, base=0, nonce="n2", unanswered=["n0", "n1"], client_id="c")
    assert isinstance(saved, Saved) and texts(item) == ["Bonjour"]


def test_a_lost_answer_excuses_nobody_elses_text(item: AgendaItem) -> None:
    typed(user("autre"), item, paragraph("Autre"), nonce="n1")
    assert isinstance(typed(user(), item, paragraph("Moi"), base=0, unanswered=["n1"]), Conflict)


def test_a_text_typed_after_ones_own_lost_one_but_after_anothers_too_is_a_conflict(item: AgendaItem) -> None:
    typed(user(), item, paragraph("Moi"), nonce="n1")
    typed(user("autre"), item, paragraph("Autre"))
    assert isinstance(typed(user(), item, paragraph("Moi encore"), base=0, unanswered=["n1"]), Conflict)


def test_a_burst_is_one_row_of_the_journal_and_of_the_history(item: AgendaItem) -> None:
    block = paragraph("a")
    for length in range(1, 20):
        typed(user(), item, Block(block.uid, "a" * length), client_id="c")
    assert JournalEntry.objects.filter(event="item_written").count() == 1
    assert item.history.get().blocks[0]["text"] == "a" * 19
    item.history.update(started_at=timezone.now() - timedelta(minutes=11))
    typed(user(), item, Block(block.uid, "b"), client_id="c")
    assert JournalEntry.objects.filter(event="item_written").count() == 2
    assert [row.blocks[0]["text"] for row in item.history.all()] == ["b", "a" * 19]


def test_each_person_has_rows_of_their_own(item: AgendaItem) -> None:
    block = paragraph("a")
    typed(user(), item, block)
    typed(user("autre"), item, Block(block.uid, "ab"))
    typed(user(), item, Block(block.uid, "abc"))
    assert [(row.by.username, row.blocks[0]["text"]) for row in item.history.all()] == [
        ("secretaire", "abc"), ("autre", "ab"), ("secretaire", "a")]


def test_a_large_loss_can_be_taken_back(item: AgendaItem) -> None:
    whole = paragraph("mot " * 100)
    typed(user(), item, whole, client_id="c")
    typed(user(), item, client_id="c")
    assert texts(item) == []
    earlier = item.history.last()
    item.refresh_from_db()
    restored = restore_item(by=user(), earlier=earlier, base_revision=item.revision)
    assert isinstance(restored, Saved) and texts(item) == [whole.text]
    assert item.history.first().kind == "restored"


def test_restoring_over_somebody_elses_new_text_is_a_conflict(item: AgendaItem) -> None:
    typed(user(), item, paragraph("a"))
    seen = item.revision + 1
    typed(user("autre"), item, paragraph("b"))
    assert isinstance(restore_item(by=user(), earlier=item.history.last(), base_revision=seen - 1), Conflict)


def test_a_settled_conflict_keeps_both_texts(item: AgendaItem) -> None:
    theirs, mine = paragraph("Autre texte"), paragraph("Mon texte")
    typed(user("autre"), item, theirs)
    saved = settle_item(by=user(), item=item, base_revision=1, blocks=[theirs], mine=[mine])
    assert isinstance(saved, Saved) and not saved.changed and texts(item) == ["Autre texte"]
    aside = item.history.get(kind="set-aside")
    assert aside.blocks[0]["text"] == "Mon texte" and aside.by == user()
    assert JournalEntry.objects.get(event="item_conflict_settled").details["kept"] == "theirs"


def test_choosing_mine_in_a_conflict_leaves_theirs_in_the_history(item: AgendaItem) -> None:
    theirs, mine = paragraph("Autre texte"), paragraph("Mon texte")
    typed(user("autre"), item, theirs)
    settle_item(by=user(), item=item, base_revision=1, blocks=[mine], mine=[mine])
    assert texts(item) == ["Mon texte"]
    assert [(row.kind, row.blocks[0]["text"]) for row in item.history.all()] == [
        ("settled", "Mon texte"), ("typed", "Autre texte")]


def test_a_conflict_settled_too_late_is_a_conflict_again(item: AgendaItem) -> None:
    theirs = paragraph("Autre texte")
    typed(user("autre"), item, theirs)
    typed(user("autre"), item, Block(theirs.uid, "Autre texte, suite"))
    again = settle_item(by=user(), item=item, base_revision=1, blocks=[theirs], mine=[paragraph("Moi")])
    assert isinstance(again, Conflict) and again.blocks[0].text == "Autre texte, suite"


def test_who_may_not_write_does_not(item: AgendaItem) -> None:
    for somebody in (user("lecteur", "reader"), user("ailleurs", "rapporteur", Scope(ScopeKind.REGION, "NE004"))):
        with pytest.raises(PermissionDenied):
            typed(somebody, item, paragraph("a"))
    assert texts(item) == []


@pytest.mark.parametrize("state", ["adopted", "final", "cancelled", "postponed"])
def test_minutes_that_are_closed_are_not_written(item: AgendaItem, state: str) -> None:
    Session.objects.update(state=state)
    with pytest.raises(NotNow):
        typed(user(), item, paragraph("a"))


def test_what_only_its_writer_saw_goes_and_what_was_frozen_stays(item: AgendaItem) -> None:
    one, two = paragraph("Diffusé"), paragraph("Brouillon")
    typed(user(), item, one, two)
    Minutes.objects.create(session=item.session, confirmed_by=user(), confirmed_at=timezone.now(),
                           content={"items": [{"blocks": [{"uid": one.uid}]}]})
    typed(user(), item)
    assert [(row.text, row.withdrawn_at is not None) for row in item.discussion.all()] == [("Diffusé", True)]
    typed(user(), item, Block(one.uid, "Diffusé"))
    assert item.discussion.get().withdrawn_at is None


def test_minutes_that_went_out_unfrozen_lose_nothing(item: AgendaItem) -> None:
    typed(user(), item, paragraph("Diffusé"))
    SessionMove.objects.create(session=item.session, move="circulate", before="held", after="circulated", by=user())
    typed(user(), item)
    assert item.discussion.get().withdrawn_at is not None


def test_a_block_that_was_carried_over_from_another_item_gets_its_own_identifier(item: AgendaItem) -> None:
    block = paragraph("Ailleurs")
    other = item.session.items.get(number=3)
    typed(user(), other, block)
    saved = typed(user(), item, block)
    assert isinstance(saved, Saved) and saved.blocks[0].uid != block.uid
    assert texts(item) == texts(other) == ["Ailleurs"]


def test_the_search_finds_what_was_typed_and_not_what_was_taken_back(item: AgendaItem) -> None:
    block = paragraph("hydraulique pastorale")
    typed(user(), item, block)
    entries = SearchEntry.objects.filter(object_type="discussion_point")
    assert [entry.text for entry in entries] == ["hydraulique pastorale"]
    typed(user(), item, Block(block.uid, "hydraulique villageoise"))
    assert [entry.text for entry in entries.all()] == ["hydraulique villageoise"]
    typed(user(), item)
    assert not entries.all().exists()


@pytest.fixture
def from_file(secretary: User, taken: Any) -> AgendaItem:
    intake = taken()
    for line in intake.lines.filter(state="doubtful"):
        confirm_line(by=secretary, line=line)
    confirm_intake(by=secretary, intake=intake)
    return AgendaItem.objects.get(number=1)


def test_words_of_a_file_keep_their_source_until_they_are_changed(from_file: AgendaItem) -> None:
    first, second = blocks_of(from_file)
    typed(user(), from_file, Block(first.uid, first.text, "bullet"), Block(second.uid, second.text + " !"))
    rows = list(from_file.discussion.all())
    assert rows[0].source_id and rows[0].passages and rows[0].form == "bullet"
    assert rows[1].source_id is None and rows[1].passages == []
    typed(user(), from_file, Block(first.uid, first.text), second)
    assert all(row.source_id and row.passages for row in from_file.discussion.all())
    assert ItemRevision.objects.filter(kind="found", by=None).count() == 1


def test_what_a_file_said_is_only_withdrawn(from_file: AgendaItem) -> None:
    typed(user(), from_file)
    assert DiscussionPoint.objects.filter(item=from_file, withdrawn_at=None).count() == 0
    assert DiscussionPoint.objects.filter(item=from_file).count() == 2
