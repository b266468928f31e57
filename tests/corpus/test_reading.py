"""The real documents, where they stand beside the checkout: a PDF reads as the Word file that it was made from."""
from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path
from time import perf_counter

import pytest

from canevas.tools.documents.nodes import Document, NodeKind
from canevas.tools.documents.reading import read_file

pytestmark = pytest.mark.corpus
BULLETS = "•-– "
DOCUMENTS = ["ccm-7-technique-2022-07-28", "gtm-tahoua-2022-05-17"]


def shape(document: Document) -> list[str]:
    """Texts without their bullets, and where tables, rows and cells begin, with their spans."""
    out = []
    for node in document.root.walk():
        if node.kind in {NodeKind.PARAGRAPH, NodeKind.LIST_ITEM}:
            out.append(node.text.lstrip(BULLETS))
        elif node.kind is NodeKind.CELL:
            out.append(f"cell {node.column} {node.column_span}x{node.row_span}")
        else:
            out.append(node.kind.value)
    return out


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_pdf_reads_as_its_word_file(corpus: Path, name: str) -> None:
    word, pdf = shape(read_file(corpus / f"{name}.docx")), shape(read_file(corpus / f"{name}.pdf"))
    assert SequenceMatcher(None, word, pdf, autojunk=False).ratio() > 0.995


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("kind", ["docx", "pdf", "txt"])
def test_every_node_has_its_id_and_reading_is_quick(corpus: Path, name: str, kind: str) -> None:
    began = perf_counter()
    document = read_file(corpus / f"{name}.{kind}")
    assert perf_counter() - began < 5
    nodes = list(document.root.walk())
    assert len({node.id for node in nodes}) == len(nodes) > 50
    assert not document.notices
