"""How many of the changes that were made are found, and how many of those found were made."""
from __future__ import annotations

from collections import Counter
from typing import Any

from canevas.governance.recommendations.rules.amending.finding import base_of, find_amendments
from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.reading import read_revisions
from tests.governance.recommendations.amending.redlines import SAVED, Made, Truth

Key = tuple[Any, ...]


def found_keys(made: Made) -> tuple[list[Key], int]:
    """Everything that is found in the copy, and how many changes of form."""
    base = base_of(read_revisions(Source(made.base, "base.docx")))
    found = find_amendments(read_revisions(Source(made.copy, "copie.docx")), base)
    keys = []
    for one in found.amendments:
        said = one.as_dict()
        keys.append(_key(said["kind"], said["author"], said["date"], said["section"], said["row"], said["column"],
                         said["line"], said["before"], said["after"], said["tracked"],
                         tuple(said["to"].values()) if "to" in said else None))
    return keys, found.formatting


def true_keys(truths: list[Truth]) -> list[Key]:
    return [_key(one.kind, one.hand.author if one.hand.tracked else SAVED.author, one.hand.date, one.section, one.row,
                 one.column, one.line, one.before, one.after, one.hand.tracked, one.to) for one in truths]


def _key(*values: Any) -> Key:
    kind, author, date, section, row, column, line, before, after, tracked, to = values
    if not tracked:  # nobody can tell which of two blanks was there before
        before, after = ("\n".join(" ".join(part.split()) for part in text.split("\n")) for text in (before, after))
        if kind.startswith("row"):
            before, after = " ".join(before.split()), " ".join(after.split())
    return kind, author, date, section, row, column, line, before, after, tracked, to


class Score:
    """Counts per kind of change: made, found, both."""

    def __init__(self) -> None:
        self.made: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.both: Counter[str] = Counter()

    def add(self, made: Made) -> tuple[Counter[Key], Counter[Key]]:
        """Score one copy; what was missed and what was found too much."""
        found, true = Counter(found_keys(made)[0]), Counter(true_keys(made.truths))
        for counter, keys in ((self.found, found), (self.made, true), (self.both, found & true)):
            for key, count in keys.items():
                counter[key[0]] += count
        return true - found, found - true

    def precision(self, kind: str | None = None) -> float:
        return self._share(self.found, kind)

    def recall(self, kind: str | None = None) -> float:
        return self._share(self.made, kind)

    def _share(self, of: Counter[str], kind: str | None) -> float:
        whole = of[kind] if kind else of.total()
        return (self.both[kind] if kind else self.both.total()) / whole if whole else 1.0

    def table(self, title: str) -> str:
        lines = [f"{title:<14}{'made':>7}{'found':>7}{'precision':>11}{'recall':>9}"]
        for kind in [*sorted(self.made | self.found), None]:
            made, found = (self.made[kind], self.found[kind]) if kind else (self.made.total(), self.found.total())
            shares = f"{self.precision(kind):>11.4f}{self.recall(kind):>9.4f}"
            lines.append(f"{kind or 'all':<14}{made:>7}{found:>7}{shares}")
        return "\n".join(lines)
