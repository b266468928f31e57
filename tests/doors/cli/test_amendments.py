"""``canevas amendments``: files alone, JSON for programs, a table for people, a sentence for what cannot be read."""
from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.governance.recommendations.amending.redlines import Made, redline

FIELDS = ["file", "author", "date", "kind", "section", "row", "column", "line", "before", "after", "context", "tracked"]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = redline(7, tracked=0.7, changes=14)
    (tmp_path / "base.docx").write_bytes(made.base)
    (tmp_path / "copie.docx").write_bytes(made.copy)
    return made


def run(*arguments: object) -> tuple[str, str]:
    out, said = StringIO(), StringIO()
    call_command("amendments", *map(str, arguments), stdout=out, stderr=said)
    return out.getvalue(), said.getvalue()


def test_json_is_a_list_of_changes_with_their_places(tmp_path: Path, made: Made) -> None:
    (tmp_path / "INS.docx").write_bytes(made.copy)
    out, _said = run(tmp_path / "copie.docx", tmp_path / "INS.docx", "--base", tmp_path / "base.docx", "--json")
    changes = json.loads(out)
    assert len(changes) == 2 * len(made.truths)
    for change in changes:
        assert [name for name in change if name != "to"] == FIELDS
        assert ("to" in change) == (change["kind"] == "move")
    assert {change["file"] for change in changes} == {"copie.docx", "INS.docx"}
    assert {change["tracked"] for change in changes} == {True, False}


def test_copies_of_one_name_are_told_apart_by_their_folders(tmp_path: Path, made: Made) -> None:
    paths = [tmp_path / folder / "copie.docx" for folder in ("INS", "OIM")]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(made.copy)
    out, _said = run(*paths, "--base", tmp_path / "base.docx", "--json")
    assert {change["file"] for change in json.loads(out)} == set(map(str, paths))


def test_people_read_a_table_in_french(tmp_path: Path, made: Made) -> None:
    out, said = run(tmp_path / "copie.docx", "--base", tmp_path / "base.docx")
    assert f"copie.docx — {len(made.truths)} changements" in out
    assert "ordre général" in out and "trouvé" in out and "ligne 1" in out
    assert ("mise en forme" in said) == bool(made.formatting)


def test_one_bad_copy_is_named_and_the_others_are_read(tmp_path: Path, made: Made) -> None:
    (tmp_path / "note.docx").write_text("bonjour")
    (tmp_path / "autre.docx").write_bytes(redline(99).base)
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("amendments", *(str(tmp_path / name) for name in ("note.docx", "autre.docx", "copie.docx")),
                     "--base", str(tmp_path / "base.docx"), "--json", stdout=out, stderr=StringIO())
    assert len(json.loads(out.getvalue())) == len(made.truths)
    assert "«\xa0note.docx\xa0» n’est pas un fichier Word" in str(refused.value)
    assert "«\xa0autre.docx\xa0» n’est pas une copie de «\xa0base.docx\xa0»" in str(refused.value)
    assert refused.value.returncode == 2


def test_a_missing_file_is_named(tmp_path: Path, made: Made) -> None:
    with pytest.raises(CommandError, match="perdu"):
        run(tmp_path / "perdu.docx", "--base", tmp_path / "base.docx")
