from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from canevas.commons.access.queries import User
from canevas.governance.concertation.models import Intake
from canevas.governance.concertation.operations import enter
from canevas.governance.concertation.rules.intake import Reading
from tests.factories.country import load_country
from tests.factories.minutes import content, small_reading, user


@pytest.fixture
def secretary(db: None) -> User:
    """The secretary, in a country whose reference is loaded."""
    load_country(user("reference", "administrator"))
    return user()


@pytest.fixture
def taken(secretary: User) -> Callable[..., Intake]:
    """Takes invented minutes in: ``taken()``, or ``taken(reading)``."""
    def take(made: Reading | None = None, **changes: Any) -> Intake:
        made = made or small_reading(**changes)
        return enter(by=secretary, reading=made, content=content(made))
    return take
