from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canevas.commons.access.models import User
from canevas.commons.search import queries
from canevas.commons.search.models import SearchEntry
from canevas.commons.search.operations import SearchDocument, index_entries, rebuild, remove_entries
from canevas.commons.search.rules import Sight

pytestmark = pytest.mark.django_db
SEES_ALL = "who sees everything"


def search(text: str, *args: object, **more: object) -> queries.Results:
    return queries.search(text, *args, user=SEES_ALL, **more)


def answering(kind: str, text: str) -> object:
    return queries.answering(kind, text, user=SEES_ALL)

DOCUMENTS = [
    SearchDocument("session", 1, "Réunion du groupe technique de Tahoua", "Salle de conférence du Conseil régional",
                   "/s/1", date(2024, 3, 5)),
    SearchDocument("action_point", 1, "Éloigner les éleveurs du couloir", "La gendarmerie assure l’escorte des convois",
                   "/a/1", date(2024, 3, 5), body="MI/D DRECM/R"),
    SearchDocument("action_point", 2, "Former les points focaux", "Formations régionales sur l'accueil des migrants",
                   "/a/2", None, body="Œuvre des sœurs"),
    SearchDocument("organisation", 1, "Organisation internationale pour les migrations", "OIM", "/o/1"),
]


@pytest.fixture(autouse=True)
def indexed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "sight_of", lambda user: Sight())
    rebuild(DOCUMENTS)


def found(text: str, *kinds: str) -> list[tuple[str, int]]:
    return [(hit.object_type, hit.object_id) for hit in search(text, kinds).hits]


@pytest.mark.parametrize("text", [
    "eleveur", "ÉLEVEURS", "éleveurs", "elev", "gendarmeries escorte", "convoi", "MID", "M.I.D.", "mi/d", "drecm/r",
    "\"couloir\"", "« eleveurs du couloir »", "eloigner les"])
def test_forms_under_which_an_action_is_found(text: str) -> None:
    assert ("action_point", 1) in found(text)


def test_accents_and_endings_do_not_matter() -> None:
    assert ("action_point", 2) in found("formation régional") and ("session", 1) in found("REGIONALES")


def test_ligatures_are_two_letters() -> None:
    assert found("oeuvre soeur") == found("œuvre sœur") == [("action_point", 2)]


def test_every_word_must_be_there() -> None:
    assert found("gendarmerie formation") == []


def test_a_phrase_keeps_its_order() -> None:
    assert found('"points focaux"') == [("action_point", 2)]
    assert found('"focaux points"') == []


def test_only_the_last_word_may_be_a_beginning() -> None:
    assert found("gendarm esc") == [] and found("escorte gendarm") == [("action_point", 1)]


def test_titles_come_first() -> None:
    index_entries([SearchDocument("action_point", 3, "Autre chose", "tahoua " * 2 + "mot " * 40, "/a/3")])
    assert found("tahoua")[0] == ("session", 1)


def test_kinds_narrow_the_hits_but_not_the_counts() -> None:
    results = search("migr", ["organisation"])
    assert [hit.object_type for hit in results.hits] == ["organisation"] and results.total == 1
    assert results.counts == {"action_point": 1, "organisation": 1}
    assert search("migr", ["nothing of the kind"]).hits == []


def test_passages_mark_what_answers() -> None:
    hit = search("escortes").hits[0]
    start, end = hit.passage.spans[0]
    assert hit.passage.text[start:end] == "escorte"


def test_an_acronym_is_marked_whole() -> None:
    index_entries([SearchDocument("action_point", 8, "Saisir le ministère", "Le M.I.D. répondra", "/a/8")])
    passage = next(hit for hit in search("mi/d").hits if hit.object_id == 8).passage
    assert [passage.text[a:b] for a, b in passage.spans] == ["M.I.D"]


def test_a_long_text_is_cut_around_the_answer() -> None:
    text = "Avant toute chose, il faut rappeler ceci. " * 60 + "Le puits pastoral est réparé. " + "Puis la suite. " * 60
    index_entries([SearchDocument("minutes", 7, "Compte rendu", text, "/m/7")])
    passage = search("puits pastoraux").hits[0].passage
    assert len(passage.text) < 300 and passage.text.startswith("… ") and passage.text.endswith(" …")
    assert [passage.text[a:b] for a, b in passage.spans] == ["puits", "pastoral"]


def test_what_is_indexed_again_is_replaced() -> None:
    index_entries([SearchDocument("action_point", 1, "Tout autre sujet", "", "/a/1")])
    assert ("action_point", 1) not in found("eleveurs") and found("sujet") == [("action_point", 1)]
    assert SearchEntry.objects.count() == len(DOCUMENTS)


def test_what_is_removed_is_no_longer_found() -> None:
    remove_entries("action_point", [1, 99])
    assert found("eleveurs") == [] and SearchEntry.objects.count() == len(DOCUMENTS) - 1


def test_answering_narrows_a_register() -> None:
    user = User.objects.create(username="un")
    index_entries([SearchDocument("person", user.pk, "Éleveur", "", "/")])
    assert list(User.objects.filter(answering("person", "eleveurs"))) == [user]
    assert not User.objects.filter(answering("person", "forage")).exists()
    assert not User.objects.filter(answering("nothing", "eleveurs")).exists()
    assert not User.objects.filter(answering("person", "!?")).exists()


def test_pages_of_results_do_not_overlap() -> None:
    index_entries(SearchDocument("action_point", 100 + n, f"Forage {n}", "", f"/a/{n}") for n in range(45))
    keys = [hit.object_id for offset in (0, 20, 40) for hit in search("forage", limit=20, offset=offset).hits]
    assert len(keys) == len(set(keys)) == 45


@pytest.mark.parametrize("text", [
    "", " ", "*", '"', '""', "«", "NEAR(", "AND", "OR NOT", "a AND", "title:", "{x}", "^a", "a* b*", "-", "(((", "');",
    "\x00", "%s", "%", "\\", "'", "k1k", "&|!", ":*", "<->", "é" * 5000, "mot " * 500, "٣ سلام", "\ud800", "l'", "🙂"])
def test_nothing_typed_is_an_error(text: str) -> None:
    search(text)
    list(User.objects.filter(answering("action_point", text)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40) | st.text(alphabet="\"'()*:^{}-+ aéœ&|!<>\\%;\x00«»“”0", max_size=25))
def test_fuzz(text: str) -> None:
    search(text)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_anything_can_be_indexed(text: str) -> None:
    index_entries([SearchDocument("action_point", 50, text, text, "/a/50", body=text)])
