"""What of the figures somebody may see. Every read of sources, files, batches and figures begins here; what is not seen
answers as what does not exist."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from canevas.commons.access.queries import may, reach
from canevas.commons.access.rules import ScopeKind
from canevas.evidence.observatory.models import Batch, Disagreement, Recipe, SharingAgreement, Source, Workbench
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_CORRECT, DATA_VIEW
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.sharing import (
    CHOOSABLE,
    Agreement,
    Audience,
    Party,
    Reader,
    SharedSource,
    Terms,
    terms_for,
)


def reader(user: Any) -> Reader:
    """How far ``user`` sees figures and answers for them."""
    seen, answered = reach(user, DATA_VIEW), reach(user, DATA_CORRECT)
    if not seen:
        return Reader()
    # of whoever sees everything, ``reach`` does not say where else they stand; a closed source asks just that
    held = [one for one in user.held_roles if one.role.allows(DATA_VIEW)]
    keys = {kind: frozenset(one.scope.key for one in held if one.scope.kind is kind) for kind in ScopeKind}
    return Reader(seen.everything, keys[ScopeKind.ORGANISATION], keys[ScopeKind.REGION],
                  frozenset(one.role.code for one in held), answered.everything, answered.regions, may_see=True)


def shared(source: Source) -> SharedSource:
    """``source`` as the rules of sharing know it; its agreements are prefetched where many are asked."""
    organisation = source.organisation.code if source.organisation else ""
    agreements = tuple(_agreement(*(getattr(one, name) for name in _AGREED)) for one in source.agreements.all())
    return SharedSource(source.code, Audience(source.audience), organisation, source.region, agreements)


def _every_source() -> Iterator[SharedSource]:
    """Read as bare values: every page of figures asks for them."""
    agreements: dict[int, list[Agreement]] = defaultdict(list)
    for source, *values in SharingAgreement.objects.order_by().values_list("source", *_AGREED):
        agreements[source].append(_agreement(*values))
    for key, code, audience, organisation, region in Source.objects.order_by().values_list(
            "pk", "code", "audience", "organisation__code", "region"):
        yield SharedSource(code, Audience(audience), organisation or "", region, tuple(agreements[key]))


_AGREED = ("party", "key", "fields", "geography", "grain", "valid_from", "valid_to")


def _agreement(party: str, key: str, fields: Iterable[str], geography: str, grain: str, valid_from: date,
               valid_to: date | None) -> Agreement:
    limits = Terms(frozenset(fields) & frozenset(CHOOSABLE), geography, Grain(grain))
    return Agreement(Party(party), key, limits, valid_from, valid_to)


def terms(user: Any, sources: Iterable[Source] | None = None, day: date | None = None) -> dict[str, Terms]:
    """By code of each source that ``user`` sees at all, how finely; on ``day``, today where it is not given."""
    asking, day = reader(user), day or timezone.localdate()
    if not asking.may_see:
        return {}
    every = _every_source() if sources is None else map(shared, sources)
    found = {source.code: terms_for(asking, source, day) for source in every}
    return {code: one for code, one in found.items() if one is not None}


def sources(user: Any) -> QuerySet[Source]:
    """The sources of which ``user`` sees something."""
    return Source.objects.filter(code__in=terms(user)).select_related("organisation")


def source_seen_by(user: Any, code: str) -> Source | None:
    return sources(user).filter(code=code).first()


def whole_sources(user: Any) -> QuerySet[Source]:
    """The sources that ``user`` sees as they are."""
    return Source.objects.filter(code__in=[code for code, one in terms(user).items() if one.is_whole])


def recipe_seen_by(user: Any, name: str) -> Recipe | None:
    """The recipe of that name, of a source that ``user`` sees whole."""
    seen = Recipe.objects.filter(source__in=whole_sources(user))
    return seen.filter(name=name).select_related("source__organisation").first()


def batches(user: Any) -> QuerySet[Batch]:
    """The batches, ended ones too, of the sources that ``user`` sees whole: a batch tells what its file holds."""
    return Batch.objects.filter(source__in=whole_sources(user)).select_related(
        "source", "file__file", "recipe__recipe", "made_by")


def workbenches(user: Any) -> QuerySet[Workbench]:
    """The files that somebody settles, of the sources to which ``user`` may add."""
    return Workbench.objects.filter(file__source__in=answered_for(user, DATA_ADD)).select_related(
        "file__file", "file__source__organisation", "recipe__recipe", "made_by", "batch", "replacing")


def open_workbenches(user: Any) -> QuerySet[Workbench]:
    """The files that wait to be settled, the last touched first."""
    return workbenches(user).filter(state=Workbench.State.OPEN)


def disagreements(user: Any) -> QuerySet[Disagreement]:
    """Those of two sources that ``user`` sees whole, of figures that hold."""
    seen = batches(user).order_by().values("pk")
    return Disagreement.objects.filter(first__in=seen, second__in=seen).select_related(
        "first__source__organisation", "second__source__organisation", "first__file__file", "second__file__file",
        "explained_by")


def uses_file(user: Any, key: int) -> bool:
    """Whether a file (its primary key) was given by a source that ``user`` sees whole."""
    return whole_sources(user).filter(files__file=key).exists()


def answered_for(user: Any, permission: str) -> QuerySet[Source]:
    """The sources on which ``user`` holds ``permission`` (to add to them, to correct, to share)."""
    far = reach(user, permission)
    if far.everything:
        return Source.objects.all()
    return Source.objects.filter(Q(organisation__code__in=far.organisations) | Q(region__in=far.regions - {""}))


def may_on(user: Any, permission: str, source: Source) -> bool:
    return may(user, permission, **scope_of(source))


def scope_of(source: Source) -> dict[str, Any]:
    """What a source lies in, as ``require`` asks it."""
    return {"organisations": [source.organisation.code] if source.organisation else [], "region": source.region}
