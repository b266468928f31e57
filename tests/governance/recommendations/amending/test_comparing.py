"""Lines and words that nobody marked, compared as a reader would tell what was done to them."""
from __future__ import annotations

import pytest

from canevas.governance.recommendations.rules.amending.lines import compare_lines
from canevas.governance.recommendations.rules.amending.order import carried
from canevas.governance.recommendations.rules.amending.rows import RowText, align_rows
from canevas.governance.recommendations.rules.amending.words import changed_words


@pytest.mark.parametrize(("before", "after", "told"), [
    ("Former les agents", "Former les agents de santé", [("", "de santé")]),
    ("Former tous les agents", "Former les agents", [("tous", "")]),
    ("Créer un comité", "Créer des comités", [("un comité", "des comités")]),
    ("Renforcer les capacités des communes rurales", "Former les agents des communes rurales",
     [("Renforcer les capacités", "Former les agents")]),
    ("Doter le poste de Gaya en eau", "Doter les postes de Gaya et Birni en eau",
     [("le poste", "les postes"), ("", "et Birni")]),
    ("MI/D, MJ", "MI/D, MJ, INS", [("", ", INS")]),
    ("L'appui de l'État", "L’appui de l’État", []),
    ("L'appui de l'État", "L’appui des communes", [("de l'État", "des communes")]),
    ("Ouvrir un guichet unique de retour", "Publier chaque année le bulletin des flux",
     [("Ouvrir un guichet unique de retour", "Publier chaque année le bulletin des flux")]),
])
def test_words(before: str, after: str, told: list[tuple[str, str]]) -> None:
    assert [(one.taken, one.put) for one in changed_words(before, after)] == told


def told(base: list[str], copy: list[str]) -> list[tuple[str, int, str, str]]:
    return [(one.kind.value, one.line, one.before, one.after) for one in compare_lines(base, copy).changes]


A, B, C = "Former les agents des postes", "Doter les centres d'accueil", "Publier un bulletin trimestriel"


def test_lines_put_taken_and_carried() -> None:
    assert told([A, B], [A, C, B]) == [("insert", 2, "", C)]
    assert told([A, B, C], [A, C]) == [("delete", 2, B, "")]
    assert told([A, B, C], [C, A, B]) == [("move", 3, C, C)]
    assert compare_lines([A, B, C], [C, A, B]).changes[0].to == 1


def test_lines_split_and_merged_whatever_else_was_done_to_them() -> None:
    assert told(["Former et équiper les agents des postes"], ["Former", "et équiper les agents des postes"]) == [
        ("split", 1, "Former et équiper les agents des postes", "Former\net équiper les agents des postes")]
    assert told([A, B], [f"{A} et {B}"]) == [("merge", 1, f"{A}\n{B}", f"{A} et {B}"), ("insert", 1, "", "et")]


def test_blanks_bullets_and_empty_lines_are_form() -> None:
    compared = compare_lines([f"- {A}", B], [A, "", f"{B} "])
    assert compared.changes == []
    assert compared.cosmetic == 3
    assert compared.base_of == {1: 1, 3: 2}


def test_many_lines_that_all_changed_are_still_one_by_one() -> None:
    base = [f"Former les agents du poste numéro {number} chaque année" for number in range(150)]
    copy = [line.replace("chaque année", "tous les ans") for line in base]
    assert [(line, before) for _kind, line, before, _after in told(base, copy)] == [
        (number + 1, "chaque année") for number in range(150)]


def test_rows_are_found_again_by_words_ids_and_likeness() -> None:
    def text(*cells: str, names: tuple[str, ...] = ()) -> RowText:
        return RowText(list(cells), set(names))
    one, two, three = text(A, B), text(B, C), text("Recenser les puits", "INS")
    assert [(pair.base, pair.copy, pair.moved) for pair in align_rows([one, two, three], [three, one, two])] == [
        (2, 0, True), (0, 1, False), (1, 2, False)]
    marked = [text(A, B, names=("cnv_str_1",)), text(C, "OIM", names=("cnv_str_2",))]
    rewritten = [text("Tout autre chose", "ici", names=("cnv_str_1",)), text(C, "OIM", names=("cnv_str_2",))]
    assert [(pair.base, pair.copy) for pair in align_rows(marked, rewritten)] == [(0, 0), (1, 1)]
    assert align_rows([one], [text("Rien de commun", "du tout")]) == []


def test_as_few_as_possible_are_said_to_be_carried() -> None:
    assert carried([0, 1, 2]) == set()
    assert carried([4, 0, 1, 2, 3]) == {0}
    assert carried([1, 2, 3, 4, 0]) == {4}
    assert carried([]) == set()
