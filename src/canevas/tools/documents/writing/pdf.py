"""The official PDF, by typst: the data travels as JSON beside the layout, no text is ever run as markup. That of a Word
file which somebody laid out, by LibreOffice."""
from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

import typst

from canevas.tools.documents.office import OfficeGaveNothing, OfficeTooSlow, convert, libreoffice
from canevas.tools.documents.writing.marked import SAME_AS_ABOVE, clean
from canevas.tools.text.sentences import say

ACCESSIBLE: Final[Literal["ua-1"]] = "ua-1"
"""PDF/UA (ISO 14289-1): what a reading aid needs, checked while the file is made."""
PRINTING_SECONDS = 120.0


class PdfFault(Exception):  # noqa: N818 (told to the person)
    """The PDF could not be made. ``str()`` is a sentence."""


def make_pdf(layout: str, data: Mapping[str, Any], *, stamp: datetime | None = None) -> bytes:
    """Set ``data`` in ``layout`` (typst source that reads ``json(bytes(sys.inputs.data))``) as a tagged PDF.

    ``stamp`` is the date that the file says of itself. Fonts: those that typst brings, then those of the machine for
    signs that these lack. No file of the machine and no network can be reached from the layout.
    """
    inputs = {"data": json.dumps(plain_texts(data), ensure_ascii=False)}
    with tempfile.TemporaryDirectory() as empty:
        source = Path(empty) / "page.typ"
        source.write_text(layout, encoding="utf-8")
        try:
            made = _compiled(source, inputs, stamp)
        except (typst.TypstError, RuntimeError) as fault:
            raise PdfFault(say("The PDF could not be made: %(why)s.", why=str(fault).strip())) from fault
    return made


def _compiled(source: Path, inputs: dict[str, str], stamp: datetime | None) -> bytes:
    """``source`` as an accessible PDF where it can be one, else as a tagged PDF; nothing outside its folder is read."""
    folder = source.parent
    try:
        return typst.compile(source, root=folder, format="pdf", sys_inputs=inputs, timestamp=stamp,
                             package_path=folder, package_cache_path=folder, pdf_standards=ACCESSIBLE)
    except typst.TypstError:  # a sign that no font has, say: the document matters more than the seal on it
        return typst.compile(source, root=folder, format="pdf", sys_inputs=inputs, timestamp=stamp,
                             package_path=folder, package_cache_path=folder)


def print_word(word: bytes) -> bytes:
    """A Word file as the tagged PDF that LibreOffice makes of it: its own layout, in the fonts of this machine. Raises
    :class:`PdfFault` where it is not installed, or makes none."""
    office = libreoffice()
    if office is None:
        raise PdfFault(say("LibreOffice, which makes a PDF of a Word file, is not installed on this machine."))
    try:
        return convert(office, word, ending="docx", to="pdf", seconds=PRINTING_SECONDS)
    except OfficeTooSlow as fault:
        raise PdfFault(say("LibreOffice took more than %(seconds)d seconds over the Word file.",
                           seconds=int(PRINTING_SECONDS))) from fault
    except OfficeGaveNothing as fault:
        raise PdfFault(say("LibreOffice made no PDF of the Word file.")) from fault


def plain_texts(value: Any) -> Any:
    """``value`` with cleaned texts, ids left out; a cell that goes on from the row above is the sign ``null``."""
    if isinstance(value, Mapping):
        return {str(key): plain_texts(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [plain_texts(below) for below in value]
    if value is None or isinstance(value, bool | int):
        return value
    return None if value is SAME_AS_ABOVE else clean(str(value))
