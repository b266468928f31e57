"""A version as tracked changes of an earlier one: two texts in one file, and who asked for what."""
from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from canevas.governance.syntheses.models import Synthesis, Version
from canevas.governance.syntheses.operations.amending import apply_amendments, decide_amendment, propose_amendment
from canevas.governance.syntheses.queries.files import version_word
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.queries.redlines import redline_of, redline_versions
from canevas.governance.syntheses.rules.table import Column, DeleteLine, Edit, InsertLine, InsertRow, ReplaceText
from canevas.tools.documents.writing.redline.resolving import accept_all, reject_all
from tests.factories.libreoffice import needs_libreoffice, resolved
from tests.factories.minutes import user
from tests.governance.syntheses.house import frozen
from tests.governance.syntheses.test_copies import organisation

pytestmark = pytest.mark.django_db
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts(content: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()] + cells


def authors(content: bytes) -> dict[str, set[str]]:
    """What each author put or took, by author; the dates are the days of decision."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    found: dict[str, set[str]] = {}
    for mark in root.iter(W + "ins", W + "del"):
        said = "".join(one.text or "" for one in mark.iter(W + "t", W + "delText"))
        if said:
            found.setdefault(mark.get(W + "author"), set()).add(said.strip())
    return found


def settled(synthesis: Synthesis, *edits: tuple[Edit, int | None]) -> Version:
    by = user()
    seen = synthesis.versions.exclude(frozen_at=None).last()
    assert seen is not None
    for edit, whose in edits:
        made = propose_amendment(by=by, synthesis=synthesis, seen=seen.number, edit=edit, organisation_id=whose)
        decide_amendment(by=by, amendment=made, state="accepted")
    return apply_amendments(by=by, synthesis=synthesis)


def two_versions() -> tuple[Version, Version]:
    synthesis = frozen(user())
    first = synthesis.versions.get()
    row = table_of(first).sections[0].blocks[0].rows[0]
    other = table_of(first).sections[1].blocks[0].rows[0]
    last = settled(
        synthesis,
        (ReplaceText(row.strategies[0].uid, 0, 9, "Tenir"), organisation().pk),
        (InsertLine(row.uid, Column.STRATEGIES, row.strategies[1].uid, "Évaluer le guide"), None),
        (DeleteLine(row.responsible[0].uid), None),
        (InsertRow("axis 1", other.uid, "Un défi nouveau", ("Une priorité",), ("Une stratégie",), ("MI/D",)),
         organisation().pk))
    return first, last


def test_a_redline_holds_both_versions_and_who_asked_for_what() -> None:
    first, last = two_versions()
    made = redline_of(first, last)
    assert made.name.endswith("_v2_depuis_v1.docx")
    assert texts(reject_all(made.content)) == texts(version_word(first).content)
    assert texts(accept_all(made.content)) == texts(version_word(last).content)
    said = authors(made.content)
    assert {"Tenir", "Organiser", "Une stratégie"} <= said[str(organisation())]
    assert "Tenir" not in said.get("Cadre de concertation", set())


def test_the_marks_bear_the_day_of_the_decision() -> None:
    first, last = two_versions()
    day = last.integrated.filter(organisation=organisation()).first().decided_at
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(redline_of(first, last).content)).read("word/document.xml"))
    dates = {mark.get(W + "date") for mark in root.iter(W + "ins")
             if mark.get(W + "author") == str(organisation())}
    assert dates
    assert all(one.startswith(f"{day:%Y-%m-%dT%H:%M}") for one in dates)


@needs_libreoffice
def test_libreoffice_finds_both_versions_too() -> None:
    first, last = two_versions()
    made = redline_of(first, last).content
    [rejected], [accepted] = resolved([made], accept=False), resolved([made], accept=True)
    assert [one.strip() for one in texts(rejected)] == [one.strip() for one in texts(version_word(first).content)]
    assert [one.strip() for one in texts(accepted)] == [one.strip() for one in texts(version_word(last).content)]


def test_a_redline_reaches_over_several_versions() -> None:
    first, middle = two_versions()
    line = table_of(middle).sections[0].blocks[0].rows[1].strategies[0]
    last = settled(first.synthesis, (ReplaceText(line.uid, 0, 7, "Mesurer"), None))
    assert redline_versions(user(), last) == [middle, first]
    made = redline_of(first, last).content
    assert texts(reject_all(made)) == texts(version_word(first).content)
    assert texts(accept_all(made)) == texts(version_word(last).content)


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    first, last = two_versions()
    out = tmp_path / "rouge.docx"
    call_command("redline", first.synthesis.title, "--since", "1", "--out", str(out))
    assert texts(accept_all(out.read_bytes())) == texts(version_word(last).content)
    call_command("redline", str(first.synthesis.uid), "--since", "1", "--version-number", "2", "--out", str(out))
    for wrong in (["Synthèse inconnue", "--since", "1"], [first.synthesis.title, "--since", "2"],
                  [first.synthesis.title, "--since", "1", "--out", str(tmp_path / "absent" / "x.docx")]):
        with pytest.raises(CommandError, match=r"\.$"):
            call_command("redline", *wrong)
