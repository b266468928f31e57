"""Which organisations owe an action: those named, and those that words for many (« toutes les régions ») mean.

An organisation owes what names itself; what names a class that the vocabulary puts it in; what names its region, where
it answers for « toutes les régions »; and, for a regional part of a wider organisation (the regional direction of
Agadez), what names the whole in the minutes of a body of its own region.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from canevas.commons.access.queries import reach
from canevas.commons.directory.queries import class_name, classes_of, organisations, parents_of
from canevas.commons.search.rules import of_meaning, of_organisation
from canevas.governance.concertation.models import ActionPoint, ActionResponsible, BodyMember

ALL_REGIONS = "*"


@dataclass(frozen=True, slots=True)
class Answering:
    """What makes one organisation owe an action."""

    organisation: Any
    codes: frozenset[str]
    """Quantifiers that mean it."""
    as_member: frozenset[str]
    """Quantifiers that mean it in the bodies (keys) of which it is a member today."""
    bodies: frozenset[int]
    parents: frozenset[int]
    """Keys of what it is a regional part of."""

    @property
    def region(self) -> int | None:
        return self.organisation.region_id  # type: ignore[no-any-return]

    def as_q(self) -> Q:
        """The rows of :class:`ActionResponsible` that mean it."""
        found = Q(organisation=self.organisation.pk)
        if self.codes:
            found |= Q(quantifier__in=sorted(self.codes))
        if self.bodies and self.as_member:
            found |= Q(quantifier__in=sorted(self.as_member), action__session__body__in=sorted(self.bodies))
        if self.region and ALL_REGIONS in self.codes:
            found |= Q(territory=self.region)
        if self.region and self.parents:
            found |= Q(organisation__in=sorted(self.parents), action__session__body__region=self.region)
        return found

    def means(self, who: ActionResponsible, body: Any) -> bool:
        """The same of one row, whose action was taken in ``body``."""
        if who.organisation_id == self.organisation.pk or who.quantifier in self.codes - {""}:
            return True
        if who.quantifier in self.as_member:
            return body.pk in self.bodies
        if not self.region:
            return False
        if who.territory_id == self.region:
            return ALL_REGIONS in self.codes
        return who.organisation_id in self.parents and body.region_id == self.region

    def signs(self) -> set[str]:
        """The same for the search: each is a sign that :func:`signs_of` gives to the actions that mean it."""
        found = {of_meaning("class", code) for code in self.codes}
        found |= {of_meaning("member", code, body) for code in self.as_member for body in self.bodies}
        if self.region and ALL_REGIONS in self.codes:
            found.add(of_meaning("territory", self.region))
        if self.region:
            found |= {of_meaning("part", parent, self.region) for parent in self.parents}
        return found

    def reason(self, who: ActionResponsible) -> str:
        """The words that mean it among others; "" where it is named itself."""
        if who.organisation_id == self.organisation.pk:
            return ""
        return who.verbatim or class_name(who.quantifier)


def answering_as(organisation: Any) -> Answering:
    classes = classes_of(organisation)
    today = timezone.localdate()
    bodies = BodyMember.objects.filter(organisation=organisation.pk).filter(
        Q(starts_on=None) | Q(starts_on__lte=today), Q(ends_on=None) | Q(ends_on__gte=today))
    return Answering(
        organisation, classes.codes, classes.as_member, frozenset(bodies.values_list("body", flat=True)),
        frozenset(one.pk for one in parents_of(organisation)) if organisation.region_id else frozenset())


def answerers(codes: Iterable[str]) -> list[Answering]:
    """Of each of these organisations (codes), by name."""
    wanted = list(codes)
    return [answering_as(one) for one in organisations().filter(code__in=wanted)] if wanted else []


def owed_condition(codes: Iterable[str]) -> Q:
    """The actions that these organisations owe."""
    return _owed(answerers(codes))


def owed_by(key: int) -> Q:
    """The actions that the organisation with this key owes."""
    return _owed([answering_as(one) for one in organisations().filter(pk=key)])


def _owed(answering: Iterable[Answering]) -> Q:
    condition = Q(pk__in=[])
    for one in answering:
        condition |= one.as_q()
    return Q(pk__in=ActionResponsible.objects.filter(condition).values("action"))


def signs_meaning(codes: Iterable[str]) -> set[str]:
    """Signs of the entries of the search that mean these organisations without naming them."""
    return {sign for one in answerers(codes) for sign in one.signs()}


def signs_of(named: Iterable[Any], body: Any) -> set[str]:
    """Signs of all that an action of ``body`` means by the words for who answers for it."""
    found = set()
    for who in named:
        if who.quantifier:
            found |= {of_meaning("class", who.quantifier), of_meaning("member", who.quantifier, body.pk)}
        if who.territory_id:
            found.add(of_meaning("territory", who.territory_id))
        if who.organisation_id:
            found.add(of_organisation(who.organisation.code))
            if body.region_id:
                found.add(of_meaning("part", who.organisation_id, body.region_id))
    return found


def owing_codes(user: Any, permission: str, action: ActionPoint) -> frozenset[str]:
    """Codes of the organisations on which ``user`` holds ``permission`` and that owe ``action``.

    Which these are is worked out once for each user object, as its reach is: a page asks it for every line.
    """
    codes = reach(user, permission).organisations
    if not codes:
        return codes
    known: dict[frozenset[str], list[Answering]] = user.__dict__.setdefault("_answering", {})
    if codes not in known:
        known[codes] = answerers(codes)
    named = list(action.responsibles.all())
    return frozenset(one.organisation.code for one in known[codes]
                     if any(one.means(who, action.session.body) for who in named))
