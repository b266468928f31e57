"""What a stage decides: the form, and what becomes of its reservations."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require
from canevas.commons.design.formats import capital, long_date
from canevas.commons.directory.queries import organisation_names
from canevas.governance.concertation.queries import visible as meetings
from canevas.governance.syntheses.forms import StageForm
from canevas.governance.syntheses.models import OutcomeChoices, StageDecision, Synthesis
from canevas.governance.syntheses.operations.deciding import (
    AskedReservation,
    decide_stage,
    discharge_reservation,
    open_reservations,
)
from canevas.governance.syntheses.permissions import SYNTHESIS_DECIDE, SYNTHESIS_WRITE
from canevas.governance.syntheses.queries.reading import table_of, version_numbered
from canevas.governance.syntheses.queries.retaining import held_back
from canevas.governance.syntheses.queries.sheet import reservations_of, waiting_on
from canevas.governance.syntheses.rules.printing import bands
from canevas.governance.syntheses.rules.stages import Outcome, Stage, Standing, State, outcomes_for
from canevas.governance.syntheses.rules.table import Column, Line
from canevas.governance.syntheses.views.finding import REFUSED, base_or_404, number, rights, said, synthesis_or_404

BLANK_ROWS = 3
MOST_ROWS = 100
LINE_OUTCOMES = (Outcome.ADOPTED, Outcome.SENT_BACK, Outcome.REJECTED, Outcome.POSTPONED)


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """A reservation as the form shows it again."""

    number: int
    who: str = ""
    line: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with the decision of its own that the form holds."""

    line: Line
    place: str
    outcome: str = ""
    note: str = ""


def decide(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write down what the stage decided of the version that is before it."""
    found = synthesis_or_404(request, uid)
    require(request.user, SYNTHESIS_DECIDE, body=found.body.code)
    outcomes = outcomes_for(Standing(Stage(found.stage), State(found.state)))
    labels = dict(OutcomeChoices.choices)
    sessions = [(str(one.pk), _("%(stage)s meeting of %(day)s") % {
        "stage": one.get_stage_display(), "day": long_date(one.date)})
        for one in meetings.sessions(request.user).filter(body=found.body).order_by("-date")[:100]]
    form = StageForm(request.POST or None, synthesis=found, sessions=sessions,
                     outcomes=[(str(one), capital(labels[str(one)])) for one in outcomes])
    if request.method != "POST" or "more" in request.POST:
        return _page(request, found, form)
    if not form.is_valid():
        return _page(request, found, form, _("Look at the fields below."))
    try:
        decide_stage(
            by=request.user, synthesis=found, outcome=Outcome(form.cleaned_data["outcome"]),
            day=form.cleaned_data["day"], note=form.cleaned_data["note"],
            session_id=int(form.cleaned_data["session"]) if form.cleaned_data["session"] else None,
            lines=_lines(request.POST), reservations=_reservations(request.POST))
    except ValidationError as fault:
        return _page(request, found, form, said(fault))
    messages.success(request, _("The decision of the stage is written down."))
    return redirect(found)


def _page(request: HttpRequest, found: Synthesis, form: StageForm, refused: str = "") -> HttpResponse:
    posted = request.POST
    version = base_or_404(found)
    shown = bands(table_of(version))
    rows = _written_rows(posted)
    count = min(MOST_ROWS, len(rows) + BLANK_ROWS)
    held = {} if request.method == "POST" else held_back(version)
    lines = [_line_row(line, f"{band.key} {row.number}", posted, held.get(line.uid))
             for band in shown for row in band.rows for cell in row.cells if cell.column is Column.STRATEGIES
             for line in cell.lines]
    return render(request, "syntheses/decide.html", {
        "synthesis": found, "version": version, "form": form, "refused": refused, "lines": lines,
        "rows": [*rows, *(ReservationRow(place) for place in range(len(rows), count))],
        "organisations": [name for _key, _code, name in organisation_names()],
        "line_outcomes": [(str(one), OutcomeChoices(one).label) for one in LINE_OUTCOMES],
        "decided_lines": sum(bool(one.outcome) for one in lines), "waiting": waiting_on(version),
        "open_reservations": open_reservations(found).count() if found.stage == Stage.POLITICAL else 0,
        "is_possible": State(found.state) is State.AMENDING, **rights(request, found)},
        status=REFUSED if refused else 200)


def _line_row(line: Line, place: str, posted: Mapping[str, str], held: StageDecision | None) -> LineRow:
    """As it was posted; before that, as the stage before decided (``held``), which this one may decide otherwise."""
    if held is not None:
        return LineRow(line, place, held.outcome, held.note)
    return LineRow(line, place, posted.get(f"outcome-{line.uid}", ""), posted.get(f"note-{line.uid}", ""))


def _written_rows(posted: Mapping[str, str]) -> list[ReservationRow]:
    found = [ReservationRow(place, posted.get(f"who-{place}", "").strip(), posted.get(f"line-{place}", ""),
                            posted.get(f"text-{place}", "").strip()) for place in range(MOST_ROWS)
             if f"text-{place}" in posted]
    written = [one for one in found if one.text or one.who]
    return [ReservationRow(place, one.who, one.line, one.text) for place, one in enumerate(written)]


def _reservations(posted: Mapping[str, str]) -> list[AskedReservation]:
    """Who holds back is an organisation where its name is that of one, else a name as written."""
    known = {name.casefold(): key for key, _code, name in organisation_names()}
    known |= {code.casefold(): key for key, code, _name in organisation_names()}
    return [AskedReservation(one.text, "" if one.who.casefold() in known else one.who, known.get(one.who.casefold()),
                             one.line) for one in _written_rows(posted)]


def _lines(posted: Mapping[str, str]) -> dict[str, tuple[Outcome, str]]:
    allowed = {str(one) for one in LINE_OUTCOMES}
    return {name.removeprefix("outcome-"): (Outcome(value), posted.get(name.replace("outcome-", "note-", 1), ""))
            for name, value in posted.items() if name.startswith("outcome-") and value in allowed}


@require_POST
def discharge(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A reservation is integrated by a later version, or declined with a reason."""
    found = synthesis_or_404(request, uid)
    require(request.user, SYNTHESIS_WRITE, body=found.body.code)
    reservation = next((one for one in reservations_of(found) if str(one.uid) == request.POST.get("on")), None)
    if reservation is None:
        raise Http404(_("This reservation is not in the register."))
    version = None
    if request.POST.get("verb") == "integrate":
        version = version_numbered(found, number(request.POST.get("version")), request.user)
    try:
        discharge_reservation(by=request.user, reservation=reservation, version=version,
                              answer="" if version else request.POST.get("answer", ""))
    except ValidationError as fault:
        messages.error(request, said(fault))
    else:
        messages.success(request, _("The reservation is settled."))
    return redirect(f"{found.get_absolute_url()}#reservations")
