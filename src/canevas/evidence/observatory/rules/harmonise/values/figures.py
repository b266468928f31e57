"""Figures as partners write them: thousands and decimals of every habit, bounds, what is missing, what is no figure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.observation import Bound
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say

NOTHING = frozenset(
    (
        "",
        "-",
        "--",
        "---",
        "n/a",
        "na",
        "n.a",
        "n.a.",
        "nd",
        "n.d",
        "n.d.",
        "ns",
        "nr",
        "n.r",
        "n/d",
        "...",
        "..",
        "x",
        "xx",
        "/",
        "?",
        "null",
        "nan",
        "none",
        "not available",
        "non disponible",
        "non renseigne",
        "non precise",
        "non specifie",
        "inconnu",
        "unknown",
        "vide",
        "(vide)",
        "(blank)",
        "blank",
        "#n/a",
        "#ref!",
        "#div/0!",
        "#valeur!",
        "#value!",
        "#nom?",
        "#name?",
        ".",
        "*",
        "pas de donnees",
        "s/o",
        "so",
        "en cours",
        "en attente",
        "non communique",
        "nc",
        "n.c",
        "n.c.",
        "a completer",
        "tbd",
        "missing",
        "manquant",
        "ras",
        "sans objet",
        "non applicable",
        "not applicable",
        "nsp",
        "\N{HORIZONTAL ELLIPSIS}",
    )
)
"""What stands for a figure that is not known (folded). None of these is a zero."""
_NIL = frozenset(("neant", "nil", "zero", "aucun", "aucune", "none recorded", "o"))
_BOUNDS = (
    (Bound.AT_LEAST, re.compile(r"^(?:au moins|at least|minimum|min\.?|>=|≥|a partir de)\s*(.+)$")),
    (Bound.AT_MOST, re.compile(r"^(?:au plus|at most|maximum|max\.?|<=|≤|jusqu'a|up to)\s*(.+)$")),
    (Bound.MORE_THAN, re.compile(r"^(?:plus de|plus d'|more than|over|superieur a|\+\s?de|>)\s*(.+)$")),
    (Bound.LESS_THAN, re.compile(r"^(?:moins de|moins d'|less than|under|fewer than|inferieur a|-\s?de|<)\s*(.+)$")),
    (
        Bound.ABOUT,
        re.compile(
            r"^(?:environ|env\.?|pres de|autour de|about|approx\.?|approximativement|circa|ca\.?|quelque|≈|~|±)\s*(.+)$"
        ),
    ),
    (Bound.ABOUT, re.compile(r"^(.+?)\s*(?:environ|env\.?|approx\.?|≈|~)$")),
    (Bound.AT_LEAST, re.compile(r"^(.+?)\s*(?:\+|et plus|ou plus)$")),
)
_INTERVALS = (
    re.compile(r"^(?:entre|between)\s+(\d.*?)\s+(?:et|and|a|to)\s+(\d.*)$"),
    re.compile(r"^(?:de\s+|from\s+)?(\d.*?)\s*(?:\s(?:a|to|jusqu'a)\s|-)\s*(\d.*)$"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NOUGHT_FIRST = re.compile(r"0\d")
_DAYS_OF_A_MONTH = 31
_ROUND = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
          "cinquantaine": 50, "soixantaine": 60, "centaine": 100}
_SOME = re.compile(rf"^une ({'|'.join(_ROUND)})$")
"""French words of about so many: "une trentaine de personnes"."""
_UNITS = re.compile(
    r"\s*(?:personnes?|pers\.?|individus?|migrants?|menages?|cas|people|persons?|individuals?|households?|"
    r"passagers?|hab\.?|refugies?|refugees?)$"
)
_FOOTNOTE = re.compile(r"(?<=\d)\s?(?:\*{1,3}|\([\da-z]\)|\[[\da-z]\])$")
_RAISED = re.compile(r"(?<=\d)\s?[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+\s*$")
"""The mark of a footnote as a raised figure, which is no figure of the number: "402¹"."""
_SPACED = re.compile(r"^[+]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?$")
_DOTTED = re.compile(r"^\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_COMMAED = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_APOSTROPHES = re.compile(r"^\d{1,3}(?:'\d{3})+(?:[.,]\d+)?$")
_SIGNED = re.compile(r"\d[\d.,]*")
_PLAIN = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$")


@dataclass(frozen=True, slots=True)
class Figure:
    """``value`` is ``None`` where nothing is known, and of an interval the lower end, beside ``upper``; ``why`` says
    what is wrong with what is no figure. ``is_sure`` is false for "1.234", which another habit reads otherwise."""

    value: float | None
    bound: Bound = Bound.EXACT
    why: str = ""
    is_sure: bool = True
    upper: float | None = None

    @property
    def code(self) -> str:
        """ "9531", "more_than:9531", "between:4000:5000", "" where nothing is known."""
        if self.value is None:
            return ""
        ends = [self.value] if self.upper is None else [self.value, self.upper]
        numbers = [str(int(end)) if end == int(end) else repr(end) for end in ends]
        return ":".join(numbers if self.bound is Bound.EXACT else [str(self.bound), *numbers])


def decimal_of(values: Iterable[Value], *, are_whole: bool = True) -> str:
    """The decimal sign of a column, from its texts: "," beside "1.234,5", "12,5" or "1.234.567". Where nothing tells,
    and what is counted comes whole (``are_whole``), the one sign that is used groups thousands; "" where none is."""
    grouping: set[str] = set()
    for value in values:
        if not isinstance(value, str) or not (match := _SIGNED.search(value)):
            continue
        text = match[0].strip(".,")
        signs = [sign for sign in text if sign in ".,"]
        if not signs:
            continue
        if len(set(signs)) == 2:
            return signs[-1]
        if len(signs) > 1:
            return "," if signs[0] == "." else "."
        if len(text.rsplit(signs[0], 1)[1]) != 3 or text.startswith("0"):
            return signs[0]
        grouping.add(signs[0])
    if are_whole and len(grouping) == 1:
        return "," if grouping == {"."} else "."
    return ""


def read_figure(value: Value, *, decimal: str = "", intervals: bool = False) -> Figure:
    """A cell's figure. ``decimal`` is the column's sign where it is known ("," or "."): "1.234" is then sure.
    ``intervals``: of what is counted, "4 000 à 5 000" is a figure too; elsewhere "12-17" is an age, or a time."""
    if isinstance(value, bool):
        return Figure(None, why=say("A yes or no, no figure."))
    if isinstance(value, int | float):
        return _number(float(value))
    if value is None:
        return Figure(None)
    if isinstance(value, date | datetime | time):
        return Figure(None, why=say("A date, no figure."))
    text = fold(_RAISED.sub("", value))
    if text in NOTHING:
        return Figure(None)
    found = _bounded(text, decimal)
    interval = _interval(text, decimal) if intervals and found.value is None else None
    return interval or found


def _number(value: float) -> Figure:
    if value != value:
        return Figure(None)
    if value in (float("inf"), float("-inf")):
        return Figure(None, why=say("Not a figure."))
    if value < 0:
        return Figure(None, why=say("A figure below zero."))
    return Figure(value)


def _bounded(text: str, decimal: str) -> Figure:
    if text in _NIL:
        return Figure(0.0)
    text = _FOOTNOTE.sub("", text)
    plain = _of_text(text, decimal)
    if plain.value is not None:
        return plain
    if some := _SOME.match(_UNITS.sub("", text).removesuffix(" de").strip()):
        return Figure(float(_ROUND[some[1]]), Bound.ABOUT)
    for bound, pattern in _BOUNDS:
        if (match := pattern.match(text)) and (inner := _of_text(match[1].strip(), decimal)).value is not None:
            return Figure(inner.value, bound, is_sure=inner.is_sure)
    if plain.why:
        return plain
    if re.match(r"^\d[\d ]*\s*\(.*\d", text):
        return Figure(None, why=say("Several figures in one cell."))
    if re.match(r"^\d[\d ]*(?:a|-|/|et|ou|to)\s*\d[\d ]*$", text):
        return Figure(None, why=say("Two figures in one cell: which one, or a range?"))
    if text.endswith("%"):
        return Figure(None, why=say("A share, no figure of people."))
    return Figure(None, why=say("Not a figure."))


def _interval(text: str, decimal: str) -> Figure | None:
    """The interval that a text gives; ``None`` where it gives none, as "34-12", and where it may say something else:
    "2022-2023" are years, "05-12" and "3-2023" times, "5 à 6 000" begins at five thousand."""
    text, bound = _FOOTNOTE.sub("", text), Bound.BETWEEN
    for about in (pattern for one, pattern in _BOUNDS if one is Bound.ABOUT):
        if match := about.match(text):
            text, bound = match[1].strip(), Bound.ABOUT
    match = next((match for pattern in _INTERVALS if (match := pattern.match(text))), None)
    if match is None or any(map(_NOUGHT_FIRST.match, match.groups())):
        return None
    low, high = (_of_text(end, decimal) for end in match.groups())
    if low.value is None or high.value is None or not low.value < high.value:
        return None
    if _YEAR.fullmatch(match[2]) and (_YEAR.fullmatch(match[1]) or low.value <= _DAYS_OF_A_MONTH):
        return None
    if low.value < 1000 <= low.value * 1000 <= high.value:
        return None
    return Figure(low.value, bound, is_sure=low.is_sure and high.is_sure, upper=high.value)


def _of_text(text: str, decimal: str) -> Figure:
    text = _UNITS.sub("", text).strip()
    if not text or not (text[0].isdigit() or text[0] in "+-"):
        return Figure(None)
    if _SPACED.match(text):
        return _number(float(text.replace(" ", "").replace(",", ".")))
    if _APOSTROPHES.match(text):
        return _number(float(text.replace("'", "").replace(",", ".")))
    for pattern, group, point in ((_DOTTED, ".", ","), (_COMMAED, ",", ".")):
        if not pattern.match(text):
            continue
        once = text.count(group) == 1 and point not in text
        if once and decimal == group:
            return _number(float(text.replace(group, ".")))
        read = _number(float(text.replace(group, "").replace(point, ".")))
        return Figure(read.value, read.bound, read.why, is_sure=not once or decimal == point)
    if _PLAIN.match(text):
        return _number(float(text.replace(",", ".")))
    return Figure(None)
