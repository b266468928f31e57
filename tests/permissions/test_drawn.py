"""Thousands of cases drawn by chance: grants, things, trees of bodies; each against the plain statement."""
from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canevas.commons.access.queries import User, may
from canevas.commons.files.queries import file_seen_by
from canevas.commons.search.queries import search
from canevas.governance.concertation.permissions import MINUTES_CONFIRM, SESSION_MOVE
from canevas.governance.concertation.queries import visible
from canevas.governance.recommendations.queries import visible as recommendations
from tests.permissions import truth
from tests.permissions.test_matrix import FOUND, HELD
from tests.permissions.world import COMMON, Thing, World, person

EXAMPLES = 150
MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROWS = {"session": visible.sessions, "action": visible.actions, "decision": visible.decisions,
        "minutes": visible.minutes, "discussion": visible.discussion, "intake": visible.intakes,
        "recommendation": recommendations.recommendations, "set": recommendations.sets}
KINDS = {"session": "session", "action": "action_point", "decision": "decision", "discussion": "discussion_point",
         "recommendation": "recommendation"}
DRAWN = st.lists(st.sampled_from(HELD), max_size=4, unique=True)
_names = iter(range(10**9))


@MANY
@given(grants=DRAWN)
def test_any_grants_show_what_the_statement_says(world: World, grants: truth.Grants) -> None:
    """Every kind of thing at once: the querysets, their counts, the files, the search with its counts."""
    who, tried = person(f"tirage-{next(_names)}", *grants), 0
    for kind in (*ROWS, "file"):
        things = world.of(kind)
        expected = {thing.row.pk for thing in things if truth.sees(world, grants, thing)}
        tried += len(things)
        if kind == "file":
            assert {thing.row.pk for thing in things if file_seen_by(who, thing.row.uid)} == expected
            continue
        rows = ROWS[kind](who)
        assert set(rows.values_list("pk", flat=True)) == expected and rows.count() == len(expected), kind
    _finds_what_is_seen(world, grants, who)
    assert tried * EXAMPLES > 2_000, "each example draws grants and tries them on every thing"


def _finds_what_is_seen(world: World, grants: truth.Grants, who: User) -> None:
    things = [thing for kind in FOUND for thing in world.of(kind)]
    expected = [thing for thing in things if truth.sees(world, grants, thing)]
    found = search(COMMON, limit=200, user=who)
    assert sorted((hit.object_type, hit.object_id) for hit in found.hits) == sorted(
        (KINDS[thing.kind], thing.row.pk) for thing in expected)
    counts = {KINDS[kind]: sum(thing.kind == kind for thing in expected) for kind in FOUND}
    assert found.counts == {kind: count for kind, count in counts.items() if count} and found.total == len(expected)


@MANY
@given(grants=DRAWN)
def test_any_grants_allow_what_the_statement_says(world: World, grants: truth.Grants) -> None:
    who = person(f"tirage-{next(_names)}", *grants)
    things = [one for kind in ("action", "recommendation", "session", "intake") for one in world.of(kind)]
    assert len(things) * EXAMPLES > 2_000
    for thing in things:
        if thing.kind in ("action", "recommendation") and not truth.sees(world, grants, thing):
            continue  # a page that is not there asks no further
        assert _allowed(who, thing) == truth.changes(world, grants, thing), thing.word


def _allowed(who: User, thing: Thing) -> bool:
    if thing.kind == "action":
        return visible.may_follow(who, thing.row)
    if thing.kind == "recommendation":
        return recommendations.may_follow(who, thing.row)
    if thing.kind == "intake":
        return visible.may_confirm(who, thing.row) and may(who, MINUTES_CONFIRM, body=thing.body)
    return may(who, SESSION_MOVE, body=thing.body)
