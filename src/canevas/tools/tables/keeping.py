"""A workbook kept as it was read, so that it is opened again in a blink: any row of it, or all.

In a folder: ``workbook.json`` says the sheets and, of each, its distinct values; ``N.cells`` names for each cell one of
them, row after row; ``N.ends`` where each row ends. Both are 32-bit numbers in the order of this machine.
"""
from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, overload

from canevas.tools.tables.sheets import Row, Rows, Sheet, Turned, Value, Workbook

_INDEX = "workbook.json"
_TIMES = (("moment", datetime), ("day", date), ("hour", time))  # a moment is a day too: it comes first
_READ: Mapping[str, Callable[[str], Value]] = {
    "moment": datetime.fromisoformat, "day": date.fromisoformat, "hour": time.fromisoformat}


def keep_workbook(workbook: Workbook, folder: Path) -> None:
    """Write ``workbook`` into ``folder``, which exists and is empty."""
    sheets = []
    for number, sheet in enumerate(workbook.sheets):
        words, cells, ends = _told_apart(sheet.rows)
        (folder / f"{number}.cells").write_bytes(cells.tobytes())
        (folder / f"{number}.ends").write_bytes(ends.tobytes())
        about = {name: getattr(sheet, name) for name in ("name", "merged", "is_hidden", "is_picture")}
        about["turned"] = sheet.turned and astuple(sheet.turned)
        sheets.append(about | {"words": [_plain(word) for word in words]})
    (folder / _INDEX).write_text(json.dumps({
        "name": workbook.name, "kind": workbook.kind, "read_as": workbook.read_as, "sheets": sheets}), "utf-8")


def open_kept(folder: Path) -> Workbook:
    """The workbook that :func:`keep_workbook` wrote; the rows of its sheets are :class:`KeptRows`."""
    index = json.loads((folder / _INDEX).read_text("utf-8"))
    return Workbook(index["name"], index["kind"], index["read_as"], tuple(
        Sheet(one["name"], KeptRows([_value(word) for word in one["words"]], _numbers(folder / f"{number}.cells"),
                                    _numbers(folder / f"{number}.ends")),
              tuple((top, left, bottom, right) for top, left, bottom, right in one["merged"]),
              one["is_hidden"], one["is_picture"], _turned(one.get("turned")))
        for number, one in enumerate(index["sheets"])))


def _turned(plain: list[Any] | None) -> Turned | None:
    return Turned(plain[0], tuple(plain[1]), plain[2], plain[3]) if plain else None


def laid_out(workbook: Workbook) -> Workbook:
    """``workbook`` with all its rows in memory, for who goes through every one of them."""
    return replace(workbook, sheets=tuple(replace(sheet, rows=list(sheet.rows)) for sheet in workbook.sheets))


class KeptRows(Sequence[Row]):
    """The rows of a kept sheet, each made when it is asked for."""

    def __init__(self, words: Sequence[Value], cells: array[int], ends: array[int]) -> None:
        self._words, self._cells, self._ends = words, cells, ends

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> Rows: ...
    def __getitem__(self, at: int | slice) -> Row | Rows:
        if isinstance(at, slice):
            return [self._row(one) for one in range(*at.indices(len(self)))]
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        return self._row(at % len(self))

    def __iter__(self) -> Iterator[Row]:
        flat, start = [self._words[cell] for cell in self._cells], 0
        for end in self._ends:
            yield flat[start:end]
            start = end

    def _row(self, at: int) -> Row:
        return [self._words[cell] for cell in self._cells[self._ends[at - 1] if at else 0:self._ends[at]]]


def _told_apart(rows: Rows) -> tuple[list[Value], array[int], array[int]]:
    """The distinct values, the number of its value for each cell, and how many cells there are up to each row's end."""
    known: dict[tuple[type, Value], int] = {}  # 1, 1.0 and True are equal, and are not the same cell
    cells, ends = array("i"), array("i")
    for row in rows:
        cells.extend([known.setdefault((type(value), value), len(known)) for value in row])
        ends.append(len(cells))
    return [value for _type, value in known], cells, ends


def _plain(word: Value) -> Any:
    kind = next((name for name, one in _TIMES if isinstance(word, one)), "")
    return {kind: word.isoformat()} if kind else word  # type: ignore[union-attr]


def _value(plain: Any) -> Value:
    if not isinstance(plain, dict):
        return plain  # type: ignore[no-any-return]
    [(kind, text)] = plain.items()
    return _READ[kind](text)


def _numbers(path: Path) -> array[int]:
    numbers = array("i")
    numbers.frombytes(path.read_bytes())
    return numbers
