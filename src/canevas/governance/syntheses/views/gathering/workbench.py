"""The workbench: what regions said alike on one side, the line that it becomes on the other, one group at a time."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canevas.commons.access.operations import require
from canevas.governance.syntheses.jobs.gathering import start_gathering, start_taking, told, told_taken
from canevas.governance.syntheses.models import GatheredGroup, GroupState, Synthesis
from canevas.governance.syntheses.operations.attaching import attach_group
from canevas.governance.syntheses.operations.gathering import gather
from canevas.governance.syntheses.operations.grouping import (
    leave_out,
    merge_groups,
    move_members,
    put_back,
    split_group,
)
from canevas.governance.syntheses.operations.taking import Placing, join_line, take_group, take_sure_groups
from canevas.governance.syntheses.permissions import SYNTHESIS_WRITE
from canevas.governance.syntheses.queries import gathering as queries
from canevas.governance.syntheses.rules.table import Column, Table
from canevas.governance.syntheses.views.finding import REFUSED, number, said, synthesis_or_404

AT_ONCE = 300
"""More new recommendations than this are gathered as a job."""
TAKEN_AT_ONCE = 40
PER_PAGE = 25
_SHOWN = 100


def _synthesis(request: HttpRequest, uid: UUID) -> Synthesis:
    found = synthesis_or_404(request, uid)
    require(request.user, SYNTHESIS_WRITE, body=found.body.code)
    return found


@require_GET
def gathering(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One group of one state (``?state=``, ``?group=``), and the list of its page."""
    state = request.GET.get("state", "")
    return _page(request, _synthesis(request, uid), state if state in GroupState.values else GroupState.PROPOSED,
                 number(request.GET.get("group")))


def _page(request: HttpRequest, synthesis: Synthesis, state: str, asked: int, *, is_refused: bool = False
          ) -> HttpResponse:
    """``is_refused``: the line that was typed could not be taken, and stands in the form again."""
    keys = list(queries.groups(synthesis).filter(state=state).values_list("pk", flat=True))
    place = keys.index(asked) if asked in keys else 0
    version, table = queries.open_table(synthesis)
    counts = queries.counts(synthesis)
    context: dict[str, Any] = {
        "synthesis": synthesis, "state": state, "counts": counts,
        "total": sum(counts[one] for one in GroupState.values),
        "states": [(value, label, counts[value]) for value, label in GroupState.choices],
        "writes": version is not None, "new_count": _new_count(request, synthesis) if version else 0,
        "bodies_below": len(queries.family_of(synthesis.body).below)}
    if keys:
        context |= _bench(request, synthesis, keys, place, table, writes=version is not None)
        if context["proposal"]:
            context |= _asked(request, table, context["proposal"], context["group"], is_refused=is_refused)
    return render(request, "syntheses/gathering/workbench.html", context, status=REFUSED if is_refused else 200)


def _asked(request: HttpRequest, table: Table, proposal: queries.Proposal, group: GatheredGroup, *, is_refused: bool
           ) -> dict[str, Any]:
    """What the fields of the form begin with: the proposal, or what was typed."""
    kind, _colon, uid = proposal.where.partition(":")
    typed: dict[str, Any] = {
        "text": proposal.text, "place": f"{kind}:{proposal.section}" + (f":{uid}" if uid else ""),
        "challenge": proposal.challenge, "responsible": proposal.responsible, "column": Column.STRATEGIES.value,
        "subprogramme": str(group.subprogramme_id or (f"p{group.programme_id}" if group.programme_id else ""))}
    if is_refused:
        typed |= {name: request.POST.get(name, "") for name in typed}
    return {"typed": typed, "places": _places(table, typed["place"])}


def _new_count(request: HttpRequest, synthesis: Synthesis) -> int:
    known = queries.groups(synthesis).values("members__recommendation").exclude(members=None)
    return queries.gatherable(request.user, synthesis).exclude(pk__in=known).count()


def _bench(request: HttpRequest, synthesis: Synthesis, keys: list[int], place: int, table: Table, *,
           writes: bool) -> dict[str, Any]:
    group = queries.groups(synthesis).select_related(
        "axis", "subprogramme__programme__axis", "near", "synthesis").get(pk=keys[place])
    members = queries.members_of(group, request.user)
    waits = group.state == GroupState.PROPOSED
    proposal = queries.proposal_for(group, members, table) if waits else None
    page = Paginator(keys, PER_PAGE).get_page(place // PER_PAGE + 1)
    lines = {line.uid: line.text for line in table.lines}
    return {
        "group": group, "members": members, "place": place + 1, "of": len(keys),
        "before": keys[place - 1] if place else None, "after": keys[place + 1] if place + 1 < len(keys) else None,
        "acts": waits and writes, "proposal": proposal,
        "parts": queries.axes_and_parts() if proposal else [],
        "line": lines.get(str(group.line), "") if group.line else "",
        "near_line": lines.get(str(group.near.line), "") if group.near and group.near.line else "",
        "said_line": queries.line_said(members, table) if waits and writes else None,
        "neighbours": [(one, _label(one)) for one in queries.neighbours(group)] if waits and writes else [],
        "page": page, "listed": _listed(synthesis, list(page.object_list), group.pk)}


def _label(group: GatheredGroup) -> str:
    return f"{group.order + 1}. {_short(next(iter(group.members.all())).recommendation.text)}"


def _listed(synthesis: Synthesis, keys: list[int], here: int) -> list[tuple[Any, str, bool]]:
    rows = queries.groups(synthesis).filter(pk__in=keys).annotate(size=Count("members")).prefetch_related(
        "members__recommendation")
    return [(one, _label(one), one.pk == here) for one in rows if one.size]


@dataclass(frozen=True, slots=True)
class _Place:
    value: str
    label: str
    is_chosen: bool = False


def _places(table: Table, chosen: str) -> list[tuple[str, list[_Place]]]:
    """Where a line may go: by part of the table, under a new challenge, under one of it, or into a row."""
    out = []
    for section in table.sections:
        part = _("General") if section.axis is None else _("Axis %(number)s") % {"number": section.axis}
        offered = [(f"new:{section.key}", _("%(part)s: under a new challenge, written below") % {"part": part})]
        for block in section.blocks:
            offered.append((f"block:{section.key}:{block.challenge.uid}", _("%(part)s, under: %(challenge)s") % {
                "part": part, "challenge": _short(block.challenge.text)}))
            offered += [(f"row:{section.key}:{row.uid}", _("%(part)s, in the row of: %(line)s") % {
                "part": part, "line": _short(line.text)})
                        for row in block.rows for line in (*row.strategies, *row.priorities)[:1]]
        out.append((section.title or part, [_Place(value, label, value == chosen) for value, label in offered]))
    return out


def _short(text: str) -> str:
    return str(Truncator(" ".join(text.split())).chars(_SHOWN, truncate="…"))


@require_POST
def begin(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Gather what is new, or take all that is sure: at once, or as a job where it is much."""
    synthesis = _synthesis(request, uid)
    try:
        if request.POST.get("verb") == "take-sure":
            sure = queries.counts(synthesis)["sure"]
            if sure > TAKEN_AT_ONCE:
                return redirect(start_taking(by=request.user, synthesis=synthesis, total=sure))
            messages.success(request, told_taken(take_sure_groups(by=request.user, synthesis=synthesis)))
        elif _new_count(request, synthesis) > AT_ONCE:
            return redirect(start_gathering(by=request.user, synthesis=synthesis))
        else:
            messages.success(request, told(gather(by=request.user, synthesis=synthesis)))
    except ValidationError as refused:
        messages.error(request, said(refused))
    return redirect("syntheses:synthesis-gathering", uid)


@require_POST
def act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One verb on one group. Saved at once; refused with a sentence, and what was typed stands in the form again."""
    synthesis = _synthesis(request, uid)
    group = queries.groups(synthesis).select_related("synthesis__body").filter(
        pk=number(request.POST.get("group"))).first()
    if group is None:
        messages.error(request, _("This group was joined with another in the meantime. Load the page again."))
        return redirect("syntheses:synthesis-gathering", uid)
    if request.POST.get("verb") not in _VERBS:
        return redirect("syntheses:synthesis-gathering", uid)
    behind = queries.groups(synthesis).filter(state=GroupState.PROPOSED, order__gt=group.order).values_list(
        "pk", flat=True).first()
    verb = request.POST.get("verb", "")
    try:
        done = _VERBS[verb](request, synthesis, group)
    except ValidationError as refused:
        messages.error(request, said(refused))
        return _page(request, synthesis, group.state, group.pk, is_refused=verb == "take")
    messages.success(request, done.sentence)
    shown = done.stay or behind
    return redirect(reverse("syntheses:synthesis-gathering", args=[uid]) + (
        f"?{urlencode({'group': shown})}#bench" if shown else ""))


@dataclass(frozen=True, slots=True)
class _Done:
    """What is said after an act; ``stay`` is the group that is shown next, else the next that waits."""

    sentence: str
    stay: int | None = None


def _take(request: HttpRequest, synthesis: Synthesis, group: GatheredGroup) -> _Done:
    kind, _colon, rest = request.POST.get("place", "").partition(":")
    section, _colon, uid = rest.partition(":")
    offered = queries.axes_and_parts()
    chosen = next((one for _axis, places in offered for one in places
                   if one.key == request.POST.get("subprogramme")), None)
    axis = next((one for one, _places in offered if f"axis {one.number}" == section), None)
    column = Column.PRIORITIES if request.POST.get("column") == Column.PRIORITIES else Column.STRATEGIES
    take_group(
        by=request.user, group=group, members=tuple(_numbers(request, "seen")),
        axis_id=axis.pk if axis else None, programme_id=chosen.programme.pk if chosen else None,
        subprogramme_id=chosen.part.pk if chosen and chosen.part else None, placing=Placing(
            request.POST.get("text", ""), section, column,  # type: ignore[arg-type]
            row=uid if kind == "row" else "", block=uid if kind == "block" else "",
            challenge=request.POST.get("challenge", "") if kind == "new" else "",
            responsible=tuple(request.POST.get("responsible", "").splitlines())))
    return _Done(_("In the table."))


def _join(request: HttpRequest, synthesis: Synthesis, group: GatheredGroup) -> _Done:
    join_line(by=request.user, group=group)
    return _Done(_("Attached to the line that stands in the table."))


def _attach(request: HttpRequest, synthesis: Synthesis, group: GatheredGroup) -> _Done:
    attach_group(by=request.user, group=group, line=request.POST.get("line", ""))
    return _Done(_("Attached to the line that stands in the table."))


def _leave(request: HttpRequest, synthesis: Synthesis, group: GatheredGroup) -> _Done:
    leave_out(by=request.user, group=group, reason=request.POST.get("reason", ""))
    return _Done(_("Left out, with its reason."))


def _back(request: HttpRequest, synthesis: Synthesis, group: GatheredGroup) -> _Done:
    put_back(by=request.user, group=group)
    return _Done(_("To be treated again."), group.pk)


def _split(request: HttpRequest, synthesis: Synthesis, group: GatheredGroup) -> _Done:
    made = split_group(by=request.user, group=group, members=_numbers(request, "member"))
    return _Done(_("A group of its own was made: number %(number)s.") % {"number": made.order + 1}, group.pk)


def _move(request: HttpRequest, synthesis: Synthesis, group: GatheredGroup) -> _Done:
    target = move_members(by=request.user, group=group, members=_numbers(request, "member"),
                          to=_target(request, synthesis))
    stays = group.pk if queries.groups(synthesis).filter(pk=group.pk).exists() else target.pk
    return _Done(_("Moved to group %(number)s.") % {"number": target.order + 1}, stays)


def _merge(request: HttpRequest, synthesis: Synthesis, group: GatheredGroup) -> _Done:
    target = merge_groups(by=request.user, group=_target(request, synthesis), other=group)
    return _Done(_("Joined with group %(number)s.") % {"number": target.order + 1}, target.pk)


def _target(request: HttpRequest, synthesis: Synthesis) -> GatheredGroup:
    found = queries.groups(synthesis).select_related("synthesis__body").filter(
        order=number(request.POST.get("to")) - 1, state=GroupState.PROPOSED).first()
    if found is None:
        raise ValidationError(_("Write the number of another group that is still to be treated."))
    return found


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [number(one) for one in request.POST.getlist(name)]


_VERBS: dict[str, Callable[[HttpRequest, Synthesis, GatheredGroup], _Done]] = {
    "take": _take, "join": _join, "attach": _attach, "leave-out": _leave, "put-back": _back,
    "split": _split, "move": _move, "merge": _merge}
