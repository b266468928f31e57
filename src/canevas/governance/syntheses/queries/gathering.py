"""What the bodies below recommended, and how it stands gathered for a synthesis."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.queries import visible as meetings
from canevas.governance.concertation.queries.scopes import bodies_in
from canevas.governance.concertation.rules.session_states import OPEN_TO_READERS
from canevas.governance.policy import queries as policy
from canevas.governance.recommendations.queries import visible as recommended
from canevas.governance.recommendations.queries.carried import carried_from
from canevas.governance.syntheses.models import Gathered, GatheredGroup, GroupState, Synthesis, Version
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.rules import gathering as rules
from canevas.governance.syntheses.rules.table import Section, Table

REGIONAL = ("regional-framework", "technical-group", "observatory")
"""Kinds of the bodies whose recommendations are gathered; the others of a framework treat what was gathered."""

_LOOKED_FOR, _LOOKED_AT, _OFFERED = 5, 400, 12
"""Words by which near groups are looked for, recommendations that are compared, groups that are offered."""


@dataclass(frozen=True, slots=True)
class Family:
    """The codes of the bodies that a synthesis gathers from, and of those that made the tables before it."""

    below: frozenset[str]
    own: frozenset[str]


def family_of(body: Any) -> Family:
    """The regional and technical bodies below ``body``; where it has none, as a technical or political meeting of the
    framework, those below the body above it."""
    place = body
    while True:
        codes = bodies_in([Scope(ScopeKind.BODY, place.code)])
        every = {one.code: one for one in type(body).objects.filter(code__in=codes)}
        below = frozenset(code for code, one in every.items() if one.kind in REGIONAL and code != body.code)
        if below or place.parent is None:
            return Family(below, frozenset(every) - below | {body.code})
        place = place.parent


def gatherable(user: Any, synthesis: Synthesis) -> QuerySet[Any]:
    """The recommendations that ``user`` may see and that the synthesis is to gather: of the bodies below, since its
    day, not withdrawn, of minutes that are before their readers."""
    rows = recommended.recommendations(user).filter(_standing(), set__origin_body__in=family_of(synthesis.body).below)
    if synthesis.since is not None:
        rows = rows.filter(Q(set__origin_date__gte=synthesis.since)
                           | Q(set__origin_date=None, set__created_at__date__gte=synthesis.since))
    return rows.select_related("set__region", "row__challenge", "axis").prefetch_related("row__priorities").order_by(
        "set__origin_date", "set__origin_body", "order", "pk")


def earlier(user: Any, synthesis: Synthesis) -> QuerySet[Any]:
    """What was recommended before: by the tables of the framework, and by the bodies below before its day."""
    family = family_of(synthesis.body)
    before = Q(set__origin_body__in=family.own)
    if synthesis.since is not None:
        before |= Q(set__origin_body__in=family.below, set__origin_date__lt=synthesis.since)
    rows = recommended.recommendations(user).filter(_standing(), before)
    return rows.exclude(set=synthesis.recommendation_set_id or 0).select_related("set__region", "axis")


def _standing() -> Q:
    drafts = Q(set__session__isnull=False) & ~Q(set__session__state__in=sorted(OPEN_TO_READERS))
    return Q(withdrawn_at=None) & ~drafts


def proposed_since(user: Any, body: Any, day: date | None) -> date | None:
    """The day of the last table before ``day`` (of all, without one): what came in from then on was not treated yet."""
    codes = family_of(body).own
    held = Synthesis.objects.filter(visible.synthesis_condition(user), body__code__in=codes).exclude(session__date=None)
    sets = recommended.sets(user).filter(origin_body__in=codes, origin_date__isnull=False, challenges__isnull=False)
    if day is not None:
        held, sets = held.filter(session__date__lt=day), sets.filter(origin_date__lt=day)
    days = [*held.order_by("-session__date").values_list("session__date", flat=True)[:1],
            *sets.order_by("-origin_date").values_list("origin_date", flat=True)[:1]]
    return max(days, default=None)


def tables_to_continue(user: Any, permission: str) -> QuerySet[Any]:
    """The sets with a table, of the bodies whose syntheses ``user`` may write, the latest first."""
    codes = meetings.bodies(user, permission).values("code")
    return recommended.sets(user).filter(challenges__withdrawn_at=None, challenges__isnull=False).filter(
        Q(origin_body__in=codes) | Q(origin_body="")).exclude(
        pk__in=Synthesis.objects.exclude(recommendation_set=None).values("recommendation_set")).distinct().order_by(
        "-origin_date", "-pk")


def groups(synthesis: Synthesis) -> QuerySet[GatheredGroup]:
    return GatheredGroup.objects.filter(synthesis=synthesis)


def counts(synthesis: Synthesis) -> dict[str, int]:
    """How many groups stand in each state, and how many of those to be treated are sure (``sure``)."""
    rows = list(groups(synthesis).order_by().values_list("state", "is_sure"))
    found = Counter(state for state, _sure in rows)
    return {**{state: found[state] for state in GroupState.values},
            "sure": sum(sure for state, sure in rows if state == GroupState.PROPOSED)}


@dataclass(frozen=True, slots=True)
class Shown:
    """A member as the page shows it; ``parts`` are its words, each with whether it is one of those that matched."""

    row: Gathered
    recommendation: Any
    parts: list[tuple[str, bool]]
    challenge: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the form of a group begins with. ``where``: "block:<uid>" or "new"."""

    text: str
    section: str
    where: str
    challenge: str
    words: tuple[str, ...]
    responsible: str


def members_of(group: GatheredGroup, user: Any) -> list[Shown]:
    """The members of ``group`` that ``user`` may see."""
    rows = list(group.members.select_related(
        "recommendation__set__region", "recommendation__source", "recommendation__row__challenge", "repeats__set"))
    seen = set(recommended.recommendations(user).filter(
        pk__in=[key for row in rows for key in (row.recommendation_id, row.repeats_id) if key]).values_list(
        "pk", flat=True))
    out = []
    for row in rows:
        one = row.recommendation
        if one.pk not in seen:
            continue
        if row.repeats_id not in seen:
            row.repeats = None
        out.append(Shown(row, one, rules.marked_parts(one.text, group.words),
                         one.row.challenge.text if one.row else ""))
    return out


def proposal_for(group: GatheredGroup, members: list[Shown], table: Table) -> Proposal | None:
    """What is proposed for ``group`` in ``table``; ``None`` where nothing of it stands any more."""
    standing = [one for one in members if one.recommendation.withdrawn_at is None]
    if not standing:
        return None
    texts = [rules.tidy(one.recommendation.text) for one in standing]
    text = texts[rules.most_complete(texts)]
    wanted = f"axis {group.axis.number}" if group.axis else "general"
    section = table.section(wanted) or table.section("general") or next(iter(table.sections), Section(None, ""))
    under = list(dict.fromkeys(one.challenge for one in standing if one.challenge))
    challenge = rules.challenge_for(section, text, under, group.subprogramme.title if group.subprogramme else "")
    return Proposal(text, section.key, f"block:{challenge.uid}" if challenge.uid else "new",
                    "" if challenge.uid else challenge.text, challenge.words, "\n".join(who_said(standing)))


def line_said(members: list[Shown], table: Table) -> tuple[str, str] | None:
    """The line of ``table`` (identifier, words) that goes on from what a member says again: its table began with the
    one in which that earlier recommendation stands. ``None`` where there is no such line."""
    repeated = {str(one.row.repeats.uid) for one in members if one.row.repeats is not None}
    texts = {line.uid: line.text for line in table.lines}
    uid = next(iter(carried_from(repeated, texts)), None) if repeated else None
    return (uid, texts[uid]) if uid is not None else None


def who_said(members: list[Shown]) -> list[str]:
    """The regions of the members, or their bodies where they have none, each once."""
    return list(dict.fromkeys(
        one.recommendation.set.region.name if one.recommendation.set.region else
        one.recommendation.set.origin_body_name or one.recommendation.set.origin_label for one in members))


def open_table(synthesis: Synthesis) -> tuple[Version | None, Table]:
    """The version that is being written with its table; the last one's table where none is."""
    last = synthesis.versions.last()
    version = last if last is not None and not last.is_frozen else None
    return version, table_of(last) if last is not None else Table()


def neighbours(group: GatheredGroup) -> list[GatheredGroup]:
    """The other groups that wait and share most words with ``group``, the nearest first: to join them with it. Looked
    for by its longest words, so that thousands of groups cost no more than a few."""
    texts = list(group.members.values_list("recommendation__text", flat=True))
    mine = rules.stems(" ".join(texts))
    shared = Q(pk__in=[])
    for word in rules.longest_words(texts, _LOOKED_FOR):
        shared |= Q(recommendation__text__icontains=word)
    found: dict[int, int] = {}
    for key, text in Gathered.objects.filter(
            shared, group__synthesis=group.synthesis_id, group__state=GroupState.PROPOSED).exclude(
            group=group).order_by().values_list("group", "recommendation__text")[:_LOOKED_AT]:
        found[key] = max(found.get(key, 0), len(mine & rules.stems(text)))
    nearest = sorted(found, key=lambda key: (-found[key], key))[:_OFFERED]
    rows = GatheredGroup.objects.prefetch_related("members__recommendation").in_bulk(nearest)
    return [rows[key] for key in nearest if key in rows]


@dataclass(frozen=True, slots=True)
class Place:
    """A programme of the policy (``part`` None) or a sub-programme; ``key`` is its name in the form."""

    programme: Any
    part: Any = None

    @property
    def key(self) -> str:
        return str(self.part.pk) if self.part else f"p{self.programme.pk}"


def axes_and_parts() -> list[tuple[Any, list[Place]]]:
    """The axes of the policy in force, each with its programmes and their sub-programmes."""
    framework = policy.framework_on()
    if framework is None:
        return []
    return [(axis, [place for programme in axis.programmes.all() for place in (
        Place(programme), *(Place(programme, part) for part in programme.subprogrammes.all()))])
            for axis in policy.whole(framework).axes.all()]
