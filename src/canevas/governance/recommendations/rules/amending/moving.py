"""The two ends of a move, put together: by the name that Word gives it, or because the same line went and came."""
from __future__ import annotations

from collections.abc import Callable

from canevas.governance.recommendations.rules.amending.amendment import Amendment
from canevas.governance.recommendations.rules.amending.cells import Spotted
from canevas.governance.recommendations.rules.amending.lines import plain
from canevas.tools.documents.revisions.changes import Kind
from canevas.tools.documents.revisions.model import UNNAMED

_LONG_ENOUGH = 16
"""A line of so many letters does not go from one cell and come into another by chance."""


def join_moves(spotted: list[Spotted]) -> list[Amendment]:
    """The amendments in their order, a move where its first end stood."""
    gone = _joined(spotted, _is_marked_from, _is_marked_to, _marked_key)
    gone |= _joined(spotted, _is_row(Kind.ROW_DELETE), _is_row(Kind.ROW_INSERT), _plain_key)
    gone |= _joined(spotted, _is_line(Kind.DELETE), _is_line(Kind.INSERT), _plain_key)
    _follow(spotted)
    return [one.amendment for one in spotted if id(one) not in gone]


def _joined(spotted: list[Spotted], leaves: Callable[[Spotted], bool], arrives: Callable[[Spotted], bool],
            key: Callable[[Spotted], tuple[str, str]]) -> set[int]:
    """Make one move of each that leaves and the first that arrives with the same key; the ids of those that arrived."""
    gone: set[int] = set()
    waiting: dict[tuple[str, str], list[Spotted]] = {}
    for one in spotted:
        if arrives(one):
            waiting.setdefault(key(one), []).append(one)
    for one in [one for one in spotted if leaves(one)]:
        arrived = waiting.get(key(one))
        if arrived:
            there = arrived.pop(0)
            move = one.amendment
            if move.exact is not None and there.amendment.exact is not None:
                move.exact.behind = there.amendment.exact.behind
                move.exact.to_start, move.exact.opens = there.amendment.exact.to_start, there.amendment.exact.opens
            move.kind, move.after, move.to, one.end = Kind.MOVE, there.amendment.after, there.amendment.where, None
            gone.add(id(there))
            there.amendment.arrives_as = move
    return gone


def _follow(spotted: list[Spotted]) -> None:
    """What depends on the end where a move arrives depends on the move."""
    for one in spotted:
        host = one.amendment.within
        if host is not None and host.arrives_as is not None:
            one.amendment.within = host.arrives_as


def _words(one: Spotted) -> str:
    return plain(one.amendment.before or one.amendment.after)


def _plain_key(one: Spotted) -> tuple[str, str]:
    return "", _words(one)


def _marked_key(one: Spotted) -> tuple[str, str]:
    assert one.end is not None
    move = one.end.by.move
    return one.end.by.author, move if move != UNNAMED else f"{UNNAMED} {_words(one)}"


def _is_marked_from(one: Spotted) -> bool:
    return one.end is not None and one.end.side == "from"


def _is_marked_to(one: Spotted) -> bool:
    return one.end is not None and one.end.side == "to"


def _is_row(kind: Kind) -> Callable[[Spotted], bool]:
    return lambda one: one.is_carried and one.amendment.kind is kind


def _is_line(kind: Kind) -> Callable[[Spotted], bool]:
    return lambda one: (not one.amendment.is_tracked and one.amendment.kind is kind and one.amendment.is_line
                        and len(_words(one)) >= _LONG_ENOUGH)
