"""A register with a little of everything, and programs that ask it things."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from canevas.commons.access.operations import issue_token
from canevas.commons.access.queries import User
from canevas.commons.access.rules import EVERYTHING, Scope
from tests.factories.minutes import user
from tests.journeys.house import House, furnish

Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def standing_house(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """Furnished once for a file of tests, within a transaction that is undone at the end; tests add savepoints."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnish()
        transaction.set_rollback(True)


@pytest.fixture
def house(standing_house: House, db: None) -> House:
    """The same for each test: what another did to its rows is undone, and to what it held of them too."""
    return deepcopy(standing_house)


def secret_of(owner: User, **options: Any) -> str:
    day = options.pop("expires_on", timezone.localdate() + timedelta(days=30))
    return issue_token(by=owner, name="essai", expires_on=day, **options)[1]


class Program:
    """A client with a token: ``get("actions")``, ``send("post", "sessions", {…})``."""

    def __init__(self, owner: User, **options: Any) -> None:
        self.client = Client(headers={"authorization": f"Bearer {secret_of(owner, **options)}"})

    def get(self, path: str, **asked: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", asked)

    def send(self, method: str, path: str, body: Any = None) -> Any:
        return getattr(self.client, method)(f"/api/v1/{path}", body, content_type="application/json")


@pytest.fixture
def program() -> Callable[..., Program]:
    def made(role: str = "secretariat", scope: Scope = EVERYTHING, name: str = "", **options: Any) -> Program:
        return Program(user(name or f"programme-{role}", role, scope), **{"may_write": True, **options})
    return made
