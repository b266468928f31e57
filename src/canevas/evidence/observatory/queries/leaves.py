"""The figures of the store over the leaves of what goes out, whoever asks: only who protects figures reads here."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from canevas.evidence.observatory.queries.store import counted
from canevas.evidence.observatory.rules.counting import Asked
from canevas.evidence.observatory.rules.publish.leaves import Key, Leaf, is_stock, leaves_of
from canevas.evidence.observatory.rules.statistics.explorer import Question, asked
from canevas.evidence.observatory.rules.statistics.one_account import EVERY_ROW, OneAccount, one_account_of


def rows_of(question: Question, names: Sequence[str], sources: Sequence[str], at: datetime | None,
            ) -> list[dict[str, Any]]:
    """All that ``sources`` say of the measure of a question, by ``names``, as the store stood at ``at``."""
    plain = asked(question, question.indicator.measure)
    every = Asked(plain.measure, tuple(names), grain=question.grain if is_stock(question) else None)
    return counted(every, sources, at)


def leaves_at(question: Question, names: Sequence[str], sources: Sequence[str], at: datetime | None,
              account: OneAccount = EVERY_ROW) -> dict[Key, Leaf]:
    """The same, added up over the leaves of these dimensions, without what ``account`` leaves out."""
    rows = rows_of(question, tuple(dict.fromkeys([*names, *account.beside])), sources, at)
    return leaves_of([row for row in rows if account.tells(row)] if account else rows, names, question)


def one_account(question: Question, sources: Sequence[str], at: datetime | None) -> OneAccount:
    """What is left out of these sources' flows, so that each crossing is told once."""
    if len(sources) < 2:
        return EVERY_ROW
    return one_account_of(question, lambda one: counted(one, sources, at))


def contributions(question: Question, names: Sequence[str], sources: Sequence[str], at: datetime,
                  ) -> dict[Key, dict[str, float]]:
    """What each organisation gave to each leaf; where a row names none, its source stands for it."""
    rows = rows_of(question, tuple(dict.fromkeys([*names, "organisation", "source"])), sources, at)
    found: dict[Key, dict[str, float]] = {}
    for who in {row["organisation"] or row["source"] for row in rows}:
        mine = [row for row in rows if (row["organisation"] or row["source"]) == who]
        for key, leaf in leaves_of(mine, names, question).items():
            if leaf.value:
                found.setdefault(key, {})[who] = leaf.value
    return found
