"""The sheet of an organisation goes out in Word and PDF, is filled in, and comes back as reports."""
from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.directory.models import Organisation
from canevas.commons.jobs.queries import incoming_folder, made_folder
from canevas.governance.concertation.models import ActionPoint, ActionProgress, OrganisationSheet
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.importing import import_files
from canevas.governance.concertation.operations.organisation_sheets import Kept, confirm_sheet, take_in_sheet
from canevas.governance.concertation.operations.progress import report_progress
from canevas.governance.concertation.queries.organisation_sheets import proposals, sheet_file
from canevas.governance.concertation.rules.organisation_sheet import (
    ALPHABET,
    UNREAD,
    clean_code,
    code_of,
    meaning,
    nearest_code,
    read_sheet,
    state_words,
)
from canevas.tools.documents.reading import read_document
from tests.factories.minutes import user
from tests.governance.concertation.following.conftest import Meetings

TODAY = timezone.localdate()


@pytest.fixture
def oim(secretary: User) -> User:
    return user("oim", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))


@pytest.fixture
def owed(meetings: Meetings) -> list[ActionPoint]:
    held = meetings.session(TODAY - timedelta(days=40), "circulated")
    days = (-5, 6, 90)
    return [meetings.action(held, f"Remettre la pièce n° {place}", f"{TODAY + timedelta(days=day):%d/%m/%Y}")
            for place, day in enumerate(days, 1)]


def blank(kind: str = "docx") -> bytes:
    return sheet_file(Organisation.objects.get(code="OIM"), kind).content


def fill(content: bytes, answers: dict[str, tuple[str, str, str]], *, drop: str = "", turn: bool = False) -> bytes:
    """The sheet as somebody fills it in in Word: for each action (by the end of its text), state, note, evidence."""
    document = docx.Document(io.BytesIO(content))
    table = document.tables[0]
    rows = table.rows[1:]
    for row in rows:
        for name, (state, note, evidence) in answers.items():
            if name in row.cells[1].text:
                tick(row.cells[2], state)
                row.cells[3].text, row.cells[4].text = note, evidence
        if drop and drop in row.cells[1].text:
            row._tr.getparent().remove(row._tr)
    if turn:
        body = rows[0]._tr.getparent()
        for row in rows:
            if row._tr.getparent() is not None:
                body.insert(body.index(table.rows[0]._tr) + 1, row._tr)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tick(cell: Any, words: str) -> None:
    """Tick the box before ``words``, where there is one; else write them instead of the boxes."""
    for paragraph in cell.paragraphs:
        if paragraph.text.strip().endswith(words):
            box = next(one for one in paragraph._p.iter() if one.text == "\u2610")
            box.text = "\u2612"
            return
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    for sdt in list(cell.paragraphs[0]._p):
        cell.paragraphs[0]._p.remove(sdt)
    cell.paragraphs[0].add_run(words)


ANSWERS = {"n° 1": ("fait", "Remis le 3", "https://exemple.ne/recu.pdf"), "n° 2": ("en cours", "", "")}


def test_a_sheet_filled_in_with_word_becomes_reports_once(oim: User, owed: list[ActionPoint]) -> None:
    content = fill(blank(), ANSWERS)
    sheet = take_in_sheet(by=oim, name="fiche.docx", content=content)
    assert (sheet.organisation.code, sheet.day) == ("OIM", TODAY)
    found = proposals(sheet, oim)
    assert [(one.kind, one.filled.state) for one in found] == [("sure", "done"), ("sure", "in_progress"), ("empty", "")]
    kept = {one.number: Kept(one.filled.state or "", one.filled.note, one.filled.link)
            for one in found if one.kind == "sure"}
    made = confirm_sheet(by=oim, sheet=sheet, kept=kept)
    assert [(one.channel, one.organisation.code, one.evidence.name) for one in made] == [
        ("sheet", "OIM", "fiche.docx")] * 2
    owed[0].refresh_from_db()
    assert owed[0].status == "done" and made[0].evidence_url == "https://exemple.ne/recu.pdf"
    assert take_in_sheet(by=oim, name="fiche.docx", content=content).pk == sheet.pk
    with pytest.raises(NotNow, match="déjà"):
        confirm_sheet(by=oim, sheet=OrganisationSheet.objects.get(), kept=kept)
    again = take_in_sheet(by=user(), name="la même.docx", content=content)
    assert {one.kind for one in proposals(again, user())} == {"known", "empty"}
    assert ActionProgress.objects.count() == 2


def test_rows_deleted_or_turned_round_do_no_harm(oim: User, owed: list[ActionPoint]) -> None:
    content = fill(blank(), {"n° 3": ("à faire", "Retardé par les pluies", "")}, drop="n° 2", turn=True)
    found = proposals(take_in_sheet(by=oim, name="fiche.docx", content=content), oim)
    assert [(one.action.text[-1], one.kind) for one in found if one.action] == [("3", "sure"), ("1", "empty")]


def test_a_printed_sheet_is_recognised_by_its_codes(oim: User, owed: list[ActionPoint]) -> None:
    document = read_document(blank("pdf"), "fiche.pdf")
    read = read_sheet(document)
    assert (read.organisation, read.day) == ("OIM", TODAY.isoformat())
    assert [row.code for row in read.rows] == [code_of(one.uid) for one in owed]
    assert not any(row.says_something for row in read.rows), [row for row in read.rows if row.says_something]


def test_a_sheet_typed_again_as_text_is_read(oim: User, owed: list[ActionPoint]) -> None:
    text = "FICHE DE SUIVI DES ACTIONS\nRéférence : OIM " + TODAY.isoformat() + "\n" + "\n".join(
        f"{one.text} {code_of(one.uid).lower()}\nÉtat : en cours\nNote : lettre partie" for one in owed)
    sheet = take_in_sheet(by=oim, name="retapée.txt", content=text.encode())
    assert [(one.kind, one.filled.state, one.filled.note) for one in proposals(sheet, oim)] == [
        ("sure", "in_progress", "lettre partie")] * 3


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice n’est pas installé.")
def test_a_sheet_saved_again_by_libreoffice_comes_back(oim: User, owed: list[ActionPoint], tmp_path: Path) -> None:
    (tmp_path / "fiche.docx").write_bytes(fill(blank(), ANSWERS))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "odt",
                    "--outdir", str(tmp_path), str(tmp_path / "fiche.docx")], check=True, capture_output=True,
                   timeout=120)
    sheet = take_in_sheet(by=oim, name="fiche.odt", content=(tmp_path / "fiche.odt").read_bytes())
    assert [one.kind for one in proposals(sheet, oim)] == ["sure", "sure", "empty"]


def test_what_is_doubtful_is_said_and_others_actions_are_refused(
        oim: User, owed: list[ActionPoint], meetings: Meetings) -> None:
    theirs = meetings.action(owed[0].session, "Remettre la pièce n° 9", "31/12/2030", ("HCR",))
    wrong = code_of(uuid4())
    text = "Fiche de suivi\nRéférence : OIM 2026-01-01\n" + "\n".join((
        f"a {code_of(owed[0].uid)}\nÉtat : presque", f"b {code_of(owed[1].uid)}\nÉtat : fait",
        f"c {code_of(theirs.uid)}\nÉtat : fait", f"d {wrong}\nÉtat : fait"))
    report_progress(by=oim, action=owed[1], status="in_progress", note="déjà dit")
    sheet = take_in_sheet(by=oim, name="vieille.txt", content=text.encode())
    found = proposals(sheet, oim)
    assert [one.kind for one in found] == ["doubtful", "doubtful", "refused", "refused"]
    assert "presque" in found[0].why and "depuis" in found[1].why
    with pytest.raises(NotNow):
        confirm_sheet(by=oim, sheet=sheet, kept={0: Kept("done", "x"), 2: Kept("done", "x")})
    theirs.refresh_from_db()
    assert theirs.status == "open" and ActionProgress.objects.count() == 1


def test_the_pages_give_take_and_confirm(oim: User, owed: list[ActionPoint]) -> None:
    client = Client()
    client.force_login(oim)
    word = client.get(reverse("concertation:owed-sheet", args=["OIM", "docx"]))
    assert word.status_code == 200 and word.content[:2] == b"PK"
    assert client.get(reverse("concertation:owed-sheet", args=["OIM", "pdf"])).content[:4] == b"%PDF"
    answer = client.post(reverse("concertation:owed-bring", args=["OIM"]), {
        "sheet": SimpleUploadedFile("fiche.docx", fill(word.content, ANSWERS))})
    page = client.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert "Remis le 3" in page and 'name="keep-0" value="1" checked' in page
    done = client.post(answer.url, {"keep-0": "1", "state-0": "done", "note-0": "Remis le 3"})  # type: ignore[attr-defined]
    assert done.status_code == 302 and ActionProgress.objects.get().status == "done"
    other = Client()
    other.force_login(user("hcr", "focal_point", Scope(ScopeKind.ORGANISATION, "HCR")))
    assert other.get(answer.url).status_code == 404  # type: ignore[attr-defined]
    assert client.post(reverse("concertation:owed-sheets")).status_code == 403


def test_a_scanned_sheet_is_read_while_one_does_something_else(oim: User, owed: list[ActionPoint]) -> None:
    client = Client()
    client.force_login(oim)
    address = reverse("concertation:owed-bring", args=["OIM"])
    work = client.post(address, {"sheet": SimpleUploadedFile("fiche.pdf", blank("pdf"), "application/pdf")})["Location"]
    sheet = OrganisationSheet.objects.get()
    page = client.get(work).content.decode()
    assert work.startswith("/jobs/") and sheet.get_absolute_url() in page and "La fiche est lue" in page
    assert [row["code"] for row in sheet.rows] == [code_of(one.uid) for one in owed]
    assert not list(incoming_folder().glob("*")), "what was set aside is taken away"
    bad = client.post(address, {"sheet": SimpleUploadedFile("autre.pdf", b"%PDF-1.4 rien", "application/pdf")})
    assert bad["Location"].startswith("/jobs/") and OrganisationSheet.objects.count() == 1
    assert "autre.pdf" in client.get(bad["Location"]).content.decode()


def test_all_sheets_in_one_file_and_the_usual_way_in(
        secretary: User, owed: list[ActionPoint], tmp_path: Path) -> None:
    client = Client()
    client.force_login(secretary)
    work = client.post(reverse("concertation:owed-sheets"))["Location"]
    page = client.get(work).content.decode()
    assert f'href="{work}file/"' in page and "Le fichier est prêt." in page
    names = zipfile.ZipFile(io.BytesIO(b"".join(client.get(f"{work}file/")))).namelist()
    assert {name.rpartition(".")[2] for name in names} == {"docx", "pdf"}
    other = Client()
    other.force_login(user("chef", "administrator"))
    assert other.get(work).status_code == 200 and other.get(f"{work}file/").status_code == 404, "it is who asked's own"
    shutil.rmtree(made_folder())
    assert client.get(f"{work}file/")["Location"] == work
    assert "plus conservé" in client.get(work).content.decode()
    path = tmp_path / "fiche.docx"
    path.write_bytes(fill(blank(), ANSWERS))
    report = import_files(by=secretary, paths=[path], processes=1)
    assert [one.outcome for one in report] == ["sheet"]
    sheet = OrganisationSheet.objects.get(uid=report[0].intake)
    assert [one.kind for one in proposals(sheet, secretary)] == ["sure", "sure", "empty"]


def test_a_sheet_that_comes_back_printed_or_photographed(oim: User, owed: list[ActionPoint], tmp_path: Path) -> None:
    if shutil.which("soffice") is None or shutil.which("tesseract") is None or shutil.which("pdftoppm") is None:
        pytest.skip("LibreOffice, tesseract ou poppler n’est pas installé : la fiche imprimée n’est pas relue.")
    for number, action in enumerate(owed):  # the same codes each time: how well one is recognised hangs on its signs
        action.uid = UUID(int=number)
        action.save(update_fields=["uid"])
    (tmp_path / "fiche.docx").write_bytes(fill(blank(), ANSWERS))
    subprocess.run(["soffice", f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to", "pdf",
                    "--outdir", str(tmp_path), str(tmp_path / "fiche.docx")], check=True, capture_output=True,
                   timeout=170)
    subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", str(tmp_path / "fiche.pdf"),
                    str(tmp_path / "photo")], check=True, capture_output=True, timeout=60)
    printed = take_in_sheet(by=oim, name="fiche.pdf", content=(tmp_path / "fiche.pdf").read_bytes())
    found = proposals(printed, oim)
    assert [(one.kind, one.filled.state, one.filled.note) for one in found] == [
        ("sure", "done", "Remis le 3"), ("sure", "in_progress", ""), ("empty", "", "")]
    assert found[0].filled.link == "https://exemple.ne/recu.pdf"
    taken = take_in_sheet(by=oim, name="photo.png", content=(tmp_path / "photo.png").read_bytes())
    assert (taken.organisation.code, taken.day) == ("OIM", TODAY)
    seen = proposals(taken, oim)
    assert [one.action for one in seen] == owed and "Remis le 3" in seen[0].filled.note
    assert {one.kind for one in seen} == {"doubtful"} and "cochées" in seen[0].why, "a person says what is ticked"
    made = confirm_sheet(by=oim, sheet=taken, kept={0: Kept("done", "Remis le 3")})
    assert [one.status for one in made] == ["done"] and made[0].evidence.name == "photo.png"


def test_a_picture_without_a_code_says_what_to_do(oim: User) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("tesseract n’est pas installé : l’image n’est pas lue.")
    picture = Image.new("L", (1600, 800), "white")
    ImageDraw.Draw(picture).text((100, 100), "Une lettre sans rapport", fill="black", font_size=80)
    out = io.BytesIO()
    picture.save(out, "PNG")
    with pytest.raises(NotNow, match="Photographiez"):
        take_in_sheet(by=oim, name="photo.png", content=out.getvalue())


@pytest.mark.parametrize(("cell", "words"), [
    ("fait en COUrS à faire", UNREAD), ("fait\n[1 en cours\n[1 à faire", UNREAD),
    ("pas encore fait", "pas encore fait")])
def test_words_without_their_ticks_are_no_answer(cell: str, words: str) -> None:
    assert state_words(cell) == words and meaning(state_words(cell)) is None


@given(st.uuids(), st.integers(min_value=4, max_value=11), st.sampled_from(ALPHABET))
def test_a_mistyped_sign_is_noticed(uid: Any, place: int, sign: str) -> None:
    code = code_of(uid)
    assert clean_code(f"voir {code.lower()} .") == code
    typed = code[:place] + sign + code[place + 1:]
    assert clean_code(typed) == (code if sign == code[place] else "")


def misread(code: str, *places: int) -> str:
    """The code with other signs at these places of its eight."""
    signs = list(code)
    for place in places:
        signs[4 + place] = ALPHABET[(ALPHABET.index(signs[4 + place]) + 5) % len(ALPHABET)]
    return "".join(signs)


@given(st.uuids(), st.sets(st.integers(min_value=0, max_value=7), max_size=3))
def test_a_misread_code_is_near_the_one_it_was(uid: Any, places: set[int]) -> None:
    code = code_of(uid)
    others = ["ACT-22222222", "ACT-YYYYYYYY"]
    assert nearest_code(misread(code, *places), [code, *others]) == (code if len(places) <= 2 else "")
    assert nearest_code(misread(code, 0), [misread(code, 1), misread(code, 2)]) == "", "two are near"
    assert nearest_code("aucun code", [code]) == ""


def test_a_badly_read_code_is_asked_about_and_never_sure(
        oim: User, owed: list[ActionPoint], meetings: Meetings) -> None:
    theirs = meetings.action(owed[0].session, "Remettre la pièce n° 9", "31/12/2030", ("HCR",))
    text = f"Fiche de suivi\nRéférence : OIM {TODAY}\n" + "\n".join((
        f"a {misread(code_of(owed[0].uid), 1, 6)}\nÉtat : fait", f"b {code_of(owed[1].uid)}\nÉtat : fait",
        f"c {misread(code_of(owed[1].uid), 3)}\nÉtat : fait", f"d {misread(code_of(theirs.uid), 2)}\nÉtat : fait",
        f"e {misread(code_of(owed[2].uid), 1, 2, 3)}\nÉtat : fait"))
    sheet = take_in_sheet(by=oim, name="photo.txt", content=text.encode())
    found = proposals(sheet, oim)
    assert [one.kind for one in found] == ["doubtful", "sure", "refused", "refused", "refused"]
    assert found[0].action == owed[0] and "mal lu" in found[0].why
    confirm_sheet(by=oim, sheet=sheet, kept={0: Kept("done", "vu sur la feuille")})
    owed[0].refresh_from_db()
    assert owed[0].status == "done"


def test_without_knowing_whose_the_sheet_is_no_code_is_guessed(oim: User, owed: list[ActionPoint]) -> None:
    text = f"Fiche de suivi\na {misread(code_of(owed[0].uid), 1)}\nÉtat : fait"
    sheet = take_in_sheet(by=oim, name="sans-nom.txt", content=text.encode())
    assert [one.kind for one in proposals(sheet, oim)] == ["refused"]


@pytest.mark.parametrize(("cell", "state"), [
    ("☒ fait\n☐ en cours\n☐ à faire", "done"), ("☐ fait\n☐ en cours\n☐ à faire", ""), ("En cours.", "in_progress"),
    ("Réalisée", "done"), ("☒ fait\n☒ en cours\n☐ à faire", None), ("[x] fait [ ] en cours", "done"),
    ("presque", None), ("……", ""), ("☐ fait ☒ en cours ☐ à faire", "in_progress")])
def test_states_are_read_as_people_fill_them_in(cell: str, state: str | None) -> None:
    assert meaning(state_words(cell)) == state
