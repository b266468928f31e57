"""What came out of an item: actions, decisions and recommendations, in ordinary forms under its text."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from canevas.governance.concertation.models import ActionPoint, AgendaItem, Decision, Session
from canevas.governance.concertation.models.sessions import Outcome
from canevas.governance.concertation.operations import action_points, deciding
from canevas.governance.concertation.operations.errors import Conflict, NotNow
from canevas.governance.concertation.views.writing.common import item_or_404, title_of, why_closed
from canevas.governance.recommendations.operations.editing import seen_mark


@dataclass(slots=True)
class Line:
    """One thing that came out of an item; ``seen`` marks it as it is shown."""

    kind: str
    uid: str
    text: str
    seen: str
    more: str = ""
    """Of a decision its outcome, of a recommendation to whom it is addressed, of an action those responsible."""
    deadline: str = ""
    shown: str = ""


@dataclass(slots=True)
class Outcomes:
    """Of one item."""

    actions: list[Line] = field(default_factory=list)
    decisions: list[Line] = field(default_factory=list)
    recommendations: list[Line] = field(default_factory=list)


def outcomes_of_items(session: Session, items: Iterable[AgendaItem]) -> dict[int, Outcomes]:
    """By the key of each item, what came out of it; three queries, however many items there are."""
    found = {item.pk: Outcomes() for item in items}
    numbers = {item.number: item.pk for item in items}
    actions = ActionPoint.objects.filter(item__in=found, withdrawn_at=None).prefetch_related("responsibles")
    for action in actions:
        names = " ; ".join(who.verbatim for who in action.responsibles.all())
        found[action.item_id].actions.append(Line(
            "action", str(action.uid), action.text, str(action.revision), names, action.deadline_text,
            " · ".join(part for part in (names, action.deadline_text) if part)))
    for decision in Decision.objects.filter(item__in=found, withdrawn_at=None):
        found[decision.item_id].decisions.append(Line(
            "decision", str(decision.uid), decision.text, deciding.decision_mark(decision), decision.outcome,
            shown=decision.get_outcome_display()))
    if session.recommendation_set is not None:
        for row in session.recommendation_set.recommendations.filter(withdrawn_at=None, agenda_number__in=numbers):
            found[numbers[row.agenda_number]].recommendations.append(Line(
                "recommendation", str(row.uid), row.text, seen_mark(row), row.addressee, shown=row.addressee))
    return found


@require_http_methods(["GET", "POST"])
def item_outcomes(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The lists of one item, and every act on them."""
    item = item_or_404(request, uid)
    error, typed = "", {}
    if request.method == "POST":
        try:
            _act(request, item)
        except (Conflict, NotNow, PermissionDenied) as refused:
            error = str(refused)
        except ValidationError as wrong:
            error = " ".join(wrong.messages)
        typed = request.POST.dict() if error else {}
        if not request.headers.get("HX-Request"):
            if error:
                messages.error(request, error)
            anchor = f"#came-out-{item.uid}"
            return redirect(reverse("concertation:session-writing", args=[item.session.uid]) + anchor)
        item = item_or_404(request, uid)
    return render(request, "concertation/writing/outcomes.html", {
        "item": item, "title": title_of(item), "outcomes": outcomes_of_items(item.session, [item])[item.pk],
        "closed": why_closed(item.session), "error": error, "typed": typed, "choices": Outcome.choices})


def _act(request: HttpRequest, item: AgendaItem) -> None:
    sent = request.POST
    act = ACTS.get((sent.get("kind", ""), sent.get("verb", "")))
    if act is None:
        raise Http404(_("There is no such act."))
    act(request.user, item, sent)


def _row(model: Any, item: AgendaItem, sent: Any) -> Any:
    try:
        found = model.objects.filter(uid=UUID(sent.get("row", "")), session=item.session).first()
    except ValueError:
        found = None
    if found is None:
        raise Conflict(_("Somebody took this away in between."))
    return found


def _names(sent: Any) -> list[str]:
    return [name.strip() for name in sent.get("more", "").split(";") if name.strip()]


def _edit_action(by: Any, item: AgendaItem, sent: Any) -> None:
    base = int(sent["seen"]) if sent.get("seen", "").isdecimal() else -1
    action_points.edit_action_point(by=by, action=_row(ActionPoint, item, sent), base_revision=base,
                                    text=sent.get("text", ""), responsibles=_names(sent),
                                    deadline_text=sent.get("deadline", ""))


def _remove_action(by: Any, item: AgendaItem, sent: Any) -> None:
    action = _row(ActionPoint, item, sent)
    if str(action.revision) != sent.get("seen"):
        raise Conflict(_("Somebody changed this in between: nothing was taken away."))
    action_points.remove_action_point(by=by, action=action)


Act = Callable[[Any, AgendaItem, Any], object]
ACTS: dict[tuple[str, str], Act] = {
    ("action", "add"): lambda by, item, sent: action_points.add_action_point(
        by=by, session=item.session, item=item, text=sent.get("text", ""), responsibles=_names(sent),
        deadline_text=sent.get("deadline", "")),
    ("action", "edit"): _edit_action,
    ("action", "remove"): _remove_action,
    ("decision", "add"): lambda by, item, sent: deciding.add_decision(
        by=by, item=item, text=sent.get("text", ""), outcome=sent.get("more", "")),
    ("decision", "edit"): lambda by, item, sent: deciding.edit_decision(
        by=by, decision=_row(Decision, item, sent), seen=sent.get("seen", ""), text=sent.get("text", ""),
        outcome=sent.get("more", "")),
    ("decision", "remove"): lambda by, item, sent: deciding.remove_decision(
        by=by, decision=_row(Decision, item, sent), seen=sent.get("seen", "")),
    ("recommendation", "add"): lambda by, item, sent: deciding.add_item_recommendation(
        by=by, item=item, text=sent.get("text", ""), addressee=sent.get("more", "")),
    ("recommendation", "edit"): lambda by, item, sent: deciding.edit_item_recommendation(
        by=by, session=item.session, uid=_uid(sent), seen=sent.get("seen", ""), text=sent.get("text", ""),
        addressee=sent.get("more", "")),
    ("recommendation", "remove"): lambda by, item, sent: deciding.remove_item_recommendation(
        by=by, session=item.session, uid=_uid(sent), seen=sent.get("seen", "")),
}


def _uid(sent: Any) -> str:
    try:
        return str(UUID(sent.get("row", "")))
    except ValueError:
        raise Conflict(_("Somebody took this away in between.")) from None
