from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

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
    tables = [table for table in answer["tables"] if table["columns"]]
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
    assert [one["file"] for one in json.loads(out.getvalue())] == ["unites.xlsx"]
