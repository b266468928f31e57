"""Actions typed by a person: who answers, when, and what happens when two people edit or one removes."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.models import NameProposal
from canevas.commons.search.models import SearchEntry
from canevas.commons.search.rules import SearchDocument
from canevas.governance.concertation.models import ActionPoint, Session
from canevas.governance.concertation.operations import indexing
from canevas.governance.concertation.operations.action_points import (
    add_action_point,
    edit_action_point,
    remove_action_point,
)
from canevas.governance.concertation.operations.errors import Conflict, NotNow
from tests.factories.minutes import user
from tests.governance.concertation.following.conftest import Meetings


def who(action: ActionPoint) -> list[tuple[str, str, str]]:
    return [(row.verbatim, row.part, row.organisation.code if row.organisation else row.quantifier)
            for row in action.responsibles.select_related("organisation")]


def edit(by: User, action: ActionPoint, **changes: object) -> ActionPoint:
    values = {"base_revision": action.revision, "text": action.text, "deadline_text": action.deadline_text,
              "responsibles": [row.verbatim for row in action.responsibles.all()], **changes}
    return edit_action_point(by=by, action=action, **values)  # type: ignore[arg-type]


def test_an_action_keeps_its_words_beside_what_they_mean(secretary: User, meetings: Meetings) -> None:
    session = meetings.session()
    item = meetings.item(session)
    action = add_action_point(
        by=secretary, session=session, item=item, text="  Dresser la\nliste des sites ",
        responsibles=["DRECM/R en collaboration avec l’OIM", "Toutes les régions"], deadline_text="fin mars")
    action.refresh_from_db()
    assert (action.text, action.item, action.status) == ("Dresser la liste des sites", item, "open")
    assert (action.deadline_text, action.deadline_date, action.deadline_kind, action.due_on) == (
        "fin mars", None, "period", date(2026, 3, 31))
    assert who(action) == [("DRECM/R", "lead", "DRECMR"), ("en collaboration avec l’OIM", "concerned", "OIM"),
                           ("Toutes les régions", "concerned", "*")]
    assert [entry.event for entry in story_of(action)] == ["action_point_added"]
    assert SearchEntry.objects.filter(object_type="action_point", text=action.text).exists()


def test_the_words_say_who_leads(secretary: User, meetings: Meetings) -> None:
    action = meetings.action(meetings.session(), responsibles=("OIM", "HCR (chef de file)"))
    assert [(verbatim, part) for verbatim, part, _code in who(action)] == [
        ("OIM", "concerned"), ("HCR (chef de file)", "lead")]


def test_an_unknown_name_is_kept_and_asked_of_the_directory_once(secretary: User, meetings: Meetings) -> None:
    session = meetings.session()
    for _time in range(2):
        meetings.action(session, responsibles=("Association des puisatiers du Kori",))
    action = session.actions.first()
    assert action is not None and who(action) == [("Association des puisatiers du Kori", "lead", "")]
    assert NameProposal.objects.filter(text="Association des puisatiers du Kori").count() == 1


def test_actions_of_an_item_follow_each_other(secretary: User, meetings: Meetings) -> None:
    session = meetings.session()
    rows = [meetings.action(session, text) for text in ("Premièrement", "Deuxièmement", "Troisièmement")]
    assert [row.order for row in rows] == [0, 1, 2]


def test_what_two_people_edit_is_a_conflict_and_nothing_is_overwritten(secretary: User, meetings: Meetings) -> None:
    action = meetings.action(meetings.session())
    first = edit(secretary, action, text="Transmettre la liste au gouvernorat")
    assert first.revision == 1
    with pytest.raises(Conflict):
        edit(secretary, action, base_revision=0, text="Autre chose")
    action.refresh_from_db()
    assert action.text == "Transmettre la liste au gouvernorat"
    assert [entry.event for entry in story_of(action)] == ["action_point_added", "action_point_edited"]


def test_an_edit_that_changes_nothing_leaves_no_trace(secretary: User, meetings: Meetings) -> None:
    action = meetings.action(meetings.session())
    ids = list(action.responsibles.values_list("pk", flat=True))
    assert edit(secretary, action).revision == 0
    assert list(action.responsibles.values_list("pk", flat=True)) == ids and story_of(action).count() == 1


def test_new_words_of_the_deadline_are_understood_anew(secretary: User, meetings: Meetings) -> None:
    action = meetings.action(meetings.session())
    assert action.due_on == date(2026, 3, 31)
    changed = edit(secretary, action, deadline_text="Dès que possible")
    assert (changed.deadline_kind, changed.deadline_date, changed.due_on) == ("urgency", None, None)
    changed = edit(secretary, changed, deadline_text="chaque trimestre")
    assert (changed.deadline_kind, changed.due_on) == ("rhythm", date(2026, 3, 31))


def test_an_action_that_was_circulated_is_withdrawn_and_one_that_was_not_is_deleted(
        secretary: User, meetings: Meetings) -> None:
    session = meetings.session()
    draft, shown = meetings.action(session, "Un brouillon"), meetings.action(session, "Une action diffusée")
    assert remove_action_point(by=secretary, action=draft) is None
    assert not ActionPoint.objects.filter(pk=draft.pk).exists()
    assert not SearchEntry.objects.filter(object_type="action_point", text="Un brouillon").exists()
    Session.objects.filter(pk=session.pk).update(state="circulated")
    kept = remove_action_point(by=secretary, action=shown)
    assert kept is not None and kept.withdrawn_at is not None
    with pytest.raises(Conflict):
        edit(secretary, kept, text="Encore")


@pytest.mark.parametrize("state", ["adopted", "final", "cancelled"])
def test_finished_minutes_are_not_edited(state: str, secretary: User, meetings: Meetings) -> None:
    session = meetings.session()
    action = meetings.action(session)
    Session.objects.filter(pk=session.pk).update(state=state)
    with pytest.raises(NotNow):
        add_action_point(by=secretary, session=session, item=None, text="Encore", responsibles=[])
    with pytest.raises(NotNow):
        edit(secretary, action, text="Encore")
    with pytest.raises(NotNow):
        remove_action_point(by=secretary, action=action)


def test_an_action_says_what_is_to_be_done_under_an_item_of_its_own_meeting(
        secretary: User, meetings: Meetings) -> None:
    session = meetings.session()
    with pytest.raises(ValidationError):
        add_action_point(by=secretary, session=session, item=None, text=" \n ", responsibles=[])
    other = meetings.item(meetings.session(date(2026, 1, 5)))
    with pytest.raises(ValidationError):
        add_action_point(by=secretary, session=session, item=other, text="Bien", responsibles=[])


@pytest.mark.parametrize(("role", "scope"), [
    ("reader", Scope(ScopeKind.EVERYTHING)),
    ("focal_point", Scope(ScopeKind.ORGANISATION, "OIM")),
    ("rapporteur", Scope(ScopeKind.REGION, "NE001")),
])
def test_who_does_not_write_the_minutes_of_the_body_adds_no_action(
        role: str, scope: Scope, meetings: Meetings) -> None:
    session = meetings.session()
    action = meetings.action(session)
    other = user("autre", role, scope)
    with pytest.raises(PermissionDenied):
        add_action_point(by=other, session=session, item=None, text="Encore", responsibles=[])
    with pytest.raises(PermissionDenied):
        edit(other, action, text="Encore")
    with pytest.raises(PermissionDenied):
        remove_action_point(by=other, action=action)


def test_an_action_alone_is_indexed_when_it_alone_changes(
    secretary: User, meetings: Meetings, monkeypatch: pytest.MonkeyPatch,
) -> None:
    session = meetings.session()
    action, other = meetings.action(session, "Recenser les puits"), meetings.action(session, "Tenir le registre")
    indexed: list[tuple[str, int]] = []
    index = indexing.index_entries

    def counted(documents: Iterable[SearchDocument]) -> int:
        every = list(documents)
        indexed.extend((one.object_type, int(one.object_id)) for one in every)
        return index(every)

    monkeypatch.setattr(indexing, "index_entries", counted)
    edit(secretary, action, text="Recenser les puits pastoraux")
    assert indexed == [("action_point", action.pk)]
    shown = SearchEntry.objects.filter(object_type="action_point").values_list("text", flat=True)
    assert sorted(shown) == ["Recenser les puits pastoraux", other.text]
