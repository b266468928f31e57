"""How far what the tables of a framework recommended is: what the reader may see, nothing else counted."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from canevas.commons.directory.queries import organisations, region_of, regions
from canevas.governance.policy import queries as policy
from canevas.governance.recommendations.queries import visible as recommended
from canevas.governance.recommendations.queries.carried import latest
from canevas.governance.recommendations.queries.implementation import region_reports
from canevas.governance.recommendations.rules.regional import ALL_REGIONS
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.rules.standing_counts import Followed, Tally, axis_key, tally


def of_tables(user: Any) -> QuerySet[Any]:
    """The standing strategies of the tables that ``user`` sees; what was carried over, where it stands last."""
    return latest(_standing(user))


def _standing(user: Any) -> QuerySet[Any]:
    return recommended.recommendations(user).filter(row__isnull=False, withdrawn_at=None)


def of_synthesis(user: Any, synthesis: Synthesis, bodies: Iterable[str]) -> QuerySet[Any]:
    """What the tables of these bodies recommended up to the session of ``synthesis``."""
    rows = _standing(user).filter(set__origin_body__in=set(bodies))
    day = synthesis.session.date if synthesis.session else None
    return latest(rows.exclude(set__origin_date__gt=day) if day else rows)


def followed(rows: QuerySet[Any]) -> list[Followed]:
    """``rows`` as they are counted, in the order of their tables.

    A recommendation concerns the regions that it names, or in which a place lies that it names; all of them where it
    says so; and that of its own body where it names none.
    """
    every = tuple(region_names())
    known: dict[int, str] = {}
    today = timezone.localdate()
    found = rows.select_related("set__region", "axis", "row__challenge").prefetch_related(
        "responsibilities__organisation", "responsibilities__territory", "milestones").order_by(
        "set__origin_date", "set", "order", "pk")
    reported = region_reports(rows)
    return [_followed(row, every, known, reported.get(row.pk, {}), today) for row in found]


def _followed(row: Any, every: tuple[str, ...], known: dict[int, str], reported: dict[str, str], today: date
              ) -> Followed:
    answering = list(row.responsibilities.all())
    missed = min(((one.due, one.label) for one in row.milestones.all()
                  if one.due and one.due < today and one.reached is None), default=(None, ""))
    places = [who.territory for who in answering if who.territory_id]
    if any(who.quantifier == ALL_REGIONS for who in answering):
        named = every
    else:
        named = tuple(dict.fromkeys(code for place in places if (code := _region(place, known))))
    if not named and row.set.region_id and not places:
        named = (row.set.region.pcode,)
    challenge = row.row.challenge if row.row else None
    axis = row.axis.number if row.axis else challenge.axis_number if challenge else None
    return Followed(
        str(row.uid), row.text, axis, row.status, named,
        tuple(dict.fromkeys(who.organisation.code for who in answering if who.organisation_id)),
        ", ".join(who.verbatim for who in answering), row.deadline_date, row.deadline_text, row.set.origin_label,
        row.get_absolute_url(), str(row.set.uid),
        missed[0], missed[1], any(who.quantifier == ALL_REGIONS for who in answering), reported)


def _region(place: Any, known: dict[int, str]) -> str:
    if place.pk not in known:
        found = region_of(place)
        known[place.pk] = found.pcode if found else ""
    return known[place.pk]


def region_names() -> dict[str, str]:
    """P-code and name of every region, in the order of the directory."""
    return {one.pcode: one.name for one in regions()}


def axis_names(rows: Iterable[Followed]) -> dict[str, str]:
    """What is general, then each axis of the policy in force and any other that ``rows`` stand under."""
    names = {"": "Ordre général", **{axis_key(one.number): one.title for one in policy.axes()}}
    for row in rows:
        names.setdefault(axis_key(row.axis), f"Axe {row.axis}")
    return names


def institution_names(rows: Iterable[Followed]) -> dict[str, str]:
    """Code and name of every organisation that answers for one of ``rows``, by name."""
    codes = {code for row in rows for code in row.organisations}
    found = organisations().filter(code__in=codes).values_list("code", "name")
    return dict(sorted(found, key=lambda pair: pair[1].casefold()))


def by_session(user: Any, rows: Iterable[Followed], today: date) -> list[tuple[Any, Tally]]:
    """Each table that holds some of ``rows`` with its figures, the latest first."""
    under: dict[str, list[Followed]] = {}
    for row in rows:
        under.setdefault(row.set_uid, []).append(row)
    found = recommended.sets(user).filter(uid__in=list(under)).order_by("-origin_date", "-pk")
    return [(one, tally(str(one.uid), str(one), under[str(one.uid)], today)) for one in found]
