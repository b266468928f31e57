"""``canevas harmonise --recipe``: what is new of a file, and the earlier version that knows its layout."""
from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management.base import CommandError
from django.test import override_settings

from canevas.commons.access.rules import ScopeKind
from canevas.evidence.observatory.models import Source
from canevas.evidence.observatory.operations import keep_recipe
from tests.doors.cli.test_harmonise import run
from tests.factories.store import RECIPE, House, sheet


@pytest.fixture
def house(db: None, tmp_path: Path) -> Iterator[House]:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        yield House()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    rows = {"avril": ("05/04/2023", "Agadez", "Arlit", "Malienne", "F", 7),
            "mai": ("05/05/2023", "Agadez", "Arlit", "Zarma", "F", 7)}
    found = {name: tmp_path / f"{name}.csv" for name in rows}
    for name, row in rows.items():
        found[name].write_bytes(sheet(row))
    return found


def test_what_is_new_of_each_file_is_told(house: House, files: dict[str, Path]) -> None:
    name = house.recipe.recipe.name
    told = json.loads(run(*files.values(), "--json", "--recipe", name))
    assert told[0]["recipe"] == {"name": name, "version": 1, "asks": False, "news": [], "earlier_version": None}
    assert told[1]["recipe"]["asks"] and "Zarma" in told[1]["recipe"]["news"][0]
    values = next(one["values"] for one in told[0]["tables"][0]["columns"] if one["meaning"] == "nationality")
    assert (values[0]["code"], values[0]["confidence"]) == ("MLI", 1.0)


def test_the_earlier_version_that_knows_the_layout_is_named(house: House, files: dict[str, Path]) -> None:
    name = house.recipe.recipe.name
    text = house.recipe.text.replace("header: Nombre,", "header: Effectif,")
    keep_recipe(by=house.statistician, source=house.source, text=text)
    told = json.loads(run(files["avril"], "--json", "--recipe", name))["recipe"]
    assert (told["version"], told["asks"], told["earlier_version"]) == (2, True, 1)
    assert "version 1" in run(files["avril"], "--recipe", name)


def test_a_recipe_in_a_file_serves_and_mistakes_are_sentences(tmp_path: Path, files: dict[str, Path]) -> None:
    path = tmp_path / "recette.yaml"
    path.write_text(RECIPE % {"name": "points"}, encoding="utf-8")
    assert json.loads(run(files["avril"], "--json", "--recipe", path))["recipe"]["version"] is None
    path.write_text("recipe: points\n", encoding="utf-8")
    with pytest.raises(CommandError, match="tables"):
        run(files["avril"], "--recipe", path)
    with pytest.raises(CommandError, match="yaml"):
        run(files["avril"], "--recipe", tmp_path / "rien.yaml")


def test_a_recipe_that_nobody_sees_is_none(house: House, files: dict[str, Path]) -> None:
    house.person("etranger", "focal_point", ScopeKind.ORGANISATION, "ong")
    Source.objects.update(audience="restricted")
    name = house.recipe.recipe.name
    for arguments in (("rien",), (name, "--user", "etranger"), (name, "--user", "inconnu")):
        with pytest.raises(CommandError):
            run(files["avril"], "--recipe", *arguments)
