from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from tests.factories.store import House


@pytest.fixture
def house(db: None, tmp_path: Path) -> House:
    """Two regions, small figures among large ones; the files lie in a folder of the test's own."""
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        made = House()
        made.source.audience = "partner"
        made.source.save()
        made.add(*(
            (f"{day:02}/{month:02}/2023", region, "", nationality, sex, number)
            for month in (1, 2, 3) for day, (region, nationality, sex, number) in enumerate((
                ("Agadez", "Nigérienne", "H", 200 + month), ("Agadez", "Nigérienne", "F", 60 * month),
                ("Agadez", "Malienne", "H", 3 + month), ("Agadez", "Malienne", "F", 31),
                ("Tahoua", "Nigérienne", "H", 90), ("Tahoua", "Nigérienne", "F", 45 + month),
                ("Tahoua", "Malienne", "H", 28), ("Tahoua", "Malienne", "F", 17),
                ("Tahoua", "Tchadienne", "H", 52), ("Agadez", "Tchadienne", "F", 75)), 1)))
        yield made
