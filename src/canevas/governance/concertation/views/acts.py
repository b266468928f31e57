"""From the buttons of the workbench to the operations: which verb asks for what."""
from __future__ import annotations

from django.http import HttpRequest

from canevas.governance.concertation import operations
from canevas.governance.concertation.models import Intake, IntakeLine
from canevas.governance.concertation.operations import ReviewRefused
from canevas.governance.concertation.rules.values import BadValue
from canevas.governance.concertation.views.board import ADDABLE, board_of
from canevas.governance.concertation.views.wording import fields_of

ATTACHED_TO = {"organisation": "organisation_id", "territory": "territory_id"}


def act_on_line(request: HttpRequest, line: IntakeLine, verb: str) -> tuple[int, bool]:
    """Do ``verb`` to ``line``: the line to show next, and whether the review goes on to the next doubt.

    Raises :class:`ReviewRefused` with a sentence.
    """
    by, sent = request.user, request.POST
    was_asked = line.state == IntakeLine.State.DOUBTFUL
    if verb in ("save", "confirm"):
        value = {field.name: sent[field.name] for field in fields_of(line) if field.name in sent}
        if verb == "save" and value:
            operations.set_line_value(by=by, line=line, value=value)
        else:
            operations.confirm_line(by=by, line=line)
        return line.pk, was_asked
    if verb == "drop":
        operations.drop_line(by=by, line=line)
        return line.pk, was_asked
    if verb == "split":
        _save_typed(request, line)
        operations.split_line(by=by, line=line, at=_cut(request))
    elif verb == "kind":
        operations.change_line_kind(by=by, line=line, kind=sent.get("kind", ""))
    elif verb == "move":
        operations.move_line(by=by, line=line, item=_item(line, sent.get("item", "")))
    elif verb == "axis":
        operations.attach_line(by=by, line=line, axis_id=int(sent.get("axis_id") or 0))
    elif verb.startswith("attach"):
        _attach(request, line, verb)
    elif verb in SIMPLE:
        SIMPLE[verb](by=by, line=line)
    return line.pk, False


SIMPLE = {"merge": operations.merge_with_next, "restore": operations.restore_line, "keep": operations.keep_known}


def act_on_intake(request: HttpRequest, intake: Intake, verb: str) -> int | None:
    """Do ``verb`` to the file as a whole; the line to show next, where the verb says so."""
    by = request.user
    if verb == "undo":
        operations.undo_last(by=by, intake=intake)
    elif verb == "confirm-sure":
        code = request.POST.get("group", "")
        kept = [group for group in board_of(intake).groups if not code or group.code == code]
        lines = [row.line.pk for group in kept for row in group.rows]
        operations.confirm_sure(by=by, intake=intake, lines=lines)
    elif verb.startswith("add:"):
        code = verb.removeprefix("add:")
        if code in ADDABLE:
            text = request.POST.get("added", "")
            value = {"text": text}
            if code == "agenda":
                value["number"] = str(1 + intake.lines.filter(kind="agenda").count())
            return operations.add_line(by=by, intake=intake, kind=ADDABLE[code].value, value=value).pk
    return None


def _save_typed(request: HttpRequest, line: IntakeLine) -> None:
    """What was typed before the cut counts: the place of the cursor is a place in that text."""
    typed = " ".join(request.POST.get("text", "").split())
    if typed and typed != " ".join(str(line.value.get("text") or "").split()):
        operations.set_line_value(by=request.user, line=line, value={"text": typed})


def _cut(request: HttpRequest) -> int:
    """Where the text is cut: at the cursor, or, without JavaScript, at the line break that the person typed.

    Blanks are counted as the value keeps them: single ones.
    """
    text = request.POST.get("text", "").replace("\r\n", "\n")
    at = request.POST.get("at", "")
    place = int(at) if at.isdecimal() else text.find("\n")
    before = text[:max(place, 0)]
    return len(" ".join(before.split())) + (1 if before[-1:].isspace() else 0)


def _item(line: IntakeLine, asked: str) -> IntakeLine | None:
    if not asked.isdecimal():
        return None
    return IntakeLine.objects.filter(pk=int(asked), intake=line.intake_id).first()


def _attach(request: HttpRequest, line: IntakeLine, verb: str) -> None:
    """``attach:organisation:12``, ``attach:quantifier:*``; ``attach:`` alone detaches."""
    what, _sign, target = verb.removeprefix("attach:").partition(":")
    try:
        if what in ATTACHED_TO:
            operations.attach_line(by=request.user, line=line, **{ATTACHED_TO[what]: int(target)})
        else:
            operations.attach_line(by=request.user, line=line, quantifier=target if what == "quantifier" else "")
    except (BadValue, ValueError) as bad:
        raise ReviewRefused(str(bad)) from bad
