"""What goes out: prepared, passed through the gate, approved and signed, published, withdrawn. Each step is one that
``rules.publish.states`` knows; nothing else brings a figure before the public."""
from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User, may, others_who
from canevas.commons.audit.operations import record
from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.operations.errors import FiguresRefused
from canevas.evidence.observatory.permissions import RELEASE_APPROVE, RELEASE_PREPARE
from canevas.evidence.observatory.queries import gate, meeting
from canevas.evidence.observatory.queries.records import as_records_table, passed_records
from canevas.evidence.observatory.queries.releases import kind_of, memory, question_of, sees_before
from canevas.evidence.observatory.queries.tellings import tellings_of, told_of_kind
from canevas.evidence.observatory.queries.visible import whole_sources
from canevas.evidence.observatory.rules.publish.gate import Passed
from canevas.evidence.observatory.rules.publish.leaves import Refused, kept, measure_key
from canevas.evidence.observatory.rules.publish.records import PassedRecords
from canevas.evidence.observatory.rules.publish.states import Step, after
from canevas.evidence.observatory.rules.publish.stored import as_text, seal
from canevas.evidence.observatory.rules.sharing import Audience
from canevas.evidence.observatory.rules.statistics.explorer import Question

CODE = re.compile(r"[A-Z][A-Z0-9_]{1,59}")


class ReleaseRefused(FiguresRefused):
    """A step that may not be taken, said to the person."""


def said(refused: Refused) -> str:
    """What the gate refuses, why, and what can be done."""
    return {
        "share": _("A share is not protected by hiding small figures: publish the figures that it is made of."),
        "grain": _("Days and weeks are too fine to be published: ask by month, quarter or year."),
        "stock": _("A stock is published by period: a state is never added to another."),
        "stock_grain": _("An earlier release gives this stock by another length of period; keep to that length."),
        "nothing": _("No figure answers this question, or a condition keeps none."),
        "large": _("The table is too large to be protected: fewer breakdowns, or a shorter period."),
        "accounts": "%(said)s",
        "negative": _("A figure is below zero: correct its source first."),
        "method": _("Earlier releases of this measure were protected by the other method; both together would give "
                    "hidden figures away. Keep to the method of the earlier ones."),
        "exposed": _("%(cells)s hidden figures could still be worked out, from this table or beside earlier releases. "
                     "Use fewer breakdowns, or longer periods."),
        "records": _("A file of records tells persons or their movements one by one; this indicator counts something "
                     "else."),
        "records_stock": _("A file of records of a stock tells one state: keep to one period, from and to the same."),
        "columns": _("A file of records has one to %(most)s columns."),
        "lost": _("Among these columns too many persons cannot be hidden among %(k)s: the file would mislead. Choose "
                  "fewer columns, a longer period or a larger place."),
        "records_beside": _("“%(release)s” already told these people, and what is out cannot be taken back: subtracted "
                            "from one another, both would give persons away. Choose another period, or other sources."),
        "beside_records": _("The file of records “%(release)s” already told these people one by one: beside it no "
                            "table may go out. Choose another period, or other sources."),
    }[refused.code] % refused.values


@transaction.atomic
def prepare_release(*, by: User, question: Question, title: str, title_en: str = "", code: str = "",
                    audience: str = Release.For.PUBLIC, method: str = Release.Method.SUPPRESSION,
                    form: str = Release.Form.TABLE,
                    licence: str = "CC BY 4.0", licence_url: str = "") -> Release:
    """Write a release down, as a draft; of a code that exists, its next version. Of a file of records, the breakdowns
    of ``question`` are its columns. Raises ``ValidationError``."""
    region = _region(question)
    require(by, RELEASE_PREPARE, region=region)
    parts = ["RECORDS"] if form == Release.Form.RECORDS else question.by
    code = code or "_".join([question.indicator.code, *parts]).upper()
    if not CODE.fullmatch(code):
        raise ValidationError({"code": _("A code is made of capital letters, digits and _, and begins with a letter.")})
    last = Release.objects.filter(code=code).aggregate(last=Max("version"))["last"] or 0
    release = Release(code=code, version=last + 1, form=form, title=title, title_en=title_en, audience=audience,
                      method=Release.Method.GATHERED if form == Release.Form.RECORDS else method,
                      question=[list(pair) for pair in question.parameters()], measure=measure_key(question),
                      region=region, licence=licence, prepared_by=by)
    if licence_url:
        release.licence_url = licence_url
    release.full_clean(exclude=["question"])
    release.save()
    record(by=by, event="release_prepared", target=release, details={
        "code": code, "version": release.version, "audience": audience, "question": release.question})
    return release


def _region(question: Question) -> str:
    codes = kept(question).get("region", ())
    return codes[0] if len(codes) == 1 else ""


def protect_release(*, by: User, release: Release, tell: Callable[[int], None] = lambda step: None) -> Release:
    """Pass it through the gate, beside everything of its measure that was ever let out. What the gate refuses stays a
    draft that says why (``refusal``); a signature given before is taken away.

    It is counted and protected before anything is written, so that nobody waits for it, and written at once: withdrawn
    meanwhile, it stays withdrawn and as it was. ``tell`` hears of each of :data:`STEPS_OF_GATE`.
    """
    require(by, RELEASE_PREPARE, region=release.region)
    _after(release, Step.PROTECT)
    question, now = question_of(release), timezone.now()
    asked = kept(question).get("source")
    seen = sorted(whole_sources(by).exclude(audience=Audience.RESTRICTED).values_list("code", flat=True))
    sources = gate.telling(question, [code for code in seen if asked is None or code in asked], now)
    beside = _beside(release)
    try:
        if (accounts := gate.accounts(question, sources, now)).meetings:
            raise Refused("accounts", said=meeting.said(accounts))
        passed = passed_records if release.form == Release.Form.RECORDS else gate.passed
        one: Passed | PassedRecords | Refused = passed(release, sources, now, tell)
    except Refused as refused:
        one = refused
    with transaction.atomic():
        row, state = _stepped(release, Step.PROTECT)
        row.sources, row.counted_at, row.beside = sources, now, beside
        row.approved_by, row.approved_at, row.signature = None, None, ""
        return _refused(by, row, one) if isinstance(one, Refused) else _let_through(by, row, state, one)


STEPS_OF_GATE = 3
"""Counted, hidden, attacked."""


def _refused(by: User, row: Release, refused: Refused) -> Release:
    row.state, row.table, row.sha256 = Release.States.DRAFT, "", ""
    row.report = refused.report.as_json() if refused.report else {}
    row.refusal = said(refused)
    row.save()
    record(by=by, event="release_refused", target=row, details={"why": row.refusal})
    return row


def _let_through(by: User, row: Release, state: str, one: Passed | PassedRecords) -> Release:
    row.state, row.refusal = state, ""
    row.table = as_text(as_records_table(row, one, row.sources) if isinstance(one, PassedRecords)
                        else gate.as_table(row, one, row.sources))
    row.sha256, row.report = seal(row.table), one.report.as_json()
    row.save()
    record(by=by, event="release_protected", target=row, details={
        "sha256": row.sha256, "hidden": sum(one.report.hidden.values()), "cells": one.report.cells,
        "sources": row.sources})
    return row


@transaction.atomic
def approve_release(*, by: User, release: Release) -> Release:
    """Sign the table as it is. Two persons look at what goes out: whoever prepared it signs only where nobody else
    could (a laptop with one statistician)."""
    require(by, RELEASE_APPROVE, region=release.region)
    row, state = _stepped(release, Step.APPROVE)
    others = others_who(by, lambda one: may(one, RELEASE_APPROVE, region=row.region)
                        ) if row.prepared_by_id == by.pk else []
    if others:
        raise ReleaseRefused(_("Another person must approve what you prepared: %(names)s.") % {
            "names": ", ".join(others[:5])})
    if not sees_before(by, row):
        raise ReleaseRefused(_("You do not see all the figures that were counted, so you cannot answer for them."))
    _still_beside(row)
    row.state, row.approved_by, row.approved_at = state, by, timezone.now()
    row.signature = signature(row)
    row.save()
    record(by=by, event="release_approved", target=row, details={"sha256": row.sha256, "signature": row.signature})
    return row


def signature(release: Release) -> str:
    """What a signature holds together; it tells later whether anything was touched."""
    assert release.approved_by and release.approved_at
    return sha256(json.dumps(
        [str(release.uid), release.sha256, release.report, release.approved_by.username,
         release.approved_at.isoformat()], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def publish_release(*, by: User, release: Release) -> Release:
    """Let it out, as it was signed. Refused where another release went out since it was protected."""
    require(by, RELEASE_APPROVE, region=release.region)
    list(Release.objects.select_for_update().filter(measure__startswith=kind_of(release)).values_list("pk"))
    row, state = _stepped(release, Step.PUBLISH)
    _still_beside(row)
    if seal(row.table) != row.sha256 or signature(row) != row.signature:
        raise ReleaseRefused(_("The table is no longer the one that was signed: protect it again."))
    row.state, row.published_at = state, timezone.now()
    row.save()
    record(by=by, event="release_published", target=row, details={"audience": row.audience, "sha256": row.sha256})
    return row


@transaction.atomic
def withdraw_release(*, by: User, release: Release, reason: str) -> Release:
    """Take it away, for a reason. What was read is remembered: later releases are protected beside it still."""
    require(by, RELEASE_PREPARE if release.published_at is None else RELEASE_APPROVE, region=release.region)
    row, state = _stepped(release, Step.WITHDRAW)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is withdrawn.")})
    row.state, row.withdrawn_at, row.reason = state, timezone.now(), reason.strip()[:500]
    row.save()
    record(by=by, event="release_withdrawn", target=row, details={"reason": row.reason})
    return row


def _stepped(release: Release, step: Step) -> tuple[Release, str]:
    row = Release.objects.select_for_update().get(pk=release.pk)
    return row, _after(row, step)


def _after(row: Release, step: Step) -> str:
    state = after(step, row.state)  # type: ignore[arg-type]
    if state is None:
        raise ReleaseRefused(_("This release is in state “%(state)s”: this cannot be done with it.") % {
            "state": row.get_state_display()})
    return str(state)


def _beside(release: Release) -> list[str]:
    """All that was let out, and told to partners, of the same figures; of a file of records, of the same people."""
    told = told_of_kind(kind_of(release)) if release.form == Release.Form.RECORDS else tellings_of(release.measure)
    return [str(one.uid) for one in (*memory(release), *told)]


def _still_beside(row: Release) -> None:
    if _beside(row) != row.beside:
        raise ReleaseRefused(_("Another release or bulletin told of the same figures since this one was protected. "
                               "Protect it again, beside that one."))
