"""Two years of the national framework and of eight regions, invented."""
from __future__ import annotations

import copy
import random
from datetime import date, timedelta

from canevas.doors.cli.demo.meeting import DemoMeeting, found
from canevas.doors.cli.demo.national import national_session
from canevas.doors.cli.demo.pools import regions
from canevas.doors.cli.demo.puzzling import puzzle
from canevas.doors.cli.demo.regional import RegionalLife, weekday
from canevas.tools.documents.found import Found

SEED = 1959
YEARS = timedelta(days=722)
OBSERVED = ("Agadez", "Tahoua")


def invent(today: date, *, seed: int = SEED) -> list[DemoMeeting]:
    """Every meeting of the two years before ``today``, oldest first. The last ones still wait for their review."""
    start = today - YEARS
    meetings: list[DemoMeeting] = []
    for rank, region in enumerate(regions()):
        rng = random.Random(f"{seed} {region.name}")  # noqa: S311 (nothing here is secret)
        life = RegionalLife(region, today, rng)
        offset = timedelta(days=rank * 15)
        meetings += life.group(_days(start + offset, 121, 6, today, rng), rng.randint(5, 12))
        meetings += life.framework(_days(start + offset + timedelta(days=170), 350, 2, today, rng), rng.randint(2, 5))
        if region.name in OBSERVED:
            meetings += life.observatory(_days(start + timedelta(days=260), 210, 2, today, rng), 1)
    rng = random.Random(f"{seed} CCM")  # noqa: S311 (nothing here is secret)
    for number, before in ((11, 500), (12, 150)):
        meetings += national_session(today - timedelta(days=before), number, today, rng)
    meetings.sort(key=lambda meeting: (meeting.day, meeting.body))
    puzzle(meetings)
    return meetings


def corrected(meetings: list[DemoMeeting]) -> DemoMeeting:
    """A corrected version of minutes already confirmed, as a secretary sends it: what differs is to be reviewed."""
    original = [each for each in meetings if not each.awaits_review and len(each.actions()) > 1][-1]
    version = copy.deepcopy(original)
    version.awaits_review, version.correction = True, True
    read = version.minutes
    read.attendance.append(found("Croix-Rouge Nigérienne" if all(
        name.value != "Croix-Rouge Nigérienne" for name in read.attendance) else "OCHA"))
    read.items[-1].discussion.append(found("La liste des présents a été complétée après la réunion."))
    put_off = version.actions()[0]
    day = version.day + timedelta(days=150)
    put_off.deadline_text, put_off.deadline_date = found(f"{day:%d/%m/%Y}"), Found(day)
    return version


def _days(first: date, every: int, count: int, today: date, rng: random.Random) -> list[date]:
    days = [weekday(first + timedelta(days=every * k + rng.randint(-5, 5))) for k in range(count)]
    return [day for day in days if day < today]
