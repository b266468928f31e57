"""Invented sessions of the national framework: preparatory, technical, political, within ten days."""
from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from datetime import date, time, timedelta

from canevas.doors.cli.demo.meeting import DemoMeeting, advice_of, found
from canevas.doors.cli.demo.pools import load
from canevas.doors.cli.demo.regional import weekday
from canevas.doors.cli.demo.tables import national_synthesis
from canevas.governance.concertation.rules.minutes import ReadDecision, ReadItem, ReadMinutes, RelatedSession
from canevas.tools.documents.found import Found

STAGES = {"preparatory": 0, "technical": 2, "political": 9}
OUTCOMES = {"preparatory": "validated", "technical": "validated-with-reservations", "political": "adopted"}


def national_session(first: date, number: int, today: date, rng: random.Random) -> Iterator[DemoMeeting]:
    """The three meetings of one session of the CCM; the table is the same, amended from stage to stage."""
    tuesday = first + timedelta(days=(1 - first.weekday()) % 7)
    days = {stage: weekday(tuesday + timedelta(days=after)) for stage, after in STAGES.items()}
    table = national_synthesis(rng)
    contributions = rng.sample(load("synthesis")["contributions"], 8)
    for stage, day in days.items():
        read = _minutes(stage, day, number, rng)
        read.synthesis = copy.deepcopy(table)
        if stage != "political":
            read.contributions = [found(text) for text in contributions[:4 if stage == "preparatory" else 8][-4:]]
        else:
            read.related_sessions = [RelatedSession(found(other), Found(days[other]))
                                     for other in ("preparatory", "technical")]
        strategies = [advice_of(day, today, rng) for section in table for row in section.rows for _ in row.strategies]
        yield DemoMeeting(read, strategies=strategies)
        for section in table:
            if section.scope == "axis" and len(section.rows) > 2:
                section.rows.pop(rng.randrange(len(section.rows)))


def _minutes(stage: str, day: date, number: int, rng: random.Random) -> ReadMinutes:
    words, common = load("common")["ccm"], load("common")
    read = ReadMinutes(body=found("CCM"), session=Found(number), stage=found(stage), date=Found(day),
                       start=Found(time(9, 30)), end=Found(time(16 if stage != "political" else 12, 15)))
    read.place = found(rng.choice(common["halls"]))
    read.chairs = [found(f"{rng.choice(common['given'])} {rng.choice(common['family'])}")]
    read.signatory = found("Le Secrétaire Permanent")
    read.attendance = [found(name) for name in rng.sample(common["national"], 14)]
    read.agenda = [found(text) for text in words["agenda"][stage]]
    said = [found(text) for text in words["said"][stage]]
    read.items = [ReadItem(1, found(words["agenda"][stage][0]), said)]
    read.items += [ReadItem(n, found(text), [found("Les rapporteurs ont été désignés parmi les participants.")])
                   for n, text in enumerate(words["agenda"][stage][1:], 2)]
    outcome = OUTCOMES[stage]
    read.decision = ReadDecision(found(words["decision"][stage]), found(outcome), found(stage))
    return read
