"""How sure what titles say of every row is: a plain line is enough, an office or a journey is asked."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from canevas.evidence.observatory.rules.harmonise.json_form import to_json
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, Proposal, TableProposal
from canevas.evidence.observatory.rules.harmonise.proposing import propose
from canevas.tools.tables.sheets import Sheet, Workbook
from canevas.tools.vocabulary import load_vocabulary

ROWS = [["Tranche d'âge", "Hommes", "Femmes"], ["0-17 ans", 4, 5], ["18-59 ans", 9, 6]]


def proposed(*titles: str, sheet: str = "Feuil1", file: str = "essai.xlsx",
             rows: Sequence[Sequence[object]] = ROWS) -> Proposal:
    cells = [*([title] for title in titles), [], *rows]
    return propose(Workbook(file, "xlsx", "XLSX", (Sheet(sheet, cells),)), load_vocabulary())  # type: ignore[arg-type]


def table(*titles: str, **said: str) -> TableProposal:
    return proposed(*titles, **said).tables[0]  # type: ignore[arg-type]


def is_sure(found: TableProposal, meaning: Meaning) -> bool:
    assert meaning in found.fixed
    return found.facts[meaning].confidence >= SURE


@pytest.mark.parametrize("title", [
    "Réfugiés maliens, mars 2024", "Région de Tahoua, mars 2024", "Personnes reçues à Assamaka, T2 2024",
    "Situation des déplacés au 30 juin 2024", "Comptage du 6 mars 2024, pont de Gaya",
    "Flux sortants du Niger, poste de Dan Issa, avril 2024", "Centre de transit d'Arlit, août 2023",
    "Personnes expulsées d'Algérie en 2023"])
def test_what_is_plain_is_not_asked(title: str):
    found = table(title)
    assert found.fixed and not found.doubtful


@pytest.mark.parametrize(("titles", "meaning"), [
    (("Direction régionale de l'état civil d'Agadez", "Naissances, mai 2024"), Meaning.REGION),
    (("OIM – Bureau de Niamey", "Migrants assistés, mai 2024"), Meaning.REGION),
    (("Retours – Zinder",), Meaning.REGION),
    (("Départs vers Zinder, mai 2024",), Meaning.REGION),
    (("Personnes accueillies dans la commune de Gangara",), Meaning.COMMUNE),
    (("Bulletin du 16 mai 2024",), Meaning.PERIOD),
    (("Personnes reçues, mise à jour au 16 mai 2024",), Meaning.AS_OF),
    (("Personnes reçues, chiffres au 16 mai 2024", "Mois : avril 2024"), Meaning.AS_OF),
    (("Rappel : mars 2024",), Meaning.PERIOD),
    (("Personnes formées, plan 2024",), Meaning.PERIOD),
    (("Direction des migrations et des réfugiés",), Meaning.POPULATION_GROUP),
    (("Personnes expulsées d'Algérie et de Libye",), Meaning.COUNTRY_DEPARTURE)])
def test_what_may_be_of_the_document_or_of_an_office_is_asked_with_its_reason(
        titles: tuple[str, ...], meaning: Meaning):
    found = table(*titles)
    assert not is_sure(found, meaning) and meaning in found.doubtful and found.facts[meaning].reason


def test_a_second_witness_makes_it_sure():
    office = "Direction régionale de l'état civil d'Agadez"
    assert not is_sure(table(office), Meaning.REGION)
    assert is_sure(table(office, file="naissances-agadez.xlsx"), Meaning.REGION)
    assert not is_sure(table(office, file="direction-agadez.xlsx"), Meaning.REGION)  # the same office again
    lying = [["Commune", "Hommes", "Femmes"], ["Iférouane", 4, 5], ["Dirkou", 9, 6]]
    assert is_sure(table(office, rows=lying), Meaning.REGION)  # type: ignore[arg-type]
    elsewhere = [["Commune", "Hommes", "Femmes"], ["Iférouane", 4, 5], ["Bouza", 9, 6]]
    assert not is_sure(table("Région d'Agadez", rows=elsewhere), Meaning.REGION)  # type: ignore[arg-type]


def test_a_name_that_says_another_month_is_asked_unless_the_line_says_plainly_its_period():
    assert is_sure(table("Réfugiés, mars 2024", sheet="Mars"), Meaning.PERIOD)
    assert not is_sure(table("Réfugiés, mars 2024", sheet="Avril"), Meaning.PERIOD)
    assert is_sure(table("Période : mars 2024", sheet="Avril"), Meaning.PERIOD)


def test_the_name_of_the_sheet_alone_is_asked():
    assert not is_sure(table("Personnes accueillies", sheet="Zinder"), Meaning.REGION)
    assert is_sure(table("Personnes accueillies par région", sheet="Zinder"), Meaning.REGION)


def test_the_json_tells_each_fact_with_its_reason():
    told = to_json(proposed("OIM – Bureau de Niamey", "Migrants, mai 2024"))["tables"][0]
    facts = {one["meaning"]: one for one in told["facts"]}
    assert facts["period"]["code"] == told["fixed"]["period"] == "2024-05" and facts["period"]["confidence"] >= SURE
    assert facts["region"]["confidence"] < SURE and facts["region"]["reason"] and told["doubtful"] == ["region"]


@pytest.mark.parametrize(("title", "code"), [
    ("Vols d'évacuation de Libye vers le Niger, 2022", "LBY"), ("Retournés du Nigeria, 2023", "NGA"),
    ("Transferts du Mali au Niger, 2023", "MLI"), ("Frontière de l'Algérie au nord, 2023", None),
    ("Départs de cars vers le Niger, 2023", None), ("Comptages de janvier au mois de mars 2023", None)])
def test_titles_say_which_country_people_left(title: str, code: str | None):
    assert table(title).fixed.get(Meaning.COUNTRY_DEPARTURE) == code


@pytest.mark.parametrize(("title", "group"), [
    ("Consultations curatives des migrants – 1er trimestre 2024", "migrant"),
    ("Consultations aux migrants refoulés, mars 2024", "expelled"), ("Centre des migrants, mars 2024", None)])
def test_those_to_whom_something_was_given_are_the_group(title: str, group: str | None):
    assert table(title).fixed.get(Meaning.POPULATION_GROUP) == group


@pytest.mark.parametrize(("title", "sure"), [("Région de Zinder, mai 2024", True), ("OIM – Bureau de Zinder", False)])
def test_a_doubtful_place_of_the_title_tells_no_homonyms_apart(title: str, sure: bool):
    found = table(title, rows=[["Commune", "Personnes"], ["Gangara", 4], ["Gangara", 9]])
    value = next(one for one in found.columns[0].values if one.raw == "Gangara")
    assert value.code.startswith("NE007") and (value.confidence >= SURE) == sure
