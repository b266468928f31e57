"""The workbench of a file: dropped, settled question by question, brought into the figures."""
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.commons.jobs.queries import works_about
from canevas.evidence.observatory.forms import FileForm
from canevas.evidence.observatory.jobs import (
    MANY,
    is_long,
    said_of,
    standing_of,
    start_confirming,
    start_reading,
    start_rereading,
)
from canevas.evidence.observatory.models import Batch, Source, Workbench
from canevas.evidence.observatory.operations import (
    FiguresRefused,
    RepeatsEarlierFile,
    answer_workbench,
    confirm_workbench,
    leave_workbench,
    mend_cells,
    open_workbench,
)
from canevas.evidence.observatory.operations.workbench import newest_recipe, settled, taken_up_by
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_CORRECT, DATA_VIEW
from canevas.evidence.observatory.queries import visible
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.settling import Settled, at, doubts_of
from canevas.evidence.observatory.views.answering import answers_in, editor_of
from canevas.evidence.observatory.views.batches import corrections_told, rejects_csv
from canevas.evidence.observatory.views.board import board_of, read_place
from canevas.evidence.observatory.views.sources import own_source
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.refusals import too_large
from canevas.tools.tables.weighing import LIMITS


def bring(request: HttpRequest, code: str) -> HttpResponse:
    """A file is chosen for a source; the recipe of the files before reads it, where there is one."""
    source = own_source(request, code, DATA_ADD)
    newest = newest_recipe(source)
    versions = {str(version.pk): version for one in source.recipes.all() if (version := one.versions.first())}
    holding = visible.batches(request.user).filter(source=source, valid_to=None)[:100] if visible.may_on(
        request.user, DATA_CORRECT, source) else []
    replaced = {str(one.uid): one for one in holding}
    form = FileForm(request.POST or None, request.FILES or None, initial={
        "recipe": str(newest.pk) if newest else "", "replacing": request.GET.get("replacing", "")})
    form.fields["recipe"].choices = [  # type: ignore[attr-defined]
        *((key, f"{one.recipe} ({_('version')} {one.number})") for key, one in versions.items()),
        ("", _("none: ask everything"))]
    form.fields["replacing"].choices = [  # type: ignore[attr-defined]
        ("", _("is a new one")), *((key, _("takes the place of “%(file)s”") % {"file": one.file})
                                   for key, one in replaced.items())]
    if request.method == "POST" and form.is_valid():
        where = _read(request, form, source, versions.get(form.cleaned_data["recipe"]),
                      replaced.get(form.cleaned_data["replacing"]))
        if where:
            return redirect(where)
    return render(request, "observatory/bring.html", {"form": form, "source": source},
                  status=422 if form.errors else 200)


def _read(request: HttpRequest, form: FileForm, source: Source, recipe: Any, replacing: Batch | None) -> str:
    """Where the file goes on: on its workbench, or on the page of the work that reads it; "" where it is refused."""
    file = form.cleaned_data["file"]
    try:
        if file.size > LIMITS.max_bytes:
            raise too_large(file.name, file.size, LIMITS.max_bytes)
        if is_long(file.size):
            return start_reading(by=request.user, source=source, file=file, recipe=recipe, replacing=replacing)
        return open_workbench(by=request.user, source=source, name=file.name, content=file.read(), recipe=recipe,
                              replacing=replacing).get_absolute_url()
    except (DocumentRefused, FiguresRefused) as refused:
        form.add_error("file", str(refused))
        return ""


def _bench(request: HttpRequest, uid: UUID) -> Workbench:
    require_somewhere(request.user, DATA_VIEW)
    found = visible.workbenches(request.user).filter(uid=uid).first()
    if found is None:
        raise Http404(_("This file is not on any workbench."))
    return found


@require_GET
def workbench(request: HttpRequest, uid: UUID) -> HttpResponse:
    bench = _bench(request, uid)
    if bench.state == Workbench.State.DONE and bench.batch:
        return redirect(bench.batch if visible.batches(request.user).filter(pk=bench.batch.pk).exists()
                        else bench.file.source)
    return _page(request, bench, request.GET.get("on", ""), **_repeats(request, bench))


def _repeats(request: HttpRequest, bench: Workbench) -> dict[str, Any]:
    """What the work that was to bring the file in was refused: other files gave its figures before."""
    asked = [int(one) for one in request.GET.get("repeats", "").split(".")[:20] if one.isdecimal() and len(one) < 12]
    found = visible.batches(request.user).filter(source=bench.file.source, valid_to=None, pk__in=asked)
    return {"repeated": list(found), "refused": _(
        "Some figures of this file were given before: they would count twice. Let it take the place of the other, or "
        "say that both count.")} if found else {}


def _page(request: HttpRequest, bench: Workbench, on: str = "", status: int = 200, **more: Any) -> HttpResponse:
    one_by_one = request.GET.get("each") == "1"
    board = board_of(bench, on, one_by_one=one_by_one)
    is_open = bench.state == Workbench.State.OPEN
    return render(request, "observatory/workbench.html", {
        "bench": bench, "source": bench.file.source, "board": board, "is_open": is_open,
        "editor": editor_of(board) if is_open and board.active else None,
        "news": board.state.news.sentences() if board.state.news else [],
        "earlier": taken_up_by(bench.recipe, bench.answers),
        "works": works_about(bench.get_absolute_url()), "standing": standing_of(bench) if is_open else None,
        "may_correct": visible.may_on(request.user, DATA_CORRECT, bench.file.source),
        "one_by_one": one_by_one, **corrections_told(bench.file), **more}, status=status)


@require_POST
def act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One answer, kept at once; or the act on the whole file."""
    bench = _bench(request, uid)
    on = request.POST.get("on", "")
    try:
        match request.POST.get("verb", ""):
            case "confirm":
                return _confirm(request, bench)
            case "leave":
                leave_workbench(by=request.user, bench=bench)
                messages.success(request, _("The file is left aside; nothing of it went into the figures."))
                return redirect(bench.file.source)
            case "mend":
                return _mend(request, bench)
            case "leave-columns":
                return _leave_columns(request, bench)
            case "ignore" | "heed":
                _ignore(request, bench)
            case "name":
                _name(request, bench)
            case _:
                return _answer(request, bench, on)
    except FiguresRefused as refused:
        return _page(request, _bench(request, uid), on, 422, refused=str(refused))
    return redirect(f"{bench.get_absolute_url()}#open")


def _answer(request: HttpRequest, bench: Workbench, on: str) -> HttpResponse:
    state = settled(bench)
    place = read_place(on, state)
    if place is None:
        raise FiguresRefused(_("This is not in the file."))
    return _settled_anew(request, bench, state, answers_in(request.POST, state, place))


def _leave_columns(request: HttpRequest, bench: Workbench) -> HttpResponse:
    """All the columns of a table that are still asked stay out of the figures."""
    state, number = settled(bench), request.POST.get("table", "")
    asked = [one for one in doubts_of(state, bench.answers) if one.kind == "column" and str(one.table) == number]
    if not asked:
        raise FiguresRefused(_("This is not in the file."))
    meanings = {at(one.table, one.column): str(Meaning.UNKNOWN) for one in asked}
    return _settled_anew(request, bench, state, {"meanings": meanings})


def _settled_anew(request: HttpRequest, bench: Workbench, state: Settled, answers: Mapping[str, Any]) -> HttpResponse:
    """Keep ``answers``: at once, or by work where a table of many rows is proposed anew for another meaning."""
    chosen = answers.get("meanings", {})
    if any("version" in answers or str(column.meaning) != chosen.get(at(place, column.number), str(column.meaning))
           for place, table in enumerate(state.tables) if len(table.layout.data_rows()) > MANY
           for column in table.columns):
        return redirect(start_rereading(by=request.user, bench=bench, answers=answers))
    answer_workbench(by=request.user, bench=bench, answers=answers)
    return redirect(f"{bench.get_absolute_url()}#open")


def _confirm(request: HttpRequest, bench: Workbench) -> HttpResponse:
    replacing = None
    if chosen := request.POST.get("replacing"):
        replacing = visible.batches(request.user).filter(source=bench.file.source, valid_to=None, pk=chosen).first() \
            if chosen.isdecimal() else None
        if replacing is None:
            raise FiguresRefused(_("The figures that this file should take the place of hold no longer."))
    may_repeat = request.POST.get("may_repeat") == "yes"
    if is_long(bench.file.file.size) and not bench.doubts:
        return redirect(start_confirming(by=request.user, bench=bench, may_repeat=may_repeat, replacing=replacing))
    before = standing_of(bench)
    try:
        batch = confirm_workbench(by=request.user, bench=bench, replacing=replacing, may_repeat=may_repeat)
    except RepeatsEarlierFile as repeated:
        return _page(request, bench, "", 422, refused=str(repeated), repeated=repeated.batches)
    messages.success(request, said_of(batch, before))
    return redirect(batch if visible.batches(request.user).filter(pk=batch.pk).exists() else bench.file.source)


def _mend(request: HttpRequest, bench: Workbench) -> HttpResponse:
    """The cells of one sheet beside which something was written: ``cell-ROW-COLUMN``, or ``alike-ROW-COLUMN`` for all
    of the column that hold the same."""
    sheet, cells = request.POST.get("sheet", ""), {}
    for name, value in request.POST.items():
        if (place := re.fullmatch(r"(cell|alike)-([1-9]\d{0,6})-([1-9]\d{0,4})", name)) and value.strip():
            here = int(place[2]), int(place[3])
            for row, column in _alike(bench, sheet, *here) if place[1] == "alike" else [here]:
                cells[sheet, row, column] = value.strip()
    if not cells:
        raise FiguresRefused(_("Write beside a rejected cell what it should hold."))
    if is_long(bench.file.file.size):
        return redirect(start_rereading(by=request.user, bench=bench, cells=cells))
    mend_cells(by=request.user, bench=bench, cells=cells)
    return redirect(f"{bench.get_absolute_url()}#understood")


def _alike(bench: Workbench, sheet: str, row: int, column: int) -> list[tuple[int, int]]:
    rejects = [one for table in settled(bench).tables if table.layout.sheet == sheet for one in table.rejects
               if one.number == column]
    value = next((one.value for one in rejects if one.row == row), None)
    return [(one.row, one.number) for one in rejects if one.value == value]


def _ignore(request: HttpRequest, bench: Workbench) -> None:
    known = [one for one in bench.answers.get("ignored", []) if one != request.POST.get("sheet")]
    if request.POST.get("verb") == "ignore":
        known.append(request.POST.get("sheet", "")[:250])
    answer_workbench(by=request.user, bench=bench, answers={"ignored": known})


def _name(request: HttpRequest, bench: Workbench) -> None:
    name = request.POST.get("name", "").strip().lower()
    try:
        validate_slug(name)
    except ValidationError as error:
        raise FiguresRefused(_("The name of a recipe is of small letters, figures and hyphens.")) from error
    answer_workbench(by=request.user, bench=bench, answers={}, name=name[:60])


def rejects(request: HttpRequest, uid: UUID) -> HttpResponse:
    bench = _bench(request, uid)
    return rejects_csv(str(bench.file), (
        (table.layout.sheet, one.row, one.column, one.value, one.why)
        for table in settled(bench).tables for one in table.rejects))
