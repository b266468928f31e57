"""The agenda of a session, put in order by people."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from canevas.commons.access.queries import User
from canevas.commons.audit.queries import story_of
from canevas.governance.concertation.models import ActionPoint, AgendaItem, DiscussionPoint, Session
from canevas.governance.concertation.operations.agenda import (
    add_item,
    build_agenda,
    move_item,
    remove_item,
    rename_item,
    renew_adoptions,
    reorder_agenda,
    restore_item,
)
from canevas.governance.concertation.operations.errors import ChangedMeanwhile, MeetingRefused, NotNow
from canevas.governance.concertation.operations.moves import move_session
from canevas.governance.concertation.operations.planning import plan_session
from canevas.governance.concertation.queries.meeting import agenda_of, mark_of
from canevas.governance.concertation.rules.session_states import Move
from tests.factories.minutes import user


@pytest.fixture
def session(secretary: User, held: Session, soon: date) -> Session:
    """Planned after a held one: adoption, review, miscellaneous, recommendations."""
    return plan_session(by=secretary, body=held.body, day=soon)


def lines(session: Session) -> list[tuple[int, str]]:
    return [(one.number, one.title[:9]) for one in agenda_of(session)]


def named(session: Session, start: str) -> AgendaItem:
    return session.items.get(title__startswith=start)


def test_new_points_go_before_what_closes_the_agenda(secretary: User, session: Session) -> None:
    add_item(by=secretary, session=session, title="  Situation des   sites ")
    add_item(by=secretary, session=session, title="Retours")
    assert lines(session) == [(1, "Adoption "), (2, "Suivi des"), (3, "Situation"), (4, "Retours"), (5, "Divers"),
                              (6, "Recommand")]
    assert named(session, "Situation").title == "Situation des sites"


@pytest.mark.parametrize("title", ["  ", "x" * 251])
def test_a_title_says_something_in_a_line(secretary: User, session: Session, title: str) -> None:
    with pytest.raises(MeetingRefused):
        add_item(by=secretary, session=session, title=title)
    with pytest.raises(MeetingRefused):
        rename_item(by=secretary, item=named(session, "Divers"), title=title)


def test_items_move_one_by_one_and_the_adoption_stays_first(secretary: User, session: Session) -> None:
    move_item(by=secretary, item=named(session, "Recomm"), places=-1)
    assert lines(session)[2:] == [(3, "Recommand"), (4, "Divers")]
    move_item(by=secretary, item=named(session, "Recomm"), places=-9)
    move_item(by=secretary, item=named(session, "Adoption"), places=2)
    assert lines(session) == [(1, "Adoption "), (2, "Recommand"), (3, "Suivi des"), (4, "Divers")]


def test_reorder_agenda_by_dragging(secretary: User, session: Session) -> None:
    order = [str(one.uid) for one in agenda_of(session)]
    reorder_agenda(by=secretary, session=session, order=order[::-1], seen=mark_of(agenda_of(session)))
    assert lines(session) == [(1, "Adoption "), (2, "Recommand"), (3, "Divers"), (4, "Suivi des")]
    assert [entry.event for entry in story_of(session)].count("agenda_reordered") == 1


def test_the_second_of_two_is_told_and_nothing_is_lost(secretary: User, session: Session) -> None:
    other = user("rapporteur", "rapporteur")
    seen, order = mark_of(agenda_of(session)), [str(one.uid) for one in agenda_of(session)]
    reorder_agenda(by=other, session=session, order=order[::-1], seen=seen)
    after = lines(session)
    item = named(session, "Divers")
    for act in (lambda: reorder_agenda(by=secretary, session=session, order=order, seen=seen),
                lambda: move_item(by=secretary, item=item, places=1, seen=seen),
                lambda: rename_item(by=secretary, item=item, title="Autre", seen=seen),
                lambda: remove_item(by=secretary, item=item, seen=seen),
                lambda: add_item(by=secretary, session=session, title="Autre", seen=seen)):
        with pytest.raises(ChangedMeanwhile, match="Rapporteur"):
            act()
    with pytest.raises(ChangedMeanwhile):
        reorder_agenda(by=secretary, session=session, order=order[:-1])
    assert lines(session) == after


def test_what_is_taken_off_can_be_put_back(secretary: User, session: Session) -> None:
    item = named(session, "Suivi")
    remove_item(by=secretary, item=item)
    assert lines(session) == [(1, "Adoption "), (2, "Divers"), (3, "Recommand")]
    restore_item(by=secretary, item=item)
    assert lines(session) == [(1, "Adoption "), (2, "Suivi des"), (3, "Divers"), (4, "Recommand")]
    adoption = named(session, "Adoption")
    remove_item(by=secretary, item=adoption)
    restore_item(by=secretary, item=adoption)
    assert lines(session)[0] == (1, "Adoption ")


def test_an_item_with_text_is_not_taken_off(secretary: User, session: Session) -> None:
    item = named(session, "Divers")
    DiscussionPoint.objects.create(item=item, text="Une mission est prévue.")
    with pytest.raises(MeetingRefused):
        remove_item(by=secretary, item=item)
    rename_item(by=secretary, item=item, title="Divers et informations")
    assert item.discussion.count() == 1


def test_an_agenda_that_came_from_a_file_is_left_alone(secretary: User, held: Session) -> None:
    before = lines(held)
    for act in (lambda: add_item(by=secretary, session=held, title="x"),
                lambda: build_agenda(by=secretary, session=held),
                lambda: rename_item(by=secretary, item=held.items.first(), title="x"),
                lambda: renew_adoptions(by=secretary, session=held)):
        with pytest.raises(MeetingRefused):
            act()
    assert lines(held) == before
    move_session(by=secretary, session=held, move=Move.REOPEN, reason="Un titre est faux.")
    add_item(by=secretary, session=Session.objects.get(pk=held.pk), title="Point oublié")


def test_a_final_session_keeps_its_agenda(secretary: User, session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(state="final")
    with pytest.raises(NotNow):
        add_item(by=secretary, session=session, title="x")


def test_only_who_edits_that_body_edits_its_agendas(session: Session) -> None:
    reader = user("lecteur", "reader")
    for act in (lambda: add_item(by=reader, session=session, title="x"),
                lambda: rename_item(by=reader, item=named(session, "Divers"), title="x"),
                lambda: move_item(by=reader, item=named(session, "Divers"), places=1),
                lambda: remove_item(by=reader, item=named(session, "Divers")),
                lambda: restore_item(by=reader, item=named(session, "Divers")),
                lambda: reorder_agenda(by=reader, session=session, order=[]),
                lambda: renew_adoptions(by=reader, session=session)):
        with pytest.raises(PermissionDenied):
            act()


def test_the_adoption_line_follows_what_is_due(secretary: User, held: Session, session: Session) -> None:
    between = Session.objects.create(body=held.body, date=session.date - timedelta(days=5), state="held",
                                     previous_date=held.date, previous_outcome="adopted")
    renew_adoptions(by=secretary, session=session)
    first = agenda_of(session)[0]
    assert first.kind == "adoption"
    assert str(between.date.year) in first.title and "12 mars 2025" not in first.title
    assert [one.number for one in agenda_of(session)] == [1, 2, 3, 4]
    before = lines(session)
    renew_adoptions(by=secretary, session=session)
    assert lines(session) == before


def test_build_agenda_again_only_brings_actions_back(secretary: User, held: Session, session: Session) -> None:
    ActionPoint.objects.create(session=held, text="Une action de plus")
    add_item(by=secretary, session=session, title="Retours")
    before = lines(session)
    build_agenda(by=secretary, session=session)
    assert lines(session) == before
    assert session.reviews.count() == 3


def test_imported_items_say_what_they_are_for(held: Session) -> None:
    assert dict(held.items.values_list("title", "kind")) == {
        "Suivi des recommandations": "review", "Divers": "miscellaneous"}


def test_an_agenda_takes_a_bounded_number_of_queries(
        secretary: User, session: Session, django_assert_max_num_queries: Callable[[int], object]) -> None:
    for number in range(20):
        add_item(by=secretary, session=session, title=f"Point {number}")
    item = agenda_of(session)[-1]
    with django_assert_max_num_queries(14):
        move_item(by=secretary, item=item, places=-10)
