"""One change of a marked-up copy, as it will be proposed: who, when, where, what."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from canevas.tools.documents.revisions.changes import Kind

TEXT = "text"
"""The section of what stands outside the synthesis table."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place of the base. ``section``: ``general``, ``axis 1`` …, ``specific`` (under the band of all axes, before the
    first of them), ``header``, the title of a band that names no axis, or ``text``.

    ``row`` is 1-based among the rows of the section; a band and the header have none. ``column``: ``challenge``,
    ``priorities``, ``strategies``, ``responsible``, else what the header names (``number``, ``axis``, ``deadline``,
    ``other``). ``line`` is 1-based in the cell and counts paragraphs and line breaks, empty ones too; outside the table
    it counts the paragraphs of the text. What does not apply is ``None``.
    """

    section: str
    row: int | None = None
    column: str | None = None
    line: int | None = None

    def as_dict(self) -> dict[str, Any]:
        return {"section": self.section, "row": self.row, "column": self.column, "line": self.line}


@dataclass(frozen=True, slots=True)
class Stretch:
    """The signs ``start`` to ``end`` of the 1-based ``line`` of the base become ``put``, blanks included."""

    line: int
    start: int
    end: int
    put: str


@dataclass(slots=True)
class Exact:
    """A change sign by sign, for whoever makes it in the base; what does not apply is empty.

    ``cuts``: where lines are cut, as (line, offset); ``is_after_cut``: of words put just at a cut, whether they begin
    the second half. ``joined``: the lines that follow the line of the amendment, ``joint`` between them. ``behind``:
    the line, or row, of the base that a new one or one that moved stands behind; 0 where it stands first; of a new band
    the row before it, whatever its section. ``cells``:
    the lines of a new row by column. ``opens``: a paragraph
    comes first behind a table. ``to_start``: where in the line ``behind`` words arrive that moved without their line.
    """

    texts: tuple[Stretch, ...] = ()
    cuts: tuple[tuple[int, int], ...] = ()
    is_after_cut: bool = False
    joined: tuple[int, ...] = ()
    joint: str = " "
    behind: Where | None = None
    cells: dict[str, tuple[str, ...]] = field(default_factory=dict)
    to_start: int | None = None
    opens: bool = False


@dataclass(slots=True)
class Amendment:
    """A change with its place, in the numbering of the base: what is wholly new (a row, a line) has the number that it
    takes in the copy once every change is accepted.

    ``before`` and ``after`` hold what changes, as marked. Of a row they hold the cells, parted by tabs; of a split or a
    merge the line and the lines that it comes from or becomes, parted by line feeds; of a comment the passage and the
    remark. A move says the same words twice and where they go in ``to``. ``context`` is the whole text of the cell in
    the base (outside the table: of the paragraph). A change within what another author put says so in ``within``, a
    comment that answers another in ``answers``.
    ``is_tracked``: Word's own marks say it; otherwise it was found by
    comparison, and ``author`` and ``date`` are who saved the copy last and when.
    """

    file: str
    author: str
    date: str
    kind: Kind
    where: Where
    before: str
    after: str
    context: str
    is_tracked: bool
    to: Where | None = None
    is_line: bool = False
    """A whole line was inserted or deleted."""
    exact: Exact | None = field(default=None, compare=False, repr=False)
    """Sign by sign, where that could be told; no part of the JSON."""
    within: Amendment | None = field(default=None, compare=False, repr=False)
    """The amendment of another author whose new words this one changes: it depends on it; of a comment, the one that it
    answers."""
    arrives_as: Amendment | None = field(default=None, compare=False, repr=False)
    """The move of which this was one end."""
    at: int = 0
    """The signs of those words, in their cell where they are a row, that stand before this change."""

    def as_dict(self) -> dict[str, Any]:
        said = {"file": self.file, "author": self.author, "date": self.date, "kind": self.kind.value,
                **self.where.as_dict(), "before": self.before, "after": self.after, "context": self.context,
                "tracked": self.is_tracked}
        if self.within is not None:
            host = self.within
            said["answers" if self.kind is Kind.COMMENT else "within"] = {
                "author": host.author, "date": host.date, "kind": host.kind.value, "after": host.after}
        return said if self.to is None else {**said, "to": self.to.as_dict()}


@dataclass(slots=True)
class Found:
    """What one copy proposes; ``formatting`` counts the changes of form alone, which were left out."""

    file: str
    amendments: list[Amendment] = field(default_factory=list)
    formatting: int = 0
