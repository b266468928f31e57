"""What one invented meeting is, before it is written in Word and taken in."""
from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from canevas.doors.cli.demo.pools import MONTH_NAMES, load
from canevas.governance.concertation.rules.minutes import ReadAction, ReadMinutes
from canevas.tools.documents.found import Found
from canevas.tools.text.deadlines import read_deadline

DONE, STARTED, OPEN, CANCELLED = "done", "in_progress", "open", "cancelled"


@dataclass(slots=True)
class DemoMeeting:
    """``minutes`` as they will be read; ``progress`` of each action, in the order of the minutes; ``advice`` the same
    for the recommendations of the flat list; ``strategies`` for those of the synthesis. Words of the models' states.
    """

    minutes: ReadMinutes
    progress: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    strategies: list[str] = field(default_factory=list)
    awaits_review: bool = False
    correction: bool = False
    """A corrected version of minutes that were confirmed before."""
    narrative: bool = False
    """Written in sentences, without a table."""

    @property
    def day(self) -> date:
        assert self.minutes.date is not None
        return self.minutes.date.value

    @property
    def body(self) -> str:
        assert self.minutes.body is not None
        return self.minutes.body.value

    @property
    def file_name(self) -> str:
        stage = self.minutes.stage.value if self.minutes.stage else "ordinary"
        more = ("" if stage == "ordinary" else f" {STAGE_NAMES[stage]}") + (" corrigé" if self.correction else "")
        return f"CR {self.body} {self.day:%Y-%m-%d}{more}.docx"

    def actions(self) -> list[ReadAction]:
        return [action for item in self.minutes.items for action in item.actions]


STAGE_NAMES = {"preparatory": "préparatoire", "technical": "technique", "political": "politique",
               "relocated": "délocalisée"}


def found(text: str) -> Found[str]:
    return Found(text)


def action(text: str, structures: str, day: date, rng: random.Random) -> ReadAction:
    """An action with its structures ("OIM, INS") and a deadline: a day, a period or soft words."""
    words = deadline_words(text, day, rng)
    stated = read_deadline(words, reference=day)
    return ReadAction(found(text), [found(name.strip()) for name in structures.split(",")], found(words),
                      Found(stated.day) if stated and stated.day else None)


def deadline_words(text: str, day: date, rng: random.Random) -> str:
    if "chaque" in text or "à jour" in text:
        return "En continu"
    due = day + timedelta(days=rng.randint(15, 110))
    draw = rng.random()
    if draw < 0.58:
        return f"{due:%d/%m/%Y}"
    if draw < 0.68:
        return f"{due.day if due.day > 1 else '1er'} {MONTH_NAMES[due.month - 1]} {due.year}"
    if draw < 0.74:
        return f"{due:%d/%m}"
    if draw < 0.82:
        return f"Fin {MONTH_NAMES[due.month - 1]} {due.year}"
    return str(rng.choice(load("common")["soft_deadlines"]))


def progress_of(one: ReadAction, day: date, today: date, rng: random.Random) -> str:
    """How far an action is: most old ones are done, some are late, the recent ones are under way or untouched."""
    age = (today - day).days
    due = one.deadline_date.value if one.deadline_date else None
    if age < 240 and any(who.value == "OIM" for who in one.responsible):
        shares = {DONE: 0.25, STARTED: 0.3}  # so that the focal point of the demonstration has something to report
    elif due is None:
        shares = {DONE: min(0.75, age / 500), STARTED: 0.15, CANCELLED: 0.02}
    elif due < today:
        overdue = (today - due).days
        shares = {DONE: 0.5 if overdue < 60 else 0.78, STARTED: 0.08, CANCELLED: 0.02}
    else:
        shares = {DONE: 0.15, STARTED: 0.4}
    return _draw(shares, rng)


def advice_of(day: date, today: date, rng: random.Random) -> str:
    """How far a recommendation is; slower than actions."""
    age = (today - day).days
    return _draw({DONE: min(0.45, age / 1200), STARTED: 0.35, "abandoned": 0.03 if age > 300 else 0}, rng)


def _draw(shares: dict[str, float], rng: random.Random) -> str:
    draw = rng.random()
    for state, share in shares.items():
        if draw < share:
            return state
        draw -= share
    return OPEN
