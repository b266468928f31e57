"""A file on the workbench: everything that is asked can be answered, and what was answered reads it."""
from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from canevas.commons.access.rules import ScopeKind
from canevas.evidence.observatory.models import Batch, CellCorrection, Workbench
from canevas.evidence.observatory.operations import (
    FiguresRefused,
    RepeatsEarlierFile,
    answer_workbench,
    confirm_workbench,
    leave_workbench,
    mend_cells,
    open_workbench,
    register_source,
)
from canevas.evidence.observatory.operations.workbench import newest_recipe, settled
from canevas.evidence.observatory.queries import figures
from canevas.evidence.observatory.rules.harmonise.settling import doubts_of
from tests.factories.answering import answer_everything
from tests.factories.store import HEADINGS, ROWS, House, asked, sheet
from tests.factories.wild.making import WildFile
from tests.factories.wild_tables import wild_files

FIGURELESS = ("fiche", "texte")


def put(house: House, content: bytes, name: str = "mars.csv", **more: Any) -> Workbench:
    return open_workbench(**{"by": house.statistician, "source": house.source, "name": name, "content": content,
                             **more})


def doubts(bench: Workbench) -> list[str]:
    return [doubt.kind for doubt in doubts_of(settled(bench), bench.answers)]


@pytest.mark.parametrize("wild", wild_files(), ids=lambda one: one.name)
def test_what_was_answered_of_a_wild_file_reads_it(house: House, wild: WildFile) -> None:
    source = register_source(by=house.statistician, code="sauvage", name="Une source")
    try:
        bench = put(house, wild.write(), wild.name, source=source)
    except FiguresRefused:
        assert not wild.tables
        return
    answer_everything(house.statistician, bench)
    bench.refresh_from_db()
    if all(not table.columns for table in settled(bench).tables):
        with pytest.raises(FiguresRefused):
            confirm_workbench(by=house.statistician, bench=bench)
        assert not Batch.objects.exists()
        return
    batch = confirm_workbench(by=house.statistician, bench=bench)
    assert batch.rows > 0
    bench.refresh_from_db()
    assert bench.state == Workbench.State.DONE and bench.batch == batch


def test_half_the_answers_are_found_again(house: House) -> None:
    bench = put(house, sheet(*ROWS, ("22/03/2023", "Tawa", "", "Peul", "H", 3)))
    before = doubts(bench)
    assert "value" in before
    answer_workbench(by=house.statistician, bench=bench, answers={"values": {"0:4": {"Peul": "NER"}}})
    again = put(house, sheet(*ROWS, ("22/03/2023", "Tawa", "", "Peul", "H", 3)))
    assert again.pk == bench.pk and len(doubts(again)) == len(before) - 1
    with pytest.raises(FiguresRefused):
        confirm_workbench(by=house.statistician, bench=again)
    assert not Batch.objects.exists()


def test_the_next_file_asks_only_what_is_new(house: House) -> None:
    first = put(house, sheet(*ROWS))
    answer_everything(house.statistician, first)
    confirm_workbench(by=house.statistician, bench=first)
    recipe = newest_recipe(house.source)
    plain = put(house, sheet(("05/04/2023", "Agadez", "Arlit", "Malienne", "F", 7)), "avril.csv", recipe=recipe)
    assert doubts(plain) == []
    assert confirm_workbench(by=house.statistician, bench=plain).recipe == recipe
    new = put(house, sheet(("05/05/2023", "Agadez", "Arlit", "Zarma", "F", 8)), "mai.csv", recipe=recipe)
    assert doubts(new) == ["value"]
    answer_workbench(by=house.statistician, bench=new, answers={"values": {"0:4": {"Zarma": "NER"}}})
    batch = confirm_workbench(by=house.statistician, bench=new)
    assert batch.recipe.number == recipe.number + 1
    assert [row["value"] for row in figures(house.statistician, asked()).rows] == [165]


def test_a_changed_layout_is_told_and_once_seen_is_read(house: House) -> None:
    first = put(house, sheet(*ROWS), recipe=house.recipe)
    confirm_workbench(by=house.statistician, bench=first)
    heads = (*HEADINGS[:4], *HEADINGS[5:], "Mode de transport")
    rows = ["06/06/2023;Agadez;Arlit;Malienne;12;Bus"]
    content = "\r\n".join([";".join(heads), *rows]).encode()
    bench = put(house, content, "juin.csv", recipe=house.recipe)
    news = settled(bench).news
    assert news and news.gone == ("Sexe",) and [one.header for one in news.came] == ["Mode de transport"]
    assert "layout" in doubts(bench)
    answer_everything(house.statistician, bench)
    bench.refresh_from_db()
    batch = confirm_workbench(by=house.statistician, bench=bench)
    assert batch.rows == 1 and "Malienne" in batch.recipe.text and "Tchadienne" in batch.recipe.text


def test_what_was_decided_on_a_value_holds_in_a_table_that_the_recipe_does_not_know(house: House) -> None:
    source = register_source(by=house.statistician, code="mois", name="Mois")
    first = put(house, "Date;Point de suivi;Sens;Nationalité;Sexe;Nombre\n02/03/2023;Arlit;Entrant;Peul;H;4\n"
                "03/03/2023;Arlit;Sortant;Malienne;F;5\n".encode(), source=source)
    answer_everything(house.statistician, first)
    recipe = confirm_workbench(by=house.statistician, bench=first).recipe
    assert f"name: \"{recipe.recipe}\"" in recipe.text, "a sheet that is called otherwise each month names no table"
    other = put(house, "Mois;Poste;Mouvement;Ethnie ou nationalité;Effectif\n2023-04;Arlit;Entrant;Peul;4\n"
                "2023-04;Arlit;Sortant;Malienne;5\n".encode(), "avril.csv", source=source, recipe=recipe)
    other = answer_workbench(by=house.statistician, bench=other, answers={"layout": True, "subjects": {
        "0": "movement"}, "meanings": {"0:2": "flow_point", "0:3": "direction", "0:4": "nationality", "0:5": "count"}})
    assert doubts(other) == []
    assert "Ethnie" in confirm_workbench(by=house.statistician, bench=other).recipe.text


def test_of_what_entries_and_exits_are_is_asked_once(house: House) -> None:
    source = register_source(by=house.statistician, code="sens", name="Sens")
    content = (b"Date;Point de suivi;Sens;Entrants hommes;Entrants femmes\r\n"
               b"02/03/2023;Arlit;Entrant;4;5\r\n03/03/2023;Arlit;Sortant;6;7\r\n")
    bench = put(house, content, "sens.csv", source=source)
    assert {"reference", "value", "column"} <= set(doubts(bench))
    bench = answer_workbench(by=house.statistician, bench=bench, answers={"reference": "NER"})
    assert doubts(bench) == []


def test_a_month_that_nothing_tells_is_said_once_for_this_file(house: House) -> None:
    source = register_source(by=house.statistician, code="sans-date", name="Sans date")
    content = "Région;Nationalité;Nombre de migrants entrants\r\nAgadez;Malienne;4\r\nTahoua;Malienne;5\r\n".encode()
    bench = put(house, content, "sans.csv", source=source)
    assert "said" in doubts(bench)
    answer_everything(house.statistician, bench)
    bench.refresh_from_db()
    batch = confirm_workbench(by=house.statistician, bench=bench)
    assert str(batch.start) == "2023-03-01" and "2023-03" not in batch.recipe.text
    again = put(house, content.replace(b"4", b"9"), "sans-2.csv", source=source, recipe=batch.recipe)
    assert doubts(again) == ["said"]


TITLED = """Relevé de mars 2023, visé par Issa Maradi

Nationalité;Nombre de migrants entrants
Malienne;4
Tchadienne;5
"""


def test_what_a_title_says_of_all_rows_is_corrected_and_kept(house: House) -> None:
    source = register_source(by=house.statistician, code="titre", name="Sous un titre")
    bench = put(house, TITLED.encode(), "titre.csv", source=source)
    said = {str(one) for one in settled(bench).tables[0].fixed}
    assert {"period", "region"} <= said
    bench = answer_workbench(by=house.statistician, bench=bench, answers={
        "titles": {"0": {"region": "", "period": "2023-04"}}})
    answer_everything(house.statistician, bench)
    bench.refresh_from_db()
    batch = confirm_workbench(by=house.statistician, bench=bench)
    found = {(row["period"], row["region"]): row["value"] for row in figures(
        house.statistician, asked("period", "region", filters={"source": ["titre"]})).rows}
    assert found == {("2023-04", None): 9} and "region" not in batch.recipe.text
    again = put(house, TITLED.replace("4", "6").replace("mars", "mai").encode(), "titre-2.csv", source=source,
                recipe=batch.recipe)
    assert doubts(again) == [] and {str(one): code for one, code in settled(again).tables[0].fixed.items()} == {
        "period": "2023-05"}
    kept = answer_workbench(by=house.statistician, bench=again, answers={"titles": {"0": {"region": "NE005"}}})
    made = confirm_workbench(by=house.statistician, bench=kept)
    assert made.recipe != batch.recipe and "region: \"NE005\"" in made.recipe.text


def test_a_month_that_the_title_does_not_say_after_all_is_asked_and_said(house: House) -> None:
    source = register_source(by=house.statistician, code="titre", name="Sous un titre")
    bench = put(house, TITLED.encode(), "titre.csv", source=source)
    bench = answer_workbench(by=house.statistician, bench=bench, answers={"titles": {"0": {"period": ""}}})
    assert "said" in doubts(bench)
    bench = answer_workbench(by=house.statistician, bench=bench, answers={"said": {"period": "2023-06"}})
    assert "said" not in doubts(bench)
    answer_everything(house.statistician, bench)
    bench.refresh_from_db()
    assert str(confirm_workbench(by=house.statistician, bench=bench).start) == "2023-06-01"


def test_a_cell_is_mended_in_place_and_the_file_stays(house: House) -> None:
    bench = put(house, sheet(*ROWS, ("22/03/2023", "Tahoua", "", "Malienne", "H", "douze ?")))
    assert [one.value for one in settled(bench).tables[0].rejects] == ["douze ?"]
    mend_cells(by=house.statistician, bench=bench, cells={(settled(bench).tables[0].layout.sheet, 6, 6): "12"})
    assert not settled(bench).tables[0].rejects and CellCorrection.objects.get().made_by == house.statistician
    answer_everything(house.statistician, bench)
    bench.refresh_from_db()
    assert confirm_workbench(by=house.statistician, bench=bench).rejects == 0
    assert [row["value"] for row in figures(house.statistician, asked()).rows] == [162]


def test_a_file_that_repeats_is_refused_until_somebody_says(house: House) -> None:
    first = put(house, sheet(*ROWS), recipe=house.recipe)
    batch = confirm_workbench(by=house.statistician, bench=first)
    second = put(house, sheet(*ROWS, ("25/03/2023", "Tahoua", "", "Malienne", "H", 1)), "m2.csv", recipe=house.recipe)
    with pytest.raises(RepeatsEarlierFile):
        confirm_workbench(by=house.statistician, bench=second)
    second.refresh_from_db()
    assert second.state == Workbench.State.OPEN
    made = confirm_workbench(by=house.statistician, bench=second, replacing=batch)
    assert made.replaces == batch and made.added == 1


def test_only_who_may_add_settles_and_what_is_left_is_left(house: House) -> None:
    stranger = house.person("etranger", "focal_point", ScopeKind.ORGANISATION, "ong")
    with pytest.raises(PermissionDenied):
        put(house, sheet(*ROWS), by=stranger)
    bench = put(house, sheet(*ROWS))
    with pytest.raises(PermissionDenied):
        answer_workbench(by=stranger, bench=bench, answers={"sure": True})
    leave_workbench(by=house.statistician, bench=bench)
    with pytest.raises(FiguresRefused):
        answer_workbench(by=house.statistician, bench=bench, answers={"sure": True})
    assert put(house, sheet(*ROWS)).pk != bench.pk
