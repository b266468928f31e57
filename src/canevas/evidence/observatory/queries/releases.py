"""Releases as somebody may see them, those that everybody may read, and the memory of what was ever let out."""
from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from canevas.commons.access.queries import reach
from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.permissions import DATA_VIEW, RELEASE_APPROVE, RELEASE_PREPARE
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.queries.visible import whole_sources
from canevas.evidence.observatory.rules.publish.records import MOST_COLUMNS
from canevas.evidence.observatory.rules.publish.states import State
from canevas.evidence.observatory.rules.publish.stored import from_text
from canevas.evidence.observatory.rules.publish.table import PublishedTable
from canevas.evidence.observatory.rules.statistics.explorer import Question, read_question


def public() -> QuerySet[Release]:
    """What everybody may read: nothing else ever stands before the public."""
    return Release.objects.filter(state=State.PUBLISHED, audience=Release.For.PUBLIC).order_by("-published_at", "-pk")


def newest_public() -> list[Release]:
    """Of each code its newest published version."""
    found: dict[str, Release] = {}
    for release in public().defer("report"):
        if release.code not in found or found[release.code].version < release.version:
            found[release.code] = release
    return list(found.values())


def public_release(code: str, version: int | None = None) -> Release | None:
    rows = public().filter(code=code).order_by("-version")
    return (rows if version is None else rows.filter(version=version)).first()


def releases(user: Any) -> QuerySet[Release]:
    """All where ``user`` prepares or approves; else those that were published, for partners too."""
    condition = Q(state=State.PUBLISHED, audience=Release.For.PUBLIC)
    if reach(user, DATA_VIEW):
        condition |= Q(state=State.PUBLISHED)
    for permission in (RELEASE_PREPARE, RELEASE_APPROVE):
        far = reach(user, permission)
        if far.everything:
            return Release.objects.select_related("prepared_by", "approved_by")
        condition |= Q(region__in=far.regions - {""})
    return Release.objects.filter(condition).select_related("prepared_by", "approved_by")


def to_approve(user: Any) -> QuerySet[Release]:
    """What passed the gate and waits for the signature of somebody else than who prepared it."""
    far = reach(user, RELEASE_APPROVE)
    mine = Q() if far.everything else Q(region__in=far.regions - {""})
    return releases(user).filter(mine, state=State.PROTECTED).exclude(prepared_by=user)


def release_with_uid(user: Any, uid: Any) -> Release | None:
    return releases(user).filter(uid=uid).first()


def memory(release: Release) -> QuerySet[Release]:
    """Everything else of its measure that was ever let out, withdrawn since or not: who read it knows it still. Of a
    file of records and everything of its kind, whatever is counted, for the people are the same."""
    of_kind = Q(measure__startswith=kind_of(release))
    if release.form != Release.Form.RECORDS:
        of_kind &= Q(measure=release.measure) | Q(form=Release.Form.RECORDS)
    return Release.objects.filter(of_kind, published_at__isnull=False).exclude(pk=release.pk).order_by(
        "published_at", "pk")


def kind_of(release: Release) -> str:
    """How the measures of all that counts the same people begin."""
    return release.measure.partition(":")[0] + ":"


def question_of(release: Release) -> Question:
    given: dict[str, list[str]] = {}
    for name, value in release.question:
        given.setdefault(name, []).append(value)
    return read_question(given, indicators(), most=MOST_COLUMNS if release.form == Release.Form.RECORDS else 2)


def table_of(release: Release) -> PublishedTable:
    """The table as it was let through."""
    return _table(release.table)


@lru_cache(maxsize=64)
def _table(text: str) -> PublishedTable:
    return from_text(text)


def sees_before(user: Any, release: Release) -> bool:
    """Whether ``user`` may see the figures as they stood before the gate: all of every source."""
    return set(release.sources) <= set(whole_sources(user).values_list("code", flat=True))
