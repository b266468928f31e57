"""A confirmed document's recommendations enter the register, or bring it up to date."""
from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.recommendations.models import (
    Challenge,
    Priority,
    Recommendation,
    RecommendationSet,
    Responsibility,
    SynthesisRow,
)
from canevas.governance.recommendations.permissions import RECOMMENDATION_WRITE
from canevas.governance.recommendations.queries.visible import region_of
from canevas.governance.recommendations.rules.addressees import addressee_kind
from canevas.governance.recommendations.rules.entries import ChallengeEntry, RecommendationEntry, RowEntry

CHALLENGE_FIELDS = ("scope", "axis_id", "axis_number", "axis_title", "order", "text", "source_id", "passages",
                    "withdrawn_at")
RECOMMENDATION_FIELDS = ("row_id", "order", "text", "addressee", "addressee_kind", "axis_id", "programme_id",
                         "subprogramme_id", "deadline_text",
                         "deadline_date", "agenda_number", "source_id", "passages", "withdrawn_at")


@dataclass(slots=True)
class _Writing:
    """One run over a set: what is known of it, what is to be made and to be brought up to date."""

    set: RecommendationSet
    source_id: int | None
    known: dict[str, Any]
    keeps_uids: bool = False
    placed: set[int] = field(default_factory=set)
    """Keys of the lines under the general recommendations that a person gave an axis: they keep it."""
    recommendations: list[tuple[Recommendation, RecommendationEntry]] = field(default_factory=list)
    challenges: list[Challenge] = field(default_factory=list)


@transaction.atomic
def write_recommendation_set(
    *, by: User, origin_key: str, origin_label: str, origin_date: date | None = None, region_id: int | None = None,
    origin_body: str = "", origin_body_name: str = "", source_id: int | None = None,
    challenges: Iterable[ChallengeEntry] = (), recommendations: Iterable[RecommendationEntry] = (),
    kept: Iterable[str] = (), keeps_uids: bool = False,
) -> RecommendationSet:
    """Write the set ``origin_key`` so that it says what the entries say. ``origin_body`` is a body's code,
    ``origin_body_name`` what pages call it.

    Entries with a ``uid`` update their row (its status and identifier stay), others are added; rows that no entry
    names are marked withdrawn, except those whose uid is in ``kept``. ``keeps_uids``: what is new enters under the uid
    of its entry, as the lines of a table do, rather than under one of its own. Writing the same twice changes nothing.
    """
    before = RecommendationSet.objects.select_related("region").filter(origin_key=origin_key).first()
    asked = RecommendationSet(origin_body=origin_body, region_id=region_id)
    for one in (asked, before):
        if one is not None:
            require(by, RECOMMENDATION_WRITE, body=one.origin_body, region=region_of(one))
    found, created = RecommendationSet.objects.update_or_create(
        origin_key=origin_key,
        defaults={"origin_label": origin_label[:250], "origin_date": origin_date, "region_id": region_id,
                  "origin_body": origin_body, "origin_body_name": origin_body_name[:60]})
    rows = [] if created else [*found.challenges.all(), *found.recommendations.all(),
                               *Priority.objects.filter(row__challenge__set=found)]
    work = _Writing(found, source_id, {str(row.uid): row for row in rows}, keeps_uids)
    if not created:
        work.placed = set(found.recommendations.filter(
            axis__isnull=False, row__isnull=False, row__challenge__axis=None).values_list("pk", flat=True))
    old_rows = [] if created else list(SynthesisRow.objects.filter(challenge__set=found).values_list("pk", flat=True))
    _write_challenges(work, list(challenges))
    flat = list(recommendations)
    for order, entry in enumerate(flat):
        _take_recommendation(work, entry, order, None)
    _write_recommendations(work)
    if not created:
        SynthesisRow.objects.filter(pk__in=old_rows).exclude(strategies__uid__in=list(kept)).delete()
        _withdraw(work, set(kept))
    record(by=by, event="recommendation_set_written", target=found,
           details={"challenges": len(work.challenges), "recommendations": len(work.recommendations)})
    return found


def _write_challenges(work: _Writing, entries: list[ChallengeEntry]) -> None:
    fresh, stale = [], []
    for order, entry in enumerate(entries):
        row = work.known.get(entry.uid)
        if not isinstance(row, Challenge):
            row = Challenge(set=work.set, uid=_uid(work, entry.uid))
            fresh.append(row)
        else:
            stale.append(row)
        row.scope, row.axis_id, row.axis_number, row.axis_title = (
            entry.scope, entry.axis_id, entry.axis_number, entry.axis_title)
        row.order, row.text, row.source_id, row.passages = order, entry.text, work.source_id, entry.passages
        row.withdrawn_at = None
        work.challenges.append(row)
    Challenge.objects.bulk_create(fresh)
    if stale:
        Challenge.objects.bulk_update(stale, [name.removesuffix("_id") for name in CHALLENGE_FIELDS])
    _write_rows(work, [(challenge, order, row) for challenge, entry in zip(work.challenges, entries, strict=True)
                       for order, row in enumerate(entry.rows)])


def _write_rows(work: _Writing, entries: list[tuple[Challenge, int, RowEntry]]) -> None:
    """Rows have no identity of their own: they are made anew, their priorities and strategies move over."""
    rows = SynthesisRow.objects.bulk_create([
        SynthesisRow(challenge=challenge, order=order, flags=entry.flags, stray=entry.stray, concerned=entry.concerned)
        for challenge, order, entry in entries])
    fresh, stale = [], []
    for row, (_challenge, _order, entry) in zip(rows, entries, strict=True):
        for order, one in enumerate(entry.priorities):
            priority = work.known.get(one.uid)
            if not isinstance(priority, Priority):
                priority = Priority(uid=_uid(work, one.uid))
                fresh.append(priority)
            else:
                stale.append(priority)
            priority.row, priority.order, priority.text = row, order, one.text
            priority.source_id, priority.passages = work.source_id, one.passages
        for order, strategy in enumerate(entry.strategies):
            _take_recommendation(work, strategy, order, row)
    Priority.objects.bulk_create(fresh)
    if stale:
        Priority.objects.bulk_update(stale, ["row", "order", "text", "source", "passages"])


def _take_recommendation(work: _Writing, entry: RecommendationEntry, order: int, row: SynthesisRow | None) -> None:
    known = work.known.get(entry.uid)
    one = known if isinstance(known, Recommendation) else Recommendation(set=work.set, uid=_uid(work, entry.uid))
    one.row, one.order, one.text, one.addressee = row, order, entry.text, entry.addressee[:250]
    if entry.addressee or row is None or one.pk is None:  # a table names no addressee: what a person said stays
        one.addressee_kind = addressee_kind(entry.addressee)
    axis = entry.axis_id or (entry.proposed_axis_id if one.pk is None else
                             one.axis_id if row is not None and one.pk in work.placed else None)
    if one.axis_id != axis or one.pk is None:
        one.axis_id, one.programme_id, one.subprogramme_id = axis, entry.programme_id, entry.subprogramme_id
    one.deadline_text, one.deadline_date = entry.deadline_text[:250], entry.deadline_date
    one.agenda_number, one.source_id, one.passages = entry.agenda_number, work.source_id, entry.passages
    one.withdrawn_at = None
    work.recommendations.append((one, entry))


def _uid(work: _Writing, wanted: str) -> uuid.UUID:
    return uuid.UUID(wanted) if wanted and work.keeps_uids else uuid.uuid4()


def _write_recommendations(work: _Writing) -> None:
    fresh = [one for one, _entry in work.recommendations if one.pk is None]
    stale = [one for one, _entry in work.recommendations if one.pk is not None]
    parts: dict[tuple[int, str], str] = {}  # the part that a person gave to those who are still named
    Recommendation.objects.bulk_create(fresh)
    if stale:
        for one in stale:
            one.changed_at = timezone.now()
        Recommendation.objects.bulk_update(
            stale, [name.removesuffix("_id") for name in RECOMMENDATION_FIELDS] + ["changed_at"])
        answering = Responsibility.objects.filter(recommendation__in=stale)
        parts = {(key, words): part for key, words, part in answering.values_list("recommendation", "verbatim", "part")}
        answering.delete()
    Responsibility.objects.bulk_create([
        Responsibility(recommendation=one, order=order, verbatim=who.verbatim[:250],
                       part=parts.get((one.pk, who.verbatim[:250]), Responsibility.Part.LEAD),
                       organisation_id=who.organisation_id, territory_id=who.territory_id, quantifier=who.quantifier,
                       resolved_by=who.resolved_by[:250], confidence=who.confidence)
        for one, entry in work.recommendations for order, who in enumerate(entry.responsibilities)])


def _withdraw(work: _Writing, kept: set[str]) -> None:
    """Mark what the new version no longer says; priorities, which nobody follows, go."""
    said = {str(one.uid) for one, _entry in work.recommendations} | {str(row.uid) for row in work.challenges} | kept
    gone = [row for uid, row in work.known.items() if uid not in said]
    for model in (Challenge, Recommendation):
        model.objects.filter(pk__in=[row.pk for row in gone if isinstance(row, model)], withdrawn_at=None).update(
            withdrawn_at=timezone.now())
