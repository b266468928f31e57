"""The explorer: one question, its table, its chart and its map, and the way back from a cell to its sources."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may_somewhere
from canevas.commons.design import formats
from canevas.commons.design.lists.exports import XLSX, file_name
from canevas.evidence.observatory.export import grid_files
from canevas.evidence.observatory.permissions import DATA_VIEW, RELEASE_PREPARE
from canevas.evidence.observatory.queries import explorer, labels, meeting, visible
from canevas.evidence.observatory.queries.figures import Answer
from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.statistics.accounts import SOURCE, apart, can_add, whole
from canevas.evidence.observatory.rules.statistics.explorer import (
    GRAINS,
    PERIOD,
    PLACES,
    Grid,
    Question,
    breakdowns,
    read_question,
    total,
)
from canevas.evidence.observatory.rules.statistics.foreseeing import LEVEL, can_be_foreseen, series_of
from canevas.evidence.observatory.rules.statistics.series import Break, Standing
from canevas.evidence.observatory.rules.written_periods import read_written_period
from canevas.evidence.observatory.views.choosing import options
from canevas.evidence.observatory.views.table import MOST_SHOWN, table
from canevas.evidence.observatory.views.telling import (
    Words,
    as_file,
    broken,
    decimals,
    definition,
    ends,
    heads,
    kept_to,
    limits,
    notes,
    title,
    unit,
    while_closed,
    words_of,
)
from canevas.tools.engines.forecasting import shortest


def asked_by(request: HttpRequest) -> Question:
    """The question of the address, of the figures as they are known now; 404 where it names no indicator."""
    return replace(_asked(request), at=None)


def _asked(request: HttpRequest) -> Question:
    known = explorer.indicators()
    given = {name: request.GET.getlist(name) for name in request.GET}
    try:
        return read_question(given, known)
    except KeyError as error:
        raise Http404(_("There is no such indicator.")) from error
    except StopIteration as error:
        raise Http404(_("No indicator is defined.")) from error


def _no_periods(request: HttpRequest) -> list[tuple[str, str]]:
    """What stands in the address as an end of the time asked for and is no period, by its name."""
    found = []
    for name in ("from", "to"):
        if text := request.GET.get(name, "").strip():
            try:
                read_written_period(text)
            except ValueError:
                found.append((name, text))
    return found


def explore(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, DATA_VIEW)
    question = _asked(request)
    grid, answer = explorer.answer(request.user, question)
    if (accounts := explorer.accounts(request.user, question, answer.sources)).meetings:
        return _side_by_side(request, apart(question, accounts))
    words, breaks = words_of(request.user, question), _breaks(grid, answer)
    if export := request.GET.get("export"):
        return _exported(request, export, grid, answer, words, breaks)
    seen, ahead = explorer.source_names(request.user), _ahead(request, grid, breaks)
    return render(request, "observatory/explorer.html", {
        "question": question, "title": title(question), "definition": definition(question), "unit": unit(question),
        **_choices(question), "filters": _filters(question, seen),
        "kept": kept_to(question, seen), "table": table(question, grid, words, broken(grid, breaks)),
        "drawn": _drawn(question, grid, words, breaks) | {"ahead": ahead["drawn"] if ahead else []}, "ahead": ahead,
        "shortened": len(grid.rows) > MOST_SHOWN, "most": MOST_SHOWN, "row_count": len(grid.rows),
        "has_map": any(name in PLACES for name in question.by), "breaks": breaks,
        "sources": explorer.told_by(question, answer.sources),
        "left_out": [seen[code] for code in answer.left_out if code in seen], "is_earlier": bool(
            explorer.moment(question)), "today": timezone.localdate().isoformat(),
        "limited": limits(answer, seen), "address": urlencode(question.parameters()),
        "no_periods": [text for _name, text in _no_periods(request)],
        "met": _met(request, question, seen), "while_closed": while_closed(grid),
        "now": urlencode(replace(question, at=None).parameters()), "can_be_foreseen": can_be_foreseen(question),
        "may_release": may_somewhere(request.user, RELEASE_PREPARE)})


def _side_by_side(request: HttpRequest, question: Question) -> HttpResponse:
    """The same page, of a question that adds no two accounts of the same people."""
    kept = [(name, text) for name in ("export", "ahead") if (text := request.GET.get(name))] + _no_periods(request)
    return redirect(f"{reverse('observatory:explorer')}?{urlencode([*question.parameters(), *kept])}")


def _met(request: HttpRequest, question: Question, names: Mapping[str, str]) -> dict[str, Any]:
    """Of a question that keeps sources apart: where they tell of the same people, and the questions that add no two
    accounts of them. ``names``: of sources. Empty where they may all be added."""
    if SOURCE not in (*question.by, *question.filters):
        return {}
    together = whole(question)
    accounts = explorer.accounts(request.user, together)
    choices = dict.fromkeys(tuple(sorted(accounts.kept([first]))) for first in accounts.repeating)
    return {
        "places": meeting.where(accounts, names),
        "beside": urlencode(apart(together, accounts).parameters()) if len(together.by) < 2 else "",
        "is_beside": SOURCE in question.by,
        "choices": [(urlencode(replace(together, filters={**together.filters, SOURCE: kept}).parameters()),
                     ", ".join(names.get(one, one) for one in kept),
                     SOURCE not in question.by and set(kept) == set(question.filters[SOURCE])) for kept in choices],
    } if choices else {}


def _breaks(grid: Grid, answer: Answer) -> list[Break]:
    whole = [code for code in answer.sources if code not in answer.limited]
    return explorer.breaks(grid.question, grid, formats.is_french(), explorer.extent(grid.question, whole))


def _exported(request: HttpRequest, form: str, grid: Grid, answer: Answer, words: Words,
              breaks: Sequence[Break]) -> HttpResponse:
    question = grid.question
    told = notes(request.user, question, answer, breaks)
    if closed := while_closed(grid):
        told.append((_("Given for points that were closed"), closed))
    match form:
        case "json":
            drawn = _drawn(question, grid, words, breaks) | {"notes": [list(pair) for pair in told]}
            return JsonResponse(drawn, json_dumps_params={"ensure_ascii": False})
        case "csv" | "xlsx":
            file = as_file(question, grid, words, told)
            content, media = (grid_files.as_csv(file), "text/csv; charset=utf-8") if form == "csv" else (
                grid_files.as_xlsx(file), XLSX)
            return HttpResponse(content, content_type=media, headers={
                "Content-Disposition": f'attachment; filename="{file_name(title(question), form)}"'})
    raise Http404(_("There is no such form of file."))


def _ahead(request: HttpRequest, grid: Grid, breaks: Sequence[Break]) -> dict[str, Any] | None:
    """The next periods, where the address asks for them and the question has such a series: for the chart and the table
    both; or why there are none."""
    if request.GET.get("ahead") != "yes" or not (series := series_of(grid, timezone.localdate())):
        return None
    found, steps = explorer.foreseen_of(series)
    places = decimals(grid.question)
    return {
        "reason": found.reason, "model": found.model, "error": formats.number(found.error, places),
        "naive": formats.number(found.naive_error, places), "tests": found.tests, "level": LEVEL,
        "shortest": shortest(series.season),
        "crosses": any(series.first.start < one.day <= series.last.end for one in breaks) if steps else False,
        "rows": [(labels.period(one.period.iso), formats.number(one.value, places), formats.number(one.low, places),
                  formats.number(one.high, places)) for one in steps],
        "drawn": [{"code": one.period.iso, "name": labels.period(one.period.iso), "value": one.value, "low": one.low,
                   "high": one.high} for one in steps]}


def _drawn(question: Question, grid: Grid, words: Words, breaks: Sequence[Break]) -> dict[str, Any]:
    """The same grid for the chart and the map: what is missing is ``null``."""
    place = next((at for at, name in enumerate(question.by) if name in PLACES), None)
    drawn: dict[str, Any] = {
        "title": question.indicator.code, "unit": unit(question), "by": list(question.by),
        "rows": heads(question, 0, grid.rows, words), "columns": heads(question, 1, grid.columns, words),
        "rowCodes": [code or "" for code in grid.rows], "columnCodes": [code or "" for code in grid.columns],
        "isTime": question.by[0] == PERIOD, "breaks": broken(grid, breaks),
        "values": [[grid.cell(row, column).value for column in grid.columns] for row in grid.rows],
        "partial": [[grid.cell(row, column).standing is Standing.PARTIAL for column in grid.columns]
                    for row in grid.rows]}
    if any(one.upper is not None for one in grid.cells.values()):
        drawn["uppers"] = [[grid.cell(row, column).upper for column in grid.columns] for row in grid.rows]
    if place is not None:
        codes = grid.rows if place == 0 else grid.columns
        found = {code: spot for code in codes if code and (spot := explorer.position(code))}
        drawn |= {"place": place, "level": question.by[place], "positions": found}
        if len(question.by) > 1 and question.by[1 - place] != PERIOD and can_add(grid, 1 - place):
            drawn |= {"sumTitle": _("Total"), "sums": [
                [(one := total(cells)).value, one.upper] for cells in (
                    [grid.cell(*((code, other) if place == 0 else (other, code)))
                     for other in (grid.columns if place == 0 else grid.rows)] for code in codes)]}
    return drawn


def _choices(question: Question) -> dict[str, Any]:
    """The options of the lists that make a question: indicators, rows, columns, grains."""
    named = [(name, labels.dimension(name)) for name in breakdowns(question.indicator)]
    names = [(code, one.name.fr if formats.is_french() else one.name.en) for code, one in explorer.indicators().items()]
    return {"indicators": options(names, [question.indicator.code]), "rows": options(named, question.by[:1]),
            "columns": options(named, question.by[1:2]),
            "grains": options([(grain, labels.GRAINS[grain]) for grain in GRAINS], [question.grain])}


def _filters(question: Question, seen: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lists that a question can be narrowed by: those that are few, and those it is narrowed by already; of
    sources those that are ``seen``."""
    found = []
    for name in breakdowns(question.indicator):
        if name == PERIOD:
            continue
        known = dict(seen) if name == "source" else _options(name)
        chosen = question.filters.get(name, ())
        for code in chosen:
            known.setdefault(code, code if name == "source" else labels.label(name, code))
        if known:
            found.append({"name": name, "label": labels.dimension(name),
                          "options": options(sorted(known.items(), key=lambda pair: pair[1]), chosen)})
    return found


def _options(name: str) -> dict[str, str]:
    if name == "region":
        return {entry.pcode: entry.shown for entry in explorer.vocabulary().regions}
    return dict(labels.labels(name)) if name in ("sex", "direction", "population_group", "flow_point", "event",
                                                 "activity", "vulnerability") else {}


def cell(request: HttpRequest) -> HttpResponse:
    """Where one cell comes from: source, file, sheet, row, recipe."""
    require_somewhere(request.user, DATA_VIEW)
    question = _asked(request)
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
    known, words = explorer.source_names(request.user), words_of(request.user, question)
    files = {str(one.uid): one for one in visible.batches(request.user).filter(
        uid__in=[one.batch for one in origins if one.batch])}
    return render(request, "observatory/cell.html", {
        "question": question, "unit": unit(question), "title": title(question),
        "named": [(labels.dimension(name), labels.label(name, code, words[name])) for name, code in named.items()],
        "origins": [(known.get(one.source, one.source), one, files.get(one.batch), ends(one.value, one.upper,
                     one.bound),
                     [(row, ends(row["value"], row["upper"], row["bound"])) for row in one.rows]) for one in origins],
        "back": back, "is_earlier": bool(explorer.moment(question))})


def outlines(request: HttpRequest) -> HttpResponse:
    """The outlines of the regions, for the map."""
    require_somewhere(request.user, DATA_VIEW)
    answer = JsonResponse(explorer.outlines())
    answer["Cache-Control"] = "private, max-age=86400"
    return answer
