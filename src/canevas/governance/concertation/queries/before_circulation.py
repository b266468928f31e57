"""What the checks before circulation find in a session: each a sentence, and a way to where it is mended."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.design.formats import medium_date
from canevas.governance.concertation.models import Attendance, DiscussionPoint, Session
from canevas.governance.concertation.queries.meeting import NOT_HELD, members_on, quorum_of
from canevas.governance.concertation.rules.checks_before import (
    Before,
    Code,
    Facts,
    Finding,
    Owed,
    Row,
    Severity,
    Thing,
    findings,
)
from canevas.governance.concertation.rules.quorum import Count, Quorum, counted
from canevas.governance.concertation.rules.session_states import OPEN_TO_READERS
from canevas.governance.recommendations.queries import challenges_of, flat_recommendations_of

PRESENT = (Attendance.Status.PRESENT, Attendance.Status.LATE, Attendance.Status.REPLACED)
SHOWN_WORDS = 90


@dataclass(frozen=True, slots=True)
class Check:
    """One finding as a person reads it. ``url``: where it is mended; ``where`` says it in words."""

    code: str
    severity: Severity
    sentence: str
    url: str
    where: str

    @property
    def is_blocking(self) -> bool:
        return self.severity is Severity.BLOCKING


def checks_for(session: Session, today: date | None = None) -> list[Check]:
    """Everything worth a look before the minutes of ``session`` go out, what blocks first; empty when all is well."""
    return [_told(session, one) for one in findings(facts_of(session, today or timezone.localdate()))]


def blocks_circulation(checks: list[Check]) -> bool:
    """Whether something makes the document wrong."""
    return any(one.is_blocking for one in checks)


def quorum_count(session: Session) -> Count | None:
    """How many members were there against how many must be; ``None`` where the body has no quorum."""
    rule = quorum_of(session.body).rule
    if rule.quorum is Quorum.NONE:
        return None
    members = [one.organisation_id for one in members_on(session.body, session.date) if one.role != "observer"]
    there = session.attendance.filter(withdrawn_at=None, status__in=PRESENT, organisation__isnull=False)
    return counted(rule, members, list(there.values_list("organisation", flat=True)))


def facts_of(session: Session, today: date) -> Facts:
    """What the register knows of ``session`` that the checks look at."""
    standing = session.attendance.filter(withdrawn_at=None)
    facts = Facts(
        today=today, day=session.date, start=session.start, end=session.end, signatory=session.signatory,
        number=session.number, number_elsewhere=_same_number(session), body_from=session.body.valid_from,
        body_to=session.body.valid_to, before=_before(session), has_text=_has_text(session),
        quorum=quorum_count(session), there=standing.filter(status__in=PRESENT).count(),
        still_expected=standing.filter(status=Attendance.Status.EXPECTED).count(),
        actions=[Owed(str(one.uid), one.text, len(one.responsibles.all()))
                 for one in session.actions.filter(withdrawn_at=None).prefetch_related("responsibles")])
    if session.recommendation_set is not None:
        facts.recommendations = [
            Owed(str(one.uid), one.text, len(one.responsibilities.all()) + bool(one.addressee.strip()))
            for one in flat_recommendations_of(session.recommendation_set)]
        for challenge in challenges_of(session.recommendation_set):
            for row in challenge.rows.all():
                strategies = list(row.strategies.all())
                facts.rows.append(Row(str(row.pk), [one.text for one in row.priorities.all()],
                                      [one.text for one in strategies], row.stray))
                facts.recommendations += [
                    Owed(str(one.uid), one.text, len(one.responsibilities.all()) + len(row.concerned))
                    for one in strategies]
    return facts


def _same_number(session: Session) -> tuple[str, date | None] | None:
    """Another session of that body and stage that bears the same number in the same year or beside it.

    Numbers begin again after years in some bodies: two sessions more than a year apart may bear the same.
    """
    if session.number is None:
        return None
    others = Session.objects.filter(body=session.body_id, stage=session.stage, number=session.number).exclude(
        pk=session.pk).exclude(state__in=("cancelled", "postponed"))
    near = [one for one in others if not (one.date and session.date) or abs((one.date - session.date).days) < 300]
    return (str(near[0].uid), near[0].date) if near else None


def _before(session: Session) -> Before | None:
    if session.date is None:
        return None
    found = Session.objects.filter(body=session.body_id, stage=session.stage, date__lt=session.date).exclude(
        state__in=NOT_HELD).order_by("-date", "-pk").first()
    return Before(str(found.uid), found.date, found.state in OPEN_TO_READERS) if found and found.date else None


def _has_text(session: Session) -> bool:
    """Whether anything at all was written of the session beside its agenda."""
    return (DiscussionPoint.objects.filter(item__session=session, withdrawn_at=None).exists()
            or session.actions.filter(withdrawn_at=None).exists()
            or session.decisions.filter(withdrawn_at=None).exists()
            or session.contributions.filter(withdrawn_at=None).exists()
            or session.recommendation_set_id is not None)


def _told(session: Session, one: Finding) -> Check:
    url, where = _mended_at(session, one)
    return Check(one.code, one.severity, _sentence(one), url, where)


def _sentence(one: Finding) -> str:
    if one.code is Code.ATTENDANCE_OPEN:
        return ngettext("%(n)s participant is still noted as expected: say who came.",
                        "%(n)s participants are still noted as expected: say who came.",
                        one.numbers[0]) % {"n": one.numbers[0]}
    if one.code is Code.QUORUM:
        return _("The quorum was not reached: %(there)s members were there, %(needed)s of %(all)s must be.") % dict(
            zip(("there", "needed", "all"), one.numbers, strict=True))
    words = one.words if len(one.words) <= SHOWN_WORDS else one.words[:SHOWN_WORDS].rsplit(" ", 1)[0] + "…"
    facts = {"text": words, "day": medium_date(one.day), "number": one.numbers[0] if one.numbers else ""}
    return _sentences()[one.code] % facts


def _sentences() -> dict[Code, str]:
    return {
        Code.NO_DAY: _("The day of the meeting is not known: minutes cannot be circulated without it."),
        Code.DAY_TO_COME: _("The meeting is dated %(day)s, which is still to come: correct the day."),
        Code.HOURS_CROSSED: _("The meeting ends before it begins: correct the hours."),
        Code.NOTHING_WRITTEN: _("Nothing was written of the meeting yet: there is nothing to circulate."),
        Code.PREVIOUS_NOT_CIRCULATED: _("The minutes of the meeting before, of %(day)s, were not circulated yet."),
        Code.NOBODY_THERE: _("The attendance list is empty: nobody is noted as having been there."),
        Code.ACTION_WITHOUT_OWNER: _("Nobody answers for the action “%(text)s”."),
        Code.RECOMMENDATION_WITHOUT_OWNER: _("The recommendation “%(text)s” is addressed to nobody."),
        Code.PRIORITY_IS_STRATEGY: _("A priority and its recommended strategy say the same: “%(text)s”."),
        Code.STRATEGY_AMONG_ACTORS: _("A sentence stands among the actors of the synthesis: “%(text)s”."),
        Code.NO_SIGNATORY: _("Nobody signs the minutes."),
        Code.BODY_NOT_THEN: _("On %(day)s this body did not exist, by its own sheet."),
        Code.SUNDAY: _("%(day)s is a Sunday: check the day."),
        Code.NUMBER_TAKEN: _("The meeting of %(day)s bears the number %(number)s too."),
    }


def _mended_at(session: Session, one: Finding) -> tuple[str, str]:
    """Address and words of where a finding is mended."""
    if one.thing is Thing.SESSION:
        return reverse("concertation:session", args=[one.key]), _("the meeting before")
    if one.thing is Thing.ACTION:
        return reverse("concertation:action", args=[one.key]), _("the action")
    if one.thing is Thing.RECOMMENDATION:
        return reverse("recommendations:recommendation", args=[one.key]), _("the recommendation")
    pages = {Thing.FACTS: ("concertation:session-facts", _("day, place, signature")),
             Thing.AGENDA: ("concertation:session-agenda", _("agenda")),
             Thing.ATTENDANCE: ("concertation:session-attendance", _("attendance")),
             Thing.MINUTES: ("concertation:session-writing", _("minutes"))}
    if one.thing is Thing.SYNTHESIS:
        return f"{session.get_absolute_url()}#synthesis", _("synthesis")
    route, words = pages[one.thing]
    return reverse(route, args=[session.uid]), words
