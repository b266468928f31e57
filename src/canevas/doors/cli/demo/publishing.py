"""Invented figures let out as real ones are: prepared by one person, passed through the gate, signed by another."""
from __future__ import annotations

from contextlib import suppress

from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.evidence.observatory.operations import (
    approve_release,
    prepare_release,
    protect_release,
    publish_release,
)
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.queries.releases import releases
from canevas.evidence.observatory.rules.statistics.explorer import read_question
from canevas.governance.bulletins.operations import NothingOut, make_bulletin, publish_bulletin
from canevas.governance.bulletins.queries.bulletins import period_before
from canevas.governance.bulletins.queries.published import public_bulletins

TABLES = (
    ("Passages observés, par mois et par nationalité", "Movements observed, by month and nationality",
     {"indicator": ["FLOW"], "by": ["period", "nationality"], "grain": ["month"]}),
    ("Passages observés, par mois et par région", "Movements observed, by month and region",
     {"indicator": ["FLOW"], "by": ["period", "region"], "grain": ["month"]}),
    ("Personnes enregistrées, par mois et par région", "Persons registered, by month and region",
     {"indicator": ["STOCK"], "by": ["period", "region"], "grain": ["month"]}))


def publish_figures(*, preparer: User, approver: User) -> int:
    """Let the tables out that are not out yet; how many. Repeating it adds nothing."""
    known = set(releases(approver).values_list("title", flat=True))
    done = 0
    for title, title_en, asked in TABLES:
        if title in known:
            continue
        release = protect_release(by=preparer, release=prepare_release(
            by=preparer, question=read_question(asked, indicators()), title=title, title_en=title_en))
        if not release.refusal:
            publish_release(by=approver, release=approve_release(by=approver, release=release))
            done += 1
    return done


def publish_the_bulletin(*, preparer: User, approver: User) -> None:
    """The country's bulletin of the last month, before the public; once, while that month is told."""
    period = period_before(timezone.localdate())
    if public_bulletins():
        return
    with suppress(NothingOut):
        publish_bulletin(by=approver, bulletin=make_bulletin(
            by=preparer, region="", period=period.iso, audience="public"))
