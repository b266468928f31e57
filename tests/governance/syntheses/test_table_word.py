"""The Word file of a version: the official layout, and every line found again by its bookmark."""
from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from canevas.governance.syntheses.export.table_template import COLUMNS, TARGET, build
from canevas.governance.syntheses.queries.files import version_word
from canevas.governance.syntheses.queries.reading import base_of_amendments, table_of
from canevas.tools.documents.reading import read_document
from tests.factories.minutes import user
from tests.governance.syntheses.house import frozen

pytestmark = pytest.mark.django_db


def test_the_file_has_the_official_layout() -> None:
    version = base_of_amendments(frozen(user()))
    document = docx.Document(io.BytesIO(version_word(version).content))
    [table] = document.tables
    assert [cell.text for cell in table.rows[0].cells] == list(COLUMNS)
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert table.cell(1, 0)._tc is table.cell(1, 3)._tc, "the band goes over the four columns"
    assert table.cell(2, 0)._tc is table.cell(3, 0)._tc, "the challenge goes over its rows"
    page = document.sections[0]
    assert page.page_width > page.page_height
    assert [paragraph.text for paragraph in table.cell(2, 2).paragraphs] == ["Organiser un atelier", "Publier un guide"]


def test_every_line_is_found_again_by_its_bookmark() -> None:
    version = base_of_amendments(frozen(user()))
    file = version_word(version)
    written = {mark: node.text for node in read_document(file.content, file.name).root.walk() for mark in node.marks}
    for line in table_of(version).lines:
        [text] = [text for mark, text in written.items() if mark.endswith(line.uid.replace("-", ""))]
        assert text == line.text
    rows = [mark for mark in written if mark.startswith("cnv_row_")]
    assert len(rows) == 3
    assert all(len(mark) == 40 for mark in written)


def test_the_committed_template_is_the_one_that_is_drawn() -> None:
    def texts(document) -> list[str]:
        return [paragraph.text for paragraph in document.element.body.iter(qn("w:t"))]

    assert texts(docx.Document(str(TARGET))) == texts(build())
