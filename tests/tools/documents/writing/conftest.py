from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """The sentences are compared as the code writes them; their French is checked by the page that shows them."""
    with translation.override("en"):
        yield
