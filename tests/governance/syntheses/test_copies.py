"""Word files that came back are taken in: once, whole or not at all, and what is accepted makes the next version."""
from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from canevas.commons.audit.models import JournalEntry
from canevas.commons.directory.models import Organisation
from canevas.commons.directory.operations import add_organisation
from canevas.commons.files.models import StoredFile
from canevas.governance.syntheses.export.table_word import synthesis_word
from canevas.governance.syntheses.models import Amendment, Copy, Synthesis
from canevas.governance.syntheses.operations.amending import apply_amendments, decide_amendment
from canevas.governance.syntheses.operations.copies import Brought, Taken, in_words, take_copies
from canevas.governance.syntheses.queries.copies import authors_in, read_copy, whose
from canevas.governance.syntheses.queries.files import version_word
from canevas.governance.syntheses.queries.reading import base_of_amendments, table_of
from canevas.governance.syntheses.rules.table import InsertRow, apply_edits
from canevas.tools.documents.limits import Source
from canevas.tools.documents.writing.redline.comparing import redline_between
from tests.factories.minutes import user
from tests.governance.syntheses.house import frozen

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)


def export(synthesis: Synthesis) -> bytes:
    version = base_of_amendments(synthesis)
    assert version is not None
    return version_word(version).content


def edited(content: bytes, *pairs: tuple[str, str], author: str = "") -> bytes:
    """The file with words replaced, marked as changes of ``author`` where one is named."""
    document = docx.Document(io.BytesIO(content))
    for table in document.tables:
        for cell in [cell for row in table.rows for cell in row.cells]:
            for paragraph in cell.paragraphs:
                for old, new in pairs:
                    if old in paragraph.text:
                        paragraph.runs[0].text = paragraph.text.replace(old, new)
                        for run in paragraph.runs[1:]:
                            run.text = ""
    out = io.BytesIO()
    document.save(out)
    return redline_between(content, out.getvalue(), author, DAY) if author else out.getvalue()


def organisation() -> Organisation:
    return Organisation.objects.filter(code="OIM").first() or add_organisation(
        by=user(), name="Organisation internationale", kind="un", acronym="OIM", code="OIM")


def take(synthesis: Synthesis, content: bytes, *, name: str = "copie.docx", replaces: bool = False) -> Taken:
    return take_copies(by=user(), synthesis=synthesis, replaces=replaces, files=[
        Brought(name, content, organisation().pk)])[0]


@pytest.mark.parametrize("rows", [1, 2])
def test_a_band_that_a_copy_puts_is_shown_and_comes_with_the_rows_accepted(rows: int, client: Client) -> None:
    synthesis = frozen(user())
    version = base_of_amendments(synthesis)
    assert version is not None
    table = table_of(version)
    new = [InsertRow("axis 3", "", "Peu de données", ("Compter mieux",), (f"Tenir le registre {name}",), ("INS",),
                     band="Axe 3 : Données") for name in ("des postes", "des convois")]
    other = synthesis_word(apply_edits(table, new).table, title=synthesis.title, standing="", properties={},
                           letterhead={"pays": "", "devise": "", "lignes": []})
    take(synthesis, redline_between(export(synthesis), other, "OIM", DAY))  # its letterhead is another
    made = list(Amendment.objects.filter(kind="row-insert"))
    assert [one.edit["band"] for one in made] == ["Axe 3 : Données"] * 2
    client.force_login(user())
    page = client.get(reverse("syntheses:synthesis-room", args=[synthesis.uid]) + f"?at={made[0].uid}")
    assert '<ins class="mark">Axe 3 : Données</ins>' in page.content.decode()
    for one in Amendment.objects.all():
        decide_amendment(by=user(), amendment=one, state="accepted" if one in made[:rows] else "rejected")
    after = table_of(apply_amendments(by=user(), synthesis=synthesis))
    assert after.sections[:2] == table.sections
    assert [(one.key, one.title, len(list(one.rows))) for one in after.sections[2:]] == [
        ("axis 3", "Axe 3 : Données", rows)]


def test_take_copies_makes_amendments_that_apply() -> None:
    synthesis = frozen(user())
    content = edited(export(synthesis), ("Organiser un atelier", "Tenir un atelier"), author="A. Sow (OIM)")
    taken = take(synthesis, content)
    assert (taken.standing, taken.found, taken.unplaced) == ("taken", 1, 0)
    one = Amendment.objects.get()
    assert (one.kind, one.before, one.after, one.author, one.written_at, one.is_tracked) == (
        "replace", "Organiser", "Tenir", "A. Sow (OIM)", DAY, True)
    assert (one.section, one.row, one.column, one.line, one.organisation) == (
        "general", 1, "strategies", 1, organisation())
    assert one.copy.name == "copie.docx"
    decide_amendment(by=user(), amendment=one, state="accepted")
    made = apply_amendments(by=user(), synthesis=synthesis)
    assert "Tenir un atelier" in [line.text for line in table_of(made).lines]
    assert JournalEntry.objects.filter(event="synthesis_copy_taken").count() == 1


def test_take_copies_finds_what_nobody_marked() -> None:
    synthesis = frozen(user())
    taken = take(synthesis, edited(export(synthesis), ("Publier un guide", "Publier partout un guide")))
    assert taken.found == 1
    one = Amendment.objects.get()
    assert not one.is_tracked
    assert one.edit["text"].strip() == "partout"


def test_take_copies_takes_the_same_bytes_once() -> None:
    synthesis = frozen(user())
    content = edited(export(synthesis), ("Organiser", "Tenir"), author="OIM")
    take(synthesis, content)
    assert take(synthesis, content, name="autre nom.docx").standing == "known"
    assert (Copy.objects.count(), Amendment.objects.count()) == (1, 1)


def test_take_copies_of_ones_own_export_finds_nothing() -> None:
    synthesis = frozen(user())
    taken = take(synthesis, export(synthesis))
    assert (taken.standing, taken.found, taken.remarks) == ("taken", 0, 0)
    assert in_words(taken).startswith("Aucune modification")


def test_take_copies_asks_before_a_copy_replaces_another() -> None:
    synthesis = frozen(user())
    take(synthesis, edited(export(synthesis), ("Organiser", "Tenir"), ("Évaluer", "Mesurer"), author="OIM"))
    kept = Amendment.objects.get(before="Organiser")
    decide_amendment(by=user(), amendment=kept, state="rejected")
    better = edited(export(synthesis), ("Organiser", "Tenir"), ("Rassurer", "Écouter"), author="OIM")
    assert take(synthesis, better).standing == "asks"
    assert Copy.objects.count() == 1
    taken = take(synthesis, better, replaces=True)
    assert (taken.standing, taken.found, taken.again, taken.withdrawn) == ("taken", 1, 1, 1)
    assert sorted(Amendment.objects.values_list("before", "state")) == [
        ("Organiser", "rejected"), ("Rassurer", "proposed"), ("Évaluer", "withdrawn")]


def test_take_copies_tells_lines_that_changed_since_the_copy_was_made() -> None:
    synthesis = frozen(user())
    first = export(synthesis)
    take(synthesis, edited(first, ("Organiser", "Tenir"), author="OIM"))
    decide_amendment(by=user(), amendment=Amendment.objects.get(), state="accepted")
    apply_amendments(by=user(), synthesis=synthesis)
    late = edited(first, ("un atelier", "des ateliers"), ("Rassurer", "Écouter"), author="OIM")
    taken = take(synthesis, late)
    assert (taken.found, taken.unplaced, taken.changed_since) == (2, 1, 1)
    assert {one.after: bool(one.edit) for one in Amendment.objects.filter(version__number=2)} == {
        "des ateliers": False, "Écouter": True}


def test_take_copies_refuses_a_bad_file_with_a_sentence_and_writes_nothing() -> None:
    synthesis = frozen(user())
    other = frozen(user())
    files = [Brought("notes.docx", b"ceci n'est pas Word"), Brought("autre.docx", export(other)),
             Brought("bon.docx", edited(export(synthesis), ("Organiser", "Tenir")))]
    taken = take_copies(by=user(), synthesis=synthesis, files=files)
    assert [one.standing for one in taken] == ["refused", "refused", "taken"]
    assert all(one.message.endswith((".", "?")) for one in taken[:2])
    assert (Copy.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_take_copies_is_for_who_writes_the_synthesis() -> None:
    synthesis = frozen(user())
    with pytest.raises(PermissionDenied):
        take_copies(by=user("membre", "member"), synthesis=synthesis, files=[Brought("x.docx", export(synthesis))])
    assert not Copy.objects.exists()


def test_the_organisation_of_a_copy_is_read_from_its_authors_or_its_name() -> None:
    organisation()
    synthesis = frozen(user())
    content = edited(export(synthesis), ("Organiser", "Tenir"), author="OIM")
    authors = authors_in(read_copy(Source(content, "x.docx")).document)
    assert authors[0] == "OIM"
    assert whose("x.docx", authors) == organisation()
    assert whose("Synthese_v1_OIM.docx", ["Bureau 3"]) == organisation()
    assert whose("Synthese_v1.docx", ["Bureau 3"]) is None
