"""Adding, correcting and withdrawing; what the store said at a moment; what a crash leaves."""
from __future__ import annotations

import os
import time
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from canevas.commons.audit.models import JournalEntry
from canevas.commons.audit.sentences import sentence
from canevas.evidence.observatory.models import Batch, Disagreement, RejectedRow, SourceFile
from canevas.evidence.observatory.operations import (
    FiguresRefused,
    RepeatsEarlierFile,
    SomethingNew,
    correct_cells,
    damaged,
    explain_disagreement,
    import_figures,
    keep_recipe,
    orphans,
    register_source,
    sweep_figures,
    tally_figures,
    withdraw_figures,
    withdraw_source,
)
from canevas.evidence.observatory.operations import batches as batch_operations
from canevas.evidence.observatory.queries import cell_sources, figures, path_of
from canevas.evidence.observatory.queries.store import folder, path_by_month
from tests.factories.store import RECIPE, ROWS, House, asked, sheet


def total(house: House, **more: Any) -> float | None:
    return figures(house.statistician, asked(), **more).rows[0]["value"]


def test_a_file_goes_in_and_every_figure_leads_back_to_its_cell(house: House) -> None:
    batch = house.add()
    assert (batch.rows, batch.rejects, batch.added) == (4, 0, 4)
    found = figures(house.statistician, asked("region", "sex"))
    assert [(row["region"], row["sex"], row["value"]) for row in found.rows] == [
        ("NE001", "F", 60), ("NE001", "M", 10), ("NE005", "M", 80)]
    origin, = cell_sources(house.statistician, asked("region", "sex"), {"region": "NE001", "sex": "F"})
    assert (origin.source, origin.value, origin.count, origin.recipe, origin.recipe_version) == (
        "flux", 60, 2, "flux", 1)
    assert origin.batch == str(batch.uid)
    assert [(row["row"], row["column"], row["raw_value"], row["value"]) for row in origin.rows] == [
        (3, "Nombre", "20", 20), (4, "Nombre", "40", 40)]
    row = JournalEntry.objects.get(event="figures_added")
    assert row.details["rows"] == 4 and "4" in sentence(row)


def test_the_same_file_twice_changes_nothing(house: House) -> None:
    first = house.add()
    again = import_figures(by=house.statistician, source=house.source, name="copie.csv", content=sheet(*ROWS),
                           recipe=house.recipe)
    assert (again.batch, again.is_new) == (first, False)
    assert Batch.objects.count() == SourceFile.objects.count() == len(list(folder().glob("*/*"))) == 1
    assert total(house) == 150
    assert JournalEntry.objects.filter(event="figures_added").count() == 1


def test_a_correction_stands_from_then_on_and_the_state_before_can_be_asked(house: House) -> None:
    before_all = timezone.now()
    first = house.add()
    between = timezone.now()
    better = [("01/03/2023", "Agadez", "Arlit", "Nigérienne", "H", 11), *ROWS[1:3],
              ("21/03/2023", "Tahoua", "", "Tchadienne", "H", 1)]
    second = house.add(*better, name="corrige.csv", replacing=first)
    first.refresh_from_db()
    assert (second.replaces, second.added, second.corrected, second.withdrawn) == (first, 1, 1, 1)
    assert (first.ended, first.valid_to) == (Batch.Ended.CORRECTED, second.valid_from)
    assert total(house) == 72
    assert total(house, at=between) == 150
    assert total(house, at=before_all) is None
    assert total(house, at=second.valid_from) == 72
    with pytest.raises(FiguresRefused):
        house.add(*better, ("22/03/2023", "Tahoua", "", "Tchadienne", "H", 2), name="encore.csv", replacing=first)
    assert total(house) == 72 and len(list(folder().glob("*/*"))) == 2


def test_what_is_withdrawn_is_missing_and_not_zero(house: House) -> None:
    batch = house.add()
    standing = timezone.now()
    with pytest.raises(FiguresRefused):
        withdraw_figures(by=house.statistician, batch=batch, reason="  ")
    assert withdraw_source(by=house.statistician, source=house.source, reason="Compté deux fois") == 1
    assert total(house) is None and total(house, at=standing) == 150
    again = house.add()
    assert again.pk != batch.pk and total(house) == 150


def test_figures_of_an_earlier_file_are_not_counted_twice(house: House) -> None:
    first = house.add()
    longer = [*ROWS, ("01/04/2023", "Agadez", "Arlit", "Nigérienne", "H", 1)]
    with pytest.raises(RepeatsEarlierFile) as refused:
        house.add(*longer, name="avril.csv")
    assert refused.value.batches == [first] and "mars.csv" in str(refused.value)
    assert total(house) == 150
    assert house.add(*longer, name="avril.csv", replacing=first).added == 1
    assert total(house) == 151


def test_only_whoever_answers_for_a_source_writes_it(house: House) -> None:
    batch = house.add()
    others = [house.person("lectrice"), house.person("agent-ong", "focal_point", "organisation", "ong"),
              house.person("agadez", "statistician", "region", "NE001")]
    for other in others:
        for write in (lambda by: house.add(*ROWS[:1], name="x.csv", by=by),
                      lambda by: withdraw_figures(by=by, batch=batch, reason="non"),
                      lambda by: keep_recipe(by=by, source=house.source, text=RECIPE % {"name": "flux"}),
                      lambda by: correct_cells(by=by, batch=batch, cells={("mars", 2, 6): "3"})):
            with pytest.raises(PermissionDenied):
                write(other)
    own = house.person("agent-oim", "focal_point", "organisation", "oim")
    assert house.add(("01/05/2023", "Agadez", "Arlit", "Nigérienne", "H", 5), name="mai.csv", by=own).rows == 1
    with pytest.raises(PermissionDenied):
        withdraw_figures(by=own, batch=batch, reason="non")


def test_what_cannot_be_read_is_listed_and_mended_in_place(house: House) -> None:
    batch = house.add(*ROWS[:2], ("03/03/2023", "Agadez", "Arlit", "Malienne", "F", "douze ou treize"))
    reject = RejectedRow.objects.get(batch=batch)
    assert (reject.row, reject.column, reject.column_number, reject.value) == (4, "Nombre", 6, "douze ou treize")
    assert total(house) == 30
    mended = correct_cells(by=house.statistician, batch=batch, cells={
        (reject.sheet, reject.row, reject.column_number): "12"})
    assert (mended.replaces, mended.rejects, mended.added) == (batch, 0, 1)
    assert total(house) == 42
    assert mended.file == batch.file


def test_something_new_is_asked_and_nothing_goes_in(house: House) -> None:
    house.add()
    with pytest.raises(SomethingNew) as refused:
        house.add(("01/04/2023", "Agadez", "Arlit", "Libyenne", "H", 1), name="avril.csv")
    assert [new.value.raw for new in refused.value.news.values] == ["Libyenne"]
    assert "Libyenne" in str(refused.value) and Batch.objects.count() == 1
    text = house.recipe.text.replace("Tchadienne: TCD", "Tchadienne: TCD, Libyenne: LBY")
    newer, is_new = keep_recipe(by=house.statistician, source=house.source, text=text)
    assert (newer.number, is_new) == (2, True)
    assert keep_recipe(by=house.statistician, source=house.source, text=text) == (newer, False)
    house.add(("01/04/2023", "Agadez", "Arlit", "Libyenne", "H", 1), name="avril.csv", recipe=newer)
    assert total(house) == 151


def test_a_version_of_a_recipe_never_changes(house: House) -> None:
    with pytest.raises(ValueError, match="never changes"):
        house.recipe.save()


def test_another_version_of_the_recipe_corrects_the_file(house: House) -> None:
    first = house.add()
    text = house.recipe.text.replace('"n.d.": ""', '"n.d.": "", "": ""').replace("unit: persons", "unit: movements")
    newer, _new = keep_recipe(by=house.statistician, source=house.source, text=text)
    second = house.add(recipe=newer)
    assert second.replaces == first and total(house) is None, "movements are not persons"


def test_a_crash_before_the_catalogue_leaves_only_a_file_that_is_swept(
        house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.add()
    monkeypatch.setattr(batch_operations, "_catalogued", lambda *args: (_ for _ in ()).throw(RuntimeError("coupure")))
    with pytest.raises(RuntimeError):
        house.add(("01/04/2023", "Agadez", "Arlit", "Nigérienne", "H", 1), name="avril.csv")
    assert len(list(folder().glob("*/*"))) == 1, "what failed takes its file along"
    left = folder() / "ab" / "abandoned.parquet"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half")
    assert orphans() == [] and total(house) == 150
    os.utime(left, (time.time() - 7200,) * 2)
    assert orphans() == [left] and sweep_figures() == 1 and orphans() == []
    assert total(house) == 150


def test_tallies_are_made_again_where_they_lack(house: House) -> None:
    place = path_by_month(house.add())
    written = place.read_bytes()
    place.unlink()
    assert total(house) == 150 and tally_figures() == 1 and tally_figures() == 0
    assert place.read_bytes() == written and total(house) == 150


def test_a_file_of_the_store_that_was_touched_is_known(house: House) -> None:
    batch = house.add()
    assert damaged() == []
    path_of(batch).write_bytes(b"other")
    assert damaged() == [batch]


def test_two_sources_that_differ_stand_side_by_side(house: House) -> None:
    house.add()
    other = register_source(by=house.statistician, code="drec", name="Registre des passages")
    second = house.add(("01/03/2023", "Agadez", "Arlit", "Nigérienne", "H", 12), ROWS[1], name="drec.csv", source=other,
                       recipe=house.recipe_of(other, "drec"))
    found = Disagreement.objects.get()
    assert (found.first, found.first_value, found.second.source, found.second_value) == (second, 12, house.source, 10)
    assert found.about["department"] == "NE001002" and found.about["period"] == "2023-03-01"
    assert {row["source"]: row["value"] for row in figures(house.statistician, asked("source")).rows} == {
        "flux": 150, "drec": 32}, "both are kept"
    explain_disagreement(by=house.statistician, disagreement=found, explanation="L’une compte les passages de nuit.")
    assert "nuit" in sentence(JournalEntry.objects.get(event="disagreement_explained"))
