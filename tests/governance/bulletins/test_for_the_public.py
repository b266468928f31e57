"""A bulletin for the public tells the cells of public releases and nothing else; another person puts it out."""
from __future__ import annotations

import io
import itertools
from collections.abc import Iterable
from typing import Any

import docx
import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from scipy.optimize import linprog

from canevas.commons.access.queries import User
from canevas.commons.access.rules import ScopeKind
from canevas.commons.files.queries import content_of
from canevas.evidence.observatory.operations import (
    approve_release,
    import_figures,
    keep_recipe,
    prepare_release,
    protect_release,
    publish_release,
    withdraw_release,
)
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.queries.releases import table_of
from canevas.evidence.observatory.rules.publish.table import TOTAL, Status
from canevas.evidence.observatory.rules.statistics.explorer import read_question
from canevas.governance.bulletins.models import Bulletin
from canevas.governance.bulletins.operations import (
    BulletinRefused,
    NothingOut,
    make_bulletin,
    publish_bulletin,
    withdraw_bulletin,
)
from canevas.governance.bulletins.queries.composing import compose, compose_for_public
from canevas.governance.bulletins.queries.published import public_bulletins
from canevas.governance.bulletins.rules.bulletin import Bulletin as Told
from canevas.governance.bulletins.rules.figures import read_bulletin_period
from tests.factories.minutes import user
from tests.factories.store import House
from tests.governance.bulletins.conftest import HEADINGS, RECIPE
from tests.governance.bulletins.test_bulletins import pdf_text

MARCH = read_bulletin_period("2023-03")


@pytest.fixture
def chief(house: House) -> User:
    return user("cheffe", "statistician")


def out(house: House, chief: User, code: str, **given: Any) -> Any:
    asked = read_question({"indicator": ["FLOW"], "grain": ["month"], **given}, indicators())
    release = protect_release(by=house.statistician, release=prepare_release(
        by=house.statistician, question=asked, title="Flux observés", code=code))
    assert release.refusal == ""
    return publish_release(by=chief, release=approve_release(by=chief, release=release))


def by_direction(house: House, chief: User, code: str = "DIRECTION") -> Any:
    return out(house, chief, code, by=["period", "direction"], region=["NE005"])


def told_of(region: str = "NE005", period: Any = MARCH) -> Told:
    found = compose_for_public(region, period)
    assert found is not None
    return found[0]


Cell = tuple[str, str]
"""Month, direction."""


def said(bulletin: Told) -> dict[Cell, float | None]:
    """What its table by direction tells; ``None``: hidden."""
    assert bulletin.flow is not None
    lines = [*bulletin.flow.lines, *([bulletin.flow.total] if bulletin.flow.total else [])]
    return {(period, line.code or ""): figure.value for line in lines for period, figure in line.cells.items()
            if figure.is_hidden or figure.value is not None}


def recovered(*tables: dict[Cell, float | None]) -> set[Cell]:
    """An attacker with linear programmes over months and directions, who knows nothing of the house's code: which
    hidden cells stand to within less than one person."""
    leaves = sorted({key for table in tables for key in table if key[1] != TOTAL})
    row = {key: [float(leaf[0] == key[0] and key[1] in (TOTAL, leaf[1])) for leaf in leaves]
           for table in tables for key in table}
    known = [(row[key], value) for table in tables for key, value in table.items() if value is not None]
    equal = np.array([one for one, _value in known])
    values = np.array([value for _one, value in known])
    found = set()
    for key in {key for table in tables for key, value in table.items() if value is None}:
        ends = [linprog(sign * np.array(row[key]), A_eq=equal, b_eq=values, bounds=(0, None)) for sign in (1, -1)]
        if all(one.status == 0 for one in ends) and -ends[1].fun - ends[0].fun < 1:
            found.add(key)
    return found


def published_cells(release: Any) -> dict[Cell, float | None]:
    table = table_of(release)
    order = [one.name for one in table.dimensions]
    found = {}
    for cell in table.cells:
        key = cell.key[order.index("period")], cell.key[order.index("direction")]
        if key[0] != TOTAL and (cell.value is not None or cell.status is Status.SUPPRESSED):
            found[key] = cell.value
    return found


def differences(old: dict[Cell, float | None], new: dict[Cell, float | None]) -> Iterable[float]:
    for key in old.keys() & new.keys():
        before, after = old[key], new[key]
        if before is not None and after is not None:
            yield abs(after - before)


def test_it_tells_nothing_that_no_public_release_tells(house: House, chief: User) -> None:
    assert compose_for_public("NE005", MARCH) is None
    with pytest.raises(NothingOut, match="publication"):
        make_bulletin(by=house.statistician, region="NE005", period="2023-03", audience="public")
    release = by_direction(house, chief)
    cells, told = published_cells(release), said(told_of())
    assert told and any(value is None for value in told.values()), "three people inside are hidden"
    assert all(cells[key] == value for key, value in told.items())
    assert recovered(told, cells) == set()
    assert [block.name for block in told_of().blocks] == ["direction"], "no release tells points, sexes, nationalities"


def test_the_attack_succeeds_with_the_bulletin_of_partners_beside_the_release(house: House, chief: User) -> None:
    """Why the public has a bulletin of its own: of that of partners one figure is told that the release hides."""
    cells = published_cells(by_direction(house, chief))
    theirs = said(compose(house.statistician, "NE005", MARCH))
    assert any(cells.get(key, 0) is None and value is not None for key, value in theirs.items())
    assert recovered(cells, {key: value for key, value in theirs.items() if value is not None}) != set()


def test_after_a_small_correction_two_bulletins_and_two_releases_give_nothing_away(house: House, chief: User) -> None:
    first = by_direction(house, chief)
    before = said(told_of())
    recipe = keep_recipe(by=house.statistician, source=house.points, text=RECIPE)[0]
    import_figures(by=house.statistician, source=house.points, recipe=recipe, name="oubli.csv", content=(
        f"{HEADINGS}\n06/03/2023;Tahoua;Konni;sortie;Nigérienne;F;4").encode())
    assert said(told_of()) == before, "a corrected figure stands in no bulletin before a release tells it"
    theirs = said(compose(house.statistician, "NE005", MARCH))
    assert 4 in differences(before, theirs), "counted from the store, four women would be the difference"
    second = by_direction(house, chief)
    after = said(told_of())
    tables = [before, after, published_cells(first), published_cells(second)]
    for old, new in itertools.combinations(tables, 2):
        assert not any(0 < change < 10 for change in differences(old, new))
    assert recovered(after, published_cells(second)) == set()


def test_another_person_puts_it_before_the_public(house: House, chief: User, client: Client) -> None:
    by_direction(house, chief)
    row = make_bulletin(by=house.statistician, region="NE005", period="2023-03", audience="public")
    page = reverse("portal:figures")
    file = reverse("portal:bulletin-file", args=[row.uid, "pdf"])
    assert client.get(file).status_code == 404 and row.title not in client.get(page).content.decode()
    with pytest.raises(BulletinRefused, match="Cheffe"):
        publish_bulletin(by=house.statistician, bulletin=row)
    with pytest.raises(PermissionDenied):
        publish_bulletin(by=house.person("agadez", "statistician", ScopeKind.REGION, "NE001"), bulletin=row)
    client.force_login(chief)
    assert "Approuver et publier" in client.get(row.get_absolute_url()).content.decode()
    client.post(row.get_absolute_url(), {"act": "publish"})
    client.logout()
    assert row.title in client.get(page).content.decode()
    answer = client.get(file)
    assert answer.content == content_of(row.pdf) and answer["Content-Type"] == "application/pdf"
    assert client.get(reverse("portal:bulletin-file", args=[row.uid, "docx"])).content == content_of(row.word)
    assert client.get(reverse("portal:bulletin-file", args=[row.uid, "txt"])).status_code == 404
    with pytest.raises(BulletinRefused):
        publish_bulletin(by=chief, bulletin=row)


def test_taken_back_it_answers_as_if_it_had_never_been(house: House, chief: User, client: Client) -> None:
    by_direction(house, chief)
    row = make_bulletin(by=house.statistician, region="NE005", period="2023-03", audience="public")
    publish_bulletin(by=chief, bulletin=row)
    assert public_bulletins() == [row]
    client.force_login(chief)
    client.post(row.get_absolute_url(), {"act": "withdraw", "reason": " "})
    assert public_bulletins() == [row], "not without a reason"
    client.post(row.get_absolute_url(), {"act": "withdraw", "reason": "Une faute dans le titre"})
    assert public_bulletins() == []
    client.logout()
    assert client.get(reverse("portal:bulletin-file", args=[row.uid, "pdf"])).status_code == 404


def test_with_its_release_it_goes(house: House, chief: User) -> None:
    release = by_direction(house, chief)
    row, late = (make_bulletin(by=house.statistician, region="NE005", period="2023-03", audience="public")
                 for _one in range(2))
    publish_bulletin(by=chief, bulletin=row)
    withdraw_release(by=chief, release=release, reason="Une source s’est trompée")
    assert public_bulletins() == []
    with pytest.raises(BulletinRefused, match="à nouveau"):
        publish_bulletin(by=chief, bulletin=late)


def test_one_for_partners_never_goes_out(house: House, chief: User) -> None:
    row = make_bulletin(by=house.statistician, region="NE005", period="2023-03")
    for act in (lambda: publish_bulletin(by=chief, bulletin=row),
                lambda: withdraw_bulletin(by=chief, bulletin=row, reason="non")):
        with pytest.raises(BulletinRefused):
            act()
    assert public_bulletins() == [] and Bulletin.objects.get().audience == "partner"


def test_it_says_where_its_figures_are_from_and_no_action(house: House, chief: User) -> None:
    by_direction(house, chief)
    row = make_bulletin(by=house.statistician, region="NE005", period="2023-03", audience="public")
    text = pdf_text(content_of(row.pdf))
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(content_of(row.word))).paragraphs)
    for each in (text, words):
        assert "Flux observés (DIRECTION, version 1)" in each and "masqué" in each
        assert "Actions en cours" not in each and "pas destiné au public" not in each


def test_the_country_is_told_by_its_regions_and_a_region_by_its_line(house: House, chief: User) -> None:
    out(house, chief, "REGION", by=["period", "region"])
    country, region = told_of(""), told_of("NE005")
    assert [block.name for block in country.blocks] == ["direction", "region"]
    assert country.flow is not None and country.flow.total is not None and country.points is not None
    lines = {line.code: line.at(MARCH).value for line in country.points.lines}
    assert region.flow is not None and region.flow.total is not None
    assert region.flow.total.at(MARCH).value == lines["NE005"] == 2423
    assert country.flow.total.at(MARCH).value == 2423 + lines["NE001"]


def test_tables_of_something_else_are_not_told(house: House, chief: User) -> None:
    """Of one sex, of other months, of quarters: none is the flow of the month."""
    out(house, chief, "HOMMES", by=["period", "direction"], sex=["M"], region=["NE005"])
    out(house, chief, "AVANT", by=["period", "direction"], region=["NE005"], to=["2022-12"])
    out(house, chief, "TRIMESTRES", by=["period"], region=["NE005"], grain=["quarter"])
    assert compose_for_public("NE005", MARCH) is None


def test_a_file_of_records_is_not_told(house: House, chief: User) -> None:
    """Its table tells those alone of whom enough are alike."""
    release = by_direction(house, chief)
    release.form = release.Form.RECORDS
    release.save(update_fields=["form"])
    assert compose_for_public("NE005", MARCH) is None
