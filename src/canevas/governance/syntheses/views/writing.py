"""The table editor: the table as it prints, each line, row, challenge and band with what may be done to it.

A form for every act, so that it works without a script; with one, only the table is drawn anew.
"""
from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.governance.policy import queries as policy
from canevas.governance.syntheses.models import Synthesis, Version
from canevas.governance.syntheses.operations.opening import open_version
from canevas.governance.syntheses.operations.undoing import (
    add_band,
    is_undoable,
    remove_band,
    reword_band,
    undo_edit,
    write_table,
)
from canevas.governance.syntheses.permissions import SYNTHESIS_WRITE
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.rules.acts import ACTS, GENERAL, ActFault, Spot, Values, edits_for, spot
from canevas.governance.syntheses.rules.printing import bands
from canevas.governance.syntheses.rules.table import Table
from canevas.governance.syntheses.views.finding import CONFLICT, REFUSED, number, rights, said, synthesis_or_404

FAULTS = {
    "gone": lambda: _("What you changed is no longer in the table: somebody deleted or moved it. Nothing was written."),
    "empty": lambda: _("Nothing was written: an empty line says nothing. To take a line out, delete it."),
    "edge": lambda: _("It stands there already: nothing was written."),
    "general": lambda: _("This table has no general band: add one first."),
}
BAND_ACTS = ("band-title", "band-add", "band-remove")


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an act: what is said, what the person typed where nothing was written, where the focus goes."""

    message: str = ""
    typed: str = ""
    status: int = 200
    focus: str = ""


def table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The table to be written. ``?at=`` opens the form of a line, row, band or cell ("priorities:ROW")."""
    found = synthesis_or_404(request, uid)
    require(request.user, SYNTHESIS_WRITE, body=found.body.code)
    version = open_version(found)
    if version is None:
        return redirect(found)
    if request.method != "POST":
        return _page(request, found, version, request.GET.get("at", ""), Answer())
    answer = _act(request, found, version)
    if answer.status == 200 and not request.headers.get("HX-Request"):
        anchor = f"#{answer.focus}" if answer.focus else ""
        return redirect(reverse("syntheses:synthesis-table", args=[found.uid]) + anchor)
    at = request.POST.get("line", "") if answer.typed and answer.status != 200 else ""
    now = open_version(found)
    return redirect(found) if now is None else _page(request, found, now, at, answer)


def _page(request: HttpRequest, found: Synthesis, version: Version, at: str, answer: Answer) -> HttpResponse:
    content = table_of(version)
    shown = bands(content)
    opened = _opened(content, at)
    kept = opened is not None or not answer.typed
    return render(request, "syntheses/table_editor.html", {
        "synthesis": found, "version": version, "table": content, "bands": shown, "at": at, "opened": opened,
        "answer": answer, "lost": "" if kept else answer.typed, "is_undoable": is_undoable(version),
        "lacks_general": content.section(GENERAL) is None,
        "missing": [axis for axis in policy.axes() if content.section(f"axis {axis.number}") is None],
        "targets": [(band, row) for band in shown for row in band.rows],
        "is_empty": not any(band.rows for band in shown), **rights(request, found)}, status=answer.status)


def _opened(content: Table, at: str) -> Spot | None:
    """The line that ``at`` names, to fill its form with; None for another thing, or what is no longer there."""
    try:
        return spot(content, at)
    except ActFault:
        return None


def _act(request: HttpRequest, found: Synthesis, version: Version) -> Answer:
    values, act = request.POST.dict(), request.POST.get("act", "")
    seen = number(values.get("seen"))
    try:
        if act == "undo":
            done: object = undo_edit(by=request.user, synthesis=found, seen=seen)
        elif act in BAND_ACTS:
            done = _band(request, found, seen, act, values)
        elif act in ACTS:
            content = table_of(version)
            if seen != version.revision and act == "reword" and _stands(content, values):
                seen = version.revision  # somebody changed the table, but not these words
            done = write_table(by=request.user, synthesis=found, seen=seen, edits=edits_for(content, act, values)
                               if seen == version.revision else [])
        else:
            return Answer(_("This page does not know this act: load it again."), status=REFUSED)
    except ActFault as fault:
        return Answer(FAULTS[fault.code](), values.get("text", ""), REFUSED)
    except ValidationError as fault:
        return Answer(said(fault), values.get("text", ""), REFUSED)
    except KeyError:
        return Answer(FAULTS["gone"](), values.get("text", ""), REFUSED)
    if done is None:
        return Answer(_("Somebody changed the table since you loaded it. Nothing of yours was written: below is the "
                        "table as it is now. Look at it, then do it again."), values.get("text", ""), CONFLICT)
    return Answer(_("Undone.") if act == "undo" else _("Saved."), focus=_focus(values))


def _stands(content: Table, values: Values) -> bool:
    try:
        return "was" in values and spot(content, values.get("line", "")).line.text == values["was"]
    except ActFault:
        return False


def _focus(values: Values) -> str:
    if values.get("line"):
        return f"l-{values['line']}"
    if values.get("row"):
        return f"r-{values['row']}"
    return f"b-{values['section'].replace(' ', '-')}" if values.get("section") else ""


def _band(request: HttpRequest, found: Synthesis, seen: int, act: str, values: Values) -> Version | None:
    section, title = values.get("section", ""), values.get("title", "")
    if act == "band-title":
        return reword_band(by=request.user, synthesis=found, seen=seen, section=section, title=title)
    if act == "band-remove":
        return remove_band(by=request.user, synthesis=found, seen=seen, section=section)
    if values.get("axis") == GENERAL:
        return add_band(by=request.user, synthesis=found, seen=seen, axis=None, title=title)
    axis = next((one for one in policy.axes() if str(one.number) == values.get("axis")), None)
    if axis is None:
        raise ValidationError(_("Choose the axis whose band is to be added."))
    return add_band(by=request.user, synthesis=found, seen=seen, axis=axis.number, title=title or axis.title)


