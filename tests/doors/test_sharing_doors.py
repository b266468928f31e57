"""Sharing agreements hold at every door: whoever has no part in a source hears the same with it and without it."""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.commons.access.rules import ScopeKind
from canevas.commons.directory.models import Territory
from canevas.evidence.observatory.models import Batch, Source
from canevas.evidence.observatory.operations import (
    agree_sharing,
    import_figures,
    prepare_release,
    protect_release,
    register_source,
)
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.queries.releases import table_of
from canevas.evidence.observatory.rules.statistics.explorer import breakdowns, read_question
from canevas.governance.bulletins.export.words import bulletin_form
from canevas.governance.bulletins.queries.composing import compose
from canevas.governance.bulletins.rules.figures import read_bulletin_period
from tests.doors.api.conftest import Program
from tests.factories.store import House, sheet

SHOWN = ("period", "region", "nationality", "sex", "source", "flow_point")
CHANGES = re.compile(
    rb'"X-CSRFToken": "[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|\d{2}:\d{2}:\d{2}')


@pytest.fixture
def house(db: None, tmp_path: Path) -> Iterator[House]:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        Territory.objects.create(pcode="NE001", name="Agadez", level=1)
        made = House()
        made.add()
        yield made


@pytest.fixture
def partner(house: House) -> User:
    return house.person("partenaire", "rapporteur", ScopeKind.REGION, "NE001")


def secret(house: House) -> Source:
    """Agreed with another organisation alone: figures, a nationality and a day that nobody else has."""
    source = register_source(by=house.statistician, code="secrete", name="Recensement tenu secret")
    import_figures(by=house.statistician, source=source, recipe=house.recipe_of(source, "secrete"), name="secrete.csv",
                   content=sheet(("07/03/2023", "Agadez", "Arlit", "Tchadienne", "F", 8317),
                                 ("09/03/2023", "Tahoua", "", "Malienne", "H", 6211)))
    agree_sharing(by=house.statistician, source=source, party="organisation", key="ong", valid_from=date(2020, 1, 1))
    return source


def questions() -> list[list[tuple[str, str]]]:
    every = [[("indicator", "FLOW"), ("by", name)] for name in breakdowns(indicators()["FLOW"])]
    crossed = [[("indicator", "FLOW"), ("by", one), ("by", "nationality"), ("grain", "day")] for one in SHOWN[:2]]
    return [*every, *crossed, [("indicator", "FLOW"), ("by", "region"), ("source", "secrete")]]


def pages(client: Client) -> dict[str, tuple[int, bytes]]:
    """Explorer, its files, the way back, the registers of this room, the search."""
    explorer, cell = reverse("observatory:explorer"), reverse("observatory:cell")
    asked = [(explorer, {"indicator": "FLOW", "by": one}) for one in SHOWN]
    asked += [(explorer, {"indicator": "FLOW", "by": ["region", "nationality"], "export": form})
              for form in ("csv", "json", "geojson")]
    asked += [(cell, {"indicator": "FLOW", "by": "region", "row": "NE001"}),
              (cell, {"indicator": "FLOW", "by": "nationality", "row": "TCD"})]
    asked += [(reverse(f"observatory:{name}"), {}) for name in ("sources", "releases", "disagreements")]
    asked += [(reverse("observatory:source", args=["secrete"]), {}),
              (reverse("observatory:recipe", args=["secrete"]), {}),
              (reverse("desk:search"), {"q": "secret"})]
    asked += [(reverse("observatory:batch", args=[one.uid]), {}) for one in Batch.objects.filter(
        source__code="secrete")]
    found = {}
    for address, given in asked:
        answer = client.get(address, given)
        found[f"{address} {given}"] = (answer.status_code, CHANGES.sub(b"", answer.content))
    return found


def told(house: House, partner: User, tmp_path: Path) -> dict[str, Any]:
    """What every door but the pages says to ``partner``, and what documents say whoever has them made."""
    program = Program(partner).client
    found: dict[str, Any] = {str(asked): program.get("/api/v1/figures", asked).json() for asked in questions()}
    for name in SHOWN[:4]:
        release = protect_release(by=partner, release=prepare_release(
            by=partner, title="Flux", code=f"ESSAI_{name.upper()}",
            question=read_question({"indicator": ["FLOW"], "by": [name], "region": ["NE001"]}, indicators())))
        found[f"release by {name}"] = table_of(release).cells if release.table else release.refusal
    out = tmp_path / "bulletin.docx"
    call_command("bulletin", region="NE001", period="2023-03", out=out, user=partner.username)  # keeps what it tells
    for who, region in ((partner, "NE001"), (house.statistician, "NE001"), (house.statistician, "")):
        form = bulletin_form(compose(who, region, read_bulletin_period("2023-03")), {
            "pays": "", "devise": "", "lignes": []})
        found[f"bulletin {who} {region}"] = str([form["tableaux"], form["sources"], form["faits"]])
    found["command"] = [[cell.text for row in one.rows for cell in row.cells] for one in docx.Document(str(out)).tables]
    return found


def test_no_door_tells_of_a_source_that_is_not_shared(house: House, partner: User, client: Client, tmp_path: Path,
                                                      ) -> None:
    client.force_login(partner)
    said, before = told(house, partner, tmp_path), pages(client)
    secret(house)
    after, still = pages(client), told(house, partner, tmp_path)
    hidden = [name for name in after if name not in before]
    assert hidden and all(after[name][0] == 404 for name in hidden), "a batch that they may not know"
    for name, (status, content) in before.items():
        lines = zip(content.splitlines(), after[name][1].splitlines(), strict=False)
        assert after[name] == (status, content), (name, [pair for pair in lines if pair[0] != pair[1]][:3])
    assert still == said


def test_whom_it_is_agreed_with_hears_of_it_at_the_same_doors(house: House, client: Client, tmp_path: Path) -> None:
    """The test above can fail: the same walk by somebody of the organisation that it is shared with."""
    friend = house.person("amie", "focal_point", ScopeKind.ORGANISATION, "ong")
    client.force_login(friend)
    before = pages(client)
    secret(house)
    after = pages(client)
    assert sum(after[name] != before[name] for name in before) >= len(SHOWN)
    answer = Program(friend).client.get("/api/v1/figures", [
        ("indicator", "FLOW"), ("by", "nationality"), ("source", "secrete")]).json()
    assert "14528" in str(answer), "8,317 and 6,211"
