from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.factories.minutes import user
from tests.permissions.figures import furnish
from tests.permissions.world import World, build


@pytest.fixture(scope="module")
def standing_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once for a module, within a transaction that is undone at its end; tests add savepoints."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = build()
        furnish(made, user("gardien", "administrator"))
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def world(standing_world: World, db: None) -> World:
    return standing_world
