"""The explorer: one question, its table, its chart and its map, and the way back from a cell to its sources."""
from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may_somewhere
from canevas.commons.design import formats
from canevas.commons.design.lists.exports import csv_text, file_name
from canevas.evidence.observatory.permissions import DATA_VIEW, RELEASE_PREPARE
from canevas.evidence.observatory.queries import explorer, labels
from canevas.evidence.observatory.rules.observation import Bound
from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.statistics.explorer import (
    GRAINS,
    PERIOD,
    PLACES,
    Grid,
    Question,
    Shown,
    breakdowns,
    read_question,
    total,
)
from canevas.evidence.observatory.rules.statistics.series import Standing

BEFORE = {Bound.ABOUT: "≈ ", Bound.MORE_THAN: "> ", Bound.AT_LEAST: "≥ ", Bound.LESS_THAN: "< ", Bound.AT_MOST: "≤ "}
MOST_SHOWN = 400
"""Rows that the page shows; the export has them all."""


def asked_by(request: HttpRequest) -> Question:
    """The question of the address; 404 where it names no indicator."""
    known = explorer.indicators()
    given = {name: request.GET.getlist(name) for name in request.GET}
    try:
        return read_question(given, known)
    except KeyError as error:
        raise Http404(_("There is no such indicator.")) from error
    except StopIteration as error:
        raise Http404(_("No indicator is defined.")) from error


def explore(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, DATA_VIEW)
    question = asked_by(request)
    grid, answer = explorer.answer(request.user, question)
    words = _words(request, question)
    match request.GET.get("export"):
        case "csv":
            return _csv(question, grid, words)
        case "json":
            return JsonResponse(_drawn(question, grid, words), json_dumps_params={"ensure_ascii": False})
    french = (get_language() or "fr").startswith("fr")
    entry, seen = question.indicator, explorer.source_names(request.user)
    return render(request, "observatory/explorer.html", {
        "question": question, "title": entry.name.fr if french else entry.name.en,
        "definition": entry.definition.fr if french else entry.definition.en, "unit": unit(question),
        "indicators": [(code, one.name.fr if french else one.name.en)
                       for code, one in explorer.indicators().items()],
        "breakdowns": [(name, labels.dimension(name)) for name in breakdowns(entry)], "grains": [
            (grain, labels.GRAINS[grain]) for grain in GRAINS],
        "filters": _filters(question, seen), "table": _table(question, grid, words),
        "drawn": _drawn(question, grid, words),
        "shortened": len(grid.rows) > MOST_SHOWN, "most": MOST_SHOWN, "row_count": len(grid.rows),
        "has_map": any(name in PLACES for name in question.by), "breaks": explorer.breaks(question, grid, french),
        "sources": [seen[code] for code in answer.sources if code in seen],
        "limited": bool(answer.limited), "address": urlencode(question.parameters()),
        "may_release": may_somewhere(request.user, RELEASE_PREPARE)})


def unit(question: Question) -> str:
    entry = question.indicator
    return _("per cent") if entry.per else str({str(one): text for one, text in labels.UNITS.items()}.get(
        entry.unit, entry.unit))


def figure(cell: Shown, decimals: int = 0) -> str:
    """A cell as it is read; what is missing says why, and is never 0."""
    match cell.standing:
        case Standing.CLOSED:
            return _("closed")
        case Standing.NOT_OPEN:
            return _("not open")
    if cell.value is None:
        return "–"
    return BEFORE.get(Bound(cell.bound), "") + formats.number(cell.value, decimals) + (
        "*" if cell.standing is Standing.PARTIAL else "")


Words = Mapping[str, Mapping[str, str]]
"""By breakdown of the question, its codes in words."""


def _words(request: HttpRequest, question: Question) -> Words:
    return {name: explorer.source_names(request.user) if name == "source" else labels.labels(name)
            for name in question.by}


def _head(question: Question, place: int, codes: tuple[str | None, ...], words: Words) -> list[str]:
    if place >= len(question.by):
        return [unit(question)]
    name = question.by[place]
    return [labels.label(name, code, words[name]) for code in codes]


def _decimals(question: Question) -> int:
    return 1 if question.indicator.per else 0


def _table(question: Question, grid: Grid, words: Words) -> dict[str, Any]:
    """What the template writes: heads, rows of cells each with its words and the address of its sources."""
    base, decimals, address = question.parameters(), _decimals(question), reverse("observatory:cell")

    def origin(row: str | None, column: str | None) -> str:
        return f"{address}?{urlencode([*base, ('row', row or ''), ('column', column or '')])}"

    across = grid.can_add and len(grid.columns) > 1
    rows = []
    for code, head in zip(grid.rows[:MOST_SHOWN], _head(question, 0, grid.rows[:MOST_SHOWN], words), strict=True):
        cells = [(figure(one, decimals), origin(code, column) if one.value is not None else "")
                 for column in grid.columns for one in [grid.cell(code, column)]]
        rows.append((head, cells, figure(total(grid.cell(code, one) for one in grid.columns)) if across else ""))
    down = grid.can_add and len(grid.rows) > 1
    return {"heads": _head(question, 1, grid.columns, words), "corner": labels.dimension(question.by[0]), "rows": rows,
            "across": across, "totals": [figure(total(grid.cell(row, column) for row in grid.rows))
                                         for column in grid.columns] if down else [],
            "whole": figure(total(grid.cell(row, column) for row in grid.rows for column in grid.columns))}


def _drawn(question: Question, grid: Grid, words: Words) -> dict[str, Any]:
    """The same grid for the chart and the map: what is missing is ``null``."""
    place = next((at for at, name in enumerate(question.by) if name in PLACES), None)
    drawn: dict[str, Any] = {
        "title": question.indicator.code, "unit": unit(question), "by": list(question.by),
        "rows": _head(question, 0, grid.rows, words), "columns": _head(question, 1, grid.columns, words),
        "rowCodes": [code or "" for code in grid.rows], "columnCodes": [code or "" for code in grid.columns],
        "isTime": question.by[0] == PERIOD,
        "values": [[grid.cell(row, column).value for column in grid.columns] for row in grid.rows],
        "partial": [[grid.cell(row, column).standing is Standing.PARTIAL for column in grid.columns]
                    for row in grid.rows]}
    if place is not None:
        codes = grid.rows if place == 0 else grid.columns
        found = {code: spot for code in codes if code and (spot := explorer.position(code))}
        drawn |= {"place": place, "level": question.by[place], "positions": found}
    return drawn


def _filters(question: Question, seen: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lists that a question can be narrowed by: those that are few, and those it is narrowed by already; of
    sources those that are ``seen``."""
    found = []
    for name in breakdowns(question.indicator):
        if name == PERIOD:
            continue
        options = dict(seen) if name == "source" else _options(name)
        chosen = question.filters.get(name, ())
        for code in chosen:
            options.setdefault(code, code if name == "source" else labels.label(name, code))
        if options:
            found.append({"name": name, "label": labels.dimension(name), "chosen": chosen,
                          "options": sorted(options.items(), key=lambda pair: pair[1])})
    return found


def _options(name: str) -> dict[str, str]:
    if name == "region":
        return {entry.pcode: entry.shown for entry in explorer.vocabulary().regions}
    return dict(labels.labels(name)) if name in ("sex", "direction", "population_group", "flow_point", "event",
                                                 "activity", "vulnerability") else {}


def cell(request: HttpRequest) -> HttpResponse:
    """Where one cell comes from: source, file, sheet, row, recipe."""
    require_somewhere(request.user, DATA_VIEW)
    question = asked_by(request)
    back = f"{reverse('observatory:explorer')}?{urlencode(question.parameters())}"
    if "row" not in request.GET:
        return redirect(back)
    codes = [request.GET.get("row") or None, request.GET.get("column") or None]
    named = dict(zip(question.by, codes, strict=False))
    if (when := named.get(PERIOD)) is not None:
        try:
            read_period(when)
        except ValueError as error:
            raise Http404(_("“%(text)s” is no period.") % {"text": when}) from error
    origins = explorer.origins(request.user, question, named)
    if not origins:
        raise Http404(_("No figure stands here."))
    known, words = explorer.source_names(request.user), _words(request, question)
    return render(request, "observatory/cell.html", {
        "question": question, "unit": unit(question), "title": question.indicator.name.fr,
        "named": [(labels.dimension(name), labels.label(name, code, words[name])) for name, code in named.items()],
        "origins": [(known.get(one.source, one.source), one) for one in origins],
        "back": back})


def outlines(request: HttpRequest) -> HttpResponse:
    """The outlines of the regions, for the map."""
    require_somewhere(request.user, DATA_VIEW)
    answer = JsonResponse(explorer.outlines())
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


def _csv(question: Question, grid: Grid, known: Words) -> HttpResponse:
    """One line per cell, with its standing; then the notes, as a reader needs them beside the figures."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    heads = [text for name in question.by for text in (labels.dimension(name), _("Code"))]
    writer.writerow([csv_text(text) for text in [*heads, unit(question), _("Bound"), _("Standing")]])
    for row in grid.rows:
        for column in grid.columns:
            one = grid.cell(row, column)
            codes = (row, column)[:len(question.by)]
            words = [text for name, code in zip(question.by, codes, strict=True)
                     for text in (labels.label(name, code, known[name]), code or "")]
            writer.writerow([*(csv_text(text) for text in words), csv_text(one.value), one.bound, one.standing])
    entry = question.indicator
    writer.writerows([[], [_("Indicator"), csv_text(entry.name.fr)], [_("Definition"), csv_text(entry.definition.fr)],
                      [_("Extracted on"), timezone.localdate().isoformat()],
                      [_("Question"), urlencode(question.parameters())]])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(entry.name.fr, "csv")}"'
    return answer
