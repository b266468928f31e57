"""The words of figures: countries and peoples, lists, headings, flow points."""
from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from canevas.tools.vocabulary import VocabularyError, load_vocabulary
from canevas.tools.vocabulary.entries import TerritoryEntry
from canevas.tools.vocabulary.figure_entries import FlowPointEntry
from canevas.tools.vocabulary.load_figures import WORLD, read_figures

WORDS = load_vocabulary().figures


@pytest.mark.parametrize(("word", "code"), [
    ("Nigérien", "NER"), ("NIGÉRIENNES", "NER"), ("nigerien", "NER"), ("Nigérian", "NGA"), ("Nigérianes", "NGA"),
    ("nigerians", "NGA"), ("Niger", "NER"), ("Nigeria", "NGA"), ("Nigéria", "NGA"), ("NER", "NER"), ("NG", "NGA"),
    ("Malien(ne)s", "MLI"), ("Côte d’Ivoire", "CIV"), ("COTE D'IVOIRE", "CIV"), ("Ivoirienne", "CIV"),
    ("RDC", "COD"), ("Guinée", "GIN"), ("Guinée-Bissau", "GNB"), ("Guinée équatoriale", "GNQ"), ("Soudanais", "SDN"),
    ("Sud-Soudanais", "SSD"), ("Gambiens", "GMB"), ("Burkinabè", "BFA"), ("Centrafrique", "CAF"), ("Dahomey", "BEN"),
    ("Cameroonian", "CMR"), ("Royaume-Uni", "GBR"), ("Mauriciens", "MUS"), ("Mauritaniens", "MRT")])
def test_countries_and_peoples_are_known_by_their_everyday_names(word, code):
    found = WORDS.country_index.look(word)
    assert found is not None and found.codes == (code,) and found.is_sure


@pytest.mark.parametrize(("word", "codes"), [
    ("Congolais", {"COD", "COG"}), ("Congo", {"COD", "COG"}), ("Guinéens", {"GIN", "GNB", "GNQ"}),
    ("NIG", {"NER", "NGA"}),
    ("Nigérianne", {"NER", "NGA"})])
def test_what_may_be_two_countries_is_asked(word, codes):
    found = WORDS.country_index.look(word)
    assert found is not None and not found.is_sure and codes <= set(found.codes)


def test_a_slip_of_a_letter_is_proposed_and_one_that_two_countries_share_is_not_sure():
    found = WORDS.country_index.look("Camerounnais")
    assert found is not None and found.codes[0] == "CMR" and found.slip
    assert WORDS.country_index.look("Zzyzx") is None
    assert not WORDS.country_index.look("Nigérin").is_sure


def test_flow_points_lie_at_places_and_ways_around_them_are_asked():
    vocabulary = load_vocabulary()
    assert all(point.code in vocabulary.by_pcode for point in WORDS.flow_points)
    assert WORDS.flow_point_index.look("Séguedine").codes == ("NE-SEGUEDINE",)
    assert not WORDS.flow_point_index.look("Puits Espoir").is_sure


@pytest.mark.parametrize(("text", "code"), [
    ("TILLABERY", "NE006"), ("Région de Zinder", "NE007"), ("NER005", "NE005"), ("Agadès", "NE001")])
def test_regions_are_known_by_every_spelling(text, code):
    assert load_vocabulary().place_index.exact(text, (1,)).codes == (code,)


def test_same_names_of_communes_are_told_apart_by_what_stands_beside_them():
    index = load_vocabulary().place_index
    assert len(index.exact("Gangara", (3,)).codes) == 2
    assert index.qualified("Gangara / Tanout", (3,)).codes == ("NE007009002",)


def test_a_code_that_stands_twice_is_told_with_its_file(tmp_path: Path):
    world = copytree(WORLD, tmp_path / "world")
    path = world / "code_lists.yaml"
    text = path.read_text(encoding="utf-8").replace("{code: M, name: Hommes", "{code: F, name: Hommes")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match="code_lists"):
        read_figures(tmp_path, set(), world)


def test_a_country_that_iso_does_not_know_is_told_with_its_line(tmp_path: Path):
    world = copytree(WORLD, tmp_path / "world")
    path = world / "countries.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("code: DZA", "code: DZZ"), encoding="utf-8")
    with pytest.raises(VocabularyError, match="DZZ"):
        read_figures(tmp_path, set(), world)


def test_a_flow_point_must_lie_at_a_place_that_exists(tmp_path: Path):
    (tmp_path / "flow_points.yaml").write_text("- {code: NE-NOWHERE, name: Nulle part}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="NE-NOWHERE"):
        read_figures(tmp_path, {"NE001"})
    assert read_figures(tmp_path / "empty", {"NE001"}).flow_points == ()


def test_points_that_people_add_are_known_beside_the_others_and_share_what_was_built():
    vocabulary = load_vocabulary()
    point = FlowPointEntry(code="NE-PUITS", name="Puits neuf", aliases=("FMP Puits",))
    same = vocabulary.with_flow_points((*WORDS.flow_points, point))
    assert same.figures.flow_point_index.exact("fmp puits").codes == ("NE-PUITS",)
    assert same.figures.country_index is WORDS.country_index and same.by_pcode is vocabulary.by_pcode
    assert WORDS.flow_point_index.exact("fmp puits") is None
    place = TerritoryEntry(pcode="NE-PUITS", level=4, name="Puits neuf", parent="NE001002001")
    wider = vocabulary.with_flow_points((point,), (place,))
    assert wider.by_pcode["NE-PUITS"] is place and "NE-PUITS" not in vocabulary.by_pcode
    assert [one.name for one in wider.figures.flow_points] == ["Puits neuf"]
