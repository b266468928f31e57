"""Files of records: at least k are alike in all that is told, by the same path as tables, and never beside them."""
from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

import numpy as np
import pyarrow.parquet as parquet
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.operations import (
    ReleaseRefused,
    approve_release,
    import_figures,
    prepare_release,
    protect_release,
    publish_release,
    register_source,
    withdraw_release,
)
from canevas.evidence.observatory.queries import releases
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.rules.disclosure.microdata import anonymise, classes, risk
from canevas.evidence.observatory.rules.disclosure.primary import policy_for
from canevas.evidence.observatory.rules.publish.gate import pass_gate
from canevas.evidence.observatory.rules.publish.leaves import UNSAID, Leaf, Refused
from canevas.evidence.observatory.rules.publish.records import meets, pass_records
from canevas.evidence.observatory.rules.statistics.explorer import Question, read_question
from tests.evidence.observatory.publish.test_releases import published as table_published
from tests.factories.minutes import user
from tests.factories.store import House, sheet

K = 10
YEAR = {"from": ["2023-01"], "to": ["2023-12"]}
COLUMNS = ["period", "region", "sex", "nationality"]


def question(*columns: str, indicator: str = "FLOW", **given: Any) -> Question:
    return read_question({"indicator": [indicator], "by": list(columns or COLUMNS), **(given or YEAR)}, indicators(),
                         most=6)


@pytest.fixture
def other(house: House) -> User:
    return user("cheffe", "statistician")


def protected(house: House, *columns: str, audience: str = "public", **given: Any) -> Release:
    return protect_release(by=house.statistician, release=prepare_release(
        by=house.statistician, question=question(*columns, **given), title="Fichier détaillé", form="records",
        audience=audience))


def published(house: House, other: User, *columns: str, **given: Any) -> Release:
    release = protected(house, *columns, **given)
    assert release.refusal == ""
    return publish_release(by=other, release=approve_release(by=other, release=release))


def leaves(*rows: tuple[tuple[str, ...], float]) -> dict[tuple[str, ...], Leaf]:
    return {key: Leaf(value) for key, value in rows}


def many(seed: int = 1) -> dict[tuple[str, ...], Leaf]:
    """Months, departments in two regions, sexes, nationalities of which some are rare."""
    dice = np.random.default_rng(seed)
    places = [("NE001", "NE001001"), ("NE001", "NE001002"), ("NE005", "NE005001"), ("NE005", UNSAID)]
    return leaves(*(((f"2023-{month:02}", region, department, sex, nationality), float(dice.poisson(mean)))
                    for month in range(1, 13) for region, department in places for sex in ("F", "M")
                    for nationality, mean in (("NER", 40), ("MLI", 9), ("TCD", 4), ("BEN", 0.2), ("TGO", 0.1))))


NAMES = ("period", "region", "department", "sex", "nationality")


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("k", [5, 10, 40])
def test_at_least_k_are_alike_in_every_column(seed: int, k: int) -> None:
    asked, found = question("period", "department", "sex", "nationality"), many(seed)
    one = pass_records(asked, NAMES, found, k)
    counted = sum(leaf.value for leaf in found.values())
    assert min(cell.value for cell in one.cells) >= k and len({cell.key for cell in one.cells}) == len(one.cells)
    assert sum(cell.value for cell in one.cells) == counted - one.report.removed and one.report.records == counted
    assert one.report.after.anonymity >= k > one.report.before.anonymity
    assert one.report.after.worst <= 1 / k and one.report.before.worst > one.report.after.worst
    assert len(one.names) == len(one.cells[0].key)
    assert all(0 <= step.kept <= 1 for step in one.report.columns)
    assert any(step.kept < 1 for step in one.report.columns), "what is not told tells nothing"
    assert sum(step.level for step in one.report.columns) or any(step.given_up for step in one.report.columns)


def test_a_rare_place_is_told_by_its_region() -> None:
    asked = question("department", "sex")
    one = pass_records(asked, ("department", "region", "sex"), leaves(
        *(((f"NE00{region}00{part}", f"NE00{region}", sex), 7.0) for region in (1, 5) for part in (1, 2, 3)
          for sex in ("F", "M"))), 10)
    assert one.names == ("region", "sex") and {cell.value for cell in one.cells} == {21.0}
    assert one.report.columns[0].told == "region" and one.report.removed == 0


def test_a_column_of_which_nothing_is_said_is_not_told() -> None:
    one = pass_records(question("sex", "reason"), ("sex", "reason"), leaves((("F", UNSAID), 30.0)), 10)
    assert one.names == ("sex",) and [step.asked for step in one.report.columns] == ["sex"]
    with pytest.raises(Refused, match="nothing"):
        pass_records(question("reason"), ("reason",), leaves(((UNSAID,), 30.0)), 10)


def test_what_all_who_are_alike_share_is_not_told_of_them() -> None:
    names, rows = ("sex", "reason"), [(("F", "work"), 60.0), (("F", "study"), 40.0), (("M", "work"), 90.0)]
    one = pass_records(question("sex", "reason"), names, leaves(*rows), 10)
    assert one.names == ("sex",) and one.report.diverse == {"reason": 1}
    one = pass_records(question("sex", "reason"), names, leaves(*rows, (("M", "study"), 30.0)), 10)
    assert one.names == ("sex", "reason") and one.report.diverse == {"reason": 2}


@pytest.mark.parametrize(("code", "rows"), [
    ("nothing", []), ("lost", [(("F", "NE001"), 4.0), (("M", "NE005"), 5.0)]), ("negative", [(("F", "NE001"), -4.0)]),
    ("large", [(("F", "NE001"), 2e6)])])
def test_what_cannot_be_is_refused(code: str, rows: list[Any]) -> None:
    with pytest.raises(Refused) as refused:
        pass_records(question("sex", "region"), ("sex", "region"), leaves(*rows), 10)
    assert refused.value.code == code


def test_a_row_that_stands_for_several_is_as_many_rows() -> None:
    dice = np.random.default_rng(4)
    columns = {"a": dice.choice(list("xyz"), 60), "b": dice.choice(list("pq"), 60, p=[.9, .1])}
    weights = dice.integers(1, 5, 60)
    each = {name: np.repeat(one, weights) for name, one in columns.items()}
    recodings = {"a": [lambda _code: "any"], "b": []}
    for name in ("records", "anonymity", "uniques", "worst", "mean", "mean_in_population", "population_uniques"):
        assert getattr(risk(columns, ["a", "b"], fraction=0.3, weights=weights), name) == pytest.approx(
            getattr(risk(each, ["a", "b"], fraction=0.3), name))
    one, two = anonymise(columns, recodings, 12, weights=weights), anonymise(each, recodings, 12)
    assert one.levels == two.levels and one.suppressed == two.suppressed
    assert weights[one.kept].sum() == two.kept.sum()
    assert sorted(classes(one.columns, ["a", "b"], weights[one.kept])[1]) == sorted(classes(two.columns, ["a", "b"])[1])


def test_from_the_question_to_one_row_for_each(house: House, other: User, client: Client) -> None:
    release = protected(house)
    files = [reverse("portal:release-file", args=[release.code, 1, f"fichier-detaille.{kind}"])
             for kind in ("csv", "parquet")]
    page = reverse("portal:release", args=[release.code, 1])
    assert release.state == "protected" and release.report["method"] == "k_anonymity"
    with pytest.raises(ReleaseRefused, match="autre personne"):
        approve_release(by=house.statistician, release=release)
    release = approve_release(by=other, release=release)
    assert [client.get(one).status_code for one in (*files, page)] == [404] * 3, "signed is not published"
    publish_release(by=other, release=release)
    text = client.get(files[0]).content.decode("utf-8-sig")
    rows = Counter(map(tuple, list(csv.reader(io.StringIO(text)))[1:]))
    assert min(rows.values()) >= K and rows.total() == release.report["records"] - release.report["removed"]
    table = parquet.read_table(io.BytesIO(client.get(files[1]).content))
    assert Counter(tuple(row.values()) for row in table.to_pylist()) == rows
    assert table.schema.metadata[b"Licence"].startswith(b"CC BY")
    shown = client.get(page).content.decode()
    assert "fichier-detaille.csv" in shown and "tableau.csv" not in shown
    assert client.get(reverse("portal:release-file", args=[release.code, 1, "tableau.csv"])).status_code == 404
    assert client.get(f"/api/v1/public/releases/{release.code}").status_code == 200


def test_partners_have_their_own_k(house: House) -> None:
    assert (protected(house).report["k"], protected(house, audience="partner").report["k"]) == (10, 5)


def test_a_table_after_a_file_and_a_file_after_a_table_are_refused(house: House, other: User) -> None:
    """Also for partners, also once withdrawn: what was read is known."""
    first = published(house, other, **{"from": ["2023-01"], "to": ["2023-01"]})
    draft = prepare_release(by=house.statistician, question=read_question(
        {"indicator": ["FLOW"], "by": ["region"], "from": ["2023-01"], "to": ["2023-03"]}, indicators()), title="Flux")
    assert first.title in protect_release(by=house.statistician, release=draft).refusal
    withdraw_release(by=other, release=first, reason="Erreur")
    assert first.title in protect_release(by=house.statistician, release=draft).refusal
    assert "déjà" in protected(house, "region", **{"from": ["2023-01"], "to": ["2023-06"]}).refusal, "nor two files"
    later = table_published(house, other, by="region", code="T1", **{"from": "2023-02", "to": "2023-02"})
    refused = protected(house, "region", "sex", audience="partner", **{"from": ["2023-02"], "to": ["2023-03"]})
    assert refused.state == "draft" and refused.table == "" and later.title in refused.refusal
    assert protected(house, "region", "sex", **{"from": ["2023-03"], "to": ["2023-03"]}).refusal == ""


def test_the_attack_for_which_they_are() -> None:
    """A table that shows 103 women is safe by itself, and so is a file of 100 of them: together they tell of the three
    who are not in it. No release knows what another hides so; therefore they never tell of the same people."""
    found = leaves((("F", "NER"), 100.0), (("F", "BEN"), 3.0))
    one = pass_records(question("sex", "nationality"), ("sex", "nationality"), found, 10)
    table = pass_gate(question("sex"), ("sex", "nationality"), found, policy_for("public"))
    assert table.cells[0].value - sum(cell.value for cell in one.cells) == one.report.removed == 3
    assert meets(question("sex"), ["flux"], question("sex", "nationality"), ["flux"])


def test_two_that_are_made_at_once_do_not_both_go_out(house: House, other: User) -> None:
    file = approve_release(by=other, release=protected(house))
    table_published(house, other, by="region", code="T1")
    with pytest.raises(ReleaseRefused):
        publish_release(by=other, release=file)
    assert "déjà" in protect_release(by=house.statistician, release=file).refusal


def test_an_indicator_that_counts_the_same_people_is_no_way_round(house: House, other: User) -> None:
    published(house, other)
    assert protect_release(by=house.statistician, release=prepare_release(
        by=house.statistician, question=read_question({"indicator": ["FLOW"], "by": ["sex"], "sex": ["F"]},
                                                      indicators()), title="Femmes")).refusal


def test_other_sources_and_other_days_do_not_meet() -> None:
    one = question(**YEAR)
    assert meets(one, ["a"], question(**{"from": ["2023-12"], "to": ["2024-03"]}), ["a", "b"])
    assert not meets(one, ["a"], question(**{"from": ["2024-01"], "to": ["2024-03"]}), ["a"])
    assert not meets(one, ["a"], one, ["b"])
    assert meets(one, ["a"], question(region=["NE001"]), ["a"]), "without days: any"


def test_a_source_that_the_preparer_does_not_see_whole_is_not_in_it(house: House) -> None:
    closed = register_source(by=house.statistician, code="fermee", name="Source fermée", audience="restricted")
    import_figures(by=house.statistician, source=closed, recipe=house.recipe_of(closed, "fermee"), name="secret.csv",
                   content=sheet(("04/04/2023", "Tahoua", "", "Malienne", "F", 5555)))
    release = protected(house)
    assert release.sources == ["flux"] and release.report["records"] < 5555


@pytest.mark.parametrize(("given", "word"), [
    ({"indicator": "FLOW_WOMEN"}, "part"), ({"indicator": "SERVICES"}, "autre chose"),
    ({"grain": ["week"]}, "semaines")])
def test_the_gate_says_why_it_refuses_a_file(house: House, given: dict[str, Any], word: str) -> None:
    release = protected(house, "region", **given)
    assert release.state == "draft" and release.table == "" and word in release.refusal


@pytest.mark.parametrize("role", ["reader", "focal_point", "auditor"])
def test_who_may_not_prepare_a_file(house: House, role: str, client: Client) -> None:
    who = house.person("quelquun", role)
    with pytest.raises(PermissionDenied):
        prepare_release(by=who, question=question(), title="Flux", form="records")
    client.force_login(who)
    assert client.get(reverse("observatory:records-new") + "?indicator=FLOW").status_code == 403


def test_the_pages(house: House, client: Client) -> None:
    client.force_login(house.statistician)
    asked = "?indicator=FLOW&by=period&grain=month&from=2023-01&to=2023-12"
    address = reverse("observatory:records-new") + asked
    assert address.replace("&", "&amp;") in client.get(reverse("observatory:explorer") + asked).content.decode()
    assert client.get(address).status_code == 200
    nothing = client.post(address, {"title": "Rien", "audience": "public", "place": "", "grain": ""})
    assert nothing.status_code == 422 and not Release.objects.exists()
    answer = client.post(address, {"title": "Passages, fichier détaillé", "audience": "public", "place": "region",
                                   "grain": "quarter", "columns": ["sex", "nationality"]})
    assert answer.status_code == 302
    release = Release.objects.get()
    assert releases.question_of(release).by == ("period", "region", "sex", "nationality")
    text = client.get(release.get_absolute_url()).content.decode()
    assert "fichier détaillé" in text and "se ressemblent" in text
