"""Who may see and do what, said again in plain words, without the rules of the program: what it is tried against."""
from __future__ import annotations

from tests.permissions.world import Thing, World

Grants = list[tuple[str, str, str]]
"""(role, kind of scope, key)."""

EVERYBODY = {"administrator", "secretariat", "rapporteur", "statistician", "focal_point", "member", "reader", "auditor"}
WRITE_DRAFTS = {"administrator", "secretariat", "rapporteur", "auditor"}
REVIEW_FILES = {"administrator", "secretariat", "rapporteur"}
FOLLOW = {"administrator", "secretariat", "rapporteur"}
PREPARE = {"administrator", "secretariat"}
SEE_ACCOUNTS = {"administrator", "auditor"}
EDIT_DIRECTORY = {"administrator", "secretariat"}
HELD_ON = {
    "administrator": {"everything"}, "focal_point": {"organisation"},
    "secretariat": {"everything", "body", "region"}, "rapporteur": {"everything", "body", "region"},
    "statistician": {"everything", "region", "organisation"},
    "member": {"everything", "body", "region", "organisation"},
    "reader": {"everything", "body", "region", "organisation"},
    "auditor": {"everything", "body", "region", "organisation"}}
OPEN = {"circulated", "adopted", "adopted-reserved", "final", "reopened"}
TOLD = OPEN | {"convened", "held", "postponed", "cancelled"}


def lineage(world: World, body: str) -> list[str]:
    """The body and all above it."""
    found: list[str] = []
    while body and body not in found:
        found.append(body)
        body = world.above[body]
    return found


def covers(world: World, kind: str, key: str, thing: Thing) -> bool:
    """Whether the scope holds the body of the thing (or its region, where it is of no body)."""
    if kind == "everything":
        return True
    if not thing.body:
        return kind == "region" and key == thing.region != ""
    if kind == "body":
        return key in lineage(world, thing.body)
    if kind == "region":
        return key in {world.region_of[body] for body in lineage(world, thing.body)}
    return key in world.members[thing.body]


def held(world: World, grants: Grants, roles: set[str], thing: Thing) -> bool:
    return any(role in roles and covers(world, kind, key, thing) for role, kind, key in grants)


def everywhere(grants: Grants, roles: set[str]) -> bool:
    return any(role in roles and kind == "everything" for role, kind, _key in grants)


def answers(grants: Grants, roles: set[str], thing: Thing) -> bool:
    """Whether a role is held on an organisation that answers for the thing."""
    return any(role in roles and kind == "organisation" and key in thing.answering for role, kind, key in grants)


def sees(world: World, grants: Grants, thing: Thing, who: str = "") -> bool:
    if thing.kind == "organisation":
        return bool(grants)
    if thing.kind == "account":
        return everywhere(grants, SEE_ACCOUNTS)
    if thing.kind == "intake":
        return held(world, grants, REVIEW_FILES, thing) or (thing.owner == who and bool(grants))
    if thing.kind in ("synthesis", "amendment", "copy"):  # while it is written, for those who write it alone
        return held(world, grants, PREPARE if thing.state == "drafting" else EVERYBODY, thing)
    if thing.kind in ("recommendation", "set") and not thing.body:
        return held(world, grants, EVERYBODY, thing)
    open_states = TOLD if thing.kind == "session" else OPEN
    if held(world, grants, WRITE_DRAFTS, thing):
        return True
    if thing.state not in open_states:
        return False
    return held(world, grants, EVERYBODY, thing) or (
        thing.kind in ("action", "recommendation") and answers(grants, EVERYBODY, thing))


def changes(world: World, grants: Grants, thing: Thing, who: str = "") -> bool:
    """The act of its kind: the state of an action or recommendation, a file confirmed, a session moved, a structure or
    an account edited."""
    if thing.kind in ("action", "recommendation"):
        return held(world, grants, FOLLOW, thing) or (
            sees(world, grants, thing) and answers(grants, {"focal_point"}, thing))
    if thing.kind in ("intake", "session"):
        return held(world, grants, FOLLOW, thing)
    if thing.kind == "synthesis":
        return held(world, grants, PREPARE, thing)
    if thing.kind == "organisation":
        return everywhere(grants, EDIT_DIRECTORY)
    return everywhere(grants, {"administrator"})
