"""Who sees which figures, how finely: agreements hold in the question itself, so nothing can be asked around them."""
from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import override_settings
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.access.rules import ScopeKind
from canevas.commons.files.queries import file_seen_by
from canevas.evidence.observatory.models import Source
from canevas.evidence.observatory.operations import (
    FiguresRefused,
    add_figures,
    agree_sharing,
    edit_source,
    end_sharing,
    keep_recipe,
    register_source,
)
from canevas.evidence.observatory.operations.batches import keep_source_file
from canevas.evidence.observatory.queries import batches, cell_sources, figures, source_seen_by, sources, terms
from canevas.evidence.observatory.rules.counting import BREAKDOWNS, Asked, Measure
from canevas.evidence.observatory.rules.observation import Kind
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.sharing import (
    CHOOSABLE,
    WHOLE,
    Agreement,
    Audience,
    Party,
    Reader,
    SharedSource,
    Terms,
    combined,
    terms_for,
)
from tests.factories.engines import ENGINES, engine
from tests.factories.figures import figure, table_of
from tests.factories.store import RECIPE, House, asked

DAY = date(2023, 6, 1)


def agreed(house: House, **more: Any) -> Any:
    return agree_sharing(**{"by": house.statistician, "source": house.source, "party": "organisation", "key": "ong",
                            "fields": ["sex"], "geography": "region", "grain": "month",
                            "valid_from": date(2020, 1, 1), **more})


def sees(person: User) -> dict[str, Terms]:
    return terms(person)


# The plain rules

PARTNER = Reader(
    regions=frozenset({"NE001"}), organisations=frozenset({"ong"}), roles=frozenset({"member"}), may_see=True)
EVERYTHING = Reader(sees_everything=True, roles=frozenset({"reader"}), may_see=True)
LIMITS = Terms(frozenset({"sex"}), "region", Grain.MONTH)


def source(audience: Audience = Audience.PARTNER, region: str = "", organisation: str = "oim",
           *agreements: Agreement) -> SharedSource:
    return SharedSource("s", audience, organisation, region, agreements)


@pytest.mark.parametrize(("reader", "shared", "expected"), [
    (PARTNER, source(Audience.PUBLIC), WHOLE),
    (Reader(), source(Audience.PUBLIC), None),
    (PARTNER, source(), WHOLE),
    (PARTNER, source(region="NE001"), WHOLE),
    (PARTNER, source(region="NE005"), None),
    (EVERYTHING, source(region="NE005"), WHOLE),
    (EVERYTHING, source(Audience.RESTRICTED), None),
    (PARTNER, source(Audience.RESTRICTED, organisation="ong"), WHOLE),
    (Reader(answers_for_everything=True, may_see=True), source(Audience.RESTRICTED), WHOLE),
    (Reader(answers_for_regions=frozenset({"NE001"}), may_see=True), source(Audience.RESTRICTED, "NE001"), WHOLE),
    (Reader(answers_for_regions=frozenset({"NE001"}), may_see=True), source(Audience.RESTRICTED, "NE005"), None),
])
def test_without_agreement_the_audience_says_it(reader: Reader, shared: SharedSource, expected: Terms | None) -> None:
    assert terms_for(reader, shared, DAY) == expected


@pytest.mark.parametrize(("party", "key", "is_theirs"), [
    (Party.ORGANISATION, "ong", True), (Party.ORGANISATION, "autre", False), (Party.REGION, "NE001", True),
    (Party.REGION, "NE005", False), (Party.ROLE, "member", True), (Party.ROLE, "reader", False),
    (Party.PARTNERS, "", True)])
def test_an_agreement_is_for_whom_it_names_between_its_days(party: Party, key: str, is_theirs: bool) -> None:
    agreement = Agreement(party, key, LIMITS, DAY, DAY + timedelta(days=1))
    shared = source(Audience.PARTNER, "", "oim", agreement)
    assert terms_for(PARTNER, shared, DAY) == terms_for(PARTNER, shared, DAY + timedelta(days=1)) == (
        LIMITS if is_theirs else None)
    for other in (DAY - timedelta(days=1), DAY + timedelta(days=2)):
        assert terms_for(PARTNER, shared, other) is None, "what has ended closes, and does not open"


def test_agreements_do_not_add_up_to_more_than_one_of_them() -> None:
    by_place = Terms(frozenset(), "commune", Grain.YEAR)
    by_people = Terms(frozenset({"nationality"}), "region", Grain.DAY)
    assert combined([by_place, by_people]) == Terms(frozenset(), "region", Grain.YEAR)
    assert combined([LIMITS, WHOLE]) == WHOLE and combined([]) is None
    chance = random.Random(7)
    for _case in range(200):
        drawn = [Terms(frozenset(chance.sample(CHOOSABLE, 3)), chance.choice(["region", "commune", "locality"]),
                       chance.choice(list(Grain))) for _one in range(chance.randrange(1, 4))]
        together = combined(drawn)
        assert together is not None and any(one.covers(together) for one in drawn)


# In the house

def test_an_agreement_limits_what_is_counted_filtered_and_led_back(house: House) -> None:
    house.add()
    agreed(house)
    partner = house.person("agent", "member", "organisation", "ong")
    answer = figures(partner, asked("period", "region", "department", "nationality", "sex"))
    assert [(row["period"], row["region"], row["sex"], row["value"], row["figures"]) for row in answer.rows] == [
        ("2023-03", "NE001", "F", 60, None), ("2023-03", "NE001", "M", 10, None), ("2023-03", "NE005", "M", 80, None)]
    assert all(row["department"] is None and row["nationality"] is None for row in answer.rows)
    assert set(answer.limited) == {"flux"}
    assert figures(partner, asked(filters={"nationality": ["MLI"]})).rows[0]["value"] is None
    assert figures(partner, asked(filters={"department": ["NE001002"]})).rows[0]["value"] is None
    assert figures(partner, asked(start=date(2023, 3, 1), end=date(2023, 3, 2))).rows[0]["value"] is None
    origin, = cell_sources(partner, asked("region"), {"region": "NE001"})
    assert (origin.source, origin.value, origin.rows, origin.batch, origin.count) == ("flux", 70, (), "", None)
    whole = figures(house.statistician, asked("department")).rows
    assert {row["department"] for row in whole} == {"NE001002", "NE001003", None}


def test_an_agreement_limits_whichever_engine_counts(house: House) -> None:
    house.add()
    agreed(house)
    partner = house.person("agent", "member", "organisation", "ong")
    of_tallies, of_rows = asked("region", "nationality", "period", grain=Grain.MONTH), asked("department", "period")
    answers = []
    for name, address in ENGINES.items():
        engine(name)
        with override_settings(CANEVAS_ENGINE=address):
            answers.append([figures(partner, of_tallies).rows, figures(partner, of_rows).rows,
                            figures(house.statistician, of_tallies).rows,
                            cell_sources(partner, asked("region"), {"region": "NE001"})])
    assert answers[0] == answers[1]
    assert {row["nationality"] for row in answers[1][0]} == {None}


def test_a_source_under_limits_stands_under_the_answers_of_its_kind_of_figures_alone(house: House) -> None:
    house.add()
    agreed(house)
    partner = house.person("agent", "member", "organisation", "ong")
    hidden = figures(partner, asked("region", filters={"nationality": ["CHN"]}))
    assert (hidden.sources, set(hidden.limited)) == (("flux",), {"flux"}), "whether it has any is hidden"
    stocks = figures(partner, Asked(Measure(Kind.STOCK), ("region",)))
    assert (stocks.sources, dict(stocks.limited)) == ((), {})


def test_what_is_not_shared_is_nowhere(house: House) -> None:
    batch = house.add()
    edit_source(by=house.statistician, source=house.source, audience="restricted")
    stranger = house.person("lectrice")
    assert list(sources(stranger)) == [] and list(batches(stranger)) == [] and source_seen_by(stranger, "flux") is None
    answer = figures(stranger, asked("source"))
    assert answer.rows == [] and answer.sources == () and answer.left_out == ()
    assert cell_sources(stranger, asked("source"), {"source": "flux"}) == []
    assert file_seen_by(stranger, batch.file.file.uid) is None
    own = house.person("agent-oim", "focal_point", "organisation", "oim")
    assert source_seen_by(own, "flux") == house.source and file_seen_by(own, batch.file.file.uid) == batch.file.file


def test_under_limits_neither_the_file_nor_its_batches_are_seen(house: House) -> None:
    batch = house.add()
    agreed(house)
    partner = house.person("agent", "member", "organisation", "ong")
    assert source_seen_by(partner, "flux") and list(batches(partner)) == []
    assert file_seen_by(partner, batch.file.file.uid) is None


def test_earlier_states_are_not_for_who_sees_under_limits(house: House) -> None:
    house.add()
    agreed(house)
    partner = house.person("agent", "member", "organisation", "ong")
    answer = figures(partner, asked(), at=timezone.now())
    assert (answer.rows[0]["value"], answer.left_out) == (None, ("flux",))


def test_an_agreement_that_ended_closes_the_source(house: House) -> None:
    house.add()
    today = timezone.localdate()
    agreement = agreed(house)
    partner = house.person("agent", "member", "organisation", "ong")
    assert sees(partner)
    end_sharing(by=house.statistician, agreement=agreement, on=today - timedelta(days=1))
    assert sees(partner) == {} and figures(partner, asked()).rows[0]["value"] is None
    with pytest.raises(ValidationError):
        end_sharing(by=house.statistician, agreement=agreement, on=today)


def test_only_whoever_may_agree_agrees(house: House) -> None:
    for name, role, kind, key in (("agent-oim", "focal_point", "organisation", "oim"), ("sec", "secretariat", "", ""),
                                  ("agadez", "statistician", "region", "NE001")):
        with pytest.raises(PermissionDenied):
            agreed(house, by=house.person(name, role, kind or "everything", key))
    for wrong in ({"fields": ["value"]}, {"key": ""}, {"geography": "street"}, {"valid_to": date(2019, 1, 1)}):
        with pytest.raises(ValidationError):
            agreed(house, **wrong)


# Nothing else leaks: two stores that differ only in what is hidden answer every question alike

HIDDEN = ("nationality", "department", "raw_value", "row", "flow_point", "age_group", "hours_observed", "latitude")


def drawn(chance: random.Random, seen: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Figures that a reader by month, region and sex cannot tell from ``seen``."""
    rows = []
    for one in seen:
        region = one["region"]
        rows.append(figure(
            one["value"], f"2023-0{one['month']}-{chance.randrange(1, 29):02}", source="flux", region=region,
            sex=one["sex"], nationality=chance.choice(["NER", "MLI", None]), raw_value=chance.choice(["x", "y"]),
            department=chance.choice([f"{region}001", f"{region}002", None]), row=chance.randrange(99),
            flow_point=chance.choice([f"{region}001001", None]), age_group=chance.choice(["0-4", "60+", None]),
            hours_observed=chance.choice([8.0, 24.0]), latitude=chance.choice([13.0, 17.0])))
    return rows


@pytest.mark.parametrize("seed", range(2))
def test_what_is_hidden_changes_no_answer(house: House, seed: int) -> None:
    chance = random.Random(seed)
    seen = [{"value": float(chance.randrange(20)), "month": chance.randrange(1, 4), "sex": chance.choice("FM"),
             "region": chance.choice(["NE001", "NE005"])} for _row in range(30)]
    agreed(house)
    partner = house.person("agent", "member", "organisation", "ong")
    answers, whole = [], []
    for world in range(2):
        Source.objects.get(code="flux").batches.update(valid_to=timezone.now(), ended="withdrawn")
        file = keep_source_file(by=house.statistician, source=house.source, name="m.csv", content=f"{world}".encode())
        add_figures(by=house.statistician, file=file, recipe=house.recipe, observations=table_of(drawn(chance, seen)))
        answers.append(asked_everything(partner))
        whole.append(figures(house.statistician, asked("nationality", "department", "period")).rows)
    assert whole[0] != whole[1], "the worlds do differ"
    assert answers[0] == answers[1]


def asked_everything(person: User) -> list[Any]:
    """The answer by every breakdown at once (any other adds up from it), by each grain, to filters by what is hidden,
    with where their cells come from, and between days."""
    said: list[Any] = [figures(person, asked(*BREAKDOWNS)).rows]
    for grain in (Grain.DAY, Grain.WEEK):
        said.append(figures(person, asked("period", "nationality", "sex", grain=grain)).rows)
    for name, codes in (("department", ["NE001001"]), ("age_group", ["60+"]), ("nationality", ["", "NER"])):
        said.append(figures(person, asked("sex", filters={name: codes})).rows)
        said.append(cell_sources(person, asked(name), {name: codes[0] or None}))
    said += [figures(person, asked(start=date(2023, 2, day), end=date(2023, 2, 28))).rows for day in (1, 10)]
    return said


def test_whoever_registers_learns_of_no_source_that_they_may_not_see(house: House) -> None:
    hidden = register_source(by=house.statistician, name="Suivi Arlit", organisation=house.oim, audience="restricted")
    ours = house.person("saisie", "focal_point", ScopeKind.ORGANISATION, "ong")
    made = [register_source(by=ours, name="Suivi Arlit", organisation=house.ngo) for _time in range(2)]
    assert [one.code for one in (hidden, *made)] == ["oim-suivi-arlit", "ong-suivi-arlit", "ong-suivi-arlit-2"]
    keep_recipe(by=house.statistician, source=hidden, text=RECIPE % {"name": "arlit"})
    with pytest.raises(FiguresRefused) as refused:
        keep_recipe(by=ours, source=made[0], text=RECIPE % {"name": "arlit"})
    assert "oim" not in str(refused.value).lower() and "Suivi" not in str(refused.value)
