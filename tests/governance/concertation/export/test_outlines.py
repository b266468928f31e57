"""Templates that a secretariat brings, and the documents made with them."""
from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.commons.audit.queries import story_of
from canevas.governance.concertation.export.example import example_form
from canevas.governance.concertation.export.official import default_template, official_word
from canevas.governance.concertation.models import Body, OutlineTemplate, Session
from canevas.governance.concertation.operations.outlines import (
    OutlineRefused,
    retire_outline_template,
    save_outline_template,
    use_outline_template,
)
from canevas.governance.concertation.queries.official import file_name, official_file, template_for
from canevas.tools.documents.reading import read_document
from canevas.tools.documents.writing.template_check import check_template
from tests.factories.minutes import user
from tests.tools.documents.writing.word_files import template


def words(content: bytes, extension: str = "docx") -> str:
    return read_document(content, f"a.{extension}").root.plain()


def test_the_default_template_has_no_wrong_tag() -> None:
    assert check_template(default_template(), example_form()) == []


def test_the_default_template_shows_everything_that_the_form_has() -> None:
    shown = words(official_word(example_form())).casefold()
    for text in ("ministère de l'exemple", "groupe technique migration de tillia", "3ème", "réunion technique",
                 "mardi 3 février 2026", "9h00 - 12h30", "salle de réunion", "aïchatou exemple", "moussa exemple",
                 "mairie de tillia", "ins", "unhcr", "04/11/2025 : adopté sous réserve", "20 janvier 2026",
                 "suivi des arrivées", "présentées", "partager le tableau", "31/03/2026", "à l'endroit de l'état",
                 "équiper le poste", "associer les transporteurs", "le rapport est validé", "gestion des flux",
                 "3.1, 3.2", "assamaka", "routes mal connues", "recenser les pistes", "conduire une enquête",
                 "toutes les régions", "le drecm/r"):
        assert text in shown, text


def test_a_body_takes_the_nearest_template(secretary: User, held: Session) -> None:
    assert template_for(held.body) is None
    general = save_outline_template(by=secretary, name="Tous", letterhead="Ministère Un")
    assert template_for(held.body) == general
    held.body.parent = Body.objects.get(code="CCM")
    held.body.save()
    parent = save_outline_template(by=secretary, name="CCM", body=held.body.parent, letterhead="Ministère Deux")
    assert template_for(held.body) == parent
    own = save_outline_template(by=secretary, name="Zinder", body=held.body, letterhead="Région de Zinder\n\nGTM")
    assert template_for(held.body) == own
    assert "RÉGION DE ZINDER" in words(official_file(held, "docx").content)
    assert "MINISTÈRE DEUX" not in words(official_file(held, "pdf").content, "pdf")
    retire_outline_template(by=secretary, template=own)
    assert template_for(held.body) == parent


def test_a_template_of_ones_own_serves_and_keeps_the_ids(secretary: User, held: Session) -> None:
    own = template("Procès-verbal de {{ instance }}", "{%p for point in points %}", "{{ point.titre }}",
                   "{%p for action in point.actions %}", "A faire : {{ action.texte }}", "{%p endfor %}",
                   "{%p endfor %}")
    save_outline_template(by=secretary, name="PV", content=own, file_name="pv.docx")
    document = read_document(official_file(held, "docx").content, "a.docx")
    assert document.root.plain().startswith("Procès-verbal de GTM-Zinder")
    marks = {mark for node in document.root.walk() for mark in node.marks}
    assert {f"cnv_act_{action.uid.hex}" for action in held.actions.all()} <= marks
    assert document.metadata["canevas-id"] == str(held.uid)


def test_only_the_letterhead_may_change(secretary: User) -> None:
    save_outline_template(by=secretary, name="PV", content=template("{{ titre }}"), file_name="pv.docx")
    later = save_outline_template(by=secretary, name="PV 2", letterhead="Ministère Trois")
    assert (later.file_name, bytes(later.content or b"")) == ("pv.docx", template_bytes())


def template_bytes() -> bytes:
    row = OutlineTemplate.objects.get(name="PV")
    return bytes(row.content or b"")


def test_a_wrong_template_changes_nothing(secretary: User) -> None:
    first = save_outline_template(by=secretary, name="Un")
    with pytest.raises(OutlineRefused) as refused:
        save_outline_template(by=secretary, name="Deux", content=template("{{ titr }}"), file_name="x.docx")
    assert len(refused.value.flaws) == 1
    assert list(OutlineTemplate.objects.filter(is_active=True)) == [first]


def test_one_may_return_to_an_earlier_template(secretary: User) -> None:
    first = save_outline_template(by=secretary, name="Un")
    second = save_outline_template(by=secretary, name="Deux")
    use_outline_template(by=secretary, template=first)
    assert list(OutlineTemplate.objects.filter(is_active=True)) == [first]
    assert [entry.event for entry in story_of(first)] == ["outline_template_saved", "outline_template_used"]
    assert [entry.event for entry in story_of(second)] == ["outline_template_saved"]


@pytest.mark.parametrize("role", ["reader", "rapporteur"])
def test_only_the_secretariat_changes_templates(role: str, secretary: User) -> None:
    row = save_outline_template(by=secretary, name="Un")
    other = user(role, role)
    for act in (lambda: save_outline_template(by=other, name="x"),
                lambda: use_outline_template(by=other, template=row),
                lambda: retire_outline_template(by=other, template=row)):
        with pytest.raises(PermissionDenied):
            act()
    row.refresh_from_db()
    assert row.is_active


def test_names_of_files_say_body_and_day(held: Session, secretary: User) -> None:
    assert file_name(held, "docx") == "CR_GTM-Zinder_2023-06-21.docx"
    Session.objects.create(body=held.body, date=held.date, stage="extraordinary")
    assert file_name(held, "pdf") == "CR_GTM-Zinder_2023-06-21_ordinary.pdf"
    other = Body.objects.create(code="Comité d'étude / \"n° 2\"\r\n", name="x")
    assert file_name(Session(body=other), "pdf") == "CR_Comite-d-etude-n-2_sans-date.pdf"


def test_the_session_is_downloaded(browser: Client, held: Session) -> None:
    word = browser.get(reverse("concertation:session-docx", args=[held.uid]))
    pdf = browser.get(reverse("concertation:session-pdf", args=[held.uid]))
    assert word["Content-Disposition"] == 'attachment; filename="CR_GTM-Zinder_2023-06-21.docx"'
    assert word.content[:2] == b"PK"
    assert pdf.content[:5] == b"%PDF-"
    assert pdf["Content-Type"] == "application/pdf"
    sheet = browser.get(reverse("concertation:session", args=[held.uid])).content.decode()
    assert reverse("concertation:session-docx", args=[held.uid]) in sheet


def test_a_stranger_downloads_nothing(held: Session) -> None:
    answer = Client().get(reverse("concertation:session-docx", args=[held.uid]))
    assert answer.status_code == 302


def test_the_page_tells_what_is_wrong_with_a_template(browser: Client) -> None:
    file = SimpleUploadedFile("modele.docx", template("Bonjour {{ titr }}"))
    answer = browser.post(reverse("concertation:outlines"), {"name": "Mien", "file": file})
    assert answer.status_code == 422
    assert "« Bonjour {{ titr }} »" in answer.content.decode()
    assert not OutlineTemplate.objects.exists()


def test_a_template_is_brought_seen_and_left_on_the_page(browser: Client) -> None:
    address = reverse("concertation:outlines")
    file = SimpleUploadedFile("modele.docx", template("Voici {{ titre }}"))
    assert browser.post(address, {"name": "Mien", "file": file}).status_code == 302
    row = OutlineTemplate.objects.get()
    assert "Mien" in browser.get(address).content.decode()
    for what in ("template", "docx", "pdf"):
        assert browser.get(reverse("concertation:outline-file", args=[row.uid, what])).status_code == 200
        assert browser.get(reverse("concertation:outline-usual", args=[what])).status_code == 200
    assert browser.get(reverse("concertation:outline-usual", args=["autre"])).status_code == 404
    browser.post(reverse("concertation:outline-act", args=[row.uid]), {"act": "retire"})
    row.refresh_from_db()
    assert not row.is_active
    browser.post(reverse("concertation:outline-act", args=[row.uid]), {"act": "use"})
    row.refresh_from_db()
    assert row.is_active


def test_a_reader_sees_the_page_without_the_form(secretary: User) -> None:
    client = Client()
    client.force_login(user("lecteur", "reader"))
    page = client.get(reverse("concertation:outlines"))
    assert page.status_code == 200
    assert 'type="file"' not in page.content.decode()
    assert client.post(reverse("concertation:outlines"), {"name": "x"}).status_code == 403


def test_a_file_that_is_too_odd_is_no_500(browser: Client) -> None:
    file = SimpleUploadedFile("modele.docx", io.BytesIO(b"PK\x03\x04").read())
    assert browser.post(reverse("concertation:outlines"), {"name": "x", "file": file}).status_code == 422
