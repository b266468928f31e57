"""What is not read is refused in one sentence that names the file, and nothing stays behind."""
from __future__ import annotations

import io
import random
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from canevas.tools.documents.limits import ReadingLimits
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.readers import legacy
from canevas.tools.documents.readers.pdf import reader as pdf_reader
from canevas.tools.documents.readers.scans import reader as scans_reader
from canevas.tools.documents.reading import read_document, read_file
from tests.tools.documents.made import compound, odt, page_of, pdf, repacked, word

SMALL = ReadingLimits(max_bytes=20_000, max_inflated=4_000_000, max_part=2_000_000, max_ratio=100, max_pages=2,
                      max_nodes=50, seconds=20)


@pytest.fixture(autouse=True)
def nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert not list(tmp_path.iterdir())


def refusal(content: bytes, name: str, limits: ReadingLimits | None = None) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as caught:
        read_document(content, name, limits=limits)
    assert Path(name).name in str(caught.value)
    assert str(caught.value).endswith(".")
    return caught.value


def plain(text: str = "Point") -> bytes:
    return word(lambda document: document.add_paragraph(text))


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    """A grey picture with noise, which no format makes small."""
    out = io.BytesIO()
    Image.frombytes("L", size, random.Random(1).randbytes(size[0] * size[1])).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("content", [b"", b"   \r\n\t ", bytes(500)])
@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.txt"])
def test_empty(content: bytes, name: str) -> None:
    assert refusal(content, name).code == "empty"


def test_too_large(tmp_path: Path) -> None:
    assert refusal(b"Texte. " * 5_000, "long.txt", SMALL).code == "too-large"
    path = tmp_path / "long.txt"
    path.write_bytes(b"Texte. " * 5_000)
    with pytest.raises(DocumentRefused) as caught:
        read_file(path, limits=SMALL)
    path.unlink()
    assert caught.value.code == "too-large"


def test_too_many_pages_or_nodes() -> None:
    assert refusal(pdf("a #pagebreak() b #pagebreak() c"), "a.pdf", ReadingLimits(max_pages=2)).code == "too-large"
    assert refusal(b"ligne\n" * 100, "a.txt", SMALL).code == "too-large"


@pytest.mark.parametrize("make", [plain, lambda: odt("<text:p>x</text:p>"), lambda: pdf("Texte"), picture])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_truncated(make: Callable[[], bytes], share: float) -> None:
    content = make()
    name = {b"PK": "a.docx", b"%P": "a.pdf", b"\x89P": "a.png"}[content[:2]]
    assert refusal(content[:int(len(content) * share)], name).code == "truncated"


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"])
def test_damaged_parts(part: str) -> None:
    assert refusal(repacked(plain(), add={part: b"<broken"}), "a.docx").code == "truncated"


def test_a_word_file_without_its_document() -> None:
    assert refusal(repacked(plain(), drop=("word/document.xml",)), "a.docx").code == "truncated"


@pytest.mark.parametrize(("make", "name", "right"), [
    (lambda: pdf("Texte"), "compte rendu.docx", "compte rendu.pdf"), (plain, "a.pdf", "a.docx"),
    (picture, "a.pdf", "a.png"), (lambda: b"Un texte simple", "a.docx", "a.txt"),
    (lambda: odt("<text:p>x</text:p>"), "a.docx", "a.odt"), (plain, "a.doc", "a.docx"),
    (lambda: b"<!DOCTYPE html><html><body>x</body></html>", "a.doc", "a.html"),
])
def test_mislabelled(make: Callable[[], bytes], name: str, right: str) -> None:
    caught = refusal(make(), name)
    assert caught.code == "mislabelled"
    assert right in str(caught)


@pytest.mark.parametrize("content", [
    b"{\\rtf1 Texte}", b"MZ" + bytes(range(256)) * 4, b"GIF89a" + bytes(range(256)), b"Rar!\x1a\x07" + bytes(50)])
def test_mislabelled_and_unreadable(content: bytes) -> None:
    assert refusal(content, "a.docx").code == "mislabelled"


def test_an_unknown_name_does_not_matter() -> None:
    assert read_document(plain(), "televersement").format == "docx"
    assert read_document(b"Texte", "notes.v2").format == "text"


@pytest.mark.parametrize(("content", "name"), [
    (b"{\\rtf1 Texte}", "a.rtf"), (bytes(range(256)) * 8, "a.bin"), (b"<?xml version='1.0'?><a/>", "a.xml")])
def test_unknown_format(content: bytes, name: str) -> None:
    assert refusal(content, name).code == "unknown-format"


def test_spreadsheets_are_named_for_what_they_are() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(out.getvalue(), "a.xlsx").code == "unknown-format"
    assert refusal(out.getvalue(), "a.docx").code == "mislabelled"


def test_macros() -> None:
    assert refusal(repacked(plain(), add={"word/vbaProject.bin": b"x"}), "a.docm").code == "macros"
    content = repacked(odt("<text:p>x</text:p>"), add={"Basic/Standard/Module1.xml": b"<x/>"})
    assert refusal(content, "a.odt").code == "macros"


def test_a_pdf_that_starts_a_program() -> None:
    content = pdf("Texte") + b"\n9 0 obj <</Type/Action /S /Launch /F (cmd.exe)>> endobj\n%%EOF"
    assert refusal(content, "a.pdf").code == "macros"


def test_locked_containers() -> None:
    content = bytearray(plain())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag "ciphered" of the first part
    assert refusal(bytes(content), "a.docx").code == "encrypted"
    manifest = b'<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    locked = repacked(odt("<text:p>x</text:p>"), add={"META-INF/manifest.xml": manifest})
    assert refusal(locked, "a.odt").code == "encrypted"


def test_a_locked_pdf() -> None:
    locked = pdf("Texte").replace(b"/Root", b"/Encrypt <</Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>>> /Root" % (
        b"a1" * 32, b"b2" * 32))
    assert refusal(locked, "a.pdf").code == "encrypted"


def test_archive_bombs() -> None:
    big = b"<w>" + b"0" * 3_000_000
    assert refusal(repacked(plain(), add={"word/media/a.xml": big}), "a.docx",
                   ReadingLimits(max_ratio=100)).code == "bomb"
    assert refusal(repacked(plain(), add={"word/a.bin": zlib.compress(b"x")}), "a.docx",
                   ReadingLimits(max_inflated=1_000)).code == "bomb"
    many = repacked(plain(), add={f"x/{number}": b"" for number in range(60)})
    assert refusal(many, "a.docx", ReadingLimits(max_entries=50)).code == "bomb"


def test_entity_bombs() -> None:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    document = entities + b'<w:document xmlns:w="w"><w:body>&b;</w:body></w:document>'
    assert refusal(repacked(plain(), add={"word/document.xml": document}), "a.docx").code == "bomb"


TEXT = b"BT /F1 12 Tf 50 700 Td (Compte rendu) Tj ET\n"


def test_a_pdf_whose_page_unpacks_without_measure() -> None:
    large = page_of(TEXT + b"0 0 m 1 1 l\n" * 300_000)
    assert refusal(large, "a.pdf", ReadingLimits(max_part=1_000_000)).code == "bomb"
    assert read_document(large, "a.pdf").root.children[0].text == "Compte rendu"


def test_a_pdf_that_saves_its_state_without_measure() -> None:
    assert refusal(page_of(TEXT + b"q " * 200_000), "a.pdf").code == "bomb"


def test_a_pdf_of_forms_in_forms() -> None:
    drawing = zlib.compress(b"/X Do\n" * 20)
    form = b"<</Subtype/Form/Filter/FlateDecode>>\nstream\n" + drawing + b"\nendstream endobj\n"
    forms = b"".join(b"%d 0 obj " % number + form for number in range(10, 20))
    assert refusal(page_of(TEXT, forms), "a.pdf").code == "bomb"
    assert read_document(page_of(TEXT, b"10 0 obj " + form), "a.pdf").format == "pdf"


def test_timeout() -> None:
    assert refusal(pdf("Texte"), "a.pdf", ReadingLimits(seconds=0.0)).code == "timeout"
    assert refusal(plain(), "a.docx", ReadingLimits(seconds=0.0)).code == "timeout"


@pytest.mark.parametrize(("content", "name"), [
    (lambda: word(), "a.docx"), (lambda: odt(""), "a.odt"), (lambda: pdf(""), "a.pdf"),
    (lambda: b"<html><body><script>x</script></body></html>", "a.html")])
def test_no_text(content: Callable[[], bytes], name: str) -> None:
    assert refusal(content(), name).code == "no-text"


def test_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans_reader, "program", lambda: None)
    monkeypatch.setattr(pdf_reader, "program", lambda: None)
    caught = refusal(picture(), "a.png")
    assert caught.code == "needs-tesseract"
    assert "tesseract-ocr-fra" in str(caught)
    out = io.BytesIO()
    Image.new("L", (600, 800), 255).save(out, "PDF")
    assert refusal(out.getvalue(), "a.pdf").code == "needs-tesseract"


def test_the_old_word_format_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "libreoffice", lambda: None)
    caught = refusal(compound({"WordDocument": b"x"}), "a.doc")
    assert caught.code == "needs-libreoffice"
    assert "LibreOffice" in str(caught)


def test_old_office_files_locked_or_with_macros() -> None:
    assert refusal(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "a.docx").code == "encrypted"
    assert refusal(compound({"WordDocument": bytes(11) + b"\x01"}), "a.doc").code == "encrypted"
    assert refusal(compound({"WordDocument": bytes(12)}, ("Macros",)), "a.doc").code == "macros"
    assert refusal(compound({"Workbook": b"x"}), "a.xls").code == "unknown-format"


def test_a_broken_office_file() -> None:
    broken = compound({"WordDocument": b"x"})[:560]
    assert refusal(broken, "a.doc").code == "truncated"
    assert refusal(broken, "a.pdf").code == "mislabelled"


def test_a_fault_inside_a_reader_is_a_refusal_with_its_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("inattendu")

    monkeypatch.setattr("canevas.tools.documents.readers.docx.reader.building.root", fail)
    caught = refusal(plain(), "a.docx")
    assert caught.code == "truncated"
    assert isinstance(caught.__cause__, KeyError)


