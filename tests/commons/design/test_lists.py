from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date

import pytest
from django.db.models import Q, QuerySet
from django.test import RequestFactory

from canevas.commons.access.models import User
from canevas.commons.design.lists import (
    BooleanFilter,
    Choice,
    ChoiceFilter,
    Column,
    DateFilter,
    Empty,
    EntryFilter,
    RegisterList,
    TextFilter,
)
from canevas.commons.search.operations import SearchDocument, index_entries
from canevas.commons.search.rules import REFERENCE
from tests.factories.minutes import user

pytestmark = pytest.mark.django_db


def people(_request: object) -> QuerySet[User]:
    return User.objects.exclude(username="lectrice")


def known(code: str) -> Choice | None:
    return Choice(code, code, Q(username=code)) if code == "u042" else None


PEOPLE = RegisterList(
    title="Personnes", caption="Chaque ligne est une personne.", rows=people,
    columns=(
        Column("name", "Nom", "first_name", order=("first_name",), is_title=True),
        Column("email", "Courriel", "email"),
        Column("seen", "Vue", "last_login", order=("last_login",)),
        Column("number", "Numéro", "id", kind="number"),
    ),
    order="name",
    filters=(
        TextFilter("q", "Mots", kind="person"),
        TextFilter("like", "Contient", fields=("first_name",)),
        ChoiceFilter("role", "Rôle", field="last_name", as_tabs=True, choices=[
            ("reader", "Lecteur"), Choice("writes", "Écrit", Q(last_name__in=["rapporteur", "secretariat"]))]),
        EntryFilter("is", "Personne", find=known),
        DateFilter("joined", "Arrivée", field="date_joined__date"),
        BooleanFilter("inactive", "Inactifs", condition=Q(is_active=False)),
    ),
    empty=Empty("Personne encore", "Ajoutez quelqu'un.", "access:sign-in", "Ajouter"),
)


@pytest.fixture
def crowd() -> list[User]:
    return User.objects.bulk_create([
        User(username=f"u{n:03}", first_name=f"Personne {n:03}", last_name="reader" if n % 3 else "rapporteur",
             is_active=n % 10 != 0, email=f"u{n}@exemple.org", date_joined=f"2026-01-{n % 28 + 1:02}T12:00Z")
        for n in range(120)])


def ask(parameters: str = ""):
    request = RequestFactory().get(f"/people/?{parameters}")
    if "q=" in parameters:
        request.user = user("lectrice", "reader")
    return PEOPLE.respond(request)


def page(parameters: str = "") -> str:
    return ask(parameters).content.decode()


def names(html: str) -> list[str]:
    return re.findall(r'data-label="Nom">(.*?)</th>', html)


def test_first_page_counts_everything_and_shows_fifty(crowd: list[User]) -> None:
    html = page()
    assert "120" in re.search(r'role="status">(.*?)</p>', html, re.S).group(1)
    assert names(html) == [f"Personne {n:03}" for n in range(50)]


def test_pages_never_overlap_and_the_last_is_reached(crowd: list[User]) -> None:
    seen = [name for number in (1, 2, 3) for name in names(page(f"page={number}"))]
    assert sorted(seen) == seen and len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999", "deux", "99", "²"])
def test_a_page_that_is_not_there_is_answered(crowd: list[User], number: str) -> None:
    assert names(page(f"page={number}"))


def test_sorting_descends_and_empty_values_stay_last(crowd: list[User]) -> None:
    User.objects.filter(username="u007").update(last_login="2026-03-01T00:00Z")
    assert names(page("sort=seen"))[0] == "Personne 007"
    assert names(page("sort=-seen"))[0] == "Personne 007"
    assert names(page("sort=-name"))[0] == "Personne 119"
    assert 'aria-sort="descending"' in page("sort=-name")


def test_an_unknown_sort_is_the_lists_own(crowd: list[User]) -> None:
    assert names(page("sort=password"))[0] == "Personne 000"


def test_tabs_count_each_choice_under_the_other_filters(crowd: list[User]) -> None:
    counts = re.findall(r'class="count">(.*?)<', page("inactive=1"))
    assert counts == ["12", "8", "4"]
    assert len(names(page("role=writes"))) == 40


def test_words_of_a_small_table(crowd: list[User]) -> None:
    assert names(page("like=personne 019")) == ["Personne 019"]


def test_words_of_the_search_index(crowd: list[User]) -> None:
    person = User.objects.get(username="u042")
    index_entries([SearchDocument("person", person.pk, "Éleveurs transhumants", "", "/", seen_by=(REFERENCE,))])
    assert names(page("q=eleveur")) == ["Personne 042"]
    assert names(page("q=introuvable")) == []


def test_dates_include_both_ends_and_nonsense_is_left_aside_with_a_sentence(crowd: list[User]) -> None:
    day = date(2026, 1, 5)
    expected = User.objects.filter(date_joined__date=day).count()
    assert len(names(page(f"joined_from={day}&joined_to={day}"))) == expected > 0
    html = page("joined_from=32/13/2026")
    assert "32/13/2026" in html and len(names(html)) == 50


def test_an_unknown_choice_is_left_aside_with_a_sentence(crowd: list[User]) -> None:
    html = page("role=%3Cscript%3E")
    assert "&lt;script&gt;" in html and "<script>" not in html.split("</head>")[1]


def test_one_of_too_many_values_is_shown_only_when_it_is_asked_for(crowd: list[User]) -> None:
    assert 'name="is"' not in page()
    html = page("is=u042")
    assert names(html) == ["Personne 042"] and 'value="u042" selected' in html
    html = page("is=u999")
    assert len(names(html)) == 50 and "u999" in html


def test_an_empty_register_says_what_to_do_first() -> None:
    html = page()
    assert "Personne encore" in html and "<table" not in html


def test_filters_that_leave_nothing_are_not_an_empty_register(crowd: list[User]) -> None:
    html = page("like=zzz")
    assert "Personne encore" not in html and "<table" not in html


def test_cells_are_escaped(crowd: list[User]) -> None:
    User.objects.filter(username="u000").update(first_name="<b>gras</b>")
    assert "&lt;b&gt;gras&lt;/b&gt;" in page("sort=name")


def read_csv(parameters: str) -> list[list[str]]:
    text = b"".join(ask(f"format=csv&{parameters}").streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


def test_csv_holds_every_filtered_row_in_order(crowd: list[User]) -> None:
    rows = read_csv("role=writes&sort=-name")
    assert rows[0] == ["Nom", "Courriel", "Vue", "Numéro"]
    assert [row[0] for row in rows[1:]] == [f"Personne {n:03}" for n in range(117, -1, -3)]


@pytest.mark.parametrize("text", ["=1+1", "+33", "-cmd", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_cell_can_become_a_formula(crowd: list[User], text: str) -> None:
    User.objects.filter(username="u000").update(first_name=text)
    assert f"'{text}" in [row[0] for row in read_csv("")]
    sheet = read_xlsx("")
    assert "<f>" not in sheet


def read_xlsx(parameters: str) -> str:
    content = b"".join(ask(f"format=xlsx&{parameters}").streaming_content)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def test_xlsx_holds_every_filtered_row(crowd: list[User]) -> None:
    assert read_xlsx("role=writes").count("<row ") == 41


def test_exports_stream_without_reading_rows_beforehand(crowd: list[User], django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        response = ask("format=csv")
    assert response.streaming
