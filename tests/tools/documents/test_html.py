"""Web pages: what a browser would show."""
from __future__ import annotations

import pytest

from canevas.tools.documents.nodes import Document
from canevas.tools.documents.reading import read_document
from tests.tools.documents.made import grid, lines, tables


def read(body: str) -> Document:
    return read_document(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "essai.html")


def test_paragraphs_breaks_and_entities() -> None:
    document = read("<h2>Titre &amp; suite</h2><p>un\n  deux<br>trois&nbsp;!</p>nu<div>bloc <b>gras</b></div>"
                    "<p><strong>Tout</strong></p>")
    assert lines(document) == ["Titre & suite", "un deux\ntrois\xa0!", "nu", "bloc gras", "Tout"]
    assert document.root.children[0].level == 2
    assert [node.bold for node in document.root.children] == [True, False, False, False, True]


def test_scripts_styles_comments_and_hidden_parts_are_left_out() -> None:
    document = read("<script>x()</script><style>p{}</style><!-- non --><p style='display:none'>caché</p><p>vu</p>")
    assert lines(document) == ["vu"]


def test_lists() -> None:
    document = read("<ul><li>a<ul><li>b</li></ul></li></ul><ol start=3><li>c</li><li><p>d</p><p>suite</p></li></ol>"
                    "<ol type=a><li>e</li></ol>")
    assert lines(document) == ["• a", "◦ b", "3. c", "4. d", "suite", "a. e"]


def test_tables_with_spans_and_nested_tables() -> None:
    document = read("<table><tr><th colspan=2>Bande</th></tr><tr><td rowspan=2>H</td><td>x</td></tr><tr><td>y"
                    "<table><tr><td>dedans</td></tr></table></td></tr></table>")
    outer, inner = tables(document)
    assert grid(outer) == [["0+2x1:Bande"], ["0+1x2:H", "1:x"], ["1:y / dedans"]]
    assert grid(inner) == [["0:dedans"]]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    declared = "" if encoding == "utf-16" else f'<meta charset="{encoding}">'
    content = f"<html><head>{declared}</head><body><p>Réunion à Téra — été</p></body></html>".encode(encoding)
    assert lines(read_document(content, "essai.html")) == ["Réunion à Téra — été"]


def test_an_unfinished_page_is_said() -> None:
    assert read_document(b"<html><body><p>Texte", "a.html").notices
