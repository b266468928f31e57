"""A Word file that somebody laid out becomes a PDF by LibreOffice, which reaches nothing outside the file."""
from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from PIL import Image

from canevas.tools.documents import office
from canevas.tools.documents.writing import pdf
from canevas.tools.documents.writing.pdf import PdfFault, print_word
from tests.factories.libreoffice import needs_libreoffice


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "green").save(out, "PNG")
    return out.getvalue()


def word(link: str = "") -> bytes:
    """A page on its side with a picture; with ``link`` the picture is elsewhere."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    document.add_heading("Bulletin de la région", 1)
    drawn = document.add_picture(io.BytesIO(picture()))
    if link:
        blip = next(drawn._inline.iter(qn("a:blip")))
        del blip.attrib[qn("r:embed")]
        blip.set(qn("r:link"), document.part.relate_to(link, RELATIONSHIP_TYPE.IMAGE, is_external=True))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pictures(page: pypdfium2.PdfPage) -> int:
    return sum(1 for _one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))


@needs_libreoffice
def test_the_pdf_has_the_layout_of_the_word_file_and_is_tagged() -> None:
    made = print_word(word())
    document = pypdfium2.PdfDocument(made)
    width, height = document[0].get_size()
    assert width > height
    assert "Bulletin de la région" in document[0].get_textpage().get_text_bounded()
    assert pictures(document[0]) == 1
    assert pdfium.FPDFCatalog_IsTagged(document.raw)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a picture on this machine's network, and what was asked for there."""
    found: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(picture())

        def do_OPTIONS(self) -> None:
            found.append(self.path)
            self.send_error(405)

        def log_message(self, *_: object) -> None:
            """Nothing."""
    server = HTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/picture.png", found
    server.shutdown()
    server.server_close()


@needs_libreoffice
def test_nothing_is_fetched_from_the_network_nor_from_the_machine(asked: tuple[str, list[str]], tmp_path: Path) -> None:
    address, found = asked
    print_word(word(address))
    assert found == []
    (tmp_path / "private.png").write_bytes(picture())
    assert pictures(pypdfium2.PdfDocument(print_word(word((tmp_path / "private.png").as_uri())))[0]) == 0


def test_without_libreoffice_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "libreoffice", lambda: None)
    with pytest.raises(PdfFault, match="LibreOffice"):
        print_word(word())


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], str]:
    """A program in the place of LibreOffice."""
    def made(script: str) -> str:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        return str(path)
    return made


@pytest.mark.skipif(os.name != "posix", reason="un programme factice en shell")
def test_one_that_takes_too_long_is_ended_and_one_that_gives_nothing_is_told(program: Callable[[str], str]) -> None:
    with pytest.raises(office.OfficeTooSlow):
        office.convert(program("sleep 60"), b"", ending="docx", to="pdf", seconds=0.2)
    with pytest.raises(office.OfficeGaveNothing):
        office.convert(program("exit 0"), b"", ending="docx", to="pdf", seconds=20)
