"""An answer of the explorer in words: its heads, its figures, what one must know to read them."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from canevas.commons.design import formats
from canevas.evidence.observatory.export.grid_files import GridFile
from canevas.evidence.observatory.queries import explorer, labels
from canevas.evidence.observatory.queries.figures import Answer
from canevas.evidence.observatory.queries.points import shown_while_closed
from canevas.evidence.observatory.rules.observation import Bound, written
from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Grid, Question, Shown
from canevas.evidence.observatory.rules.statistics.series import Break, Standing

Words = Mapping[str, Mapping[str, str]]
"""By breakdown of the question, its codes in words."""


def words_of(user: Any, question: Question) -> Words:
    return {name: explorer.source_names(user) if name == "source" else labels.labels(name) for name in question.by}


def title(question: Question) -> str:
    name = question.indicator.name
    return name.fr if formats.is_french() else name.en


def definition(question: Question) -> str:
    text = question.indicator.definition
    return text.fr if formats.is_french() else text.en


def unit(question: Question) -> str:
    entry = question.indicator
    return _("per cent") if entry.per else labels.unit(entry.unit)


def decimals(question: Question) -> int:
    return 1 if question.indicator.per else 0


def figure(cell: Shown, places: int = 0) -> str:
    """A cell as it is read; what is missing says why, and is never 0."""
    match cell.standing:
        case Standing.CLOSED:
            return _("closed")
        case Standing.NOT_OPEN:
            return _("not open")
    if cell.value is None:
        return "–"
    return written(cell.value, cell.bound, cell.upper, lambda number: formats.number(number, places)) + (
        "*" if cell.standing is Standing.PARTIAL else "")


def ends(value: float | None, upper: float | None, bound: str | None = None) -> str:
    """A figure of a source as it is read; "" where it gives none."""
    return "" if value is None else written(value, bound or Bound.EXACT, upper, formats.number)


def heads(question: Question, place: int, codes: Sequence[str | None], words: Words) -> list[str]:
    if place >= len(question.by):
        return [unit(question)]
    name = question.by[place]
    return [labels.label(name, code, words[name]) for code in codes]


def broken(grid: Grid, breaks: Sequence[Break]) -> dict[str, list[int]]:
    """By code of the period that it falls in, the numbers (from 1) of the breaks."""
    place = grid.question.by.index(PERIOD) if PERIOD in grid.question.by else None
    if place is None:
        return {}
    periods = [read_period(code) for code in (grid.rows, grid.columns)[place] if code]
    found: dict[str, list[int]] = {}
    for number, one in enumerate(breaks, start=1):
        for period in periods:
            if period.start <= one.day <= period.end:
                found.setdefault(period.iso, []).append(number)
    return found


def kept_to(question: Question, known: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the question keeps to, in words: heading and text; ``known``: the names of sources."""
    found = [(labels.dimension(name), ", ".join(
        labels.label(name, code, known if name == "source" else None) for code in codes))
        for name, codes in question.filters.items()]
    first, last = (labels.period(one.iso) if one else "" for one in (question.first, question.last))
    if first or last:
        found.append((_("Period"), first if first == last else
                      _("from %(first)s to %(last)s") % {"first": first, "last": last} if first and last
                      else _("from %(first)s on") % {"first": first} if first
                      else _("until %(last)s") % {"last": last}))
    return found


def limits(answer: Answer, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """By name of each source that is seen under limits, what these are."""
    return [(names[code], " ; ".join(_("%(name)s: %(text)s") % {"name": name, "text": text}
                                     for name, text in labels.limits(terms)))
            for code, terms in sorted(answer.limited.items()) if code in names]


def while_closed(grid: Grid) -> str:
    """The points and periods of a grid that have a figure though nobody watched; "" where there are none."""
    return ", ".join(_("%(point)s (%(period)s)") % {"point": point, "period": labels.period(period.iso)}
                     for point, period in shown_while_closed(grid))


def notes(user: Any, question: Question, answer: Answer, breaks: Sequence[Break]) -> list[tuple[str, str]]:
    """What one must know to read the figures, heading and text: definition, coverage, sources, as of when, breaks."""
    state = _("Figures as they were known on %(day)s") % {"day": formats.long_date(question.at)} if explorer.moment(
        question) else _("Figures as they are known today")
    found = [(_("Indicator"), title(question)), (_("Definition"), definition(question)), (_("Unit"), unit(question)),
             *kept_to(question, explorer.source_names(user)), (_("State"), state),
             (_("Extracted on"), formats.long_date(timezone.localdate()))]
    for one in explorer.told_by(question, answer.sources):
        told = [one.name, one.organisation, one.definition, one.coverage,
                _("newest figures brought on %(day)s") % {"day": formats.long_date(one.brought)} if one.brought else ""]
        found.append((_("Source"), " ; ".join(part for part in told if part)))
    if answer.limited:
        found.append((_("Agreements"), _(
            "A sharing agreement lets you see some of these sources less finely than they are.")))
        found += limits(answer, explorer.source_names(user))
    if answer.left_out:
        found.append((_("Left out"), _("Sources of which you may not see earlier states: %(names)s") % {
            "names": ", ".join(name for code, name in explorer.source_names(user).items() if code in answer.left_out)}))
    found += [(_("Break in the series"), f"{formats.long_date(one.day)} : {one.title}"
               + (f" ({one.source})" if one.source else "")) for one in breaks]
    return [*found, (_("Signs"), _(
        "–: nothing was reported (this is not zero). Closed, not open: nobody watched there then (this is not zero "
        "either). *: not whole. ≥, >, ≤, <, ≈: the figure is a bound or an estimate.")),
        (_("Question"), urlencode(question.parameters()))]


def as_file(question: Question, grid: Grid, words: Words, told: Sequence[tuple[str, str]]) -> GridFile:
    rows, columns = heads(question, 0, grid.rows, words), heads(question, 1, grid.columns, words)
    flat = []
    for row, row_head in zip(grid.rows, rows, strict=True):
        for column, column_head in zip(grid.columns, columns, strict=True):
            pairs = [(row_head, row), (column_head, column)][:len(question.by)]
            flat.append(([text for head, code in pairs for text in (head, code or "")], grid.cell(row, column)))
    places = decimals(question)
    return GridFile(
        title(question), unit(question), labels.dimension(question.by[0]), columns,
        [(head, [(one, figure(one, places)) for column in grid.columns for one in [grid.cell(row, column)]])
         for row, head in zip(grid.rows, rows, strict=True)],
        [text for name in question.by for text in (labels.dimension(name), _("%(name)s (code)") % {
            "name": labels.dimension(name)})], flat, told, places)
