"""What makes two recommendations alike, and what keeps them apart whatever they share."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canevas.governance.recommendations.rules.federating import Item, Match, similar
from canevas.governance.recommendations.rules.federating.grouping import JOINED


def alike(one: str, other: str) -> Match:
    return similar(Item("1", one), Item("2", other))


@pytest.mark.parametrize(
    "one, other",
    [
        ("Appuyer les migrants de retour", "Accompagner les retournés ;"),
        (
            "Lutter contre l'usage de faux papiers aux frontières",
            "Renforcer la lutte contre les faux documents à la frontière",
        ),
        (
            "Mobiliser les PTF pour le financement des GTM",
            "Financement du groupe technique migration par les partenaires techniques et financiers",
        ),
        ("Doter les mairies d'ordinateurs", "Equiper les communes en materiel informatique;"),
        ("Mettre en place une base de données sur les compétences", "Creation d'une base des données des compétences"),
        (
            "Sensibiliser les jeunes sur les dangers de la migration irrégulière",
            "Mener une campagne de sensibilisation des jeunes sur les dangers de la migration clandestine",
        ),
        ("Assister les migrants refoulés à Assamaka", "Renforcer l'assistance aux expulsés arrivés à Assamaka"),
        ("Former les FDS", "Renforcement de capacités des forces de défense et de sécurité"),
        (
            "Impliquer le MAE/C dans les négociations",
            "implication du Ministère des Affaires Etrangères et de la Coopération dans les negociations",
        ),
        ("Harmoniser les outils de collecte", "1) Harmonisation des outils de collecte."),
        ("Sencibiliser les transporteurs", "Sensibiliser les transporteurs"),
    ],
)
def test_the_same_in_other_words_is_alike(one: str, other: str) -> None:
    match = alike(one, other)
    assert match.score > JOINED + 0.1, match
    assert match.words


@pytest.mark.parametrize(
    "one, other, words",
    [
        (
            "Réduire le nombre de postes de contrôle",
            "Augmenter le nombre de postes de contrôle",
            {"Réduire", "Augmenter"},
        ),
        (
            "Contrôler les mineurs à l'entrée du territoire",
            "Contrôler les mineurs à la sortie du territoire",
            {"entrée", "sortie"},
        ),
        ("Construire 2 points d'eau à Assamaka", "Construire cinq points d'eau à Assamaka", {"2", "5"}),
        ("Adopter le plan d'action 2022-2026", "Adopter le plan d'action 2027-2031", {"2022, 2026", "2027, 2031"}),
        ("Encourager le transport des migrants", "Interdire le transport des migrants", {"Encourager", "Interdire"}),
        ("Enregistrer les réfugiés sans papiers", "Enregistrer les papiers des réfugiés", {"papiers"}),
        (
            "Refouler les demandeurs d'asile aux frontières",
            "Ne pas refouler les demandeurs d'asile aux frontières",
            {"ne … pas"},
        ),
        (
            "Suivre les transferts du système formel",
            "Suivre les transferts du système informel",
            {"formel", "informel"},
        ),
        ("Accélérer le transfert des réfugiés", "Suspendre le transfert des réfugiés", {"Accélérer", "Suspendre"}),
    ],
)
def test_contraries_and_other_numbers_are_never_joined(one: str, other: str, words: set[str]) -> None:
    match = alike(one, other)
    assert match.score == 0
    assert words <= {said for pair in match.parted_by for said in pair}
    assert not match.is_sure


@pytest.mark.parametrize(
    "one, other",
    [
        ("Former les élus locaux sur la traite des personnes", "Former les élus locaux sur la collecte de données"),
        ("Construire un centre de santé à Arlit", "Construire un poste de police à Arlit"),
        ("Sensibiliser la diaspora", "Sensibiliser les communautés hôtes"),
        ("Renforcer la réinsertion des migrants de retour", "Renforcer le contrôle des frontières"),
        ("Adopter la loi sur la traite des personnes", "Adopter la loi sur l'asile"),
    ],
)
def test_the_same_act_on_another_thing_is_not_sure_and_less_alike(one: str, other: str) -> None:
    match = alike(one, other)
    assert not match.is_sure
    assert match.score < alike(one, one).score - 0.35


def test_a_reduction_that_is_encouraged_is_still_a_reduction() -> None:
    assert alike("Réduire les frais de transfert", "Encourager la baisse des frais de transfert").score > JOINED


def test_the_words_are_those_that_were_written() -> None:
    match = alike("Doter la mairie d'Ingall d'un kit", "Équiper la Mairie d’Ingall d’un kit")
    assert ("Doter", "Équiper") in match.words
    assert {"Doter = Équiper", "mairie", "kit"} <= {words.shown for words in match.words}


def test_another_axis_or_addressee_is_never_sure() -> None:
    text = "Harmoniser les outils de collecte de données"
    assert similar(Item("1", text, axis=3), Item("2", text, axis=3)).is_sure
    assert not similar(Item("1", text, axis=3), Item("2", text, axis=1)).is_sure
    assert similar(Item("1", text, axis=3), Item("2", text)).is_sure
    assert not similar(Item("1", text, addressee_kind="state"), Item("2", text, addressee_kind="local")).is_sure


def test_the_region_that_each_names_for_itself_does_not_part_them() -> None:
    assert alike(
        "Créer un observatoire dans la région de Tahoua", "Créer un observatoire dans la région de Zinder"
    ).is_sure


def test_a_short_acronym_counts_in_capitals_only() -> None:
    assert (
        alike("Saisir le CR", "Saisir le Conseil régional").score
        > alike("Saisir le cr", "Saisir le Conseil régional").score + 0.2
    )


SENTENCES = st.lists(
    st.sampled_from(
        [
            "Former",
            "Réduire",
            "Augmenter",
            "sensibiliser",
            "les",
            "des",
            "à",
            "Assamaka",
            "2",
            "trois",
            "ne",
            "pas",
            "sans",
            "(",
            ")",
            ",",
            ";",
            "pour",
            "élus",
            "jeunes",
            "FDS",
            "MI/D",
            "PTF",
            "loi",
            "données",
            "base",
            "de",
            "frontière",
            "réfugiés",
            "œuvre",
            "l'État",
            "n°",
            "–",
            "réalisation",
        ]
    ),
    max_size=14,
).map(" ".join) | st.text(max_size=60)


@given(SENTENCES, SENTENCES)
@settings(max_examples=150, deadline=None)
def test_likeness_is_of_both_and_bounded(one: str, other: str) -> None:
    here, there = alike(one, other), alike(other, one)
    assert 0 <= here.score <= 1
    assert here.score == pytest.approx(there.score, abs=1e-3)
    assert (here.is_sure, bool(here.parted_by)) == (there.is_sure, bool(there.parted_by))
    for words in here.words:
        assert words.first in one and words.second in other


@given(SENTENCES)
@settings(max_examples=60, deadline=None)
def test_a_sentence_is_all_like_itself_or_says_nothing(text: str) -> None:
    match = alike(text, text)
    assert match.parted_by == ()
    assert match.score == pytest.approx(1.0, abs=1e-3) or not match.words
