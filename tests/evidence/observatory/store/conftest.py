from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from tests.factories.store import House


@pytest.fixture
def house(db: None, tmp_path: Path) -> House:
    """Two sources with their recipes, and the people around them; the files lie in a folder of the test's own."""
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        yield House()
