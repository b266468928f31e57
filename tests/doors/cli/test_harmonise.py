from __future__ import annotations

import json
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from canevas.evidence.observatory.rules.harmonise.turning import TURNED
from tests.factories.wild.making import WildFile
from tests.factories.wild_tables import wild_files

FILES = {file.name: file for file in wild_files()}


def written(folder: Path, file: WildFile) -> Path:
    path = folder / file.name
    path.write_bytes(file.write())
    return path


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("harmonise", *map(str, arguments), stdout=out)
    return out.getvalue()


def told(folder: Path, name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(run(written(folder, FILES[name]), "--json"))
    return answer


@pytest.mark.parametrize("name", FILES)
def test_json_says_where_each_table_is_and_what_does_not_agree(tmp_path: Path, name: str) -> None:
    answer = told(tmp_path, name)
    assert (answer["file"], set(answer)) == (name, {"file", "read_as", "tables", "left_out"})
    truth = [table for table in FILES[name].tables if not table.on_its_side]
    tables = [table for table in answer["tables"] if not table["sheet"].endswith(TURNED)]
    assert [(one["sheet"], tuple(one["header_rows"]), one["data_range"]) for one in tables] == [
        (one.sheet, one.header_rows, one.data_range) for one in truth]
    for table, expected in zip(tables, truth, strict=True):
        assert tuple(one["header"] for one in table["columns"] if one["number"]) == expected.headers
        assert [(one["kind"], one["row"], one["column"]) for one in table["anomalies"]] == list(expected.anomalies)


def test_json_has_every_part_of_a_column_a_value_and_an_anomaly(tmp_path: Path) -> None:
    answer = told(tmp_path, "totaux-faux.xlsx")
    table = answer["tables"][0]
    column = table["columns"][0]
    assert {"header", "meaning", "confidence", "reason", "fixed", "unit", "question", "values"} <= set(column)
    assert {"raw", "code", "confidence", "reason", "count", "others"} <= set(column["values"][0])
    assert table["anomalies"][0]["expected"] == 12
    assert table["anomalies"][0]["found"] == 13


def test_rejected_value_is_named_with_row_column_and_why(tmp_path: Path) -> None:
    reject = told(tmp_path, "tahoua-semaines.txt")["tables"][0]["rejects"][0]
    assert (reject["row"], reject["column"], reject["value"]) == (5, "Entrees", "12 (dont 3 enfants)")
    assert reject["why"]


def test_names_of_persons_are_not_printed(tmp_path: Path) -> None:
    path = written(tmp_path, FILES["liste-assamaka.xlsx"])
    for answer in (run(path, "--json"), run(path)):
        assert "Personne A" not in answer
        assert "90 00 00 01" not in answer


def test_summary_is_read_by_a_person(tmp_path: Path) -> None:
    answer = run(written(tmp_path, FILES["totaux-faux.xlsx"]))
    assert "A2:E7" in answer
    assert "13" in answer and "12" in answer


def test_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good = written(tmp_path, FILES["unites.xlsx"])
    bad = tmp_path / "vide.xlsx"
    bad.write_bytes(b"")
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("harmonise", str(bad), str(good), str(tmp_path / "absent.csv"), "--json", stdout=out)
    assert "vide.xlsx" in str(refused.value) and "absent.csv" in str(refused.value)
    assert refused.value.returncode == 2
    answers = json.loads(out.getvalue())
    assert [one["file"] for one in answers] == ["vide.xlsx", "unites.xlsx", "absent.csv"]
    assert [set(one) == {"file", "refused"} for one in answers] == [True, False, True]


BAD = {
    "vide.csv": b"", "nul.csv": b"a;b\n1\0;2\n3;4\n", "phrase.txt": b"juste une phrase sans rien.",
    "court.xlsx": b"PK\x03\x04",
    "image.png": b"\x89PNG\r\n\x1a\n0000", "crochets.json": b"[[[[[", "profond.json": b"[" * 100_000,
    "sans.ods": b"", "large.csv": b";".join(b"c%d" % number for number in range(20_000)) + b"\n" + b"1;" * 20_000,
}


def bad_files(folder: Path) -> list[Path]:
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    with zipfile.ZipFile(folder / "sans.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    (folder / "dossier.xlsx").mkdir()
    return [*(folder / name for name in BAD), folder / "dossier.xlsx", folder / "absent.csv"]


def test_every_bad_file_is_refused_or_told_with_a_sentence_and_the_json_is_whole(tmp_path: Path) -> None:
    for path in bad_files(tmp_path):
        out, refusal = StringIO(), None
        try:
            call_command("harmonise", str(path), "--json", stdout=out)
        except CommandError as error:
            refusal = error
        answer = json.loads(out.getvalue())
        why = answer["refused"] if refusal else answer["left_out"][0]
        assert path.stem in why and why.rstrip().endswith((".", ")")), why
        assert refusal is None or (refusal.returncode == 2 and str(refusal) == why)


@pytest.mark.parametrize("content", [
    '{"a":[{"n":NaN,"m":Infinity},{"n":1e999,"m":-1e999}]}',
    '{"a":[{"n\\ud800":"\\ud83d","Région":"Agadez"},{"n\\ud800":"b"}]}'])
def test_json_holds_nothing_that_another_program_cannot_read(tmp_path: Path, content: str) -> None:
    path = tmp_path / "nombres.json"
    path.write_text(content, encoding="utf-8")
    answer = run(path, "--json")
    assert answer.encode() and json.loads(answer, parse_constant=pytest.fail)


def test_summary_says_meanings_and_codes_in_words(tmp_path: Path) -> None:
    path = tmp_path / "flux.csv"
    path.write_text("Point;Pays;Entrants H\nArlit;Mali;3\nMadama;Tchad;4\n", encoding="utf-8")
    answer = run(path)
    assert "Pays d’origine (?)" in answer and "Sexe : Hommes" in answer and "country" not in answer
