"""What goes out as an official document comes back as it was: through files, through the register, with ids or not."""
from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from canevas.commons.access.queries import User
from canevas.governance.concertation.export.form import Letterhead, official_form
from canevas.governance.concertation.export.official import official_pdf, official_word
from canevas.governance.concertation.models import ActionPoint, Intake, Session
from canevas.governance.concertation.operations import confirm_intake, take_in
from canevas.governance.concertation.queries.official import official_file
from canevas.governance.concertation.rules.json_form import to_json
from canevas.governance.concertation.rules.lines import draft_minutes
from canevas.governance.concertation.rules.minutes import ReadMinutes
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.governance.recommendations.queries import challenges_of
from canevas.tools.documents.nodes import Document
from canevas.tools.documents.reading import read_document, read_file
from canevas.tools.vocabulary import load_vocabulary
from tests.governance.concertation.export.conftest import SAMPLES, confirmed
from tests.samples.measure import explain, measure, total

WORD = sorted(path for path in SAMPLES.glob("*.docx"))
HEAD = Letterhead(lines=("Ministère de l'Intérieur", "Secrétariat Permanent du Cadre de Concertation sur la Migration"))
SOFFICE = shutil.which("soffice")


def understood(content: bytes, extension: str) -> ReadMinutes:
    return read_minutes(read_document(content, f"retour.{extension}"), load_vocabulary())


def read_sample(path: Path) -> ReadMinutes:
    return read_minutes(read_file(path), load_vocabulary())


def marks(document: Document) -> set[str]:
    return {mark for node in document.root.walk() for mark in node.marks}


def form_of(read: ReadMinutes) -> dict[str, Any]:
    return official_form(draft_minutes(read), letterhead=HEAD)


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.stem)
def test_word_comes_back_whole(path: Path) -> None:
    first = read_sample(path)
    scores = measure(to_json(first), to_json(understood(official_word(form_of(first)), "docx")))
    assert total(scores) == 1, explain(scores)


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.stem)
def test_pdf_comes_back(path: Path) -> None:
    first = read_sample(path)
    scores = measure(to_json(first), to_json(understood(official_pdf(form_of(first)), "pdf")))
    assert total(scores) >= 0.97, explain(scores)


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["docx", "odt"])
def test_saved_by_another_program_it_comes_back_whole(extension: str, tmp_path: Path) -> None:
    reads = {path.stem: read_sample(path) for path in WORD}
    for name, read in reads.items():
        lines = draft_minutes(read)
        for line in (below for top in lines for below in top.walk()):
            line.uids = [uuid4().hex]
        form = official_form(lines, letterhead=HEAD, reference="abc")
        (tmp_path / f"{name}.docx").write_bytes(official_word(form))
    target = tmp_path / "out"
    subprocess.run([str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
                    extension, "--outdir", str(target), *map(str, sorted(tmp_path.glob("*.docx")))],
                   check=True, capture_output=True, timeout=300)
    wrong = {}
    for name, read in reads.items():
        saved = (target / f"{name}.{extension}").read_bytes()
        scores = measure(to_json(read), to_json(understood(saved, extension)))
        document = read_document(saved, f"retour.{extension}")
        assert document.metadata["canevas-id"] == "abc"
        assert marks(document) == marks(read_document((tmp_path / f"{name}.docx").read_bytes(), "aller.docx"))
        if total(scores) < 1:
            wrong[name] = explain(scores)
    assert not wrong, "\n".join(f"{name}: {said}" for name, said in wrong.items())


def rows_of(session: Session) -> dict[str, set[Any]]:
    """The ids of everything that the register holds of a session."""
    found = session.recommendation_set
    return {
        "items": set(session.items.values_list("uid", flat=True)),
        "discussion": set(session.items.values_list("discussion__uid", flat=True)),
        "actions": set(session.actions.values_list("uid", flat=True)),
        "decisions": set(session.decisions.values_list("uid", flat=True)),
        "recommendations": set(found.recommendations.values_list("uid", flat=True)) if found else set(),
        "challenges": {each.uid for each in challenges_of(found)} if found else set(),
    }


@pytest.mark.parametrize("name", [
    "ccm-8-technique-2023-03-09", "crcm-maradi-2024-10-31", "gtm-agadez-2024-02-15", "gtm-zinder-2023-06-21"])
def test_an_exported_file_is_known_again_and_adds_nothing(name: str, secretary: User) -> None:
    session = confirmed(secretary, SAMPLES / f"{name}.docx")
    before = rows_of(session)
    for kind in ("docx", "pdf"):
        file = official_file(session, kind)
        again = take_in(by=secretary, name=file.name, content=file.content)
        changed = [(line.change, line.kind, line.value, line.before) for line in again.lines.exclude(change="")]
        assert again.state == Intake.State.UNCHANGED, changed
        assert again.known_minutes is not None
        assert again.known_minutes.session_id == session.pk
    assert rows_of(session) == before


@pytest.mark.corpus
@pytest.mark.parametrize("extension", ["docx", "pdf", "txt"])
def test_real_minutes_are_known_again(extension: str, secretary: User, corpus: Path) -> None:
    for path in sorted(corpus.glob(f"*.{extension}")):
        session = confirmed(secretary, path)
        before = rows_of(session)
        file = official_file(session, "docx")
        again = take_in(by=secretary, name=file.name, content=file.content)
        changed = [(line.change, line.kind, line.value, line.before) for line in again.lines.exclude(change="")]
        assert again.state == Intake.State.UNCHANGED, changed
        assert rows_of(session) == before


def test_a_correction_in_the_exported_file_changes_its_row_only(secretary: User, held: Session) -> None:
    session = held
    action = session.actions.order_by("pk").first()
    assert action is not None
    kept, before = action.uid, rows_of(session)
    ActionPoint.objects.filter(pk=action.pk).update(text="Une tout autre tâche, décidée autrement en séance")
    file = official_file(session, "docx")
    ActionPoint.objects.filter(pk=action.pk).update(text=action.text)

    again = take_in(by=secretary, name=file.name, content=file.content)

    changed = again.lines.exclude(change="")
    assert [(line.change, line.kind, line.uid) for line in changed] == [("changed", "action", kept)]
    confirm_intake(by=secretary, intake=again)
    assert rows_of(session) == before
    action.refresh_from_db()
    assert action.text == "Une tout autre tâche, décidée autrement en séance"


def test_the_day_that_a_person_gave_to_soft_words_stays(secretary: User, held: Session) -> None:
    soft = held.actions.filter(deadline_text__startswith="Avant").get()
    ActionPoint.objects.filter(pk=soft.pk).update(deadline_date=date(2023, 9, 20))
    file = official_file(held, "docx")
    assert take_in(by=secretary, name=file.name, content=file.content).state == Intake.State.UNCHANGED

    other = held.actions.exclude(pk=soft.pk).order_by("pk").first()
    assert other is not None
    ActionPoint.objects.filter(pk=other.pk).update(text="Une tout autre tâche, décidée autrement en séance")
    changed = official_file(held, "docx")
    ActionPoint.objects.filter(pk=other.pk).update(text=other.text)
    again = take_in(by=secretary, name=changed.name, content=changed.content)
    assert [line.kind for line in again.lines.exclude(change="")] == ["action"]
    confirm_intake(by=secretary, intake=again)
    soft.refresh_from_db()
    assert soft.deadline_date == date(2023, 9, 20)
