"""Files of the least usual layouts, from the file to figures, with the answers that a person gives."""
from __future__ import annotations

import pytest

from canevas.evidence.observatory.models import Workbench
from canevas.evidence.observatory.operations import confirm_workbench, open_workbench, register_source
from tests.factories.answering import answer_everything
from tests.factories.store import House
from tests.factories.wild.making import WildFile
from tests.factories.wild.strange import strange_files
from tests.factories.wild.stranger import stranger_files
from tests.factories.wild.strangest import strangest_files

LAYOUTS = ("comptage-couche.xlsx", "indicateurs-mois.ods", "barrage.xlsx", "points-api.json", "par-region.json",
           "sites-pcodes.xlsx", "gaya-t3.xlsx")
FILES = [file for file in (*strange_files(), *stranger_files(), *strangest_files()) if file.name in LAYOUTS]


@pytest.mark.parametrize("wild", FILES, ids=lambda one: one.name)
def test_an_unusual_layout_becomes_figures(house: House, wild: WildFile) -> None:
    source = register_source(by=house.statistician, code="sauvage", name="Une source")
    bench = open_workbench(by=house.statistician, source=source, name=wild.name, content=wild.write())
    answer_everything(house.statistician, bench)
    bench.refresh_from_db()
    batch = confirm_workbench(by=house.statistician, bench=bench)
    bench.refresh_from_db()
    assert batch.rows > 0 and bench.state == Workbench.State.DONE
