"""Words that stand for a whole class of organisations, and who belongs to it."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from canevas.commons.directory.models import Organisation
from canevas.commons.directory.queries.lookup import vocabulary
from canevas.tools.text.folding import squeeze
from canevas.tools.vocabulary.entries import QuantifierEntry


@dataclass(frozen=True, slots=True)
class Classes:
    """``codes`` of the quantifiers that an organisation belongs to by itself; ``as_member``: those that it belongs to
    in a body that it is a member of."""

    codes: frozenset[str]
    as_member: frozenset[str]


def classes_of(organisation: Organisation) -> Classes:
    """The quantifiers that mean ``organisation`` among others, as the vocabulary says it."""
    above = {one.code for one in [organisation, *parents_of(organisation)]}
    name = squeeze(organisation.name)
    codes = {entry.code for entry in vocabulary().quantifiers if _holds(entry, organisation.kind, above, name)}
    return Classes(frozenset(codes), frozenset(entry.code for entry in vocabulary().quantifiers if entry.members))


def _holds(entry: QuantifierEntry, kind: str, above: set[str], name: str) -> bool:
    return kind in entry.kinds or not above.isdisjoint(entry.organisations) or any(
        name.startswith(squeeze(start)) for start in entry.begins)


def parents_of(organisation: Organisation) -> list[Organisation]:
    """What the organisation is part of, the nearest first."""
    above: list[Organisation] = []
    at = organisation.parent
    while at is not None and at not in above:
        above.append(at)
        at = at.parent
    return above


@lru_cache(maxsize=256)
def _name_of(folder: str, code: str) -> str:
    return next((entry.name for entry in vocabulary().quantifiers if entry.code == code), code)


def class_name(code: str) -> str:
    """The words for a quantifier: « Toutes les régions »."""
    return _name_of(str(vocabulary().folder), code)
