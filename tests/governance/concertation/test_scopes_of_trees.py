"""A scope holds the bodies below it, whatever the tree of bodies: trees drawn by chance."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.directory.models import Organisation, Territory
from canevas.governance.concertation.models import Body, BodyMember
from canevas.governance.concertation.queries.scopes import bodies_in


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
