"""What a person may write as the value of a line: checked and put into its plain form, or refused with a sentence."""
from __future__ import annotations

from datetime import date, time
from typing import Any, get_args

from canevas.governance.concertation.rules.lines import Kind
from canevas.governance.concertation.rules.minutes import Stage
from canevas.tools.text.dates import parse_date
from canevas.tools.text.sentences import say

OUTCOMES = ("adopted", "adopted-with-reservations", "validated", "validated-with-reservations", "rejected",
            "postponed")
STAGES: tuple[str, ...] = get_args(Stage)
PRESENCE = ("present", "excused", "absent")


class BadValue(ValueError):  # noqa: N818 (said to the person, who writes it again)
    """A value that cannot stand. ``str()`` is a sentence for the person."""


def clean_value(kind: Kind, value: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """``value`` (keys of :mod:`lines`, strings as typed) checked for ``kind``; keys not given keep what they were."""
    out = {**before, **{key: given for key, given in value.items() if key in _KEYS.get(kind, ("text",))}}
    for key, check in _CHECKS.items():
        if key in out and key in _KEYS.get(kind, ("text",)):
            out[key] = check(out[key])
    if "text" in out and not out["text"] and kind is not Kind.DEADLINE:
        raise BadValue(say("This value cannot be empty. To leave it out, drop the line."))
    if kind in (Kind.DATE, Kind.RELATED) and not out.get("date"):
        raise BadValue(say("Write a day, for example 17/05/2022."))
    return out


_KEYS: dict[Kind, tuple[str, ...]] = {
    Kind.NUMBER: ("number",), Kind.STAGE: ("stage",), Kind.DATE: ("date",), Kind.START: ("time",), Kind.END: ("time",),
    Kind.PREVIOUS: ("date", "outcome"), Kind.RELATED: ("date", "stage"), Kind.ATTENDANCE: ("text", "status"),
    Kind.AGENDA: ("number", "text"), Kind.ITEM: ("number", "text"), Kind.DEADLINE: ("text", "date"),
    Kind.RECOMMENDATION: ("text", "addressee"), Kind.DECISION: ("text", "outcome", "stage"),
    Kind.POLICY: ("axis", "text", "programme"), Kind.SECTION: ("axis", "text"), Kind.ROW: (),
}


def _text(given: Any) -> str:
    return " ".join(str(given or "").split())


def _whole(given: Any) -> int | None:
    if given in (None, ""):
        return None
    try:
        number = int(str(given).strip())
    except ValueError:
        number = -1
    if not 0 < number < 10_000:
        raise BadValue(say("“%(given)s” is not a number: write it in figures, for example 7.", given=given))
    return number


def _day(given: Any) -> str | None:
    text = _text(given)
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        found = parse_date(text)
    if found is None:
        raise BadValue(say("“%(given)s” is not a day: write it like 17/05/2022.", given=text))
    return found.day.isoformat()


def _hour(given: Any) -> str | None:
    text = _text(given).lower().replace("h", ":").replace(" ", "").rstrip(":")
    hours, _sign, minutes = text.partition(":")
    try:
        return time(int(hours), int(minutes or 0)).strftime("%H:%M")
    except ValueError:
        raise BadValue(say("“%(given)s” is not an hour: write it like 09:30.", given=given)) from None


def _one_of(choices: tuple[str, ...]) -> Any:
    def check(given: Any) -> str:
        if given in (None, ""):
            return ""
        if given not in choices:
            raise BadValue(say("“%(given)s” is not one of the choices.", given=given))
        return str(given)
    return check


_CHECKS: dict[str, Any] = {
    "text": _text, "number": _whole, "date": _day, "time": _hour, "stage": _one_of(STAGES),
    "outcome": _one_of(OUTCOMES), "status": _one_of(PRESENCE), "addressee": _text, "programme": _text, "axis": _whole,
}
