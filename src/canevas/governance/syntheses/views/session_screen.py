"""The screen of a session, to be projected: amendments one after the other in their row of the table, decided by
keyboard or by button; conflicts together; then the next version."""
from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require
from canevas.governance.syntheses.models import Amendment, AmendmentState, StateChoices, Synthesis, Version
from canevas.governance.syntheses.operations.amending import apply_amendments, decide_amendment
from canevas.governance.syntheses.operations.proposing import settle_conflict, take_back_decisions
from canevas.governance.syntheses.permissions import SYNTHESIS_WRITE
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.queries.screens import Screen, Shown, place_among, remarks_on, screens_of, show
from canevas.governance.syntheses.rules.acts import ActFault
from canevas.governance.syntheses.rules.modifying import line_of, modified, words_after
from canevas.governance.syntheses.rules.table import Edit, InsertRow, Table, edit_from_json
from canevas.governance.syntheses.views.amendments import place_word, section_word, state_of
from canevas.governance.syntheses.views.finding import REFUSED, base_or_404, rights, said, synthesis_or_404

FAULTS = {
    "empty": lambda: _("Write the words that are accepted."),
    "edge": lambda: _("These are the words of the version: to keep them, reject the amendment."),
    "several": lambda: _("That is more than one change: accept one of them here, and propose the other."),
    "gone": lambda: _("Choose the line of the version that these words go to."),
}


@dataclass(frozen=True, slots=True)
class Card:
    """An amendment on the screen, with what its form of modification begins with."""

    shown: Shown
    place: str
    state: str
    words: str
    row: InsertRow | None
    needs_line: bool

    @property
    def amendment(self) -> Amendment:
        return self.shown.amendment


def room(request: HttpRequest, uid: UUID) -> HttpResponse:
    """``?at=`` names an amendment; without it, the first screen on which something is to be decided."""
    found = synthesis_or_404(request, uid)
    version = base_or_404(found)
    if request.method != "POST":
        return _page(request, found, version, request.GET.get("at", ""))
    require(request.user, SYNTHESIS_WRITE, body=found.body.code)
    screens, act = screens_of(version), request.POST.get("act", "")
    try:
        there = _undo(request, screens) if act == "undo" else _decide(request, version, screens, act)
    except ActFault as fault:
        return _page(request, found, version, request.POST.get("on", ""), FAULTS.get(fault.code, FAULTS["gone"])())
    except ValidationError as fault:
        return _page(request, found, version, request.POST.get("on", ""), said(fault))
    return redirect(reverse("syntheses:synthesis-room", args=[found.uid]) + there)


def _decide(request: HttpRequest, version: Version, screens: list[Screen], act: str) -> str:
    """Write the decision down; the address of what comes next."""
    place = place_among(screens, _uid(request.POST.get("on", "")))
    screen = screens[place] if place >= 0 else None
    on = request.POST.get("on")
    chosen = next((one for one in screen.amendments if str(one.uid) == on), None) if screen else None
    if screen is None or chosen is None:
        raise ValidationError(_("This amendment is not before the meeting: load the page again."))
    note = request.POST.get("note", "")
    if act == "reject":
        decide_amendment(by=request.user, amendment=chosen, state=AmendmentState.REJECTED, note=note)
    elif act == "take-back":
        take_back_decisions(by=request.user, amendments=screen.amendments)
        return f"?at={chosen.uid}"
    elif act in ("accept", "modify", "accept-also"):
        edit = modified(table_of(version), _edit(chosen), request.POST.dict()) if act == "modify" else None
        others = [] if act == "accept-also" else [one for one in screen.amendments if one.pk != chosen.pk]
        settle_conflict(by=request.user, chosen=chosen, others=others, note=note, edit=edit,
                        state=AmendmentState.MODIFIED if edit is not None else AmendmentState.ACCEPTED)
    else:
        raise ValidationError(_("This page does not know this act: load it again."))
    return _following(screens_of(version), place)


def _following(screens: list[Screen], place: int) -> str:
    """The next screen to decide, from ``place`` on and round again; nothing where all is decided."""
    order = [*range(place, len(screens)), *range(place)]
    found = next((number for number in order if not screens[number].is_decided), None)
    return "" if found is None else f"?at={_first_open(screens[found]).uid}"


def _first_open(screen: Screen) -> Amendment:
    return next((one for one in screen.amendments if one.state == AmendmentState.PROPOSED), screen.amendments[0])


def _undo(request: HttpRequest, screens: list[Screen]) -> str:
    """Take back what was decided last, with the others of its conflict."""
    decided = [one for screen in screens for one in screen.amendments if one.decided_at]
    if not decided:
        raise ValidationError(_("Nothing was decided yet."))
    last = max(decided, key=lambda one: one.decided_at)
    screen = next(one for one in screens if last in one.amendments)
    take_back_decisions(by=request.user, amendments=screen.amendments)
    return f"?at={last.uid}"


def _page(request: HttpRequest, found: Synthesis, version: Version, at: str, refused: str = "") -> HttpResponse:
    screens, table = screens_of(version), table_of(version)
    place = place_among(screens, _uid(at))
    screen = screens[place] if place >= 0 else None
    cards = [_card(table, one) for one in screen.amendments] if screen else []
    held = rights(request, found)
    total = sum(len(one.amendments) for one in screens)
    decided = sum(one.state != AmendmentState.PROPOSED for each in screens for one in each.amendments)
    chosen = next((card for card in cards if str(card.amendment.uid) == at), cards[0] if cards else None)
    return render(request, "syntheses/room.html", {
        "synthesis": found, "version": version, "screen": screen, "cards": cards, "chosen": chosen,
        "refused": refused, "typed": request.POST if refused else {}, "total": total, "decided": decided,
        "screens": _listed(screens, place),
        "before": _first_open(screens[place - 1]) if place > 0 else None,
        "after": _first_open(screens[place + 1]) if 0 <= place < len(screens) - 1 else None,
        "remarks": remarks_on(version, screen) if screen else [],
        "lines": [line for line in table.lines if line.text] if any(card.needs_line for card in cards) else [],
        "accepted": sum(one.state in (AmendmentState.ACCEPTED, AmendmentState.MODIFIED)
                        for each in screens for one in each.amendments),
        "is_done": found.state != StateChoices.AMENDING, "has_decided": decided > 0, "section": section_word(
            cards[0].amendment.section) if cards else "", **held}, status=REFUSED if refused else 200)


def _card(table: Table, one: Amendment) -> Card:
    edit = _edit(one)
    return Card(show(table, one), place_word(one), state_of(one), words_after(table, edit),
                edit if isinstance(edit, InsertRow) else None, not line_of(edit) and edit is None)


def _edit(one: Amendment) -> Edit | None:
    return edit_from_json(one.edit) if one.edit else None


def _listed(screens: list[Screen], here: int) -> list[tuple[Amendment, Screen, bool]]:
    return [(screen.amendments[0], screen, place == here) for place, screen in enumerate(screens)]


def _uid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


@require_POST
def apply(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The accepted amendments make the next version."""
    found = synthesis_or_404(request, uid)
    require(request.user, SYNTHESIS_WRITE, body=found.body.code)
    version = base_or_404(found)
    try:
        made = apply_amendments(by=request.user, synthesis=found)
    except ValidationError as fault:
        return _page(request, found, version, "", said(fault))
    messages.success(request, _("Version %(number)s is made, with the amendments that were accepted.") % {
        "number": made.number})
    return redirect(made)
