"""A house whose files lie in a folder of the test's own, and its statistician, signed in."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client, override_settings

from tests.factories.store import House


@pytest.fixture
def house(db: None, tmp_path: Path) -> Iterator[House]:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        yield House()


@pytest.fixture
def statistician(client: Client, house: House) -> Client:
    client.force_login(house.statistician)
    return client
