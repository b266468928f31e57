"""What was read and proposed of a file, kept beside it while somebody settles it, so that an answer costs what it
changes and not the file.

Everything here can be made again from the file: it may be taken away at any time, and is when the file is settled.
"""
from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from canevas.commons.design.formats import number
from canevas.commons.files.operations import write_whole
from canevas.commons.files.queries import content_path
from canevas.evidence.observatory.models import SourceFile, Workbench
from canevas.evidence.observatory.queries import points
from canevas.evidence.observatory.rules.harmonise.kept_form import from_text, to_text
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import Proposal, TableProposal
from canevas.evidence.observatory.rules.harmonise.proposing import Chosen, propose, propose_table
from canevas.evidence.observatory.rules.harmonise.turning import upright
from canevas.tools.tables.keeping import keep_workbook, laid_out, open_kept
from canevas.tools.tables.reading import read_tables
from canevas.tools.tables.sheets import Sheet, Workbook

Cells = Mapping[tuple[str, int, int], str]
"""What a person says that cells hold: by sheet, row and column, 1-based."""
_PROPOSAL = "proposal.json"
Tell = Callable[[int, int, str], None]
"""How far long work is: steps done, of how many, and what it is at."""


def unheard(_done: int, _total: int, _sentence: str) -> None:
    """Nobody waits to be told."""


class Understanding:
    """A file as it was read, with the cells that a person corrected, and what is proposed of it."""

    def __init__(self, place: Path) -> None:
        self._place = place

    @property
    def workbook(self) -> Workbook:
        """Its rows are made when they are asked for: see :func:`laid_out`."""
        return _workbook(self._place)

    @cached_property
    def whole(self) -> Workbook:
        """With every row in memory."""
        return laid_out(self.workbook)

    def propose(self, chosen: Chosen) -> Proposal:
        """The proposal under the meanings that are chosen: only tables that have one are proposed anew, and once."""
        first: Proposal = _text(Proposal, self._place / _PROPOSAL)
        by_table: dict[int, dict[int, Meaning]] = {}
        for (place, column), meaning in chosen.items():
            by_table.setdefault(place, {})[column] = meaning
        if not by_table:
            return first
        return Proposal(first.file, first.read_as, tuple(
            self._table(place, table, by_table[place]) if place in by_table else table
            for place, table in enumerate(first.tables)), first.left_out)

    def _table(self, place: int, table: TableProposal, chosen: Mapping[int, Meaning]) -> TableProposal:
        path = self._place / f"{place}-{_digest(sorted(chosen.items()))}.json"
        if not path.is_file():
            rows = next(sheet.rows for sheet in self.whole.sheets if sheet.name == table.layout.sheet)
            write_whole(path, to_text(propose_table(table.layout, rows, points.words(), chosen)).encode())
        return _text(TableProposal, path)


def understand(sha256: str, name: str, cells: Cells, content: bytes | None = None,
               tell: Tell = unheard) -> Understanding:
    """The file of that hash and name, read and proposed where it was not yet. Raises ``DocumentRefused`` where it
    cannot be read; nothing is then kept. ``content``: its bytes, where they are not stored yet."""
    place = _folder(sha256) / _digest([name, sorted(cells.items()), get_language(), metadata.version("canevas"),
                                       _of_vocabulary(points.words().folder), points.added()])
    if place.is_dir():
        return Understanding(place)
    tell(0, 3, _("The file is being opened."))
    if cells:
        book = with_corrections(understand(sha256, name, {}, content).workbook, cells)
    else:
        book = upright(read_tables(content_path(sha256).read_bytes() if content is None else content, name))
    made = laid_out(book)
    rows = rows_in_words(made)
    tell(1, 3, _("%(rows)s: where their tables are and what they say is being looked for.") % {"rows": rows})
    text = to_text(propose(made, points.words()))
    tell(2, 3, _("%(rows)s understood: they are being kept beside the file.") % {"rows": rows})
    _put(place, lambda folder: (keep_workbook(made, folder), (folder / _PROPOSAL).write_text(text, "utf-8")))
    return Understanding(place)


def understanding_of(file: SourceFile, cells: Cells | None = None, tell: Tell = unheard) -> Understanding:
    """See :func:`understand`; ``cells`` where they are others than those corrected so far."""
    return understand(file.file.sha256, file.file.name, corrections_of(file) if cells is None else cells, tell=tell)


def rows_in_words(book: Workbook) -> str:
    count = sum(len(sheet.rows) for sheet in book.sheets)
    return ngettext("%(count)s row", "%(count)s rows", count) % {"count": number(count)}


def corrections_of(file: SourceFile) -> dict[tuple[str, int, int], str]:
    return {(one.sheet, one.row, one.column): one.value for one in file.corrections.all()}


def with_corrections(book: Workbook, cells: Cells) -> Workbook:
    """``book`` with these cells holding what a person says."""
    return replace(book, sheets=tuple(_corrected(sheet, cells) for sheet in book.sheets))


def _corrected(sheet: Sheet, cells: Cells) -> Sheet:
    own = {(row, column): value for (name, row, column), value in cells.items() if name == sheet.name}
    rows = list(sheet.rows)
    for (row, column), value in own.items():
        if row <= len(rows):
            line = [*rows[row - 1]]
            line += [None] * (column - len(line))
            line[column - 1] = value or None
            rows[row - 1] = line
    return replace(sheet, rows=rows)


def forget_settled(sha256: str) -> None:
    """Take away what was understood of the file of that hash, unless somebody is settling it."""
    if not Workbench.objects.filter(file__file__sha256=sha256, state=Workbench.State.OPEN).exists():
        shutil.rmtree(_folder(sha256), ignore_errors=True)


def sweep_understood() -> None:
    """Take away what was understood of files that nobody is settling. To be called while nobody brings files."""
    waiting = set(Workbench.objects.filter(state=Workbench.State.OPEN).values_list("file__file__sha256", flat=True))
    for folder in _folder().glob("*"):
        if folder.name not in waiting:
            shutil.rmtree(folder, ignore_errors=True)


def _folder(sha256: str = "") -> Path:
    return Path(settings.CANEVAS_HOME) / "cache" / "understood" / sha256


def _put(place: Path, write: Callable[[Path], object]) -> None:
    """Fill a folder: it is there whole or not at all, and once whoever else does the same."""
    place.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(dir=place.parent))
    try:
        write(made)
        made.rename(place)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        if not place.is_dir():
            raise


def _digest(one: object) -> str:
    return hashlib.sha256(json.dumps(one).encode()).hexdigest()[:32]


@lru_cache(maxsize=4)
def _of_vocabulary(folder: Path) -> str:
    """What names this state of the vocabulary: the process reads it once too."""
    made = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        made.update(path.name.encode() + path.read_bytes())
    return made.hexdigest()


@lru_cache(maxsize=4)
def _workbook(place: Path) -> Workbook:
    return open_kept(place)


@lru_cache(maxsize=8)
def _text(kind: type, path: Path) -> object:
    return from_text(kind, path.read_text("utf-8"))
