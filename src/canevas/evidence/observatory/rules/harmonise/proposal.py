"""What the workbench proposes for a file: shapes only; who fills them stands beside.

``sure`` things can be confirmed all at once; the others are asked. Confidence is 0 to 1; from
``SURE`` up it is sure.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from canevas.evidence.observatory.rules.harmonise.layout import LaidTable
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning

SURE = 0.95


@dataclass(frozen=True, slots=True)
class ValueProposal:
    """One distinct value of a column: ``code`` of the common model, empty where nothing is proposed.

    ``others`` are the candidates that a person may want instead, best first.
    """

    raw: str
    code: str
    confidence: float
    reason: str
    count: int = 1  # rows that bear it
    others: tuple[str, ...] = ()
    context: str = ""  # what told two same names apart: the department of a commune


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """What a column means. A figure's column may carry breakdowns in its heading: ``fixed`` maps a meaning to a code
    ("Femmes 0-4 ans, janvier 2023" gives sex F, age_group 0-4, period 2023-01)."""

    number: int
    header: str
    meaning: Meaning
    confidence: float
    reason: str
    values: tuple[ValueProposal, ...] = ()
    fixed: Mapping[Meaning, str] = field(default_factory=dict)
    unit: str = ""  # persons, households, movements, cases, events: what a figure counts
    others: tuple[Meaning, ...] = ()
    question: str = ""  # what a person must say, where the machine cannot
    directed: float = 1.0  # how sure it is once somebody said relative to what its direction is


def confidence_of(value: ValueProposal, column: ColumnProposal) -> float:
    """How sure a code is: no more than what its column means, of which it is a code."""
    return min(value.confidence, column.confidence)


@dataclass(frozen=True, slots=True)
class Reject:
    """A value that fits no code or no type: its row (1-based, in the file), the heading of its column, itself and why;
    the number of the column (1-based; 0: of no single column), so that it can be mended in place."""

    row: int
    column: str
    value: str
    why: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Figures that do not agree. ``kind``: total, cumulative, duplicate, period, place."""

    kind: str
    row: int | None
    column: str
    message: str
    expected: float | None = None
    found: float | None = None


@dataclass(frozen=True, slots=True)
class TitleFact:
    """How sure something is that titles say of every row, and why."""

    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class TableProposal:
    """Everything proposed for one table. ``fixed`` holds what title lines say for every row (its month, its region);
    ``facts``, how sure each of that is."""

    layout: LaidTable
    columns: tuple[ColumnProposal, ...]
    subject: str = ""  # movement, stock, event, service
    fixed: Mapping[Meaning, str] = field(default_factory=dict)
    rejects: tuple[Reject, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    questions: tuple[str, ...] = ()
    facts: Mapping[Meaning, TitleFact] = field(default_factory=dict)

    @property
    def doubtful(self) -> tuple[Meaning, ...]:
        """What of ``fixed`` a person must confirm."""
        return tuple(one for one in self.fixed if one in self.facts and self.facts[one].confidence < SURE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole file. ``read_as`` says how it was read: "CSV, windows-1252, point-virgule"."""

    file: str
    read_as: str
    tables: tuple[TableProposal, ...]
    left_out: tuple[str, ...] = ()  # sheets or blocks without a table, each with the reason
