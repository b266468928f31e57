"""Which bodies a scope holds. The rooms above know it, so one of them says it from ``AppConfig.ready``::

    scopes.resolve_bodies_with("canevas.governance.concertation.queries.scopes.bodies_in")

The resolver is named by its path, because a room is made ready before its models: a function of scopes that gives the
codes of every body within them.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.module_loading import import_string

from canevas.commons.access.rules import Scope

_RESOLVERS: list[str] = []


def resolve_bodies_with(path: str) -> None:
    """Let ``path`` say which bodies lie in scopes; saying it again changes nothing."""
    if path not in _RESOLVERS:
        _RESOLVERS.append(path)


def bodies_in(wanted: Sequence[Scope]) -> frozenset[str]:
    """Codes of every body within ``wanted``; none where no room knows bodies."""
    found: set[str] = set()
    for path in _RESOLVERS:
        resolve: Callable[[Sequence[Scope]], frozenset[str]] = import_string(path)
        found |= resolve(wanted)
    return frozenset(found)
