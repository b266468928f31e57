"""Flow points are added, closed, opened again; what was said wrongly of them is put right. Figures stay as they are."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.design.formats import medium_date
from canevas.commons.directory.queries import territory_by_pcode
from canevas.evidence.observatory.models import FlowPoint, WatchPeriod
from canevas.evidence.observatory.permissions import DATA_CORRECT
from canevas.evidence.observatory.queries.points import (
    WatchedPoint,
    flow_point,
    flow_points,
    forget,
    is_of_the_reference,
    region_at,
)
from canevas.evidence.observatory.rules.statistics.watching import Fault, Watched, faults
from canevas.tools.vocabulary.figures import form, iso_codes

_DEPARTMENT = 2
"""The level of the largest place that a point is at."""


@transaction.atomic
def add_flow_point(*, by: User, place: str, name: str = "", toward: str = "", aliases: Iterable[str] = (),
                   opened: date | None = None, because: str = "") -> FlowPoint:
    """A new point at ``place`` (P-code), called as its place is where no ``name`` is given; ``toward`` is an alpha-3,
    ``opened`` its first day, where it is known. Files that write its name or an alias are understood from now on.

    Raises ``ValidationError`` with sentences: no such place, one that is a point already or lies in no region, a name
    that means another point, a day to come."""
    require(by, DATA_CORRECT, region=region_at(place))
    found = territory_by_pcode(place)
    if found is None:
        raise ValidationError({"place": _("There is no place with the code “%(code)s”. Add it to the territories "
                                          "first.") % {"code": place}})
    if known := flow_point(place):
        raise ValidationError({"place": _("“%(name)s” is a flow point already: open its page.") % {"name": known.name}})
    if found.level < _DEPARTMENT:
        raise ValidationError({"place": _("“%(name)s” is too large for a flow point. Choose a department, a commune "
                                          "or a locality.") % {"name": found.name}})
    if not region_at(place):
        raise ValidationError({"place": _("“%(name)s” lies in no region. Say in the territories which commune it lies "
                                          "in, then come back.") % {"name": found.name}})
    name = name.strip() or found.name
    point = FlowPoint(code=place, name=name, aliases=_spelt(aliases, name), toward=_country(toward))
    _refuse_others_names(place, [name, *point.aliases])
    point.full_clean()
    point.save()
    _add_period(point, Watched(opened), because)
    return _told(by, "flow_point_added", point, code=place, opened=_day(opened), because=because)


@transaction.atomic
def edit_flow_point(*, by: User, code: str, name: str = "", toward: str = "", aliases: Iterable[str] = ()) -> FlowPoint:
    """Change how a point is called (not one of the country's reference: it keeps its name and its road) and how files
    may write it. Raises ``ValidationError`` with sentences."""
    point = _point(by, code)
    if not is_of_the_reference(code):
        point.name, point.toward = name.strip() or point.name, _country(toward)
    point.aliases = _spelt(aliases, point.name)
    _refuse_others_names(code, [point.name, *point.aliases])
    point.full_clean()
    return _told(by, "flow_point_edited", point, name=point.name, aliases=", ".join(point.aliases))


@transaction.atomic
def close_flow_point(*, by: User, code: str, on: date, because: str) -> FlowPoint:
    """``on`` was the last day on which the point was watched: from the next one on its figures are missing.

    Raises ``ValidationError`` with sentences: closed already, before it was opened, to come, no reason."""
    point = _point(by, code)
    last = point.periods.last() or WatchPeriod(point=point)
    if last.closed:
        raise ValidationError(_("“%(name)s” is closed already: %(day)s was its last day. To change that day, correct "
                                "its period.") % {"name": point, "day": medium_date(last.closed)})
    last.closed, last.closed_because = on, _reason(because)
    _refuse_faults(point, [*list(point.periods.all())[:-1], last])
    last.save()
    return _told(by, "flow_point_closed", point, closed=on.isoformat(), because=last.closed_because)


@transaction.atomic
def reopen_flow_point(*, by: User, code: str, on: date, because: str) -> FlowPoint:
    """``on`` is the first day on which a point that was closed is watched again; it breaks the series.

    Raises ``ValidationError`` with sentences: not closed, before it was closed, to come, no reason."""
    point = _point(by, code)
    periods = list(point.periods.all())
    if not periods or periods[-1].closed is None:
        raise ValidationError(_("“%(name)s” is open: there is nothing to open again.") % {"name": point})
    made = WatchPeriod(point=point, opened=on, opened_because=_reason(because))
    _refuse_faults(point, [*periods, made])
    made.save()
    return _told(by, "flow_point_reopened", point, opened=on.isoformat(), because=made.opened_because)


@transaction.atomic
def correct_watch_period(*, by: User, period: WatchPeriod, opened: date | None, closed: date | None,
                         opened_because: str = "", closed_because: str = "") -> FlowPoint:
    """Put right what was said wrongly of one period; without a last day the point is watched to this day.

    Raises ``ValidationError`` with a sentence where the days of the point no longer follow each other."""
    point = _point(by, period.point.code)
    periods = list(point.periods.select_for_update())
    kept = next(one for one in periods if one.pk == period.pk)
    before = f"{_day(kept.opened)} – {_day(kept.closed)}"
    kept.opened, kept.opened_because = opened, opened_because.strip()
    kept.closed, kept.closed_because = closed, closed_because.strip() if closed else ""
    _refuse_faults(point, periods)
    kept.save()
    return _told(by, "watch_period_corrected", point, before=before, after=f"{_day(opened)} – {_day(closed)}")


@transaction.atomic
def remove_watch_period(*, by: User, period: WatchPeriod) -> FlowPoint:
    """Take away a period that never was. Without any the point counts as watched all the time."""
    point = _point(by, period.point.code)
    days = f"{_day(period.opened)} – {_day(period.closed)}"
    point.periods.filter(pk=period.pk).delete()
    return _told(by, "watch_period_removed", point, days=days)


def _point(by: User, code: str) -> FlowPoint:
    """The point, locked; one of the country's reference is written down with what that says, the first time that
    somebody says something of it."""
    require(by, DATA_CORRECT, region=region_at(code))
    known: WatchedPoint | None = flow_point(code)
    if known is None:
        raise ValidationError(_("There is no flow point with the code “%(code)s”.") % {"code": code})
    point, is_new = FlowPoint.objects.select_for_update().get_or_create(
        code=code, defaults={"name": known.name, "toward": known.entry.toward})
    if is_new:
        WatchPeriod.objects.bulk_create([
            WatchPeriod(point=point, opened=one.first, closed=one.last) for one in known.watched])
    return point


def _add_period(point: FlowPoint, watched: Watched, because: str) -> None:
    if watched.first:
        made = WatchPeriod(point=point, opened=watched.first, opened_because=because.strip())
        _refuse_faults(point, [made])
        made.save()


def _told(by: User, event: str, point: FlowPoint, **details: Any) -> FlowPoint:
    """Every change of a point or of its periods is one of the point: that is how each process knows of it."""
    point.save()
    forget()
    record(by=by, event=event, target=point, details=details)
    return point


def _day(day: date | None) -> str:
    return day.isoformat() if day else "…"


def _reason(text: str) -> str:
    if not text.strip():
        raise ValidationError({"because": _("Say why: whoever reads the figures will want to know.")})
    return text.strip()[:300]


def _country(code: str) -> str:
    if code and code not in iso_codes():
        raise ValidationError({"toward": _("“%(code)s” is no country.") % {"code": code}})
    return code


def _spelt(aliases: Iterable[str], name: str) -> list[str]:
    return [one for one in dict.fromkeys(text.strip() for text in aliases) if one and one != name]


def _refuse_others_names(code: str, names: Sequence[str]) -> None:
    """A word that means two points would be asked in every file."""
    for point in flow_points():
        if point.code == code:
            continue
        theirs = {form(text) for text in (point.name, *point.entry.aliases)}
        if taken := next((text for text in names if form(text) in theirs), ""):
            raise ValidationError(_("“%(text)s” already means the flow point “%(name)s” (%(code)s). Choose "
                                    "another name.") % {
                "text": taken, "name": point.name, "code": point.code})


def _refuse_faults(point: FlowPoint, periods: Sequence[WatchPeriod]) -> None:
    stretches = [Watched(one.opened, one.closed) for one in periods]
    for place, fault in faults(stretches, timezone.localdate()):
        here, before = stretches[place], stretches[place - 1] if place else Watched()
        named = {"name": point, "opened": medium_date(here.first), "closed": medium_date(here.last),
                 "before": medium_date(before.last)}
        raise ValidationError({
            Fault.BACKWARDS: _("“%(name)s” cannot have closed on %(closed)s, before it opened on %(opened)s. Change "
                               "one of the two days."),
            Fault.AHEAD: _("That day is still to come. Say that “%(name)s” opens or closes once it has."),
            Fault.ENDLESS: _("“%(name)s” was opened again later: say until which day it was watched before."),
            Fault.BEGINNINGLESS: _("“%(name)s” was closed before that: say on which day it was opened again."),
            Fault.OVERLAPS: _("“%(name)s” was watched until %(before)s: it cannot open again on %(opened)s. Choose a "
                              "later day, or correct the period before."),
        }[fault] % named)
