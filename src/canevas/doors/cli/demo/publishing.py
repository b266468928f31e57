"""Invented figures let out as real ones are: prepared by one person, passed through the gate, signed by another."""
from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.doors.cli.demo.figure_files import month
from canevas.evidence.observatory.operations import (
    approve_release,
    prepare_release,
    protect_release,
    publish_release,
)
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.queries.releases import releases
from canevas.evidence.observatory.rules.statistics.explorer import Question, read_question
from canevas.governance.bulletins.operations import NothingOut, make_bulletin, publish_bulletin
from canevas.governance.bulletins.queries.bulletins import period_before
from canevas.governance.bulletins.queries.published import public_bulletins


@dataclass(frozen=True, slots=True)
class ToPublish:
    """A release of the demonstration: its titles, and what it asks; ``months``: of the last months alone, so
    many; one that is not signed waits for it."""

    title: str
    title_en: str
    indicator: str
    by: tuple[str, ...]
    months: int = 0
    form: str = "table"
    is_signed: bool = True

    def question(self, today: date) -> Question:
        asked = {"indicator": [self.indicator], "by": self.by, "grain": ["month"],
                 "from": [month(today, self.months)] if self.months else []}
        return read_question(asked, indicators(), most=len(self.by))


LAST = 13
"""Months: the last one has that of the year before beside it."""
RELEASES = (
    ToPublish("Passages observés, par mois et par nationalité", "Movements observed, by month and nationality", "FLOW",
              ("period", "nationality"), months=LAST),
    ToPublish("Passages observés, par mois et par région", "Movements observed, by month and region", "FLOW",
              ("period", "region")),
    ToPublish("Personnes enregistrées, par mois et par région", "Persons registered, by month and region", "STOCK",
              ("period", "region")),
    ToPublish("Personnes accueillies, par mois et par région", "Persons received, by month and region", "RECEPTION",
              ("period", "region")),
    ToPublish("Personnes secourues dans le désert, fichier détaillé", "Persons rescued in the desert, file of records",
              "RESCUES", ("period", "department", "nationality", "sex", "age_group"), form="records"),
    ToPublish("Services rendus, par mois et par service", "Services delivered, by month and service", "SERVICES",
              ("period", "activity"), months=LAST, is_signed=False))


def publish_figures(*, preparer: User, approver: User) -> int:
    """Let out what is not out yet; how many. Repeating it adds nothing."""
    known = set(releases(approver).values_list("title", flat=True))
    done = 0
    for one in RELEASES:
        if one.title in known:
            continue
        release = protect_release(by=preparer, release=prepare_release(
            by=preparer, question=one.question(timezone.localdate()), title=one.title, title_en=one.title_en,
            form=one.form))
        if one.is_signed and not release.refusal:
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
