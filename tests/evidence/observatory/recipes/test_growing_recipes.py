"""What was decided since is written into the text of a recipe; what a person wrote there stays."""
from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.harmonise.growing_recipes import comments_in_tables, grown
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe
from canevas.evidence.observatory.rules.harmonise.recipe import Recipe
from canevas.evidence.observatory.rules.harmonise.writing_recipes import write_recipe

TEXT = """\
# Lu avec le point focal, le 4 mars.
recipe: points   # le nom de la recette
definition: passages comptés
tables:
# une seule feuille
- name: passages
  sheet: "*"
  subject: movement
  columns:
  - {header: "N° de # poste", meaning: flow_point}
  - {header: Nombre, meaning: count}
values:
  flow_point:
    # dit par le chef de poste
    Arlit: NE001002001   # et non la ville
    Konni:
      # il y en a deux
      Tahoua: NE005003003
  # en une ligne
  nationality: {Peul: NER, }

# À revoir en avril.
"""


def decided(**values: dict[str, Any]) -> Recipe:
    """The recipe of ``TEXT`` with these codes over its own."""
    base = read_recipe(TEXT)
    known = {meaning: dict(codes) for meaning, codes in base.values.items()}
    for name, codes in values.items():
        known.setdefault(Meaning(name), {}).update(codes)
    return replace(base, values=known)


def added(before: str, after: str) -> list[str]:
    assert all(line in after.splitlines() for line in before.splitlines()), "every line stands as it was"
    return [line for line in after.splitlines() if line not in before.splitlines()]


def test_new_codes_stand_beside_those_of_their_meaning_and_the_rest_as_it_was() -> None:
    recipe = decided(flow_point={"Séguédine": "NE-SEGUEDINE"}, sex={"H": "M"})
    text = grown(TEXT, recipe)
    assert read_recipe(text) == recipe
    assert added(TEXT, text) == ['    "Séguédine": "NE-SEGUEDINE"', "  sex:", '    "H": "M"']
    assert text.index("Séguédine") < text.index("# en une ligne")
    assert grown(text, recipe) == text


def test_codes_in_one_line_and_of_names_that_several_places_bear_grow_too() -> None:
    recipe = decided(nationality={"Zarma": "NER"}, flow_point={
        "Konni": {"Tahoua": "NE005003003", "Dosso": "NE003"}, "Arlit": {"": "NE001002001", "Tahoua": "NE005"}})
    text = grown(TEXT, recipe)
    assert read_recipe(text) == recipe
    for comment in ("# il y en a deux", "# et non la ville", "# À revoir", "# en une ligne", "# le nom de la recette"):
        assert comment in text


def test_what_is_said_otherwise_is_said_in_its_place_and_what_is_no_longer_said_goes() -> None:
    base = decided(flow_point={"Arlit": "NE001"})
    recipe = replace(base, values={**base.values, Meaning.FLOW_POINT: {"Arlit": "NE001"}})
    text = grown(TEXT, recipe)
    assert read_recipe(text) == recipe and '    Arlit: "NE001"   # et non la ville\n' in text
    assert "# dit par le chef de poste" in text and "Konni" not in text


def test_tables_that_changed_are_written_anew_and_only_their_comments_go() -> None:
    base = read_recipe(TEXT)
    table = replace(base.tables[0], columns=base.tables[0].columns[1:])
    recipe = replace(base, tables=(table,), reference="NER", ignored_sheets=("Notes",))
    text = grown(TEXT, recipe)
    assert read_recipe(text) == recipe
    assert "# une seule feuille" not in text
    assert all(one in text for one in ("# Lu avec", "# dit par", "# À revoir en avril."))
    assert text.index("tables:") < text.index("values:")


def test_comments_of_tables_are_found_and_signs_in_headings_are_none() -> None:
    assert comments_in_tables(TEXT)
    bare = TEXT.replace("# une seule feuille\n", "")
    assert not comments_in_tables(bare)
    assert comments_in_tables(bare.replace(" meaning: count}", " meaning: count} #"))


def test_a_text_that_cannot_grow_is_written_anew() -> None:
    text = ('{recipe: points, tables: [{name: p, subject: movement, columns: [{header: N, meaning: count}]}]}')
    recipe = replace(read_recipe(text), values={Meaning.SEX: {"H": "M"}})
    assert grown(text, recipe) == write_recipe(recipe)


CODES = st.dictionaries(st.sampled_from(["Arlit", "Konni", "a: b", "l’été #1", '"', "oui", "1", ""]), st.one_of(
    st.sampled_from(["NE001", "NE005", ""]),
    st.dictionaries(st.sampled_from(["Tahoua", "", "Dosso: 2"]), st.sampled_from(["NE001", "NE005"]), min_size=1)),
    min_size=1)


@given(st.dictionaries(st.sampled_from([Meaning.FLOW_POINT, Meaning.NATIONALITY, Meaning.SEX]), CODES))
@pytest.mark.parametrize("text", [TEXT, write_recipe(read_recipe(TEXT))])
def test_whatever_was_decided_the_text_says_it(text: str, values: Any) -> None:
    recipe = replace(read_recipe(text), values=values)
    assert read_recipe(grown(text, recipe)) == recipe
