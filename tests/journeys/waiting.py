"""Waiting for what comes by itself: the page's policy forbids scripts of others, so it is looked at again."""
from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError

Told = TypeVar("Told")
PATIENCE = 60.0
"""Seconds: how long an act takes says more about who else uses the machine than about us."""


def until(found: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Wait for ``found()``; ``what`` says what did not come."""
    end = time.monotonic() + patience
    while not found():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def becomes(said: Callable[[], object], wanted: object) -> None:
    """Wait until ``said`` gives ``wanted``: what the server wrote, or what the page shows."""
    end = time.monotonic() + PATIENCE
    while (found := asked(said)) != wanted and time.monotonic() < end:
        time.sleep(0.1)
    assert found == wanted


def asked(said: Callable[[], Told]) -> Told:
    """What ``said`` gives. The test and the server it tries share one database in memory, in which a reader does not
    wait for a writer: it is asked again."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return said()
        except OperationalError:
            assert time.monotonic() < end
            time.sleep(0.05)
