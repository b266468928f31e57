"""Many cells at once without the collector of cycles, which would walk over all of them again and again."""
from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """While cells are made, which hold no cycles. Two threads may be inside: the last state is always the first."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
