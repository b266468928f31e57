"""A version of a synthesis as a Word file in the official layout. Each text carries its identifier as a bookmark, so
that a copy that comes back tells which line was changed."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from canevas.governance.syntheses.rules.table import Block, Line, Row, Section, Table
from canevas.tools.documents.writing.marked import SAME_AS_ABOVE, Marked
from canevas.tools.documents.writing.word import fill_word

SYNTHESIS_ID, VERSION_NUMBER, DIGEST = "CanevasSynthese", "CanevasVersion", "CanevasEmpreinte"
"""Custom properties of the file: which version it is, and its digest once it is frozen."""
GENERAL = "Recommandations d'ordre général"


@lru_cache(maxsize=1)
def default_template() -> bytes:
    return (Path(__file__).parent / "templates_word" / "synthese.docx").read_bytes()


def synthesis_word(table: Table, *, title: str, standing: str, letterhead: Mapping[str, Any],
                   properties: Mapping[str, str], template: bytes | None = None) -> bytes:
    """The .docx of ``table``. ``standing`` says below the title which version it is; ``letterhead`` has ``pays``,
    ``devise`` and ``lignes``; ``properties`` become custom properties of the file.

    Raises ``TemplateFault`` (a sentence) where an edited ``template`` cannot be filled.
    """
    return fill_word(template or default_template(), {
        "titre": title, "etat": standing, "entete": dict(letterhead), "avant": _marked(table.before, "txt"),
        "apres": _marked(table.after, "txt"), "bandes": [
            {"titre": band_title(section), "lignes": [row for block in section.blocks for row in _rows(block)]}
            for section in table.sections if section.blocks]},
        title=title, properties=properties)


def band_title(section: Section) -> str:
    """The band as it is printed: as the document writes it, else from its axis."""
    title = section.title.strip()
    if section.axis is None:
        return title or GENERAL
    if title.casefold().startswith("axe"):
        return title
    return f"Axe {section.axis} : {title}" if title else f"Axe {section.axis}"


def _rows(block: Block) -> Iterable[dict[str, Any]]:
    for number, row in enumerate(block.rows):
        cells = [_marked(row.priorities, "pri"), _marked(row.strategies, "str"), _marked(row.responsible, "con")]
        _name_row(row, cells)
        yield {"defi": SAME_AS_ABOVE if number else _mark(block.challenge, "chl"), "priorites": cells[0],
               "strategies": cells[1], "concernes": cells[2]}


def _name_row(row: Row, cells: Sequence[list[Marked]]) -> None:
    """The row has no text of its own: its identifier stands with the first text of it."""
    for cell in (cells[1], cells[0], cells[2]):
        if cell:
            cell[0] = Marked(str(cell[0]), mark_name("row", row.uid), *cell[0].marks)
            return


def _marked(lines: Iterable[Line], kind: str) -> list[Marked]:
    return [_mark(line, kind) for line in lines]


def _mark(line: Line, kind: str) -> Marked:
    return Marked(line.text, mark_name(kind, line.uid))


def mark_name(kind: str, uid: str) -> str:
    """The bookmark of a line or row: ``cnv_str_<32 signs>``, 40 signs as Word allows."""
    return f"cnv_{kind}_{uid.replace('-', '').lower()}"
