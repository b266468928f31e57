"""A bulletin for the public tells the cells of public releases and nothing else; another person puts it out."""
from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

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
from canevas.governance.bulletins.export.words import bulletin_form
from canevas.governance.bulletins.models import Bulletin
from canevas.governance.bulletins.operations import (
    BulletinRefused,
    NothingOut,
    make_bulletin,
    publish_bulletin,
    withdraw_bulletin,
)
from canevas.governance.bulletins.queries.composing import compose_for_public
from canevas.governance.bulletins.queries.published import public_bulletins
from canevas.governance.bulletins.rules.bulletin import Bulletin as Told
from canevas.governance.bulletins.rules.figures import read_bulletin_period
from tests.factories.minutes import user
from tests.factories.store import POINTS, House
from tests.governance.bulletins.attacking import Cell, recovered, small_differences
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


def said(bulletin: Told) -> dict[Cell, float | None]:
    """By month and direction what its table by direction tells; ``None``: hidden."""
    assert bulletin.flow is not None
    lines = [*bulletin.flow.lines, *([bulletin.flow.total] if bulletin.flow.total else [])]
    return {(period, line.code or ""): figure.value for line in lines for period, figure in line.cells.items()
            if figure.is_hidden or figure.value is not None}


def published_cells(release: Any) -> dict[Cell, float | None]:
    table = table_of(release)
    order = [one.name for one in table.dimensions]
    found = {}
    for cell in table.cells:
        key = cell.key[order.index("period")], cell.key[order.index("direction")]
        if key[0] != TOTAL and (cell.value is not None or cell.status is Status.SUPPRESSED):
            found[key] = cell.value
    return found


def test_it_tells_nothing_that_no_public_release_tells(house: House, chief: User) -> None:
    assert compose_for_public("NE005", MARCH) is None
    with pytest.raises(NothingOut, match="publication"):
        make_bulletin(by=house.statistician, region="NE005", period="2023-03", audience="public")
    release = by_direction(house, chief)
    cells, told = published_cells(release), said(told_of())
    assert told and any(value is None for value in told.values()), "three people inside are hidden"
    assert all(cells[key] == value for key, value in told.items())
    assert recovered((0, told), (0, cells)) == set()
    assert [block.name for block in told_of().blocks] == ["direction"], "no release tells points, sexes, nationalities"


def test_after_a_small_correction_two_bulletins_and_two_releases_give_nothing_away(house: House, chief: User) -> None:
    first = by_direction(house, chief)
    before = said(told_of())
    recipe = keep_recipe(by=house.statistician, source=house.points, text=RECIPE)[0]
    import_figures(by=house.statistician, source=house.points, recipe=recipe, name="oubli.csv", content=(
        f"{HEADINGS}\n06/03/2023;Tahoua;Konni;sortie;Nigérienne;F;4").encode())
    assert said(told_of()) == before, "a corrected figure stands in no bulletin before a release tells it"
    second = by_direction(house, chief)
    after = said(told_of())
    tables = [before, after, published_cells(first), published_cells(second)]
    assert not small_differences(*tables)
    assert recovered((0, after), (0, published_cells(second))) == set()


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


def test_the_catalogue_has_it_as_long_as_it_stands(house: House, chief: User, client: Client) -> None:
    release = by_direction(house, chief)
    row = make_bulletin(by=house.statistician, region="NE005", period="2023-03", audience="public")
    publish_bulletin(by=chief, bulletin=row)
    table, bulletin = json.loads(client.get(reverse("portal:catalogue")).content)["dcat:dataset"]
    assert bulletin["dct:source"] == [{"@id": table["@id"]}] and bulletin["dct:temporal"]["dcat:startDate"][
        "@value"] == "2023-03-01"
    files = [one["dcat:downloadURL"]["@id"].removeprefix("http://testserver") for one in bulletin["dcat:distribution"]]
    assert [client.get(one).status_code for one in files] == [200, 200]
    assert bulletin["@id"].partition("#")[2] in client.get(reverse("portal:figures")).content.decode()
    withdraw_release(by=chief, release=release, reason="Une source s’est trompée")
    assert json.loads(client.get(reverse("portal:catalogue")).content)["dcat:dataset"] == []


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


def test_the_command_proposes_it_and_publishes_nothing(house: House, chief: User, tmp_path: Path) -> None:
    asked = {"region": "NE005", "period": "2023-03", "out": tmp_path / "b.pdf", "user": "statisticien", "public": True}
    with pytest.raises(CommandError, match="publication"):
        call_command("bulletin", **asked)
    by_direction(house, chief)
    call_command("bulletin", **asked)
    row = Bulletin.objects.get()
    assert (tmp_path / "b.pdf").read_bytes() == content_of(row.pdf)
    assert row.audience == "public" and row.published_at is None and public_bulletins() == []


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


def test_where_two_count_one_point_all_its_tables_are_of_the_same_sources(house: House, chief: User) -> None:
    house.brought("autres", POINTS, HEADINGS, "05/03/2023;Tahoua;Konni;entrée;Nigériane;H;1500", name="Autre comptage")
    region = {"region": ["NE005"]}
    out(house, chief, "SEXE", by=["period", "sex"], source=["autres"], **region)
    out(house, chief, "DIRECTION", by=["period", "direction"], source=["points"], **region)
    told = told_of()
    assert [block.name for block in told.blocks] in (["direction"], ["sex"]) and len(told.sources) == 1
    assert any(note.startswith("Seulement") and told.sources[0].name in note for note in told.notes)
    out(house, chief, "AGADEZ", by=["period", "direction"], region=["NE001"])
    assert [one.name for one in told_of().sources] == [one.name for one in told.sources]


def test_a_quarter_that_lacks_a_month_is_at_least(house: House, chief: User) -> None:
    """Of the first quarter of 2022 there is March alone."""
    release = out(house, chief, "TRIMESTRES", by=["period", "direction"], region=["NE005"], grain=["quarter"])
    table = table_of(release)
    statuses = {cell.key[0]: cell.status for cell in table.cells if cell.key[1] == TOTAL}
    assert statuses["2022-Q1"] is statuses[TOTAL] is Status.PROVISIONAL and statuses["2022-Q2"] is Status.NORMAL
    assert any(note.startswith("Partiel") for note in table.notes)
    form = bulletin_form(told_of(period=read_bulletin_period("2023-Q1")), {"pays": "Niger", "devise": "", "lignes": []})
    row = next(one for one in form["tableaux"][0]["lignes"] if one["libelle"] == "Ensemble")
    assert row["annee"] == "≥ 1\u202f903*" and row["evolution_annee"] == "–"
    assert any("trois mois" in line for line in form["methode"])


def test_a_file_of_records_is_not_told(house: House, chief: User) -> None:
    """Its table tells those alone of whom enough are alike."""
    release = by_direction(house, chief)
    release.form = release.Form.RECORDS
    release.save(update_fields=["form"])
    assert compose_for_public("NE005", MARCH) is None
