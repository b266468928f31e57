"""Every path of the interface for programs that names one thing answers to whoever may not see the thing as it answers
for one that never was; and nobody gets anything by a token that outlived its owner's roles."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from canevas.doors.api.views.service import api
from tests.permissions.doors import ApiDoor
from tests.permissions.test_every_address import STRANGERS, hidden_things
from tests.permissions.world import World, person

BODIES: dict[tuple[str, str], Any] = {
    ("patch", "actions"): {"base_revision": 0, "text": "x", "responsibles": [], "deadline_text": ""},
    ("post", "actions/progress"): {"note": "x"}, ("post", "recommendations/status"): {"status": "open"},
    ("post", "recommendations/reports"): {"text": "x"},
    ("patch", "sessions"): {"place": "x"}, ("post", "sessions/move"): {"move": "hold"},
    ("post", "sessions/agenda"): {"title": "x"}, ("post", "sessions/adopt"): {"day": "2025-05-01"},
    ("post", "sessions/reservations"): {"text": "x"}, ("put", "items/blocks"): {"base_revision": 0, "blocks": []},
    ("patch", "items"): {"title": "x"}, ("post", "items/actions"): {"text": "x"},
    ("post", "items/decisions"): {"text": "x"}, ("post", "sessions/attendance"): {"text": "x", "status": "present"},
    ("post", "sessions/attendance/rest"): {"status": "absent"},
    ("patch", "sessions/attendance/{line}"): {"base_revision": 0, "status": "absent"},
    ("post", "sessions/attendance/{line}/move"): {"places": 1}}
"""Bodies that are right, so that what is answered is about the thing; other paths take none."""
THINGS = {"sessions": "concertation:session", "actions": "concertation:action", "items": "concertation:item",
          "recommendations": "recommendations:recommendation", "intakes": "concertation:review"}


def paths() -> Iterator[tuple[str, str, str]]:
    """Method, path with its ``{uid}``, and the kind of thing that it names."""
    for path, methods in api.get_openapi_schema(path_prefix="")["paths"].items():
        if "{uid}" in path:
            for method in methods:
                yield method, path.strip("/"), path.strip("/").partition("/")[0]


EVERY = list(paths())


def test_the_walk_knows_the_paths() -> None:
    assert len(EVERY) > 15 and {kind for _method, _path, kind in EVERY} == set(THINGS)


@pytest.mark.parametrize("stranger", [None, *STRANGERS], ids=lambda one: "-".join(one or ("nobody",)))
def test_what_one_may_not_see_is_not_there_for_programs_either(
    world: World, stranger: tuple[str, str, str] | None,
) -> None:
    known, door = hidden_things(world), ApiDoor()
    door.enter(person("étranger", *([stranger] if stranger else [])))
    wrong = []
    for method, path, kind in EVERY:
        uid, said = known[THINGS[kind]]["uid"], []
        for key in (uid, uuid4()):
            answer = getattr(door.client, method)(
                f"/api/v1/{path.replace('{uid}', str(key))}", BODIES.get((method, path.replace("/{uid}", ""))),
                content_type="application/json") if method != "get" else door.client.get(
                f"/api/v1/{path.replace('{uid}', str(key))}")
            said.append((answer.status_code, answer.content))
        if said[0] != said[1] or said[0][0] not in ((403, 404) if stranger else (401,)):
            wrong.append(f"{method} {path}: {said[0]}, {said[1]}")
    assert wrong == []
