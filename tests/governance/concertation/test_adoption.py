"""Minutes that come before the next meeting: adopted, with reservations, final; never two ways at once."""
from __future__ import annotations

import contextlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.governance.concertation.models import (
    Adoption,
    AgendaItem,
    Body,
    DiscussionPoint,
    Reservation,
    Session,
    SessionState,
)
from canevas.governance.concertation.operations.adoption import Asked, adopt_minutes, finalise
from canevas.governance.concertation.operations.errors import MoveRefused
from canevas.governance.concertation.operations.moves import move_session
from canevas.governance.concertation.operations.reservations import (
    decline_reservation,
    integrate_reservation,
    make_reservation,
    open_reservation_again,
    reword_reservation,
    take_back_reservation,
)
from canevas.governance.concertation.operations.versions import circulate_minutes, freeze_minutes
from canevas.governance.concertation.queries.adoptions import current_adoption, waiting_reservations
from canevas.governance.concertation.queries.versions import content_of, differs_from_last, versions_of
from canevas.governance.concertation.rules.session_states import Move
from canevas.governance.concertation.rules.versions import passages_of
from tests.factories.minutes import user

HELD, ADOPTED = date(2025, 3, 12), date(2025, 4, 16)
ASKED = Asked("Ajouter les chiffres de mars", person="INS", passage="Les chiffres ont été présentés.")


def typed_session(day: date = HELD, *words: str, state: str = SessionState.HELD) -> Session:
    """A session of which the minutes were typed here."""
    body, _new = Body.objects.get_or_create(code="GTM-Essai", defaults={"name": "Groupe technique d’essai"})
    session = Session.objects.create(body=body, date=day, state=state, number=4, place="Salle verte")
    item = AgendaItem.objects.create(session=session, number=1, title="Suivi des arrivées")
    for order, text in enumerate(words or ("Les chiffres ont été présentés.", "La base est à jour.")):
        DiscussionPoint.objects.create(item=item, order=order, text=text)
    return session


def write(session: Session, text: str) -> None:
    """Change the minutes as the editor does."""
    point = DiscussionPoint.objects.filter(item__session=session).order_by("pk")[0]
    point.text = text
    point.save()


@pytest.fixture
def secretary(db: None) -> User:
    return user()


@pytest.fixture
def circulated(secretary: User) -> Session:
    return circulate_minutes(by=secretary, session=typed_session())


@pytest.fixture
def reserved(secretary: User, circulated: Session) -> Session:
    adopt_minutes(by=secretary, session=circulated, day=ADOPTED, reservations=[ASKED, ASKED])
    circulated.refresh_from_db()
    return circulated


def only(session: Session) -> Adoption:
    found = current_adoption(session)
    assert found is not None
    return found


def test_circulate_freezes_the_text_with_its_document(circulated: Session) -> None:
    version = circulated.minutes.get()
    assert circulated.state == SessionState.CIRCULATED
    assert [one.text for one in passages_of(version.content) if one.sort.value == "block"] == [
        "Les chiffres ont été présentés.", "La base est à jour."]
    assert version.file is not None
    assert version.file.name == "CR_GTM-Essai_2025-03-12.docx"
    assert not differs_from_last(circulated)


def test_circulate_keeps_no_second_version_of_the_same_text(secretary: User, circulated: Session) -> None:
    move_session(by=secretary, session=circulated, move=Move.REOPEN, reason="Une faute")
    circulate_minutes(by=secretary, session=circulated)
    assert circulated.minutes.count() == 1
    move_session(by=secretary, session=circulated, move=Move.REOPEN, reason="Une autre")
    write(circulated, "Les chiffres de mars ont été présentés.")
    circulate_minutes(by=secretary, session=circulated)
    first, second = circulated.minutes.order_by("version")
    assert second.previous == first
    assert "Les chiffres ont été présentés." in str(content_of(first))
    assert "Les chiffres de mars" in str(content_of(second))


def test_what_stayed_open_comes_before_the_next_adoption(secretary: User, reserved: Session) -> None:
    first = only(reserved)
    settled, *open_ones = first.reservations.all()
    declined = decline_reservation(by=secretary, reservation=settled, reason="Hors sujet")
    assert not waiting_reservations(reserved).exists(), "the adoption that holds has them"
    move_session(by=secretary, session=reserved, move=Move.REOPEN, reason="Une liste manquait")
    reserved.refresh_from_db()
    assert list(waiting_reservations(reserved)) == open_ones
    write(reserved, "Les chiffres de mars ont été présentés.")
    circulate_minutes(by=secretary, session=reserved)
    late = make_reservation(by=secretary, session=reserved, asked=Asked("Ajouter le Nord", person="OIM"))
    reserved.refresh_from_db()
    assert set(waiting_reservations(reserved)) == {*open_ones, late}
    second = adopt_minutes(by=secretary, session=reserved, day=ADOPTED + timedelta(days=30),
                           maintained=[one.pk for one in open_ones])
    assert second.with_reservations and list(second.reservations.filter(state="open")) == open_ones
    assert list(first.reservations.all()) == [declined], "what was settled stays with the adoption that settled it"
    late.refresh_from_db()
    assert (late.adoption, late.state) == (second, "declined")
    assert "reservation_brought_again" in {one.event for one in story_of(open_ones[0])}
    reserved.refresh_from_db()
    write(reserved, "Les chiffres de mars et d’avril ont été présentés.")
    version = freeze_minutes(by=secretary, session=reserved)[0]
    for one in open_ones:
        integrate_reservation(by=secretary, reservation=one, minutes=version)
    reserved.refresh_from_db()
    assert reserved.state == SessionState.FINAL


def test_circulate_refuses_empty_minutes(secretary: User) -> None:
    session = typed_session()
    DiscussionPoint.objects.all().delete()
    with pytest.raises(MoveRefused, match=r"rien à lire|nothing to read"):
        circulate_minutes(by=secretary, session=session)
    assert not session.minutes.exists()


def test_minutes_of_a_day_to_come_do_not_go_out(secretary: User) -> None:
    session = typed_session(timezone.localdate() + timedelta(days=3))
    with pytest.raises(MoveRefused):
        circulate_minutes(by=secretary, session=session)
    assert not session.minutes.exists()


def test_adopt_as_is_is_final_at_once(secretary: User, circulated: Session) -> None:
    later = typed_session(ADOPTED, "Autre")
    adoption = adopt_minutes(by=secretary, session=circulated, at_session=later)
    circulated.refresh_from_db()
    assert (circulated.state, adoption.day, adoption.final_on) == (SessionState.FINAL, ADOPTED, ADOPTED)
    assert adoption.final_minutes == adoption.minutes
    assert [move.move for move in circulated.moves.all()] == ["circulate", "adopt", "finalise"]
    assert [entry.event for entry in story_of(adoption)] == ["minutes_adopted", "minutes_final"]


def test_adopt_with_reservations_waits(reserved: Session) -> None:
    assert reserved.state == SessionState.ADOPTED_RESERVED
    assert only(reserved).final_on is None
    assert only(reserved).reservations.count() == 2


@pytest.mark.parametrize("state", [state for state in SessionState.values if state != "circulated"])
def test_adopt_is_for_circulated_minutes(state: str, secretary: User) -> None:
    session = typed_session(state=state)
    with pytest.raises(MoveRefused):
        adopt_minutes(by=secretary, session=session, day=ADOPTED)
    assert not Adoption.objects.exists()
    assert not session.minutes.exists()


@pytest.mark.parametrize(("facts", "said"), [
    ({"day": None}, "day"), ({"day": HELD - timedelta(days=1)}, "before"),
    ({"day": date(2999, 1, 1)}, "still to come"), ({"day": ADOPTED, "reservations": [Asked("")]}, "asks for"),
    ({"day": ADOPTED, "reservations": [Asked("Corriger")]}, "who")])
def test_adopt_refuses_what_cannot_be(facts: dict[str, Any], said: str, secretary: User, circulated: Session) -> None:
    with override("en"), pytest.raises(MoveRefused, match=said):
        adopt_minutes(by=secretary, session=circulated, **facts)
    circulated.refresh_from_db()
    assert circulated.state == SessionState.CIRCULATED


def test_adopt_at_another_body_is_refused(secretary: User, circulated: Session) -> None:
    other = Session.objects.create(body=Body.objects.create(code="GTM-Autre", name="Autre"), date=ADOPTED)
    for wrong in (other, circulated):
        with pytest.raises(MoveRefused):
            adopt_minutes(by=secretary, session=circulated, at_session=wrong)


def test_adopt_freezes_what_was_corrected_since_it_was_circulated(secretary: User, circulated: Session) -> None:
    write(circulated, "Corrigé avant l’adoption.")
    adoption = adopt_minutes(by=secretary, session=circulated, day=ADOPTED)
    assert adoption.minutes is not None
    assert adoption.minutes.version == 2


def test_a_reservation_is_integrated_in_a_later_version_only(secretary: User, reserved: Session) -> None:
    adoption = only(reserved)
    first, second = adoption.reservations.all()
    assert adoption.minutes is not None
    with pytest.raises(MoveRefused):
        integrate_reservation(by=secretary, reservation=first, minutes=adoption.minutes)
    write(reserved, "Les chiffres de janvier à mars ont été présentés.")
    version, new = freeze_minutes(by=secretary, session=reserved)
    assert new
    integrate_reservation(by=secretary, reservation=first, minutes=version)
    reserved.refresh_from_db()
    assert reserved.state == SessionState.ADOPTED_RESERVED
    decline_reservation(by=secretary, reservation=second, reason="Déjà dit au point 2.")
    reserved.refresh_from_db()
    adoption.refresh_from_db()
    assert reserved.state == SessionState.FINAL
    assert adoption.final_minutes == version
    assert [one.integrated for one in versions_of(reserved)] == [[first], []]


def test_a_settled_reservation_opens_again_until_all_is_final(secretary: User, reserved: Session) -> None:
    first, second = only(reserved).reservations.all()
    decline_reservation(by=secretary, reservation=first, reason="Hors sujet.")
    again = open_reservation_again(by=secretary, reservation=first)
    assert (again.state, again.reason, again.settled_by) == ("open", "", None)
    decline_reservation(by=secretary, reservation=first, reason="Hors sujet.")
    decline_reservation(by=secretary, reservation=second, reason="Hors sujet.")
    with pytest.raises(MoveRefused):
        open_reservation_again(by=secretary, reservation=first)


def test_a_refusal_says_why(secretary: User, reserved: Session) -> None:
    with pytest.raises(MoveRefused):
        decline_reservation(by=secretary, reservation=only(reserved).reservations.all()[0], reason=" ")


def test_an_unsettled_reservation_keeps_the_minutes_from_being_final(secretary: User, reserved: Session) -> None:
    with pytest.raises(MoveRefused):
        finalise(by=secretary, adoption=only(reserved))


def test_a_reservation_to_be_made_clear_is_reworded(secretary: User, reserved: Session) -> None:
    first = only(reserved).reservations.all()[0]
    reword_reservation(by=secretary, reservation=first, asked=Asked("Citer la source", person="OIM"))
    first.refresh_from_db()
    assert (first.text, first.person) == ("Citer la source", "OIM")
    assert story_of(first).last().details["before"]["text"] == ASKED.text  # type: ignore[union-attr]


def test_members_hold_back_while_the_minutes_circulate(secretary: User, circulated: Session) -> None:
    member = user("membre", "member", Scope(ScopeKind.BODY, "GTM-Essai"))
    kept = make_reservation(by=member, session=circulated, asked=ASKED)
    dropped = make_reservation(by=member, session=circulated, asked=Asked("Autre demande", person="OIM"))
    taken = make_reservation(by=member, session=circulated, asked=Asked("Une erreur", person="OIM"))
    take_back_reservation(by=member, reservation=taken)
    assert list(waiting_reservations(circulated)) == [kept, dropped]
    adoption = adopt_minutes(by=secretary, session=circulated, day=ADOPTED, maintained=[kept.pk])
    assert {one.text: one.state for one in adoption.reservations.all()} == {
        ASKED.text: "open", "Autre demande": "declined"}
    with pytest.raises(MoveRefused):
        take_back_reservation(by=member, reservation=kept)


def test_who_may_not_is_told(secretary: User, circulated: Session) -> None:
    stranger = user("ailleurs", "member", Scope(ScopeKind.BODY, "GTM-Agadez"))
    member = user("membre", "member", Scope(ScopeKind.BODY, "GTM-Essai"))
    made = make_reservation(by=member, session=circulated, asked=ASKED)
    with pytest.raises(PermissionDenied):
        make_reservation(by=stranger, session=circulated, asked=ASKED)
    with pytest.raises(PermissionDenied):
        take_back_reservation(by=stranger, reservation=made)
    for act in (lambda: adopt_minutes(by=member, session=circulated, day=ADOPTED),
                lambda: freeze_minutes(by=member, session=circulated)):
        with pytest.raises(PermissionDenied):
            act()
    adoption = adopt_minutes(by=secretary, session=circulated, day=ADOPTED, maintained=[made.pk])
    one = adoption.reservations.get()
    for settle in (lambda: decline_reservation(by=member, reservation=one, reason="Non"),
                   lambda: open_reservation_again(by=member, reservation=one),
                   lambda: integrate_reservation(by=member, reservation=one, minutes=adoption.minutes)):
        with pytest.raises(PermissionDenied):
            settle()


def test_reopened_final_minutes_go_round_again_and_the_old_adoption_stays(secretary: User, circulated: Session) -> None:
    first = adopt_minutes(by=secretary, session=circulated, day=ADOPTED)
    circulated.refresh_from_db()
    move_session(by=secretary, session=circulated, move=Move.REOPEN, reason="Une erreur de date")
    circulated.refresh_from_db()
    assert current_adoption(circulated) is None
    write(circulated, "Texte corrigé.")
    circulated = circulate_minutes(by=secretary, session=circulated)
    second = adopt_minutes(by=secretary, session=circulated, day=ADOPTED + timedelta(days=30))
    circulated.refresh_from_db()
    assert current_adoption(circulated) == second
    assert list(circulated.adoptions.all()) == [second, first]


class Life(RuleBasedStateMachine):
    """Any order of moves and reservations."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        self.by = user()
        self.count = 0
        self.session = typed_session()

    def fresh(self) -> Session:
        return Session.objects.select_related("body").get(pk=self.session.pk)

    def tried(self, act: Any) -> None:
        with contextlib.suppress(MoveRefused):
            act()

    @rule()
    def circulate(self) -> None:
        self.tried(lambda: circulate_minutes(by=self.by, session=self.fresh()))

    @rule(number=st.integers(0, 2), kept=st.booleans())
    def adopt(self, number: int, kept: bool) -> None:
        maintained = [one.pk for one in waiting_reservations(self.session)] if kept else []
        self.tried(lambda: adopt_minutes(by=self.by, session=self.fresh(), day=ADOPTED, reservations=[ASKED] * number,
                                         maintained=maintained))

    @rule()
    def reserve(self) -> None:
        self.tried(lambda: make_reservation(by=self.by, session=self.fresh(), asked=ASKED))

    @rule()
    def reopen(self) -> None:
        self.tried(lambda: move_session(by=self.by, session=self.fresh(), move=Move.REOPEN, reason="Corriger"))

    @rule()
    def correct(self) -> None:
        self.count += 1
        write(self.session, f"Texte {self.count}")

    @rule()
    def keep(self) -> None:
        self.tried(lambda: freeze_minutes(by=self.by, session=self.fresh()))

    @precondition(lambda self: Reservation.objects.exists())
    @rule(which=st.integers(0, 9), how=st.sampled_from(["integrate", "decline", "open"]), version=st.integers(0, 9))
    def settle(self, which: int, how: str, version: int) -> None:
        rows, versions = list(Reservation.objects.order_by("pk")), list(self.session.minutes.order_by("pk"))
        one = rows[which % len(rows)]
        if how == "integrate":
            self.tried(lambda: integrate_reservation(by=self.by, reservation=one,
                                                     minutes=versions[version % len(versions)]))
        elif how == "decline":
            self.tried(lambda: decline_reservation(by=self.by, reservation=one, reason="Non"))
        else:
            self.tried(lambda: open_reservation_again(by=self.by, reservation=one))

    @invariant()
    def final_means_adopted_and_nothing_open(self) -> None:
        session = self.fresh()
        found = current_adoption(session)
        is_open = found is not None and found.reservations.filter(state="open").exists()
        assert (session.state == SessionState.FINAL) == (found is not None and not is_open)
        assert (session.state == SessionState.FINAL) == (found is not None and found.final_on is not None)

    @invariant()
    def integrated_leads_to_a_later_version(self) -> None:
        for one in Reservation.objects.filter(state="integrated").select_related("integrated_in", "adoption__minutes"):
            assert one.integrated_in.version > one.adoption.minutes.version

    @invariant()
    def only_one_adoption_holds(self) -> None:
        running = [one for one in self.session.adoptions.all() if one.final_on is None]
        if self.fresh().state == SessionState.ADOPTED_RESERVED:
            assert current_adoption(self.fresh()) in running

    @invariant()
    def versions_stand_in_a_row(self) -> None:
        numbers = list(self.session.minutes.order_by("version").values_list("version", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))


def test_any_order_keeps_what_must_hold(db: None) -> None:
    run_state_machine_as_test(Life, settings=settings(
        max_examples=25, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)))
