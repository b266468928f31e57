from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.models import Intake, IntakeLine, Session
from tests.factories.minutes import user

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
Take = Callable[..., Intake]


@pytest.fixture
def page(secretary: User, client: Client) -> Client:
    client.force_login(secretary)
    return client


def address(intake: Intake) -> str:
    return reverse("concertation:review", args=[intake.uid])


def acts(intake: Intake) -> str:
    return reverse("concertation:review-act", args=[intake.uid])


def act(page: Client, intake: Intake, line: IntakeLine, verb: str, **sent: str) -> str:
    response = page.post(acts(intake), {"verb": verb, "on": line.pk, **sent}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    return response.content.decode()


def doubt(intake: Intake) -> IntakeLine:
    return intake.lines.get(state=IntakeLine.State.DOUBTFUL)


def test_the_workbench_shows_the_original_and_asks_the_doubt(page: Client, taken: Take) -> None:
    intake = taken()
    html = page.get(address(intake)).content.decode()
    assert "<mark" in html
    assert "Deux lignes se touchent." in html
    assert f'data-active="{doubt(intake).pk}"' in html
    assert "disabled" in html.split('value="confirm-intake"')[1][:60]


def test_no_inline_script_or_style(page: Client, taken: Take) -> None:
    html = page.get(address(taken())).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert " onclick" not in html
    scripts = [part.split(">", 1)[0] for part in html.split("<script")[1:]]
    assert all("src=" in part or "application/json" in part for part in scripts)


def test_confirming_the_doubt_moves_on_and_is_saved_at_once(page: Client, taken: Take) -> None:
    intake = taken()
    line = doubt(intake)
    html = act(page, intake, line, "save", text="Préparer la mission de Bangui")
    assert 'data-asked=""' in html
    line.refresh_from_db()
    assert (line.state, line.changed_by.username) == ("confirmed", "secretaire")
    again = page.get(address(intake)).content.decode()
    assert 'data-asked=""' in again


def test_without_javascript_an_act_comes_back_to_its_line(page: Client, taken: Take) -> None:
    intake = taken()
    response = page.post(acts(intake), {"verb": "confirm", "on": doubt(intake).pk})
    assert response.status_code == 302
    assert response["Location"].startswith(address(intake))


def test_a_line_break_says_where_to_split(page: Client, taken: Take) -> None:
    intake = taken()
    line = doubt(intake)
    act(page, intake, line, "split", text="Préparer la mission\nde Bangui", at="")
    texts = list(intake.lines.filter(kind="action", parent=line.parent).values_list("value__text", flat=True))
    assert texts == ["Préparer la mission", "de Bangui"]


def test_the_cursor_says_where_to_split(page: Client, taken: Take) -> None:
    intake = taken()
    line = doubt(intake)
    act(page, intake, line, "split", text="Préparer la mission de Bangui", at="20")
    texts = list(intake.lines.filter(kind="action", parent=line.parent).values_list("value__text", flat=True))
    assert texts == ["Préparer la mission", "de Bangui"]


def test_a_refused_act_says_why(page: Client, taken: Take) -> None:
    intake = taken()
    html = act(page, intake, intake.lines.get(kind="header.date"), "save", date="le 40 mars")
    assert 'role="alert"' in html
    assert "le 40 mars" in html
    assert intake.lines.get(kind="header.date").value == {"date": "2025-03-12"}


def test_a_name_is_attached_from_a_suggestion(page: Client, taken: Take) -> None:
    intake = taken()
    line = intake.lines.get(value__text="Association des bergers du Tadress")
    found = page.get(address(intake), {"line": line.pk, "find": "UNICEF"}, headers={"HX-Request": "true"})
    html = found.content.decode()
    value = html.split('value="attach:organisation:')[1].split('"')[0]
    act(page, intake, line, f"attach:organisation:{value}")
    line.refresh_from_db()
    assert "UNICEF" in str(line.organisation)
    assert line.value["text"] == "Association des bergers du Tadress"


def test_everything_by_the_page_ends_in_the_register(page: Client, taken: Take) -> None:
    intake = taken()
    act(page, intake, doubt(intake), "confirm")
    response = page.post(acts(intake), {"verb": "confirm-intake"},
                         headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"]
    assert Session.objects.get().actions.count() == 2
    assert page.get(address(intake)).status_code == 200


def test_undo_from_the_page(page: Client, taken: Take) -> None:
    intake = taken()
    line = doubt(intake)
    act(page, intake, line, "drop")
    page.post(acts(intake), {"verb": "undo"})
    line.refresh_from_db()
    assert line.state == "doubtful"


def test_what_was_missed_is_added(page: Client, taken: Take) -> None:
    intake = taken()
    page.post(acts(intake), {"verb": "add:attendance", "added": "INS"})
    line = intake.lines.get(kind="attendance", value__text="INS")
    assert line.organisation is not None


def test_a_reader_sees_but_cannot_act(taken: Take, client: Client) -> None:
    intake = taken()
    client.force_login(user("lecteur", "reader"))
    html = client.get(address(intake)).content.decode()
    assert "<textarea" not in html
    response = client.post(acts(intake), {"verb": "confirm", "on": doubt(intake).pk})
    assert response.status_code == 403
    assert doubt(intake)
    assert client.get(reverse("concertation:deposit")).status_code == 403


def test_lines_of_another_file_are_not_reached(page: Client, taken: Take) -> None:
    intake = taken()
    other = Intake.objects.create(name="autre", sha256="b" * 64, state=Intake.State.TO_REVIEW, added_by=intake.added_by)
    response = page.post(acts(other), {"verb": "drop", "on": doubt(intake).pk})
    assert response.status_code == 404


@pytest.mark.django_db(transaction=False)
def test_dropping_files_reads_them(page: Client) -> None:
    source = SAMPLES / "gtm-zinder-2026-01-15.docx"
    files = [SimpleUploadedFile(source.name, source.read_bytes()), SimpleUploadedFile("vide.docx", b" ")]
    response = page.post(reverse("concertation:deposit"), {"files": files})
    assert response.status_code == 302
    told = page.get(response["Location"]).content.decode()
    assert "vide.docx" in told
    assert Intake.objects.get(name=source.name).state == Intake.State.TO_REVIEW
    refused = Intake.objects.get(name="vide.docx")
    assert (refused.state, refused.file) == (Intake.State.REFUSED, None)
    assert "vide.docx" in page.get(reverse("concertation:intakes")).content.decode()
    assert page.get(address(refused)).status_code == 200


def test_pages_of_a_pdf_are_shown(page: Client) -> None:
    source = SAMPLES / "gtm-zinder-2026-01-15.pdf"
    page.post(reverse("concertation:deposit"), {"files": [SimpleUploadedFile(source.name, source.read_bytes())]})
    intake = Intake.objects.get()
    assert 'data-page="1"' in page.get(address(intake)).content.decode()
    picture = page.get(reverse("concertation:review-page", args=[intake.uid]), {"page": 1})
    assert picture.content.startswith(b"\x89PNG")
    assert page.get(reverse("concertation:review-page", args=[intake.uid]), {"page": 99}).status_code == 404


def test_who_may_not_enter_a_file_reads_who_does(taken: Take, client: Client) -> None:
    intake = taken()
    bringer = user("rapporteuse", "rapporteur", Scope(ScopeKind.BODY, "CRCM-Agadez"))
    Intake.objects.filter(pk=intake.pk).update(added_by=bringer)
    client.force_login(bringer)
    html = client.get(address(intake)).content.decode()
    assert 'value="confirm-intake"' not in html
    assert f"le secrétariat de «\u00a0{intake.body.name}\u00a0» d’inscrire ce compte rendu au registre" in html
    Intake.objects.filter(pk=intake.pk).update(body=None)
    assert "Dites plus bas quelle instance s’est réunie" in client.get(address(intake)).content.decode()


def test_who_may_enter_a_file_reads_no_excuse(page: Client, taken: Take) -> None:
    html = page.get(address(taken())).content.decode()
    assert 'value="confirm-intake"' in html and "tiennent le secrétariat" not in html
