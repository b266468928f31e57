from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may_somewhere
from canevas.commons.directory import queries as directory
from canevas.commons.search import queries as searching
from canevas.evidence.observatory.queries.releases import to_approve
from canevas.evidence.observatory.queries.visible import open_workbenches
from canevas.governance.concertation import queries as concertation
from canevas.governance.recommendations.queries.implementation import answers_for_any, awaited_reports

SEARCH_USE = "SEARCH_USE"
SHOWN = 7
RESULTS = 20
KINDS: dict[str, str | Promise] = {
    "session": _("Meetings"), "minutes": _("Minutes"), "action_point": _("Action points"), "decision": _("Decisions"),
    "recommendation": _("Recommendations"), "discussion_point": _("Discussions"), "contribution": _("Contributions"),
    "organisation": _("Organisations"), "territory": _("Territories"), "policy": _("Policy"),
}
"""How the page names the kinds of the search index; a kind that is not here is shown by its code."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One section of the desk: what waits, how many in all, and where they all are."""

    name: str
    title: str | Promise
    count: int
    items: list[Any] = field(default_factory=list)
    route: str = ""
    parameters: str = ""


def home(request: HttpRequest) -> HttpResponse:
    """What waits for the person, in order, each line an act; then the meetings, and how things stand."""
    today, user = timezone.localdate(), request.user
    waiting = [section for section in _waiting(user, today) if section is not None]
    return render(request, "desk/home.html", {
        "today": today, "waiting": waiting, "is_clear": not any(section.count for section in waiting),
        "is_empty": concertation.is_register_empty(user), "may_bring": may_somewhere(user, "MINUTES_IMPORT"),
        "may_plan": may_somewhere(user, "SESSION_PLAN"), "may_follow": may_somewhere(user, "STATISTICS_VIEW"),
        "next_sessions": list(concertation.next_sessions(user, today)[:4]),
        "last_sessions": list(concertation.last_sessions(user, today)[:6])})


def _waiting(user: Any, today: date) -> Iterable[Waiting | None]:
    """The sections of the desk for what ``user`` may do: a person who only answers for an organisation is not asked
    about everybody's delays, nor a reader about files."""
    own = concertation.own_organisations(user)
    if may_somewhere(user, "MINUTES_REVIEW"):
        yield _section("reviews", _("Minutes to review"), concertation.open_intakes(user), "concertation:intakes")
    if may_somewhere(user, "SESSION_MOVE"):
        yield _meetings(concertation.waiting_sessions(user, today))
    if own:
        yield _section("owed", _("What my organisation owes"), concertation.urgently_owed(user, own, today),
                       "concertation:owed")
    if answers_for_any(user):
        yield _section("reports", _("Recommendations that await a report"), awaited_reports(user, today),
                       "recommendations:recommendations", "report=awaited")
    if may_somewhere(user, "DATA_ADD"):
        yield _if_any(_section("benches", _("Files of figures to settle"), open_workbenches(user),
                               "observatory:sources"))
    if may_somewhere(user, "RELEASE_APPROVE"):
        yield _if_any(_section("releases", _("Releases to sign"), to_approve(user), "observatory:releases"))
    if not own or may_somewhere(user, "ACTION_POINT_STATUS"):
        yield _section("late", _("Late actions"), concertation.late_actions(user, today), "concertation:actions",
                       "state=late&sort=deadline")
        yield _section("soon", _("Due within two weeks"), concertation.actions_due_soon(user, today),
                       "concertation:actions", "state=soon&sort=deadline")
    if may_somewhere(user, "PROPOSAL_DECIDE"):
        yield _section("names", _("Unknown names to settle"), directory.proposals("open"), "directory:proposals")


def _meetings(waiting: list[Any]) -> Waiting:
    return Waiting("meetings", _("Meetings to move on"), len(waiting), waiting[:SHOWN], "concertation:sessions")


def _section(name: str, title: str | Promise, rows: Any, route: str, parameters: str = "") -> Waiting:
    return Waiting(name, title, rows.order_by().count(), _first(rows), route, parameters)


def _if_any(section: Waiting) -> Waiting | None:
    """Where figures are the work of few of those who may touch them, none waiting is no news."""
    return section if section.count else None


def _first(rows: Any) -> list[Any]:
    """The first rows. Their keys are found alone, in an index: joined, thousands would be sorted for a few."""
    keys = list(rows.values_list("pk", flat=True)[:SHOWN])
    found = {row.pk: row for row in rows.order_by().filter(pk__in=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of result, as a tab."""

    code: str
    label: str | Promise
    count: int
    is_capped: bool
    is_current: bool


def search(request: HttpRequest) -> HttpResponse:
    """Everything that answers some words, best first, with the passage."""
    require_somewhere(request.user, SEARCH_USE)
    typed = request.GET.get("q", "")
    kind = request.GET.get("kind", "")
    number = _page_number(request.GET.get("page", ""))
    found = searching.search(typed, [kind] if kind else [], RESULTS, (number - 1) * RESULTS, user=request.user)
    return render(request, "desk/search.html", {
        "typed": typed[:300], "kind": kind, "found": found, "kinds": _kinds(found, kind),
        "hits": [(KINDS.get(hit.object_type, hit.object_type), hit) for hit in found.hits],
        "number": number, "previous": number - 1,
        "next": number + 1 if number * RESULTS < found.total and len(found.hits) == RESULTS else 0})


def _kinds(found: searching.Results, chosen: str) -> list[Kind]:
    codes: Iterable[str] = sorted(found.counts, key=lambda code: list(KINDS).index(code) if code in KINDS else 99)
    return [Kind(code, KINDS.get(code, code), found.counts[code], found.counts[code] >= searching.COUNT_CAP,
                 code == chosen) for code in codes]


def _page_number(written: str) -> int:
    return max(1, int(written)) if written.isascii() and written.isdigit() and len(written) < 4 else 1
