"""How right a proposal is, column by column and value by value, beside the truth about a wild file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import (
    SURE,
    ColumnProposal,
    Proposal,
    TableProposal,
    confidence_of,
)

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "tables"


@dataclass(frozen=True)
class Scored:
    """One thing that was proposed: ``what`` is column, value or title."""

    file: str
    what: str
    name: str
    is_right: bool
    is_sure: bool
    found: str
    wanted: str


@dataclass
class Score:
    """Accuracy over all, and precision of the sure ones; ``asked``: by file, how many tables ask what titles say."""

    scored: list[Scored] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def of(self, what: str) -> Score:
        return Score([one for one in self.scored if one.what == what])

    @property
    def accuracy(self) -> float:
        return sum(one.is_right for one in self.scored) / len(self.scored) if self.scored else 1.0

    @property
    def sure(self) -> list[Scored]:
        return [one for one in self.scored if one.is_sure]

    @property
    def precision(self) -> float:
        return sum(one.is_right for one in self.sure) / len(self.sure) if self.sure else 1.0

    @property
    def wrong(self) -> list[Scored]:
        return [one for one in self.scored if not one.is_right]


@lru_cache
def truths(name: str = "meanings.yaml") -> dict[str, list[dict[str, Any]]]:
    """By file, the truth about each of its tables; everything is text."""
    return yaml.load((SAMPLES / name).read_text(encoding="utf-8"), yaml.BaseLoader)


def score(proposal: Proposal, tables: Sequence[dict[str, Any]]) -> list[Scored]:
    """Everything that the truth tells of a file."""
    if len(proposal.tables) != len(tables):
        found = f"{len(proposal.tables)} tables"
        return [one for truth in tables for one in _missed(proposal.file, truth, found)]
    return [
        one for table, truth in zip(proposal.tables, tables, strict=True) for one in _table(proposal.file, table, truth)
    ]


def _missed(file: str, truth: dict[str, Any], found: str) -> Iterator[Scored]:
    """All that the truth tells of a table that was not found as it is."""
    for said in truth["columns"]:
        yield Scored(file, "column", f"{said}", False, False, found, f"{said}")
    for header, codes in truth.get("codes", {}).items():
        for raw, code in codes.items():
            yield Scored(file, "value", f"{header}: {raw}", False, False, found, code)


def _table(file: str, table: TableProposal, truth: dict[str, Any]) -> Iterator[Scored]:
    yield from _titles(file, table, truth.get("fixed", {}))
    if "totals" in truth:
        found = ", ".join(map(str, table.layout.total_rows))
        yield Scored(file, "title", "rows of totals", found == truth["totals"], True, found, truth["totals"])
    wanted = truth["columns"]
    if len(wanted) != len(table.columns):
        yield from _missed(file, truth, f"{len(table.columns)} columns, not {len(wanted)}")
        return
    headers = {column.header for column in table.columns}
    for header in truth.get("codes", {}):
        if header not in headers:
            yield Scored(file, "column", header, False, False, f"{headers}", "a column of this heading")
    for column, said in zip(table.columns, wanted, strict=True):
        yield _column(file, column, said)
        yield from _values(file, column, truth.get("codes", {}).get(column.header, {}))


def _titles(file: str, table: TableProposal, truth: dict[str, str]) -> Iterator[Scored]:
    """What titles say of every row: the truth lists all of it but the source. What is not found is lost to every row,
    and nobody is asked: that counts as sure."""
    told = {meaning.value: code for meaning, code in table.fixed.items() if meaning is not Meaning.SOURCE}
    doubtful = {meaning.value for meaning in table.doubtful}
    for meaning in {**truth, **told}:
        found, wanted = told.get(meaning, ""), truth.get(meaning, "")
        if meaning == "source":
            found = table.fixed.get(Meaning.SOURCE, "")
        yield Scored(file, "title", meaning, found == wanted, meaning not in doubtful, found, wanted)


def _column(file: str, column: ColumnProposal, said: Any) -> Scored:
    is_asked = isinstance(said, dict) and said.get("ask") == "true"
    meanings, fixed = (
        ({said}, {})
        if isinstance(said, str)
        else (set(said), {})
        if isinstance(said, list)
        else next(({meaning}, breakdown) for meaning, breakdown in said.items() if meaning != "ask")
    )
    found = {meaning.value: code for meaning, code in column.fixed.items()}
    sure = column.confidence >= SURE
    right = column.meaning.value in meanings and found == fixed
    if is_asked:
        right = not sure and (column.meaning.value in meanings)
    return Scored(
        file, "column", column.header, right, sure, f"{column.meaning} {found} {column.confidence}", f"{said}"
    )


def _values(file: str, column: ColumnProposal, codes: dict[str, str]) -> Iterator[Scored]:
    proposed = {f"{value.raw} @ {value.context}" if value.context else value.raw: value for value in column.values}
    for raw, code in codes.items():
        value = proposed.get(raw)
        if value is None:
            yield Scored(file, "value", f"{column.header}: {raw}", False, False, "nothing", code)
            continue
        yield Scored(
            file,
            "value",
            f"{column.header}: {raw}",
            value.code == code,
            confidence_of(value, column) >= SURE,
            f"{value.code} {value.confidence}",
            code,
        )
