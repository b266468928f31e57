"""What rooms above say to rooms below about who sees what: which bodies a scope holds, who may see a file, which sets
of recommendations are drafts, which words mean an organisation. They say it from ``AppConfig.ready``::

    scopes.answer(scopes.BODIES, "canevas.governance.concertation.queries.scopes.bodies_in")

Who answers is named by a path, because a room is made ready before its models.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.module_loading import import_string

from canevas.commons.access.rules import Scope, ScopeKind

BODIES = "bodies"
"""(scopes) → codes of every body within them."""
FILE_USES = "file-uses"
"""(user, primary key of a file) → whether something that the user may see is written in it or goes with it."""
DRAFT_SETS = "draft-sets"
"""(user) → primary keys of the sets of recommendations that are still a draft, and not for this user."""
SIGNS = "signs"
"""(codes of organisations) → signs of the entries of the search that mean them without naming them."""
CHOICES = "choices"
"""(kind of scope) → [(key, name)] of all that a role may be held on, in the order in which they are offered."""

_ANSWERING: dict[str, list[str]] = {}


def answer(question: str, path: str) -> None:
    """Let the function at ``path`` answer ``question`` (one of those above); saying it again changes nothing."""
    known = _ANSWERING.setdefault(question, [])
    if path not in known:
        known.append(path)


def answers(question: str) -> list[Callable[..., Any]]:
    """Who answers ``question``, in the order in which the rooms are installed."""
    return [import_string(path) for path in _ANSWERING.get(question, ())]


def resolve_bodies_with(path: str) -> None:
    """Let ``path`` say which bodies lie in scopes."""
    answer(BODIES, path)


def bodies_in(wanted: Sequence[Scope]) -> frozenset[str]:
    """Codes of every body within ``wanted``; none where no room knows bodies."""
    found: set[str] = set()
    for resolve in answers(BODIES):
        found |= resolve(wanted)
    return frozenset(found)


def choices(kind: ScopeKind) -> list[tuple[str, str]]:
    """Key and name of every scope of ``kind``."""
    return [one for offered in answers(CHOICES) for one in offered(kind)]
