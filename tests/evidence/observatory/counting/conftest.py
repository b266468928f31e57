from __future__ import annotations

from typing import Any

import pytest

from tests.factories.engines import ENGINES, engine


@pytest.fixture(scope="session", params=sorted(ENGINES))
def backend(request: pytest.FixtureRequest) -> Any:
    """Each engine in turn: one body, the same answer."""
    return engine(request.param)
