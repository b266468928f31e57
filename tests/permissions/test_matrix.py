"""Every role on every scope × every kind of thing × every verb × every door."""
from __future__ import annotations

import pytest

from tests.permissions import truth
from tests.permissions.doors import ApiDoor, Door, PageDoor
from tests.permissions.world import COMMON, Thing, World, person

SCOPES = [("everything", ""), ("body", "NAT"), ("body", "C1"), ("body", "G1"), ("body", "G2"), ("region", "R1"),
          ("region", "R2"), ("organisation", "ORGA"), ("organisation", "ORGB")]
HELD = [(role, *scope) for role in sorted(truth.HELD_ON) for scope in SCOPES if scope[0] in truth.HELD_ON[role]]
TWO = [("rapporteur", "region", "R1"), ("reader", "everything", "")]
DOORS: list[type[Door]] = [PageDoor, ApiDoor]
FOUND = ("session", "action", "decision", "discussion", "recommendation")

TOLD_OF = (*FOUND[1:], "attendance", "set", "minutes")
"""What no sheet may name to who may not see it: a meeting is announced with its agenda and nothing more."""

NAMED = {("recommendation", "set")}
"""Who answers for a recommendation is told, by its name alone, from where it comes."""


def name_of(grants: truth.Grants) -> str:
    return "+".join("-".join(filter(None, one)) for one in grants) or "nobody"


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize("grants", [[], TWO, *([one] for one in HELD)], ids=name_of)
def test_what_is_seen_listed_counted_found_exported_and_changed(
    world: World, grants: truth.Grants, door: type[Door],
) -> None:
    way = door()
    way.enter(person("essai", *grants))
    seen = {thing: truth.sees(world, grants, thing) for thing in world.things}
    wrong = [*_one_by_one(way, world, seen), *_together(way, world, seen)]
    wrong += [f"change {thing.word}: {may}" for kind in way.changed for thing in world.of(kind)
              if (may := way.may_change(thing)) != truth.changes(world, grants, thing)]
    assert wrong == []


def _one_by_one(way: Door, world: World, seen: dict[Thing, bool]) -> list[str]:
    sheets = {thing: way.shown(thing) for kind in way.sheets for thing in world.of(kind)}
    wrong = [f"see {thing.word}" for thing, text in sheets.items() if (text is not None) != seen[thing]]
    for thing, text in sheets.items():
        wrong += [f"{thing.word} tells of {other.word}" for other in world.things
                  if other.kind in TOLD_OF and (thing.kind, other.kind) not in NAMED
                  and other.body and other.word in (text or "").casefold() and not seen[other]]
    results = way.found(COMMON)
    wrong += [f"search {thing.word}" for kind in FOUND for thing in world.of(kind)
              if (thing.word in results) != seen[thing]]
    for thing in world.of("session"):
        content = next(seen[one] for one in world.of("decision") if (one.body, one.state) == (thing.body, thing.state))
        wrong += [f"{form} {thing.word}" for form in way.documents if way.document(thing, form) != content]
    return wrong


def _together(way: Door, world: World, seen: dict[Thing, bool]) -> list[str]:
    """Lists, their counts, and what they export: each word is there or not, and nothing else is counted."""
    wrong = []
    for kind in way.lists:
        things = world.of(kind)
        (shown, count), texts = way.listed(kind), {form: way.exported(kind, form) for form in way.forms}
        for thing in things:
            if (thing.word in shown.casefold()) != seen[thing]:
                wrong.append(f"list {thing.word}")
            wrong += [f"{form} {thing.word}" for form, text in texts.items()
                      if (thing.word in text.casefold()) != seen[thing]]
        if count is not None and count != sum(seen[thing] for thing in things):
            wrong.append(f"count {kind}: {count}")
    return wrong
