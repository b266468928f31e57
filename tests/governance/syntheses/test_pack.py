"""The papers of a stage: what changed, how far everything is, in every form."""
from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pdfplumber
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.models import Body
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.syntheses.export.pack_excel import pack_excel
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.operations.deciding import decide_stage
from canevas.governance.syntheses.operations.opening import follow, freeze_version, open_synthesis
from canevas.governance.syntheses.queries.pack import pack_of
from canevas.governance.syntheses.queries.pack_files import KINDS, pack_file
from canevas.governance.syntheses.queries.reading import base_of_amendments, table_of
from canevas.governance.syntheses.rules.comparing import ChangeKind, compare
from canevas.governance.syntheses.rules.stages import Outcome
from canevas.governance.syntheses.rules.standing_counts import Followed, Part, overdue, tallies
from canevas.governance.syntheses.rules.table import (
    Block,
    Column,
    DeleteLine,
    InsertLine,
    Line,
    MoveRow,
    ReplaceText,
    Row,
    Section,
    Table,
    apply_edits,
    new_uid,
    table_to_json,
)
from tests.factories.country import load_country
from tests.factories.minutes import user
from tests.governance.syntheses.house import frozen, lines
from tests.governance.syntheses.house import table as small_table

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 28)


def line_saying(table: Table, text: str) -> Line:
    return next(line for line in table.lines if line.text == text)


def through_the_technical_stage() -> Synthesis:
    """Adopted at the preparatory stage, changed, and before its readers at the technical one."""
    load_country(user())
    synthesis = frozen(user())
    decide_stage(by=user(), synthesis=synthesis, outcome=Outcome.ADOPTED, day=DAY)
    synthesis.refresh_from_db()
    table = table_of(base_of_amendments(synthesis))
    guide, teach = line_saying(table, "Publier un guide"), line_saying(table, "Former les élus")
    row = table.sections[0].blocks[0].rows[1]
    edits = [ReplaceText(teach.uid, 0, len("Former"), "Former et équiper"), DeleteLine(guide.uid),
             InsertLine(row.uid, Column.STRATEGIES, row.strategies[0].uid, "Diffuser les résultats")]
    follow(by=user(), synthesis=synthesis, note="", is_frozen=True,
           table_json=table_to_json(apply_edits(table, edits).table))
    return synthesis


def test_what_changed_is_told_line_by_line() -> None:
    old = small_table()
    guide, teach = line_saying(old, "Publier un guide"), line_saying(old, "Former les élus")
    moved = old.sections[1].blocks[0].rows[0]
    new = apply_edits(old, [
        ReplaceText(teach.uid, 0, 6, "Équiper"), DeleteLine(guide.uid),
        MoveRow(moved.uid, "general", old.sections[0].blocks[0].rows[1].uid),
        InsertLine(moved.uid, Column.STRATEGIES, moved.strategies[0].uid, "Écouter")]).table
    found = compare(old, new)
    assert found.counts == {ChangeKind.ADDED: 1, ChangeKind.REMOVED: 1, ChangeKind.REWORDED: 1,
                            ChangeKind.MOVED: found.counts[ChangeKind.MOVED]}
    assert found.counts[ChangeKind.MOVED] >= 3, "each line of the row stands in another section"
    said = {(one.kind, one.before, one.after) for one in found.changes}
    assert (ChangeKind.REWORDED, "Former les élus", "Équiper les élus") in said
    assert (ChangeKind.REMOVED, "Publier un guide", "") in said
    assert (ChangeKind.ADDED, "", "Écouter") in said
    assert compare(old, old).changes == () and compare(old, old).kept == len(list(old.lines))


def test_a_line_of_the_next_session_is_known_by_what_it_carries_on_or_by_its_words() -> None:
    old, new = small_table(), small_table()
    assert not compare(old, new).changes, "the same words are the same lines, whatever their identifiers"
    was, now = line_saying(old, "Réunir la diaspora"), line_saying(new, "Réunir la diaspora")
    reworded = apply_edits(new, [ReplaceText(now.uid, 0, 6, "Rassembler")]).table
    [change] = compare(old, reworded, {now.uid: was.uid}).changes
    assert change.kind is ChangeKind.REWORDED and change.before == "Réunir la diaspora"
    row = new.sections[1].blocks[0].rows[0].uid
    beside = apply_edits(new, [InsertLine(row, Column.STRATEGIES, "", "Réunir", "n")]).table
    [change] = compare(old, beside, {"n": was.uid, now.uid: was.uid}).changes
    assert (change.kind, change.after) == (ChangeKind.ADDED, "Réunir"), "the line that it says again stands still"
    assert {one.kind for one in compare(old, reworded).changes} == {ChangeKind.ADDED, ChangeKind.REMOVED}


def test_a_recommendation_counts_once_in_its_part_and_in_each_of_its_regions() -> None:
    today = date(2026, 7, 28)
    rows = [Followed("1", "a", 1, "done", ("NE001", "NE002")), Followed("2", "b", 1, "open", ("NE002",), due=DAY),
            Followed("3", "c", None, "in_progress", ("NE002",), due=today - timedelta(days=1)),
            Followed("4", "d", 2, "abandoned", due=today - timedelta(days=9)),
            Followed("5", "e", 2, "open", due=today - timedelta(days=3))]
    first, second = tallies(rows, lambda row: row.regions, {"NE001": "Agadez", "NE002": "Diffa"}, today)
    assert (first.total, first.done, first.share_done) == (1, 1, 1.0)
    assert second.counts == {Part.DONE: 1, Part.OPEN: 1, Part.LATE: 1, Part.IN_PROGRESS: 0, Part.ABANDONED: 0}
    assert [row.uid for row in overdue(rows, today)] == ["5", "3"], "due today is not late; abandoned neither"


def test_the_papers_say_what_changed_since_the_stage_before() -> None:
    synthesis = through_the_technical_stage()
    pack = pack_of(user(), base_of_amendments(synthesis))
    assert pack.since_stage is not None and "préparatoire" in pack.since_stage.label
    counts = pack.since_stage.comparison.counts
    assert (counts[ChangeKind.ADDED], counts[ChangeKind.REMOVED], counts[ChangeKind.REWORDED]) == (1, 1, 1)
    assert pack.whole.total == 4, "what the preparatory stage adopted is followed"
    assert {one.key: one.total for one in pack.axes} == {"": 3, "1": 1}
    assert len(pack.regions) == 8 and {one.total for one in pack.regions} == {1}, "one says all regions"


def test_the_papers_say_what_was_last_decided_of_the_version() -> None:
    synthesis = through_the_technical_stage()
    version = base_of_amendments(synthesis)
    assert "étape technique, figée le" in pack_of(user(), version).standing
    decide_stage(by=user(), synthesis=synthesis, outcome=Outcome.ADOPTED, day=DAY)
    assert pack_of(user(), version).standing == f"Version {version.number}, adoptée à l’étape technique du 28/07/2026"
    first = synthesis.versions.get(number=1)
    assert pack_of(user(), first).standing == "Version 1, adoptée à l’étape préparatoire du 28/07/2026"


def test_the_papers_for_a_minister_hold_what_names_it_alone() -> None:
    synthesis = through_the_technical_stage()
    recipient = Recommendation.objects.get(text="Réunir la diaspora").responsibilities.get().organisation
    pack = pack_of(user(), base_of_amendments(synthesis), recipient)
    assert [line.text for line in pack.table.lines] == [
        "Mobiliser la diaspora", "Rassurer", "Réunir la diaspora", "MAEC"]
    assert [row.text for row in pack.rows] == ["Réunir la diaspora"]


def test_who_does_not_see_the_register_gets_no_figure_of_it() -> None:
    synthesis = through_the_technical_stage()
    stranger = user("ailleurs", "reader", Scope(ScopeKind.BODY, "GTM-Diffa"))
    assert pack_of(stranger, base_of_amendments(synthesis)).whole.total == 0


def test_the_files_say_the_same() -> None:
    synthesis = through_the_technical_stage()
    Recommendation.objects.filter(text="Publier un guide").update(
        deadline_date=timezone.localdate() - timedelta(days=40))
    version = base_of_amendments(synthesis)
    files = {kind: pack_file(user(), version, kind) for kind in KINDS}
    with pdfplumber.open(io.BytesIO(files["pdf"].content)) as pdf:
        said = " ".join(" ".join((page.extract_text() or "").split()) for page in pdf.pages)
        assert all(page.width > page.height for page in pdf.pages)
    for words in ("Organiser un atelier", "Former et équiper les élus", "1 alinéa ajouté", "40 jours", "Ordre général"):
        assert words in said, words
    with pdfplumber.open(io.BytesIO(files["note"].content)) as pdf:
        assert len(pdf.pages) == 1
    document = docx.Document(io.BytesIO(files["docx"].content))
    texts = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"Défis", "Reformulé", "40 jours", "Diffuser les résultats"} <= set(texts)
    assert len(document.inline_shapes) == 3
    with zipfile.ZipFile(io.BytesIO(files["xlsx"].content)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
        assert "Former et équiper les élus" in strings and "40 jours" in strings
        assert sum(name.startswith("xl/charts/chart") for name in book.namelist()) == 3
        assert "mergeCell " in book.read("xl/worksheets/sheet2.xml").decode()


def test_an_extract_bears_no_seal() -> None:
    content = pack_file(user(), base_of_amendments(through_the_technical_stage()), "docx").content
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not any("custom.xml" in name and b"CanevasEmpreinte" in file.read(name) for name in file.namelist())


def test_the_table_of_the_session_before_stands_beside() -> None:
    load_country(user())
    by = user()
    earlier = frozen(by)
    decide_stage(by=by, synthesis=earlier, outcome=Outcome.ADOPTED, day=DAY)
    earlier.refresh_from_db()
    earlier.recommendation_set.origin_date = DAY
    earlier.recommendation_set.save()
    row = Row(new_uid(), lines("Former les élus"), lines("Organiser un atelier", "Créer un fonds"), lines("MI/D"))
    later = open_synthesis(by=by, title="Synthèse de la 9e session", body_id=Body.objects.get(code="CCM").pk,
                           table=Table((Section(None, "", (Block(*lines("Renforcer les capacités"), (row,)),)),)))
    version = freeze_version(by=by, synthesis=later, seen=0)
    pack = pack_of(by, version)
    assert pack.since_session is not None and "8e session" in pack.since_session.label
    assert [one.after for one in pack.since_session.comparison.changes if one.kind is ChangeKind.ADDED] == [
        "Créer un fonds"]


def test_the_page_offers_the_files_and_the_organisations(client: Any) -> None:
    synthesis = through_the_technical_stage()
    client.force_login(user())
    page = client.get(reverse("syntheses:pack", args=[synthesis.uid])).content.decode()
    assert all(reverse("syntheses:pack-download", args=[synthesis.uid, kind]) in page for kind in KINDS)
    code = Recommendation.objects.get(text="Réunir la diaspora").responsibilities.get().organisation.code
    answer = client.get(reverse("syntheses:pack-download", args=[synthesis.uid, "note"]), {"organisation": code})
    assert answer.content.startswith(b"%PDF") and code in answer["Content-Disposition"]
    assert client.get(reverse("syntheses:pack-download", args=[synthesis.uid, "exe"])).status_code == 404
    client.force_login(user("ailleurs", "reader", Scope(ScopeKind.BODY, "GTM-Diffa")))
    assert client.get(reverse("syntheses:pack", args=[synthesis.uid])).status_code == 404


def test_the_command_writes_the_papers(tmp_path: Path) -> None:
    synthesis = through_the_technical_stage()
    call_command("pack", "8e session", "--note", str(tmp_path), "--xlsx", str(tmp_path / "d.xlsx"))
    assert (tmp_path / "d.xlsx").read_bytes().startswith(b"PK")
    assert [one.read_bytes()[:4] for one in tmp_path.glob("Note_*.pdf")] == [b"%PDF"]
    for wrong in (("rien de tel", "--pdf", str(tmp_path)), (str(synthesis.uid),),
                  (str(synthesis.uid), "--pdf", str(tmp_path), "--organisation", "???")):
        with pytest.raises(CommandError):
            call_command("pack", *wrong)


def test_a_long_challenge_is_not_cut_in_the_spreadsheet() -> None:
    rows = [{"defi": "Un défi " * 60, "etendue": 2, "priorites": [], "strategies": ["Former"], "concernes": ["MI/D"]},
            {"defi": "", "etendue": 0, "priorites": [], "strategies": ["Informer les élus " * 6],
             "concernes": ["MI/D"]}]
    words = {"titre": "T", "etat": "E", "session": "", "pour": "", "jour": "",
             "bandes": [{"titre": "B", "lignes": rows}],
             "note": {"table": "", "suivi": "", "retards": []}, "axes": [], "regions": [], "institutions": [],
             "apart": {"lignes": []}, "retards": [],
             "etape": {"phrase": "", "lignes": []}, "precedente": {"phrase": "", "lignes": []}}
    sheet = openpyxl.load_workbook(io.BytesIO(pack_excel(words)))["Tableau"]
    assert sheet.row_dimensions[4].height > 150 and sheet.row_dimensions[3].height is None
