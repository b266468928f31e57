"""Names to entries, from memory: an index of every name in the directory, rebuilt when the directory changes.

Each process keeps its own. The mark of :class:`Edition` tells whether it is still true; it is asked once a second at
most, and at every look-up from a write of this process until its transaction is committed.
"""
from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import RLock

from django.conf import settings
from django.db import transaction

from canevas.commons.directory.models import Edition, Organisation, OrganisationName, Territory, TerritoryName
from canevas.tools.text.resolve import Candidate, KnownName, NameIndex
from canevas.tools.vocabulary import TerritoryMention, Vocabulary, load_vocabulary
from canevas.tools.vocabulary.mentions import TerritoryMatcher
from canevas.tools.vocabulary.vocabulary import TERRITORY_KINDS

RECHECK_SECONDS = 0.0 if settings.TESTING else 1.0


def vocabulary() -> Vocabulary:
    """The vocabulary of the country this installation serves."""
    return load_vocabulary(settings.CANEVAS_VOCABULARY)


@dataclass(frozen=True)
class _Index:
    """What one edition of the directory says: matchers, and the primary key of each code."""

    mark: object
    organisations: NameIndex
    territories: TerritoryMatcher
    organisation_ids: dict[str, int]
    territory_ids: dict[str, int]


class _Memory:
    """The index of this process and its age."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.index: _Index | None = None
        self.checked_at = 0.0
        self.pending = False

    def forget(self) -> None:
        """Have the next look-ups ask for the mark until the present transaction is committed."""
        self.pending = True
        transaction.on_commit(self._settled)

    def _settled(self) -> None:
        self.pending = False
        self.checked_at = 0.0

    def current(self) -> _Index:
        now = time.monotonic()
        if self.index and not self.pending and now - self.checked_at < RECHECK_SECONDS:
            return self.index
        with self.lock:
            mark = Edition.objects.values_list("mark", flat=True).first()
            if self.index is None or self.index.mark != mark:
                self.index = _built(mark)
            self.checked_at = now
            return self.index


_memory = _Memory()
forget = _memory.forget


def _built(mark: object) -> _Index:
    territories = [
        KnownName(text, pcode, name, TERRITORY_KINDS[level], form, level)
        for text, form, pcode, name, level in TerritoryName.objects.order_by("pk").values_list(
            "text", "kind", "territory__pcode", "territory__name", "territory__level")]
    organisations = [
        KnownName(text, code, name, kind, form, int(is_proposed))
        for text, form, code, name, kind, is_proposed in OrganisationName.objects.order_by("pk").values_list(
            "text", "kind", "organisation__code", "organisation__name", "organisation__kind",
            "organisation__is_proposed")]
    places = [known.text for known in territories if known.form in ("name", "alias", "former")]
    return _Index(
        mark, NameIndex(organisations, places), TerritoryMatcher(territories, vocabulary().common_words),
        dict(Organisation.objects.values_list("code", "pk")), dict(Territory.objects.values_list("pcode", "pk")))


def resolve_organisation(text: str, limit: int = 5) -> list[Candidate]:
    """The organisations that ``text`` may mean, best first, each with a score (0 to 1) and a reason.

    ``code`` is :attr:`Organisation.code`. Empty where nothing is near; ``text`` is never rewritten.
    """
    return _memory.current().organisations.resolve(text, limit)


def resolve_territory(text: str, limit: int = 5) -> list[Candidate]:
    """The territories that ``text`` may mean, best first; ``code`` is :attr:`Territory.pcode`."""
    return _memory.current().territories.match(text, limit)


def resolve_quantifier(text: str, limit: int = 5) -> list[Candidate]:
    """The quantifiers that ``text`` may mean ("Toutes les régions" is ``*``); ``kind`` says what it applies to."""
    return vocabulary().match_quantifier(text, limit)


def resolve_party(text: str, limit: int = 5) -> list[tuple[str, Candidate]]:
    """What a name in a list of those responsible may mean: pairs of ``organisation``, ``territory`` or ``quantifier``
    and the candidate, best first over all three."""
    asked: tuple[tuple[str, Callable[[str, int], list[Candidate]]], ...] = (
        ("organisation", resolve_organisation), ("quantifier", resolve_quantifier), ("territory", resolve_territory))
    found = [(what, candidate) for what, resolve in asked for candidate in resolve(text, limit)]
    return sorted(found, key=lambda pair: -pair[1].score)[:limit]


def find_territories(text: str) -> list[TerritoryMention]:
    """The territories that a running text names, those added to the directory included."""
    return _memory.current().territories.find(text)


def organisation_id(code: str) -> int | None:
    """The primary key of the organisation with this code, from memory."""
    return _memory.current().organisation_ids.get(code)


def territory_id(pcode: str) -> int | None:
    """The primary key of the territory with this P-code, from memory."""
    return _memory.current().territory_ids.get(pcode)
