"""The pages on which minutes are circulated, adopted, reserved upon and compared."""
from __future__ import annotations

import io
from datetime import date

import docx
import pytest
from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.directory.models import Organisation
from canevas.governance.concertation.export.certificate import Adopted, certificate_form
from canevas.governance.concertation.models import Adoption, DiscussionPoint, Reservation, Session, SessionState
from canevas.governance.concertation.operations.adoption import adopt_minutes
from canevas.governance.concertation.operations.versions import circulate_minutes
from canevas.tools.documents.reading import read_document
from tests.factories.minutes import user
from tests.governance.concertation.test_adoption import ADOPTED, ASKED, HELD, typed_session, write


@pytest.fixture
def secretary(db: None) -> User:
    return user()


@pytest.fixture
def page(secretary: User, client: Client) -> Client:
    client.force_login(secretary)
    return client


def address(name: str, session: Session) -> str:
    return reverse(f"concertation:{name}", args=[session.uid])


def test_a_whole_cycle_on_the_pages(page: Client, secretary: User) -> None:
    Organisation.objects.create(code="ins", acronym="INS", name="Institut national", kind="state")
    session = typed_session()
    assert page.get(address("session-circulate", session)).status_code == 200
    assert page.post(address("session-circulate", session)).status_code == 302
    session.refresh_from_db()
    assert session.state == SessionState.CIRCULATED

    block = DiscussionPoint.objects.order_by("pk")[0]
    listed = page.get(address("session-reserve", session), {"q": "chiffres presentes"}).content.decode()
    assert block.text in listed
    assert "La base est à jour." not in listed
    answer = page.post(address("session-reserve", session), {
        "who": "ins", "text": "Citer la source", "passage": block.uid.hex, "back": "adopt"})
    assert answer.status_code == 302
    one = Reservation.objects.get()
    assert (one.organisation.acronym, one.passage, one.passage_uid) == (  # type: ignore[union-attr]
        "INS", block.text, block.uid)
    page.post(address("session-reserve", session), {"who": "Une personne", "text": "Autre chose"})

    later = typed_session(ADOPTED, "Suite")
    shown = page.get(address("session-adopt", session)).content.decode()
    assert "Citer la source" in shown
    refused = page.post(address("session-adopt", session), {"how": "reserved", "at": str(later.uid)})
    assert refused.status_code == 422
    page.post(address("session-adopt", session), {
        "how": "reserved", "at": str(later.uid), "maintained": [str(each.uid) for each in Reservation.objects.all()]})
    adoption = Adoption.objects.get()
    assert (adoption.at_session, adoption.reservations.count()) == (later, 2)

    write(session, "Les chiffres (source : INS) ont été présentés.")
    page.post(address("session-freeze", session), {"back": "reservations"})
    page.post(address("session-reservations-act", session), {
        "on": str(one.uid), "verb": "integrate", "version": "2"})
    other = Reservation.objects.exclude(pk=one.pk).get()
    page.post(address("session-reservations-act", session), {"on": str(other.uid), "verb": "decline", "reason": ""})
    other.refresh_from_db()
    assert other.state == "open"
    page.post(address("session-reservations-act", session), {
        "on": str(other.uid), "verb": "decline", "reason": "Hors sujet"})
    session.refresh_from_db()
    assert session.state == SessionState.FINAL

    answer = page.get(address("session-compare", session), {"left": 1, "right": 2, "only": "changes"})
    compared = answer.content.decode()
    assert "<ins>(source : INS) </ins>" in compared
    assert "La base est à jour." not in compared
    assert "La base est à jour." in page.get(address("session-compare", session)).content.decode()
    assert page.get(address("session-versions", session)).status_code == 200
    assert "Citer la source" in page.get(address("session-reservations", session)).content.decode()


def test_the_certificate_prints_every_date(page: Client, secretary: User) -> None:
    session = circulate_minutes(by=secretary, session=typed_session())
    assert page.get(address("session-certificate-pdf", session)).status_code == 302
    adopt_minutes(by=secretary, session=session, at_session=typed_session(ADOPTED, "Suite"))
    for kind in ("docx", "pdf"):
        answer = page.get(address(f"session-certificate-{kind}", session))
        text = read_document(answer.content, f"a.{kind}").root.plain()
        for words in ("mercredi 12 mars 2025", "mercredi 16 avril 2025", "en l’état", "Salle verte"):
            assert words in text, (kind, words)
    assert docx.Document(io.BytesIO(page.get(address("session-certificate-docx", session)).content)).paragraphs


def test_the_certificate_names_a_meeting_with_and_without_its_number() -> None:
    form = certificate_form(Adopted("GTM-Essai", "Groupe d’essai", date(2025, 3, 12), "Salle verte",
                                    date(2025, 4, 16), number=7))
    assert form["compte_rendu"] == "7ème réunion, mercredi 12 mars 2025, Salle verte"
    assert form["adoption"] == "réunion du mercredi 16 avril 2025"


def test_what_one_may_not_see_or_do(client: Client, secretary: User) -> None:
    draft, session = typed_session(), circulate_minutes(by=secretary, session=typed_session(date(2025, 2, 1)))
    member = user("membre", "member", Scope(ScopeKind.BODY, "GTM-Essai"))
    stranger = user("ailleurs", "member", Scope(ScopeKind.BODY, "GTM-Autre"))
    client.force_login(member)
    for name in ("session-versions", "session-compare", "session-reservations", "session-reserve"):
        assert client.get(address(name, draft)).status_code == 404
        assert client.get(address(name, session)).status_code == 200
    for name in ("session-circulate", "session-adopt"):
        assert client.get(address(name, session)).status_code == 403
        assert client.post(address(name, session)).status_code == 403
    assert client.post(address("session-freeze", session)).status_code == 403
    assert client.post(address("session-reserve", session), {"who": "OIM", "text": "Citer"}).status_code == 302
    client.force_login(stranger)
    for name in ("session-versions", "session-compare", "session-reservations", "session-reserve", "session-adopt"):
        assert client.get(address(name, session)).status_code == 404
    one = Reservation.objects.get()
    assert client.post(address("session-reservations-act", session), {
        "on": str(one.uid), "verb": "take-back"}).status_code == 404
    assert Reservation.objects.exists()


def test_a_reader_compares_versions_and_not_the_draft_text(client: Client, secretary: User) -> None:
    session = circulate_minutes(by=secretary, session=typed_session(HELD))
    write(session, "Texte que personne n’a encore circulé.")
    client.force_login(user("lecteur", "reader"))
    answer = client.get(address("session-compare", session), {"left": "1", "right": "now"})
    assert answer.status_code == 404
    assert client.get(address("session-compare", session), {"left": "7"}).status_code == 404
    assert ASKED


def test_circulating_is_held_back_beside_its_reason(page: Client) -> None:
    session = typed_session()
    open_to_go = page.get(address("session-circulate", session)).content.decode()
    assert 'aria-describedby="held"' not in open_to_go
    assert "held-circulate" not in page.get(session.get_absolute_url()).content.decode()
    Session.objects.filter(pk=session.pk).update(date=None)
    held = page.get(address("session-circulate", session)).content.decode()
    assert '<button disabled aria-describedby="held">' in held
    assert "Retenu jusqu’à ce que soit corrigé ce qui porte «\u00a0À corriger\u00a0»." in held
    sheet = page.get(session.get_absolute_url()).content.decode()
    assert '<button type="button" disabled aria-describedby="held-circulate">' in sheet
    assert address("session-circulate", session) not in sheet
    assert page.post(address("session-circulate", session)).status_code == 422
    session.refresh_from_db()
    assert session.state == SessionState.HELD
