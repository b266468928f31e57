"""The real synthesis as a base: its rows are numbered as those who read it by hand numbered them."""
from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from canevas.governance.recommendations.rules.amending.finding import base_of, find_amendments
from canevas.governance.recommendations.rules.amending.sheet import placed_sheet
from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.model import View
from canevas.tools.documents.revisions.reading import read_revisions, read_revisions_file
from tests.tools.documents.made import repacked

pytestmark = pytest.mark.corpus


def test_rows_of_each_section(corpus: Path) -> None:
    [file] = corpus.glob("ccm*.docx")
    truth = json.loads(next(corpus.glob("ccm*.gold.json")).read_text(encoding="utf-8"))
    wanted = {"general" if section["axis"] is None else f"axis {section['axis']}": len(section["rows"])
              for section in truth["synthesis"]}
    sheet = placed_sheet(read_revisions_file(file), View.BEFORE)
    assert Counter(row.section for row in sheet.rows if row.kind == "body") == wanted


def test_one_word_of_each_row_is_found_where_it_stands(corpus: Path) -> None:
    [file] = corpus.glob("ccm*.docx")
    base = base_of(read_revisions_file(file))
    content = file.read_bytes()
    assert find_amendments(read_revisions(Source(content, "copie.docx")), base).amendments == []
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    sheet, _passages = base.sheets[0]
    found = 0
    for row in sheet.rows:
        cell = row.cell_over(2)
        text = cell.content.lines(View.BEFORE)[0] if cell is not None and row.kind == "body" else ""
        if xml.count(f">{text}<") != 1:
            continue
        changed = repacked(content, add={"word/document.xml": xml.replace(f">{text}<", f">{text} partout<").encode()})
        [one] = find_amendments(read_revisions(Source(changed, "copie.docx")), base).amendments
        assert (one.where.section, one.where.row, one.where.column, one.where.line) == (
            row.section, row.number, "strategies", 1)
        assert one.after.lstrip("; ") == "partout"
        found += 1
    assert found > 20
