"""Recommendations typed by a person, one by one, into the set of a session."""
from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.search.operations import remove_entries
from canevas.governance.recommendations.models import Recommendation, RecommendationSet
from canevas.governance.recommendations.permissions import RECOMMENDATION_WRITE
from canevas.governance.recommendations.rules.addressees import addressee_kind
from canevas.governance.recommendations.rules.seen import fingerprint


@transaction.atomic
def open_set(*, by: User, origin_key: str, origin_label: str, origin_body: str, origin_date: date | None = None,
             region_id: int | None = None) -> RecommendationSet:
    """The set ``origin_key``, made where there was none yet."""
    require(by, RECOMMENDATION_WRITE, body=origin_body)
    return RecommendationSet.objects.get_or_create(origin_key=origin_key, defaults={
        "origin_label": origin_label[:250], "origin_date": origin_date, "origin_body": origin_body,
        "region_id": region_id})[0]


@transaction.atomic
def add_recommendation(*, by: User, recommendation_set: RecommendationSet, text: str, addressee: str = "",
                       agenda_number: int | None = None) -> Recommendation:
    """One more at the end of the flat list. ``addressee`` as written ("A l'endroit de l'Etat").

    Raises ``ValidationError`` on an empty text.
    """
    require(by, RECOMMENDATION_WRITE, body=recommendation_set.origin_body)
    flat = recommendation_set.recommendations.filter(row=None)
    last = flat.order_by("-order").values_list("order", flat=True).first()
    row = Recommendation.objects.create(
        set=recommendation_set, order=0 if last is None else last + 1, text=_words(text), agenda_number=agenda_number,
        addressee=_line(addressee), addressee_kind=addressee_kind(_line(addressee)))
    record(by=by, event="recommendation_added", target=row, details={"addressee": row.addressee})
    return row


@transaction.atomic
def edit_recommendation(*, by: User, recommendation: Recommendation, seen: str, text: str,
                        addressee: str) -> Recommendation | None:
    """Change the words of a recommendation, if they still are those that were ``seen`` (:func:`seen_mark`); ``None``
    where somebody changed them in between, and nothing is written."""
    row = _locked(by, recommendation)
    if row.withdrawn_at is not None or seen_mark(row) != seen:
        return None
    before = {"text": row.text, "addressee": row.addressee}
    after = {"text": _words(text), "addressee": _line(addressee)}
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changes:
        return row
    if after["text"] != row.text:  # the passage of the file no longer says this; the journal keeps what it said
        row.source, row.passages = None, []
    row.text, row.addressee, row.addressee_kind = after["text"], after["addressee"], addressee_kind(after["addressee"])
    row.save()
    record(by=by, event="recommendation_edited", target=row, details=changes)
    return row


@transaction.atomic
def remove_recommendation(*, by: User, recommendation: Recommendation, seen: str, is_kept: bool) -> bool:
    """Take it out of the list: withdrawn where it ``is_kept`` (it was once circulated) or came from a file, else
    deleted. False where it is no longer what was ``seen``."""
    row = _locked(by, recommendation)
    if row.withdrawn_at is not None or seen_mark(row) != seen:
        return False
    record(by=by, event="recommendation_removed", target=row, details={"text": row.text, "addressee": row.addressee})
    if is_kept or row.source_id or row.status != Recommendation.Status.OPEN:
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at", "changed_at"])
    else:
        remove_entries("recommendation", [row.pk])
        row.delete()
    return True


def seen_mark(row: Recommendation) -> str:
    return fingerprint(row.text, row.addressee)


def _locked(by: User, recommendation: Recommendation) -> Recommendation:
    row = Recommendation.objects.select_for_update(of=("self",)).select_related("set").get(pk=recommendation.pk)
    require(by, RECOMMENDATION_WRITE, body=row.set.origin_body)
    return row


def _words(text: str) -> str:
    clean = " ".join(text.replace("\0", "").split())
    if not clean:
        raise ValidationError(_("Write what is recommended."))
    return clean


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:250]
