"""What is reported of a recommendation, its milestones and its indicators. Reports are only ever added."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User, reach
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import organisation_by_code, organisations
from canevas.commons.files.operations import keep_attachment
from canevas.governance.recommendations.models import Evidence, Milestone, ProgressReport, Recommendation, Target
from canevas.governance.recommendations.permissions import RECOMMENDATION_REPORT, RECOMMENDATION_STATUS
from canevas.governance.recommendations.queries.visible import (
    answering_codes,
    region_of,
    regions_spoken_for,
    reporter_of,
)
from canevas.governance.recommendations.rules.implementation import Reporter, ReportRefused, clean_report
from canevas.governance.recommendations.rules.regional import whole_after

LARGEST = Decimal(10) ** 14


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file as it was handed over: what shows that something was done."""

    name: str
    content: bytes


@transaction.atomic
def report_recommendation(
    *, by: User, recommendation: Recommendation, status: str = "", percent: int | None = None, text: str = "",
    link: str = "", label: str = "", file: EvidenceFile | None = None, organisation: Any = None,
    region: Any = None, day: date | None = None,
) -> ProgressReport:
    """Write down how far it is on ``day`` (today where it is not said): a state ("" leaves it), a share done, words,
    a file or a link as evidence, ``label`` what it is.

    Who follows the recommendations of the body may set any state; who speaks for an organisation that answers for it,
    that it is under way or done. ``organisation``: in whose name, of a focal point with several. ``region`` (a
    territory): only that region's part of what is recommended to all; whoever speaks for an organisation of a region
    reports of that part alone, which begins the whole and never ends it. Raises ``PermissionDenied``,
    ``ReportRefused`` and, for the file, ``DocumentRefused``.
    """
    row, reporter = _reported(by, recommendation)
    part = _part(by, row, reporter, region)
    given = clean_report(status, percent, text, link, current=_reported_part(row, part) if part else row.status,
                         reporter=Reporter.REGION if part else reporter, has_file=file is not None)
    if reporter is not Reporter.FOLLOWER and row.status == Recommendation.Status.ABANDONED:
        raise ReportRefused(_("This recommendation was abandoned. Ask those who follow it to open it again."))
    today = timezone.localdate()
    if day is not None and day > today:
        raise ReportRefused(_("A report says how far it is today or was before: correct the day."))
    made = ProgressReport.objects.create(
        recommendation=row, region=part, status=given.status,
        organisation=_spoken_for(by, row, reporter, organisation, part),
        percent=given.percent, text=given.text, day=day or today, by=by)
    if file is not None:
        kept = keep_attachment(by=by, name=file.name, content=file.content)
        Evidence.objects.create(report=made, file=kept, label=label.strip()[:250])
    if given.link:
        Evidence.objects.create(report=made, link=given.link, label="" if file is not None else label.strip()[:250])
    before, row.status = row.status, whole_after(row.status, given.status) if part else given.status
    row.save(update_fields=["status", "changed_at"])
    said = {"before": before, "after": row.status, "region": part.name if part else "",
            "part": given.status if part else "", "percent": given.percent, "note": given.text, "link": given.link,
            "file": file.name if file else "", "organisation": str(made.organisation or ""),
            "day": made.day.isoformat()}
    record(by=by, event="recommendation_reported", target=row, details={
        name: value for name, value in said.items() if value not in ("", None)})
    return made


@transaction.atomic
def set_milestone(*, by: User, recommendation: Recommendation, label: str, due: date | None = None,
                  milestone: Milestone | None = None) -> Milestone:
    """Add a step on the way, or change one. ``ValidationError`` without words."""
    row = _planned(by, recommendation)
    words = _line(label)
    if not words:
        raise ValidationError(_("Say what is to be reached."))
    found = _own(Milestone, row, milestone) or Milestone(recommendation=row)
    before = {"label": found.label, "due": _iso(found.due)} if found.pk else {}
    found.label, found.due = words, due
    found.save()
    record(by=by, event="recommendation_milestone_set", target=row, details={
        "milestone": words, "due": _iso(due), **({"before": before} if before else {})})
    return found


@transaction.atomic
def reach_milestone(*, by: User, recommendation: Recommendation, milestone: Milestone,
                    reached: date | None) -> Milestone:
    """It was reached on that day; ``None`` takes that back. ``ReportRefused`` for a day to come."""
    row = _reported_whole(by, recommendation)
    if reached is not None and reached > timezone.localdate():
        raise ReportRefused(_("What is reached was reached today at the latest: correct the day."))
    found = _own(Milestone, row, milestone)
    assert found is not None
    found.reached = reached
    found.save(update_fields=["reached"])
    record(by=by, event="recommendation_milestone_reached", target=row, details={
        "milestone": found.label, "reached": _iso(reached)})
    return found


@transaction.atomic
def remove_milestone(*, by: User, recommendation: Recommendation, milestone: Milestone) -> None:
    row = _planned(by, recommendation)
    found = _own(Milestone, row, milestone)
    assert found is not None
    record(by=by, event="recommendation_milestone_removed", target=row, details={
        "milestone": found.label, "due": _iso(found.due), "reached": _iso(found.reached)})
    found.delete()


@transaction.atomic
def set_target(*, by: User, recommendation: Recommendation, indicator: str, unit: str = "",
               baseline: Decimal | None = None, aim: Decimal | None = None, target: Target | None = None) -> Target:
    """Give it an indicator, or change one: from ``baseline`` to ``aim``. ``ValidationError`` without a name."""
    row = _planned(by, recommendation)
    name = _line(indicator)
    if not name:
        raise ValidationError(_("Say what is counted."))
    found = _own(Target, row, target) or Target(recommendation=row)
    found.indicator, found.unit, found.baseline, found.target = name, _line(unit)[:60], _number(baseline), _number(aim)
    found.save()
    record(by=by, event="recommendation_target_set", target=row, details={
        "indicator": name, "unit": found.unit, "baseline": _plain(baseline), "target": _plain(aim)})
    return found


@transaction.atomic
def record_value(*, by: User, recommendation: Recommendation, target: Target, value: Decimal,
                 day: date | None = None) -> Target:
    """Where the indicator stands on ``day``, today where it is not said. ``ReportRefused`` for a day to come."""
    row = _reported_whole(by, recommendation)
    today = timezone.localdate()
    if day is not None and day > today:
        raise ReportRefused(_("A value was measured today at the latest: correct the day."))
    found = _own(Target, row, target)
    assert found is not None
    before, found.value, found.value_day = found.value, _number(value), day or today
    found.save(update_fields=["value", "value_day"])
    record(by=by, event="recommendation_value_recorded", target=row, details={
        "indicator": found.indicator, "unit": found.unit, "before": _plain(before), "value": _plain(found.value),
        "day": _iso(found.value_day)})
    return found


@transaction.atomic
def remove_target(*, by: User, recommendation: Recommendation, target: Target) -> None:
    row = _planned(by, recommendation)
    found = _own(Target, row, target)
    assert found is not None
    record(by=by, event="recommendation_target_removed", target=row, details={
        "indicator": found.indicator, "value": _plain(found.value), "target": _plain(found.target)})
    found.delete()


def _locked(recommendation: Recommendation) -> Recommendation:
    return Recommendation.objects.select_for_update(of=("self",)).select_related("set__region").get(
        pk=recommendation.pk)


def _reported(by: User, recommendation: Recommendation) -> tuple[Recommendation, Reporter]:
    """The recommendation, held, and as what ``by`` reports on it."""
    row = _locked(recommendation)
    reporter = reporter_of(by, row)
    if reporter is None:
        require(by, RECOMMENDATION_STATUS, body=row.set.origin_body, region=region_of(row.set))
        raise PermissionDenied
    _standing(row)
    return row, reporter


def _reported_whole(by: User, recommendation: Recommendation) -> Recommendation:
    """Milestones and indicators are of the whole: a region speaks for its part alone."""
    row, reporter = _reported(by, recommendation)
    if reporter is Reporter.REGION:
        raise PermissionDenied
    return row


def _planned(by: User, recommendation: Recommendation) -> Recommendation:
    """Milestones and indicators are set by those who follow the recommendations of the body."""
    row = _locked(recommendation)
    require(by, RECOMMENDATION_STATUS, body=row.set.origin_body, region=region_of(row.set))
    _standing(row)
    return row


def _standing(row: Recommendation) -> None:
    if row.withdrawn_at is not None:
        raise ReportRefused(
            _("A corrected version of the document no longer says this: nothing can be reported on it."))


def _own(model: Any, row: Recommendation, given: Any) -> Any:
    """``given``, held, where it belongs to ``row``; ``None`` of none. ``ValidationError`` where it is gone."""
    if given is None:
        return None
    found = model.objects.select_for_update().filter(pk=given.pk, recommendation=row).first()
    if found is None:
        raise ValidationError(_("Somebody took this away meanwhile. Load the page again."))
    return found


def _part(by: User, row: Recommendation, reporter: Reporter, wanted: Any) -> Any:
    """The region whose part is reported; ``None`` for the whole. ``PermissionDenied`` for a region that ``by`` does not
    speak for."""
    if wanted is None and reporter is not Reporter.REGION:
        return None
    spoken = regions_spoken_for(by, row)
    found = next((one for one in spoken if wanted is None or one.pk == wanted.pk), None)
    if found is None:
        raise PermissionDenied
    return found


def _reported_part(row: Recommendation, region: Any) -> str:
    """What this region said last of its part."""
    last = row.reports.filter(region=region).order_by("-day", "-pk").first()
    return last.status if last else str(Recommendation.Status.OPEN)


def _spoken_for(by: User, row: Recommendation, reporter: Reporter, wanted: Any, region: Any = None) -> Any:
    """The organisation in whose name ``by`` reports: one that answers for it, or is of the region, where it is a focal
    point who does."""
    if reporter is Reporter.REGION:
        mine = organisations().filter(code__in=reach(by, RECOMMENDATION_REPORT).organisations, region=region)
        return mine.order_by("code").first()
    codes = answering_codes(by, row)
    if wanted is not None and wanted.code in codes:
        return wanted
    return organisation_by_code(sorted(codes)[0]) if reporter is Reporter.ANSWERER and codes else None


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:250]


def _number(value: Decimal | None) -> Decimal | None:
    if value is not None and (not value.is_finite() or abs(value) >= LARGEST):
        raise ValidationError(_("This number is too large to be kept."))
    return value if value is None else round(value, 4)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
