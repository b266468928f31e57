"""Scans: recognised where tesseract is installed, marked as such, laid out as a PDF is."""
from __future__ import annotations

import io

import pytest
from PIL import Image

from canevas.tools.documents.office import libreoffice
from canevas.tools.documents.pictures import page_count, render_page
from canevas.tools.documents.readers.scans.tesseract import program
from canevas.tools.documents.reading import read_document
from tests.tools.documents.made import grid, lines, pdf, tables
from tests.tools.documents.old_word import old_word

TABLE = "#table(columns: (1fr, 1fr), [Date], [17 mai 2023], [Lieu], [Salle du conseil])"
needs_tesseract = pytest.mark.skipif(program() is None, reason="Tesseract et ses données françaises manquent ici.")


def scanned(body: str, kind: str = "PNG", width: int = 1_700) -> bytes:
    """The first page of typst source as a picture."""
    picture = Image.open(io.BytesIO(render_page(pdf(body), 1, width))).convert("L")
    out = io.BytesIO()
    picture.save(out, kind, resolution=200)
    return out.getvalue()


@needs_tesseract
@pytest.mark.parametrize(("kind", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("TIFF", "a.tiff"), ("PDF", "a.pdf")])
def test_a_scan_reads_as_its_page_with_its_table(kind: str, name: str) -> None:
    document = read_document(scanned(f"Compte rendu de la réunion\n\n{TABLE}\n\nLe rapporteur", kind), name)
    assert lines(document)[0] == "Compte rendu de la réunion"
    assert grid(tables(document)[0]) == [["0:Date", "1:17 mai 2023"], ["0:Lieu", "1:Salle du conseil"]]
    texts = [node for node in document.root.walk() if node.text]
    assert all(node.recognised is not None and 0.5 < node.recognised <= 1 for node in texts)
    assert document.format == ("pdf" if kind == "PDF" else "image")
    assert len(document.notices) == 1


def test_text_that_was_in_the_file_is_not_marked() -> None:
    document = read_document(pdf("Texte"), "a.pdf")
    assert all(node.recognised is None for node in document.root.walk())


def test_pages_are_counted_and_rendered() -> None:
    content = pdf("Un #pagebreak() Deux")
    assert page_count(content) == 2
    picture = Image.open(io.BytesIO(render_page(content, 2, 400)))
    assert (picture.format, picture.width) == ("PNG", 400)
    assert 540 < picture.height < 580
    with pytest.raises(IndexError):
        render_page(content, 3, 400)
    assert page_count(scanned("Un")) == 1
    assert Image.open(io.BytesIO(render_page(scanned("Un"), 1, 300))).width == 300
    assert page_count(b"Texte") == 0


@pytest.mark.slow
@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice manque ici.")
def test_an_old_word_file_is_read_through_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> None:
    document = read_document(old_word(tmp_path_factory.mktemp("doc")), "a.doc")
    assert document.format == "doc"
    assert lines(document) == ["Compte rendu", "Date", "17 mai", "Lieu", "Zinder", "Fin"]
    assert grid(tables(document)[0]) == [["0:Date", "1:17 mai"], ["0:Lieu", "1:Zinder"]]
