"""Columns as distinct values and the place of each row's value among them: what is understood once is understood for
every row."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from canevas.evidence.observatory.rules.harmonise.layout import Row, Value
from canevas.tools.engines.libraries import np, pa

NOTHING = -1


@dataclass(frozen=True, slots=True)
class Encoded:
    """``index``: by row, the place of its value among ``values`` (``NOTHING``: an empty cell); an int32 array."""

    index: Any
    values: tuple[Value, ...]


def cells_of(lines: Sequence[Row], place: int) -> Sequence[Value]:
    """One column of ``lines``, ``place`` being its 0-based number; ``None`` where a line ends before it."""
    try:
        return list(map(itemgetter(place), lines))
    except IndexError:
        return [line[place] if place < len(line) else None for line in lines]


def encoded(cells: Sequence[Value]) -> Encoded:
    distinct = dict.fromkeys(cells)
    distinct.pop(None, None)
    known: dict[Any, int] = {value: place for place, value in enumerate(distinct)}
    known[None] = NOTHING
    return Encoded(np.fromiter(map(known.__getitem__, cells), np.int32, len(cells)), tuple(distinct))


@dataclass(frozen=True, slots=True)
class Codes:
    """A column of codes: ``index`` as above, among ``codes``."""

    index: Any
    codes: tuple[str, ...]

    @classmethod
    def constant(cls, code: str, rows: int) -> Codes:
        return cls(np.full(rows, 0 if code else NOTHING, dtype=np.int32), (code,) if code else ())

    @classmethod
    def read(cls, column: Encoded, code_of: Callable[[Value], str | None]) -> Codes:
        """``code_of`` gives the code of a value, ``None`` or "" where it says nothing."""
        places: dict[str, int] = {}
        # one more at the end, for the empty cell's place
        table = np.full(len(column.values) + 1, NOTHING, dtype=np.int32)
        for at, value in enumerate(column.values):
            if code := code_of(value):
                table[at] = places.setdefault(code, len(places))
        return cls(table[column.index], tuple(places))

    def mapped(self, code_of: Callable[[str], str | None]) -> Codes:
        """Each code turned into another."""
        return Codes.read(Encoded(self.index, self.codes), lambda code: code_of(str(code)))

    def or_else(self, other: Codes) -> Codes:
        """``other`` where this says nothing."""
        shifted = np.where(other.index < 0, NOTHING, other.index + len(self.codes)).astype(np.int32)
        return Codes(np.where(self.index < 0, shifted, self.index).astype(np.int32), (*self.codes, *other.codes))

    def kept(self, mask: Any) -> Codes:
        return Codes(self.index[mask], self.codes)

    def arrow(self) -> Any:
        """As text in Arrow; null where nothing is said."""
        return pa.DictionaryArray.from_arrays(
            pa.array(self.index, mask=self.index < 0), pa.array(self.codes, pa.string())).cast(pa.string())


def together(columns: Mapping[str, Codes], rows: int) -> tuple[Any, list[dict[str, str]]]:
    """By row the place of its combination, and the combinations: by name of column the code, where there is one."""
    key = np.zeros(rows, dtype=np.int64)
    for column in columns.values():
        key = key * (len(column.codes) + 1) + column.index + 1
        if len(columns) > 2:  # keep the numbers small
            key = np.unique(key, return_inverse=True)[1]
    _found, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return inverse, [{name: column.codes[column.index[row]] for name, column in columns.items()
                      if column.index[row] >= 0} for row in first]
