"""The outline of a body's meetings: sections named, ordered, added, taken away; saved when it is right.

Every button is a submit of one form that carries the whole outline, so that it works without JavaScript; nothing is
written before « Enregistrer ».
"""
from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import require
from canevas.governance.concertation.models import Body, Outline
from canevas.governance.concertation.operations.errors import ChangedMeanwhile, MeetingRefused
from canevas.governance.concertation.operations.session_outline import mark_of_outline, reset_outline, save_outline
from canevas.governance.concertation.permissions import BODY_EDIT, BODY_VIEW
from canevas.governance.concertation.queries.meeting import outline_of
from canevas.governance.concertation.rules.outline import Section, SectionKind
from canevas.governance.concertation.views.meetings.finding import body_or_404

KINDS: dict[SectionKind, str | Promise] = {
    SectionKind.ADOPTION: gettext_lazy("Adoption of the previous minutes"),
    SectionKind.REVIEW: gettext_lazy("Review of open actions"),
    SectionKind.FREE: gettext_lazy("Points of the day"),
    SectionKind.MISCELLANEOUS: gettext_lazy("Miscellaneous"),
    SectionKind.RECOMMENDATIONS: gettext_lazy("Recommendations"),
}
REFUSED = 422


def outline(request: HttpRequest, code: str) -> HttpResponse:
    """The outline of one body: its own, or the one that it inherits, to be changed for it."""
    found = body_or_404(request, code)
    require(request.user, BODY_EDIT, body=found.code)
    return _edit(request, found)


def common_outline(request: HttpRequest) -> HttpResponse:
    """The one outline for all."""
    require(request.user, BODY_VIEW)
    require(request.user, BODY_EDIT)
    return _edit(request, None)


def _edit(request: HttpRequest, body: Body | None) -> HttpResponse:
    in_use = outline_of(body)
    own = Outline.objects.filter(body=body).select_related("saved_by").first()
    sections, seen, refusal = list(in_use.sections), mark_of_outline(own), ""
    if request.method == "POST":
        sections, seen = _typed(request), request.POST.get("seen", "")
        try:
            if _written(request, body, sections, seen):
                return redirect(body) if body else redirect("concertation:outline-common")
        except ChangedMeanwhile as changed:
            sections, seen, refusal = list(in_use.sections), mark_of_outline(own), str(changed)
        except MeetingRefused as refused:
            refusal = str(refused)
        _arrange(sections, request.POST.get("act", ""))
    return render(request, "concertation/meetings/outline.html", {
        "body": body, "sections": sections, "kinds": KINDS, "seen": seen, "is_own": own is not None, "own": own,
        "in_use": in_use, "refusal": refusal, "moved": _moved(request, sections)}, status=REFUSED if refusal else 200)


def _written(request: HttpRequest, body: Body | None, sections: list[Section], seen: str) -> bool:
    """Whether the act wrote something (and the page is left)."""
    act = request.POST.get("act", "")
    if act == "save":
        save_outline(by=request.user, body=body, sections=sections, seen=seen)
        messages.success(request, _("The outline is saved: the next agendas are made of it."))
    elif act == "reset":
        reset_outline(by=request.user, body=body, seen=seen)
        messages.success(request, _("The outline follows the one above again."))
    return act in ("save", "reset")


def _typed(request: HttpRequest) -> list[Section]:
    known = {kind.value: kind for kind in SectionKind}
    pairs = zip(request.POST.getlist("kind"), request.POST.getlist("title"), strict=False)
    return [Section(known.get(kind, SectionKind.FREE), " ".join(title.split())) for kind, title in pairs][:60]


def _arrange(sections: list[Section], act: str) -> None:
    """up:2, down:2, remove:2, add."""
    verb, _colon, written = act.partition(":")
    place = int(written) if written.isascii() and written.isdigit() else -1
    if verb == "add":
        sections.append(Section(SectionKind.FREE, ""))
    elif verb == "remove" and 0 <= place < len(sections):
        del sections[place]
    elif verb in ("up", "down"):
        other = place + (-1 if verb == "up" else 1)
        if min(place, other) >= 0 and max(place, other) < len(sections):
            sections[place], sections[other] = sections[other], sections[place]


def _moved(request: HttpRequest, sections: list[Section]) -> Any:
    """What a screen reader is told of the last move."""
    verb, _colon, written = request.POST.get("act", "").partition(":")
    if verb not in ("up", "down") or not written.isdigit():
        return ""
    place = min(max(int(written) + (-1 if verb == "up" else 1), 0), max(len(sections) - 1, 0))
    return _("The section is now in place %(place)s of %(all)s.") % {"place": place + 1, "all": len(sections)}
