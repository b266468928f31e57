"""Nothing goes out but through the gate, signed by another; what is out holds beside everything out before."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from scipy.optimize import linprog

from canevas.commons.access.queries import User
from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.operations import (
    ReleaseRefused,
    approve_release,
    import_figures,
    keep_recipe,
    prepare_release,
    protect_release,
    publish_release,
    register_source,
    withdraw_release,
)
from canevas.evidence.observatory.queries import releases
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.rules.publish.stored import as_text, from_text
from canevas.evidence.observatory.rules.publish.table import TOTAL, PublishedTable, Status
from canevas.evidence.observatory.rules.statistics.explorer import Question, read_question
from tests.factories.minutes import user
from tests.factories.store import RECIPE, House, sheet

THRESHOLD = 10


def question(**given: Any) -> Question:
    return read_question({name: value if isinstance(value, list) else [value] for name, value in given.items()},
                         indicators())


@pytest.fixture
def other(house: House) -> User:
    return user("cheffe", "statistician")


def protected(house: House, code: str = "", method: str = "suppression", audience: str = "public",
              **given: Any) -> Release:
    asked = question(**{"indicator": "FLOW", **given})
    release = prepare_release(by=house.statistician, question=asked, title="Flux observés", code=code, method=method,
                              audience=audience)
    return protect_release(by=house.statistician, release=release)


def published(house: House, other: User, **given: Any) -> Release:
    release = protected(house, **given)
    assert release.refusal == ""
    return publish_release(by=other, release=approve_release(by=other, release=release))


def figures(release: Release) -> Mapping[tuple[str, ...], Any]:
    return {cell.key: cell for cell in releases.table_of(release).cells}


def test_small_figures_are_hidden_and_so_is_what_gives_them_away(house: House) -> None:
    release = protected(house, by=["region", "nationality"])
    cells = figures(release)
    assert release.state == "protected" and release.report["may_be_published"]
    assert cells["NE005", "MLI"].value == 135 and cells["NE001", "TCD"].value == 225, "twenty rows are no small figure"
    release = protected(house, by=["region", "nationality"], **{"from": "2023-01", "to": "2023-01", "sex": "M"})
    cells = figures(release)
    hidden = [key for key, cell in cells.items() if cell.status is Status.SUPPRESSED]
    assert ("NE001", "MLI") in hidden, "four people"
    assert len(hidden) >= 4, "one hidden figure alone is read from the totals"
    assert cells["NE001", "TCD"].status is Status.MISSING, "nobody reported any: not hidden, not zero"


def test_the_stored_text_is_the_table(house: House) -> None:
    release = protected(house, by=["period", "region"])
    table = releases.table_of(release)
    assert as_text(from_text(release.table)) == release.table == as_text(table)
    assert [one.name for one in table.dimensions] == ["period", "region"]
    assert table.dimensions[0].labels["2023-01"] == "janvier 2023" and table.sources == ("Suivi des flux",)


@pytest.mark.parametrize(("given", "word"), [
    ({"indicator": "FLOW_WOMEN", "by": "region"}, "part"), ({"by": "period", "grain": "week"}, "semaines"),
    ({"by": "region", "sex": "X"}, "Aucun chiffre")])
def test_the_gate_says_why_it_refuses(house: House, given: dict[str, Any], word: str) -> None:
    release = protected(house, **given)
    assert release.state == "draft" and release.table == "" and word in release.refusal
    with pytest.raises(ReleaseRefused):
        approve_release(by=house.statistician, release=release)


def test_the_steps_in_their_order_and_by_two_persons(house: House, other: User) -> None:
    release = protected(house, by="region")
    assert not releases.public().exists()
    with pytest.raises(ReleaseRefused):
        publish_release(by=other, release=release)
    with pytest.raises(ReleaseRefused, match="autre personne"):
        approve_release(by=house.statistician, release=release)
    release = approve_release(by=other, release=release)
    assert not releases.public().exists() and len(release.signature) == 64
    release = publish_release(by=other, release=release)
    assert list(releases.public()) == [release]
    with pytest.raises(ValidationError):
        withdraw_release(by=other, release=release, reason=" ")
    release = withdraw_release(by=other, release=release, reason="Une source s’est trompée")
    assert not releases.public().exists()
    with pytest.raises(ReleaseRefused):
        publish_release(by=other, release=release)


def test_who_is_alone_may_sign_what_they_prepared(house: House) -> None:
    release = approve_release(by=house.statistician, release=protected(house, by="region"))
    assert release.approved_by == release.prepared_by


def test_a_table_touched_after_it_was_signed_does_not_go_out(house: House, other: User) -> None:
    release = approve_release(by=other, release=protected(house, by="region"))
    Release.objects.filter(pk=release.pk).update(table=release.table.replace("Agadez", "Agadès"))
    with pytest.raises(ReleaseRefused):
        publish_release(by=other, release=release)


@pytest.mark.parametrize("role", ["reader", "focal_point", "auditor"])
def test_who_may_not(house: House, role: str) -> None:
    who = house.person("quelquun", role)
    with pytest.raises(PermissionDenied):
        prepare_release(by=who, question=question(indicator="FLOW", by="region"), title="Flux")
    release = protected(house, by="region")
    for act in (protect_release, approve_release, publish_release):
        with pytest.raises(PermissionDenied):
            act(by=who, release=release)
    with pytest.raises(PermissionDenied):
        withdraw_release(by=who, release=release, reason="non")
    assert releases.release_with_uid(who, release.uid) is None


def test_a_restricted_source_is_never_counted(house: House) -> None:
    house.source.audience = "restricted"
    house.source.save()
    assert "Aucun chiffre" in protected(house, by="region").refusal


def test_two_releases_made_at_once_are_not_both_published(house: House, other: User) -> None:
    first = approve_release(by=other, release=protected(house, by="region", code="A1"))
    second = approve_release(by=other, release=protected(house, by="nationality", code="B1"))
    publish_release(by=other, release=first)
    with pytest.raises(ReleaseRefused):
        publish_release(by=other, release=second)
    again = protect_release(by=house.statistician, release=second)
    assert again.state == "protected" and again.signature == "" and again.beside == [str(first.uid)]


def test_the_other_method_beside_an_earlier_release_is_refused(house: House, other: User) -> None:
    published(house, other, by="region")
    assert "autre méthode" in protected(house, by="nationality", method="cell_key").refusal


def test_cell_keys_move_figures_alike_in_every_table(house: House, other: User) -> None:
    one = figures(published(house, other, by=["region", "nationality"], method="cell_key", code="A1"))
    two = figures(published(house, other, by=["nationality", "region"], method="cell_key", code="B1"))
    assert {key: cell.value for key, cell in one.items()} == {key[::-1]: cell.value for key, cell in two.items()}
    three = figures(published(house, other, by="nationality", method="cell_key", code="C1"))
    assert three["MLI",].value == one[TOTAL, "MLI"].value, "the same people are moved alike, whatever the table"


def truth(house: House) -> dict[tuple[str, str, str, str], float]:
    """What the file holds: month, region, nationality, sex."""
    found = {}
    for month in (1, 2, 3):
        for region, nationality, sex, number in (
                ("NE001", "NER", "M", 200 + month), ("NE001", "NER", "F", 60 * month), ("NE001", "MLI", "M", 3 + month),
                ("NE001", "MLI", "F", 31), ("NE005", "NER", "M", 90), ("NE005", "NER", "F", 45 + month),
                ("NE005", "MLI", "M", 28), ("NE005", "MLI", "F", 17), ("NE005", "TCD", "M", 52),
                ("NE001", "TCD", "F", 75)):
            found[f"2023-{month:02}", region, nationality, sex] = number
    return found


NAMES = ("period", "region", "nationality", "sex")


def recovered(leaves: Mapping[tuple[str, ...], float], files: list[tuple[PublishedTable, dict[str, set[str]]]],
              ) -> list[tuple[tuple[str, ...], float]]:
    """An attacker of our own, who knows nothing of the gate's code: every published figure of every file is an equation
    over the finest figures that may exist; a small figure is recovered where its bounds meet."""
    keys = sorted(leaves)
    rows, values, targets = [], [], []
    for table, only in files:
        order = [one.name for one in table.dimensions]
        for cell in table.cells:
            wanted = dict(zip(order, cell.key, strict=True))
            row = [float(all(wanted.get(name, TOTAL) in (TOTAL, code) and (name not in only or code in only[name])
                             for name, code in zip(NAMES, key, strict=True))) for key in keys]
            if cell.value is not None:
                assert sum(leaves[key] for key, one in zip(keys, row, strict=True) if one) == cell.value
                rows.append(row)
                values.append(cell.value)
            elif cell.status is Status.SUPPRESSED:
                targets.append((cell.key, row))
    found = []
    for key, row in targets:
        ends = [linprog(sign * np.array(row), A_eq=rows, b_eq=values, bounds=(0, None)) for sign in (1, -1)]
        low, high = ends[0].fun, -ends[1].fun
        if high - low < 1:
            found.append((key, low))
    return found


JANUARY_MEN = {"period": {"2023-01"}, "sex": {"M"}}


def test_two_overlapping_releases_give_nothing_away(house: House, other: User) -> None:
    """By region and nationality, then by nationality and sex, both of January: the same four people stand in both."""
    ends = {"from": "2023-01", "to": "2023-01"}
    first = published(house, other, code="A1", by=["region", "nationality"], sex="M", **ends)
    second = published(house, other, code="B1", by=["nationality", "sex"], region="NE001", **ends)
    third = published(house, other, code="C1", by=["region", "sex"], **ends)
    files = [(releases.table_of(first), JANUARY_MEN), (releases.table_of(second), {
        "period": {"2023-01"}, "region": {"NE001"}}), (releases.table_of(third), {"period": {"2023-01"}})]
    hidden = [cell for table, _only in files for cell in table.cells if cell.status is Status.SUPPRESSED]
    assert hidden and recovered(truth(house), files) == []


def test_the_attacker_of_these_tests_can_succeed(house: House, other: User) -> None:
    """With one hidden figure told, the totals give the others: the test above can fail."""
    ends = {"from": "2023-01", "to": "2023-01"}
    first = published(house, other, code="A1", by=["region", "nationality"], sex="M", **ends)
    told = first.table.replace('[["NE001","MLI"],null,"Q"]', '[["NE001","MLI"],4.0,"A"]')
    assert told != first.table
    assert recovered(truth(house), [(from_text(told), JANUARY_MEN)]) != []


def test_a_small_correction_between_two_releases_is_hidden(house: House, other: User) -> None:
    first = published(house, other, by=["region", "sex"])
    house.add(("20/03/2023", "Agadez", "", "Malienne", "F", 4), name="supplement.csv")
    again = protected(house, by=["region", "sex"])
    old, new = figures(first), figures(again)
    assert again.version == first.version + 1
    changed = [key for key, cell in new.items() if cell.value is not None and old[key].value is not None
               and 0 < abs(cell.value - old[key].value) < THRESHOLD]
    assert changed == [], "the four women who came since would be the difference"
    assert new["NE001", "F"].status is Status.SUPPRESSED


def test_what_was_withdrawn_is_remembered(house: House, other: User) -> None:
    first = withdraw_release(by=other, release=published(house, other, by="region"), reason="Erreur")
    assert protected(house, by="nationality").beside == [str(first.uid)]


def test_partners_have_their_own_threshold(house: House, other: User) -> None:
    ends = {"from": "2023-02", "to": "2023-02", "sex": "M"}
    public = figures(protected(house, by=["region", "nationality"], **ends))
    partner = figures(protected(house, by=["region", "nationality"], audience="partner", **ends))
    assert public["NE001", "MLI"].status is Status.SUPPRESSED and partner["NE001", "MLI"].value == 5
    published(house, other, by="region", audience="partner")
    assert not releases.public().exists()


SERVICES = """\
recipe: services
definition: personnes servies
coverage: les centres qui rendent compte
tables:
- name: services
  sheet: "*"
  subject: service
  columns:
  - {header: Mois, meaning: period}
  - {header: Région, meaning: region}
  - {header: Service, meaning: activity}
  - {header: Structure, meaning: organisation}
  - {header: Nombre, meaning: count, unit: persons}
values:
  region: {Agadez: NE001, Tahoua: NE005, Maradi: NE004}
  activity: {Santé: health, Abri: shelter}
  organisation: {A: ong-a, B: ong-b, C: ong-c, D: ong-d}
"""


def served(house: House, *rows: tuple[str, str, str, int]) -> None:
    recipe = keep_recipe(by=house.statistician, source=house.source, text=SERVICES)[0]
    text = "Mois;Région;Service;Structure;Nombre\n" + "".join(
        f"2023-01;{';'.join(map(str, row))}\n" for row in rows)
    import_figures(by=house.statistician, source=house.source, recipe=recipe, name="services.csv",
                   content=text.encode())


EVEN = [(region, activity, who, 40) for region in ("Agadez", "Tahoua", "Maradi") for activity in ("Santé", "Abri")
        for who in "ABCD"]


def test_what_one_giant_does_is_not_told(house: House, other: User) -> None:
    """Health in Agadez: one organisation 900 of 1,020, the others 40 each: it is hidden, and what would give it."""
    served(house, *[row if row[:3] != ("Agadez", "Santé", "A") else (*row[:3], 900) for row in EVEN])
    release = protected(house, indicator="SERVICES", by=["region", "activity"])
    cells = figures(release)
    assert release.refusal == "" and release.report["hidden"]["dominance"] >= 1
    assert cells["NE001", "health"].status is Status.SUPPRESSED
    assert {cells[region, "shelter"].value for region in ("NE004", "NE005")} == {None, 160}  # equals: one of them pays
    assert sum(cell.status is Status.SUPPRESSED for cell in cells.values()) >= 4
    assert tuple(release.report["rules"]["dominance"]) == (2, 85) and release.report["risk_after"] == 0


def test_where_nobody_dominates_nothing_is_hidden(house: House) -> None:
    served(house, *EVEN)
    release = protected(house, indicator="SERVICES", by=["region", "activity"])
    assert not any(cell.status is Status.SUPPRESSED for cell in figures(release).values())


def test_rare_nationalities_are_told_together_and_remembered_so(house: House, other: User) -> None:
    ends = {"from": "2023-01", "to": "2023-01"}
    house.add(*((f"{day:02}/01/2023", region, "", "Béninoise" if day % 2 else "Togolaise", "H", 1 + day)
                for day, region in enumerate(("Agadez", "Tahoua", "Agadez", "Tahoua"), 1)), name="autres.csv",
              recipe=keep_recipe(by=house.statistician, source=house.source, text=(RECIPE % {"name": "autres"}).replace(
                  "Malienne: MLI", "Béninoise: BEN, Togolaise: TGO, Malienne: MLI"))[0])
    plain = figures(protected(house, code="P1", by=["region", "nationality"], **ends))
    release = published(house, other, code="G1", by=["region", "nationality"], method="gathered", **ends)
    cells, table = figures(release), releases.table_of(release)
    assert {code for _region, code in cells} >= {"NER", "_O", TOTAL} and ("NE001", "BEN") not in cells
    assert table.dimensions[1].labels["_O"] == "Autres" and any("Autres" in note for note in table.notes)
    hidden = [sum(one.status is Status.SUPPRESSED for one in found.values()) for found in (plain, cells)]
    assert hidden[1] < hidden[0]
    again = protected(house, code="P2", by="nationality", **ends)
    assert again.report["earlier_releases"] == ["G1 1"] and again.report["risk_after"] == 0


def test_withdrawn_while_it_is_being_protected_it_stays_as_it_was(house: House) -> None:
    release = prepare_release(by=house.statistician, question=question(indicator="FLOW", by="region"), title="Flux")
    steps = []

    def withdrawn_meanwhile(step: int) -> None:
        steps.append(step)
        if step == 1:
            withdraw_release(by=house.statistician, release=release, reason="C’était la mauvaise question")

    with pytest.raises(ReleaseRefused):
        protect_release(by=house.statistician, release=release, tell=withdrawn_meanwhile)
    release.refresh_from_db()
    assert steps == [1, 2] and (release.state, release.table, release.sources) == ("withdrawn", "", [])


def test_only_the_sources_that_say_something_are_named(house: House) -> None:
    silent = register_source(by=house.statistician, code="muette", name="Source muette")
    import_figures(by=house.statistician, source=silent, recipe=house.recipe_of(silent, "muette"), name="avril.csv",
                   content=sheet(("04/04/2023", "Tahoua", "", "Malienne", "F", 55)))
    ends = {"from": "2023-01", "to": "2023-03"}
    assert protected(house, by="region", **ends).sources == ["flux"]
    assert protected(house, by="region").sources == ["flux", "muette"]
    assert protected(house, by="region", region="NE001").sources == ["flux"]
