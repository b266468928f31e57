"""Plain text: encodings, lines, tables made of tabs."""
from __future__ import annotations

import pytest

from canevas.tools.documents.nodes import Document, NodeKind
from canevas.tools.documents.reading import read_document
from tests.tools.documents.made import grid, lines, tables

SENTENCE = "Réunion tenue à Agadez, où l'on a traité de l'accès à l'état civil : décisions arrêtées."


def read(text: str) -> Document:
    return read_document(text.encode(), "essai.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_usual_encoding_and_line_ending(encoding: str, ending: str) -> None:
    content = (SENTENCE + ending + "Deuxième ligne" + ending).encode(encoding)
    assert lines(read_document(content, "essai.txt")) == [SENTENCE, "Deuxième ligne"]


def test_each_line_keeps_its_number() -> None:
    nodes = read("Un\n\n\n- deux\n").root.children
    assert [(node.place.line, node.kind.value) for node in nodes] == [(1, "paragraph"), (4, "list-item")]


def test_a_run_of_lines_with_tabs_is_one_table() -> None:
    document = read("Avant\n\nPoint\tQui\tQuand\n\nN/A\t\t\n\t\tlundi\nAprès\nA\tB\n")
    first, second = tables(document)
    assert grid(first) == [["0:Point", "1:Qui", "2:Quand"], ["0:N/A", "1:", "2:"], ["0:", "1:", "2:lundi"]]
    assert grid(second) == [["0:A", "1:B"]]
    assert [row.place.line for row in first.children] == [3, 5, 6]
    kinds = [node.kind for node in document.root.children]
    assert kinds == [NodeKind.PARAGRAPH, NodeKind.TABLE, NodeKind.PARAGRAPH, NodeKind.TABLE]


def test_tabs_that_only_push_text_in_make_no_table() -> None:
    document = read("Liste :\n\t- un\n\t- deux\n")
    assert not tables(document)
    assert lines(document) == ["Liste :", "- un", "- deux"]


def test_the_tab_after_a_number_or_a_bullet_is_no_column() -> None:
    document = read_document(b"I.\tOuverture\n\t-\tmot du chef\n1.1\tDivers\n1.\tCurer\tOIM\n", "essai.txt")
    assert [node.text for node in document.root.walk() if node.text] == [
        "I. Ouverture", "- mot du chef", "1.1 Divers", "1.", "Curer", "OIM"]


def test_a_part_of_a_web_page_is_read_as_one_whatever_it_is_called() -> None:
    page = b"<p>Date&nbsp;: 3 mai</p>\n<table><tr><td>Puits</td><td>OIM</td></tr></table>\n"
    for name in ("essai.txt", "essai.html"):
        document = read_document(page, name)
        assert document.format == "html"
        assert [node.kind for node in document.root.children] == [NodeKind.PARAGRAPH, NodeKind.TABLE]
