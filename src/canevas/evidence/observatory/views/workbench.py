"""The workbench of a file: dropped, settled question by question, brought into the figures."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_slug
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.evidence.observatory.forms import FileForm
from canevas.evidence.observatory.models import Batch, Source, Workbench
from canevas.evidence.observatory.operations import (
    FiguresRefused,
    RepeatsEarlierFile,
    answer_workbench,
    confirm_workbench,
    leave_workbench,
    mend_cell,
    open_workbench,
)
from canevas.evidence.observatory.operations.workbench import newest_recipe, settled
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_CORRECT, DATA_VIEW
from canevas.evidence.observatory.queries import visible
from canevas.evidence.observatory.views.answering import answers_in, editor_of
from canevas.evidence.observatory.views.batches import rejects_csv
from canevas.evidence.observatory.views.board import board_of, read_place
from canevas.evidence.observatory.views.sources import own_source
from canevas.tools.documents.nodes import DocumentRefused

LARGEST = 100 * 1024 * 1024


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
        made = _opened(request, form, source, versions.get(form.cleaned_data["recipe"]),
                       replaced.get(form.cleaned_data["replacing"]))
        if made is not None:
            return redirect(made)
    return render(request, "observatory/bring.html", {"form": form, "source": source},
                  status=422 if form.errors else 200)


def _opened(request: HttpRequest, form: FileForm, source: Source, recipe: Any, replacing: Batch | None) -> Any:
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        form.add_error("file", _("This file is too large."))
        return None
    try:
        return open_workbench(by=request.user, source=source, name=file.name, content=file.read(), recipe=recipe,
                              replacing=replacing)
    except (DocumentRefused, FiguresRefused) as refused:
        form.add_error("file", str(refused))
        return None


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
    return _page(request, bench, request.GET.get("on", ""))


def _page(request: HttpRequest, bench: Workbench, on: str = "", status: int = 200, **more: Any) -> HttpResponse:
    board = board_of(bench, on)
    is_open = bench.state == Workbench.State.OPEN
    return render(request, "observatory/workbench.html", {
        "bench": bench, "source": bench.file.source, "board": board, "is_open": is_open,
        "editor": editor_of(board) if is_open and board.active else None,
        "news": board.state.news.sentences() if board.state.news else [],
        "corrections": list(bench.file.corrections.select_related("made_by")), **more}, status=status)


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
                _mend(request, bench)
                return redirect(f"{bench.get_absolute_url()}#rejects")
            case "ignore" | "heed":
                _ignore(request, bench)
            case "name":
                _name(request, bench)
            case _:
                state = settled(bench)
                place = read_place(on, state)
                if place is None:
                    raise FiguresRefused(_("This is not in the file."))
                answer_workbench(by=request.user, bench=bench, answers=answers_in(request.POST, state, place))
    except FiguresRefused as refused:
        return _page(request, _bench(request, uid), on, 422, refused=str(refused))
    return redirect(reverse("observatory:workbench", args=[uid]) + "#open")


def _confirm(request: HttpRequest, bench: Workbench) -> HttpResponse:
    replacing = None
    if chosen := request.POST.get("replacing"):
        replacing = visible.batches(request.user).filter(source=bench.file.source, valid_to=None, pk=chosen).first() \
            if chosen.isdecimal() else None
        if replacing is None:
            raise FiguresRefused(_("The figures that this file should take the place of hold no longer."))
    try:
        batch = confirm_workbench(by=request.user, bench=bench, replacing=replacing,
                                  may_repeat=request.POST.get("may_repeat") == "yes")
    except RepeatsEarlierFile as repeated:
        return _page(request, bench, "", 422, refused=str(repeated), repeated=repeated.batches,
                     may_correct=visible.may_on(request.user, DATA_CORRECT, bench.file.source))
    except PermissionDenied:
        raise FiguresRefused(_("Who corrects figures must answer for the source: ask its statistician.")) from None
    messages.success(request, ngettext(
        "%(count)s figure is in.", "%(count)s figures are in.", batch.rows) % {"count": f"{batch.rows:,}".replace(
            ",", "\u202f")})
    return redirect(batch if visible.batches(request.user).filter(pk=batch.pk).exists() else bench.file.source)


def _mend(request: HttpRequest, bench: Workbench) -> None:
    row, column = request.POST.get("row", ""), request.POST.get("column", "")
    if not (row.isdecimal() and column.isdecimal() and len(row) < 8 and len(column) < 6 and int(row) and int(column)):
        raise FiguresRefused(_("This cell is not in the file."))
    mend_cell(by=request.user, bench=bench, sheet=request.POST.get("sheet", ""), row=int(row), column=int(column),
              value=request.POST.get("value", "").strip())


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
