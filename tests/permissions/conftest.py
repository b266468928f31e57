from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.db import transaction

from canevas.governance.concertation.queries import official
from tests.factories.minutes import user
from tests.permissions.figures import furnish
from tests.permissions.world import World, build


@pytest.fixture(scope="package")
def standing_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once for all tests of this folder, within a transaction that is undone at the end; tests add savepoints."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = build()
        furnish(made, user("gardien", "administrator"))
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(standing_world: World, written_once: None, db: None) -> World:
    return standing_world


@pytest.fixture(scope="package")
def written_once() -> Iterator[None]:
    """Who may have the minutes is tried hundreds of times; the same minutes need not be laid out as often."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("official_word", "official_pdf"):
            patch.setattr(official, name, _kept(getattr(official, name)))
        yield


def _kept(write: Callable[..., bytes]) -> Callable[..., bytes]:
    @cache
    def written(form: str, *others: bytes | None) -> bytes:
        return write(json.loads(form), *others)

    return lambda form, *others: written(json.dumps(form), *others)
