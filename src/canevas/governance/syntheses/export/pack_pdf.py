"""The papers of a stage as PDF, and their charts as pictures for Word: typst draws both, so that they are the same."""
from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from canevas.tools.documents.writing.pdf import PdfFault, make_pdf, plain_texts
from canevas.tools.text.sentences import say

_LAYOUTS = Path(__file__).parent / "templates_typst"
_SHARP = 200.0
"""Dots for an inch of a picture."""


@lru_cache(maxsize=4)
def _layout(name: str) -> str:
    return "\n".join((_LAYOUTS / f"{one}.typ").read_text(encoding="utf-8") for one in ("commun", name))


def pack_pdf(words: Mapping[str, Any]) -> bytes:
    """The whole of ``pack_words.whole_words``. Raises :class:`PdfFault`."""
    return make_pdf(_layout("dossier"), words)


def note_pdf(words: Mapping[str, Any]) -> bytes:
    """The one page that goes on top. Raises :class:`PdfFault`."""
    return make_pdf(_layout("note"), words)


def chart_picture(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Stacked bars of ``rows`` (``pack_words.tally_row``) as PNG, told apart by patterns. Raises :class:`PdfFault`."""
    inputs = {"data": json.dumps(plain_texts({"lignes": rows}), ensure_ascii=False)}
    with tempfile.TemporaryDirectory() as empty:
        source = Path(empty) / "chart.typ"
        source.write_text(_layout("graphique"), encoding="utf-8")
        try:
            made = typst.compile(source, root=empty, format="png", ppi=_SHARP, sys_inputs=inputs,
                                 package_path=empty, package_cache_path=empty)
        except (typst.TypstError, RuntimeError) as fault:
            raise PdfFault(say("The PDF could not be made: %(why)s.", why=str(fault).strip())) from fault
    if not isinstance(made, bytes):  # a page of free height is one page
        raise PdfFault(say("The PDF could not be made: %(why)s.", why="several pages"))
    return made
