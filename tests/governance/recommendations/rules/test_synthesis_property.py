"""Whatever synthesis is laid out in whatever of the usual layouts, reading it gives it back."""
from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canevas.governance.recommendations.rules.synthesis_reading import read_synthesis
from canevas.tools.documents.nodes import Document, Node
from canevas.tools.vocabulary import load_vocabulary
from tests.governance.recommendations.rules.trees import BELOW, C, document, paragraph, table

VOCABULARY = load_vocabulary("niger")
VERBS = ("Former", "Curer", "Équiper", "Recenser", "Soutenir", "Mettre à jour", "Inciter", "Élargir")
OBJECTS = ("les puits", "la caisse du village", "les gardes (hommes, femmes)", "l'école de Tahoua",
           "des abris pour la CEDEAO", "un registre, ses pages et sa carte", "le marché à bétail 2024-2026")
CONCERNED = ((["*"], []), (["Diffa"], []), (["Maradi", "Zinder"], []), ([], ["MI/D"]), ([], ["MI/D", "MJ"]),
             (["*"], ["OIM", "partenaires"]), ([], []))
ACTIONS = st.builds(lambda verb, what, end: f"{verb} {what} {end}", st.sampled_from(VERBS), st.sampled_from(OBJECTS),
                    st.sampled_from(("chaque mois", "au bord du fleuve", "avec soin")))


@dataclass(frozen=True)
class Row:
    priorities: tuple[str, ...]
    strategies: tuple[str, ...]
    concerned: tuple[list[str], list[str]]


ROWS = st.builds(Row, st.lists(ACTIONS, min_size=1, max_size=2, unique=True).map(tuple),
                 st.lists(ACTIONS, min_size=1, max_size=3, unique=True).map(tuple), st.sampled_from(CONCERNED))
CHALLENGES = st.lists(st.tuples(ACTIONS, st.lists(ROWS, min_size=1, max_size=3)), min_size=1, max_size=2,
                      unique_by=lambda pair: pair[0])
SECTIONS = st.dictionaries(st.integers(0, 3), CHALLENGES, min_size=1, max_size=3).map(
    lambda found: sorted(found.items()))
LISTS = {
    "dashes": lambda texts: C(tuple(f"- {text} ;" for text in texts)), "numbers": lambda texts: C(
        tuple(f"{number}. {text}" for number, text in enumerate(texts, 1))),
    "real list": lambda texts: C(tuple(texts), listed=True), "semicolons": lambda texts: C(" ; ".join(texts)),
    "lines": lambda texts: C("\n".join(texts)), "remnants": lambda texts: C(
        "<ul>" + "".join(f"<li>{text}</li>" for text in texts) + "</ul>"),
    "run together": lambda texts: C(" ".join(texts))}
WORDS = (("Défis", "Priorités", "Stratégies recommandées", "Régions / Acteurs concernés"),
         ("ENJEUX", "AXES PRIORITAIRES", "RECOMMANDATIONS", "STRUCTURES RESPONSABLES ET RÉGIONS"))


def concerned_text(concerned: tuple[list[str], list[str]]) -> str:
    regions = "Toutes les régions" if concerned[0] == ["*"] else " et ".join(concerned[0])
    return " ; ".join(filter(None, (regions, ", ".join(concerned[1]))))


def lay_out(sections: list[tuple[int, list[tuple[str, list[Row]]]]], listing: str, words: tuple[str, ...],
            order: list[int], *, merged: bool, bands: str) -> Document:
    blocks: list[Node] = []
    rows: list[list[object]] = [[words[place] for place in order]]
    for axis, challenges in sections:
        band = f"Axe {axis} : Titre inventé" if axis else "Recommandations d'ordre général"
        if bands == "rows":
            rows.append([C(band, columns=4)])
        else:
            if blocks:
                blocks.append(table(*rows))
                rows = rows[:1] if bands == "tables" else []
            blocks.append(paragraph(band))
        for challenge, body in challenges:
            for place, row in enumerate(body):
                first: object = C(challenge, rows=len(body)) if merged else challenge
                cells = [first if not place else BELOW if merged else "", LISTS[listing](row.priorities),
                         LISTS[listing](row.strategies), concerned_text(row.concerned)]
                rows.append([cells[column] for column in order])
    return document(*blocks, table(*rows))


@given(SECTIONS, st.sampled_from(sorted(LISTS)), st.sampled_from(WORDS), st.permutations([0, 1, 2, 3]), st.booleans(),
       st.sampled_from(("rows", "paragraphs", "tables")))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_reading_gives_back_what_was_laid_out(
        sections: list[tuple[int, list[tuple[str, list[Row]]]]], listing: str, words: tuple[str, ...],
        order: list[int], merged: bool, bands: str) -> None:
    read = read_synthesis(lay_out(sections, listing, words, order, merged=merged, bands=bands), VOCABULARY)
    assert [section.axis or 0 for section in read] == [axis for axis, _challenges in sections]
    for section, (_axis, challenges) in zip(read, sections, strict=True):
        expected = [(challenge, row.priorities, row.strategies, *row.concerned)
                    for challenge, body in challenges for row in body]
        assert expected == [
            (row.challenge.value,
             *(tuple(found.value for found in texts) for texts in (row.priorities, row.strategies)),
             *([found.value for found in names] for names in (row.regions, row.actors))) for row in section.rows]
