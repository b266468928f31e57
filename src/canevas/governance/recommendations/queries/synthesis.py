"""The synthesis of one set as a table of four columns: bands, challenges merged over their rows."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from canevas.governance.recommendations.models import (
    Challenge,
    Priority,
    Recommendation,
    RecommendationSet,
    Responsibility,
    SynthesisRow,
)
from canevas.governance.recommendations.queries.sets import challenges_of, flat_recommendations_of
from canevas.governance.recommendations.rules.regional import ALL_REGIONS


@dataclass(frozen=True, slots=True)
class Concerned:
    """One name of the last column, as written; ``target`` what it was understood to name."""

    verbatim: str
    target: Any = None
    quantifier: str = ""
    reason: str = ""


@dataclass(slots=True)
class TableRow:
    """One row. ``challenge_rows`` is how many rows its challenge spans where it begins here, 0 where it goes on;
    ``priority_rows`` the same for the priorities."""

    challenge: Challenge
    priorities: list[Priority]
    strategies: list[Recommendation]
    concerned: list[Concerned]
    stray: str = ""
    flags: list[str] = field(default_factory=list)
    challenge_rows: int = 1
    priority_rows: int = 1


@dataclass(slots=True)
class Band:
    """The rows under one heading: an axis as the document writes it, or what is general ("")."""

    scope: str
    axis_number: int | None
    title: str
    rows: list[TableRow] = field(default_factory=list)

    @property
    def strategies(self) -> Iterable[Recommendation]:
        return (one for row in self.rows for one in row.strategies)


def synthesis_of(recommendation_set: RecommendationSet, challenge: Challenge | None = None) -> list[Band]:
    """The table of ``recommendation_set``, or of one challenge of it, in the order of the document."""
    challenges = challenges_of(recommendation_set)
    found = list(challenges.filter(pk=challenge.pk) if challenge else challenges)
    prefetch_related_objects(found, "source", "rows__priorities__source", "rows__strategies__source",
                             "rows__strategies__subprogramme", "rows__strategies__programme", "rows__strategies__axis",
                             "rows__strategies__responsibilities__organisation",
                             "rows__strategies__responsibilities__territory")
    bands: dict[Any, Band] = {}
    for one in found:
        key = (one.scope, one.axis_number)
        band = bands.setdefault(key, Band(one.scope, one.axis_number, one.axis_title))
        band.rows += _rows(one)
    return list(bands.values())


def _rows(challenge: Challenge) -> list[TableRow]:
    rows = [_row(challenge, row) for row in challenge.rows.all()] or [TableRow(challenge, [], [], [])]
    rows[0].challenge_rows = len(rows)
    first = rows[0]
    for row in rows[1:]:
        row.challenge_rows = 0
        if row.priorities and [one.text for one in row.priorities] == [one.text for one in first.priorities]:
            first.priority_rows += 1
            row.priority_rows = 0
        else:
            first = row
    return rows


def _row(challenge: Challenge, row: SynthesisRow) -> TableRow:
    strategies = list(row.strategies.all())
    answer = [who for one in strategies[:1] for who in one.responsibilities.all()]
    return TableRow(challenge, list(row.priorities.all()), strategies, _concerned(row, answer), row.stray,
                    list(row.flags))


def _concerned(row: SynthesisRow, answer: list[Responsibility]) -> list[Concerned]:
    """The names of the row; what they mean is said by those who answer for its strategies."""
    meanings = {who.verbatim: who for who in answer}
    out = []
    for written in row.concerned:
        who = meanings.get(written["text"])
        out.append(Concerned(written["text"], who.organisation or who.territory, who.quantifier, who.resolved_by)
                   if who else Concerned(written["text"], quantifier=ALL_REGIONS if written["text"] == ALL_REGIONS
                                         else ""))
    return out


def followed_in(recommendation_set: RecommendationSet) -> QuerySet[Recommendation]:
    """The flat recommendations of a set with their source and those who answer for them."""
    return flat_recommendations_of(recommendation_set).select_related("source").prefetch_related(
        "responsibilities__organisation", "responsibilities__territory")


def grouped_by_addressee(rows: Iterable[Recommendation]) -> list[tuple[str, list[Recommendation]]]:
    """Recommendations under the words that address them, in the order of the document."""
    groups: dict[str, list[Recommendation]] = {}
    for row in rows:
        groups.setdefault(row.addressee, []).append(row)
    return list(groups.items())
