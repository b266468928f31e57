"""Thousands of cases drawn by chance: grants, things, trees of bodies; each against the plain statement."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canevas.commons.access.queries import may
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.directory.models import Organisation, Territory
from canevas.commons.files.queries import file_seen_by
from canevas.commons.search.queries import search
from canevas.governance.concertation.models import Body, BodyMember
from canevas.governance.concertation.permissions import MINUTES_CONFIRM, SESSION_MOVE
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.scopes import bodies_in
from canevas.governance.recommendations.queries import visible as recommendations
from tests.permissions import truth
from tests.permissions.test_matrix import FOUND, HELD
from tests.permissions.world import COMMON, Thing, World, person

MANY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROWS = {"session": visible.sessions, "action": visible.actions, "decision": visible.decisions,
        "minutes": visible.minutes, "discussion": visible.discussion, "intake": visible.intakes,
        "recommendation": recommendations.recommendations, "set": recommendations.sets}
KINDS = {"session": "session", "action": "action_point", "decision": "decision", "discussion": "discussion_point",
         "recommendation": "recommendation"}
_names = iter(range(10**9))


@MANY
@given(grants=st.lists(st.sampled_from(HELD), max_size=4, unique=True), data=st.data())
def test_any_grants_show_what_the_statement_says(
    world: World, grants: truth.Grants, data: st.DataObject,
) -> None:
    """One drawn verb on every thing of a drawn kind: the queryset, its count, the search with its counts, the file."""
    who = person(f"tirage-{next(_names)}", *grants)
    kind = data.draw(st.sampled_from([*ROWS, "file", "search"]), label="kind")
    if kind == "search":
        _finds_what_is_seen(world, grants, who)
        return
    things = world.of(kind)
    expected = {thing.row.pk for thing in things if truth.sees(world, grants, thing)}
    if kind == "file":
        assert {thing.row.pk for thing in things if file_seen_by(who, thing.row.uid)} == expected
        return
    rows = ROWS[kind](who)
    assert set(rows.values_list("pk", flat=True)) == expected and rows.count() == len(expected)


def _finds_what_is_seen(world: World, grants: truth.Grants, who: object) -> None:
    things = [thing for kind in FOUND for thing in world.of(kind)]
    expected = [thing for thing in things if truth.sees(world, grants, thing)]
    found = search(COMMON, limit=200, user=who)
    assert sorted((hit.object_type, hit.object_id) for hit in found.hits) == sorted(
        (KINDS[thing.kind], thing.row.pk) for thing in expected)
    counts = {KINDS[kind]: sum(thing.kind == kind for thing in expected) for kind in FOUND}
    assert found.counts == {kind: count for kind, count in counts.items() if count} and found.total == len(expected)


@MANY
@given(grants=st.lists(st.sampled_from(HELD), max_size=4, unique=True), data=st.data())
def test_any_grants_allow_what_the_statement_says(world: World, grants: truth.Grants, data: st.DataObject) -> None:
    who = person(f"tirage-{next(_names)}", *grants)
    thing: Thing = data.draw(st.sampled_from([one for kind in ("action", "recommendation", "session", "intake")
                                              for one in world.of(kind)]), label="thing")
    if thing.kind == "action":
        allowed = visible.may_follow(who, thing.row)
    elif thing.kind == "recommendation":
        allowed = recommendations.may_follow(who, thing.row)
    elif thing.kind == "intake":
        allowed = visible.may_confirm(who, thing.row) and may(who, MINUTES_CONFIRM, body=thing.body)
    else:
        allowed = may(who, SESSION_MOVE, body=thing.body)
    if thing.kind in ("action", "recommendation") and not truth.sees(world, grants, thing):
        return  # a page that is not there asks no further
    assert allowed == truth.changes(world, grants, thing)


@dataclass(frozen=True)
class Tree:
    """``above[n]`` is the place of the body above body ``n``, always before it, or -1; ``region`` and ``seats`` by
    body."""

    above: list[int]
    region: list[str]
    seats: list[set[str]]


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    size = draw(st.integers(1, 9))
    return Tree([draw(st.integers(-1, place - 1)) for place in range(size)],
                [draw(st.sampled_from(["", "R1", "R2"])) for _place in range(size)],
                [draw(st.sets(st.sampled_from(["ORGA", "ORGB"]), max_size=1)) for _place in range(size)])


@pytest.mark.django_db
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees(), data=st.data())
def test_a_scope_holds_the_bodies_below_it_whatever_the_tree(tree: Tree, data: st.DataObject) -> None:
    BodyMember.objects.all().delete()
    Body.objects.update(parent=None)
    Body.objects.all().delete()
    regions = {code: Territory.objects.get_or_create(pcode=code, defaults={"level": 1, "name": code})[0]
               for code in ("R1", "R2")}
    seats = {code: Organisation.objects.get_or_create(code=code, defaults={"name": code, "kind": "ngo"})[0]
             for code in ("ORGA", "ORGB")}
    made: list[Body] = []
    for place, above in enumerate(tree.above):
        made.append(Body.objects.create(code=f"B{place}", name=f"B{place}", region=regions.get(tree.region[place]),
                                        parent=made[above] if above >= 0 else None))
        for code in tree.seats[place]:
            BodyMember.objects.create(body=made[-1], organisation=seats[code])
            BodyMember.objects.create(body=made[-1], organisation=seats["ORGB" if code == "ORGA" else "ORGA"],
                                      starts_on=date(2001, 1, 1), ends_on=date(2002, 1, 1))
    kind = data.draw(st.sampled_from(["body", "region", "organisation"]), label="kind")
    key = data.draw(st.sampled_from({"body": [body.code for body in made], "region": ["R1", "R2"],
                                     "organisation": ["ORGA", "ORGB"]}[kind]), label="key")
    assert bodies_in([Scope(ScopeKind(kind), key)]) == {
        f"B{place}" for place in range(len(made)) if _lies_in(tree, place, kind, key)}


def _lies_in(tree: Tree, place: int, kind: str, key: str) -> bool:
    """A body lies in itself and in what is above it; in its own region or that of one above; where it sits today."""
    if kind == "organisation":
        return key in tree.seats[place]
    here = f"B{place}" if kind == "body" else tree.region[place]
    return here == key or (tree.above[place] >= 0 and _lies_in(tree, tree.above[place], kind, key))
