from __future__ import annotations

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import translation
from django.views.defaults import server_error
from hypothesis import given
from hypothesis import strategies as st

from canevas.commons.design import components, formats, navigation


@pytest.fixture(autouse=True)
def in_french():
    with translation.override("fr"):
        yield


@pytest.mark.parametrize(("day", "written"), [
    (date(2022, 5, 17), "mardi 17\u00a0mai 2022"), (date(2022, 8, 1), "lundi 1er\u00a0août 2022"),
    (date(2024, 2, 29), "jeudi 29\u00a0février 2024")])
def test_a_day_is_written_as_it_is_read(day: date, written: str) -> None:
    assert formats.long_date(day) == written


def test_a_day_in_english() -> None:
    with translation.override("en"):
        assert formats.long_date(date(2022, 8, 1)) == "Monday 1\u00a0August 2022"
        assert formats.hour(time(9, 5)) == "09:05" and formats.number(1234.5, 1) == "1\u202f234.5"


@pytest.mark.parametrize(("value", "written"), [
    (0, "0"), (999, "999"), (1234567, "1\u202f234\u202f567"), (-1500, "\u22121\u202f500"), (None, "")])
def test_numbers_take_thin_spaces(value: int | None, written: str) -> None:
    assert formats.number(value) == written


def test_hours_and_moments() -> None:
    assert (formats.hour(time(9)), formats.hour(time(12, 30))) == ("9\u00a0h", "12\u00a0h\u00a030")
    assert formats.moment(datetime(2026, 3, 1, 14, 5)) == "1er\u00a0mars 2026 à 14\u00a0h\u00a005"


@pytest.mark.parametrize(("kind", "word"), [
    ("done", "Fait"), ("in_progress", "En cours"), ("late", "En retard"), ("unknown", "Inconnu"), ("other", "Inconnu")])
def test_a_state_is_a_word_and_a_shape(kind: str, word: str) -> None:
    shown = components.state(kind)
    assert f"<span>{word}</span>" in shown and "<svg" in shown and 'aria-hidden="true"' in shown


def test_the_four_states_have_four_shapes() -> None:
    shapes = {components.state(kind).split("</svg>")[0].split(">", 2)[2] for kind in (
        components.DONE, components.IN_PROGRESS, components.LATE, components.UNKNOWN)}
    assert len(shapes) == 4


TODAY = date(2026, 3, 10)


@pytest.mark.parametrize(("value", "text", "is_open", "said"), [
    (date(2026, 3, 8), "", True, "2 jours de retard"), (date(2026, 3, 9), "", True, "1 jour de retard"),
    (TODAY, "", True, "aujourd’hui"), (date(2026, 3, 11), "", True, "demain"),
    (date(2026, 3, 15), "", True, "dans 5 jours"),
    (None, "dès que possible", True, "dès que possible"), (None, "", True, "sans échéance")])
def test_a_deadline_says_how_far_it_is(value: date | None, text: str, is_open: bool, said: str) -> None:
    assert said in components.deadline(value, text, is_open, TODAY)


@pytest.mark.parametrize(("text", "words"), [
    ("15/03/2026", False), ("15 mars 2026", False), ("", False), ("mi-mars", True), ("15/03", True),
    ("du 10 au 15 mars 2026", True), ("Au plus tard le 15/03/2026", True)])
def test_the_words_of_a_deadline_come_first_unless_they_only_write_the_day(text: str, words: bool) -> None:
    shown = components.deadline(date(2026, 3, 15), text, True, TODAY)
    assert "15\u00a0mars 2026" in shown and ("→" in shown) is words
    assert not words or shown.index(text) < shown.index("→")


def test_a_deadline_of_what_is_done_is_never_late() -> None:
    assert "retard" not in components.deadline(date(2020, 1, 1), "", False, TODAY)


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_written_is_escaped(text: str, other: str) -> None:
    evil = f"<b>{text}\"'>"
    for shown in (components.chip(evil), components.chip(evil, quantifier=other), components.confidence(0.4, evil),
                  components.empty(evil, evil, "/", evil), components.breadcrumbs(evil, "/", other),
                  components.state("late", evil), components.deadline(None, evil)):
        assert "<b>" not in shown


@pytest.mark.parametrize(("value", "word"), [(0.9, "Sûr"), (0.85, "Sûr"), (0.6, "À vérifier"), (0.2, "Douteux")])
def test_confidence_is_said_in_words(value: float, word: str) -> None:
    shown = components.confidence(value, "Deux lignes se touchent.")
    assert word in shown and f"{round(value * 100)}\u00a0%" in shown and "Deux lignes se touchent." in shown


def test_highlighting_escapes_inside_and_outside() -> None:
    assert components.highlighted("a<b>c", [(1, 4)]) == "a<mark>&lt;b&gt;</mark>c"


def test_the_menu_marks_where_one_is() -> None:
    assert [link.url for link in navigation.links("/search/") if link.is_current] == ["/search/"]
    assert [link.url for link in navigation.links("/") if link.is_current] == ["/"]
    assert [link.url for link in navigation.links("/nowhere/") if link.is_current] == []


def test_every_entry_of_the_menu_leads_somewhere() -> None:
    assert len(navigation.links("/")) == len(navigation.ENTRIES)


def test_the_menu_stays_short() -> None:
    groups = navigation.menu("/directory/territories/")
    assert len(groups) <= 13, "of everything there is; nobody holds every role"
    assert [str(group.label) for group in groups if group.is_current] == ["Références"]
    assert sorted(link.url for group in groups for link in group.links) == sorted(
        reverse(entry.route) for entry in navigation.ENTRIES)


def test_a_heading_that_would_hold_one_link_is_left_out() -> None:
    groups = navigation.menu("/", lambda entry: entry.permission == "JOURNAL_VIEW")
    assert [(group.label, group.links[0].url) for group in groups][-1] == ("", "/journal/")


def test_the_address_of_a_page_keeps_what_it_does_not_change() -> None:
    request = RequestFactory().get("/x/?q=a%26b&page=3&sort=-date")
    template = Template("{% load design %}{% query page=4 %} {% query page='' sort=None %}")
    assert template.render(Context({"request": request})) == "?q=a%26b&amp;page=4&amp;sort=-date ?q=a%26b"


@pytest.mark.django_db
def test_a_page_that_is_not_there(client: Client) -> None:
    answer = client.get("/nowhere/")
    assert answer.status_code == 404 and "Cette page n’existe pas" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_expired_is_said_in_french() -> None:
    answer = Client(enforce_csrf_checks=True).post("/access/sign-in/", {"login": "x", "password": "y"})
    assert answer.status_code == 403 and "La page avait expiré" in answer.content.decode()


def test_the_page_of_a_fault_needs_no_database() -> None:
    """Without the ``db`` fixture any query would raise."""
    answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == 500 and "Une erreur s’est produite" in answer.content.decode()


@pytest.mark.django_db
def test_the_demonstration_says_so(client: Client) -> None:
    assert "Démonstration." not in client.get("/access/sign-in/").content.decode()
    with override_settings(CANEVAS_DEMO=True):
        assert "Démonstration." in client.get("/access/sign-in/").content.decode()


@pytest.mark.django_db
def test_pages_carry_the_strict_policy_and_nothing_inline(client: Client) -> None:
    answer = client.get("/access/sign-in/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy and "unsafe" not in policy
    page = answer.content.decode()
    assert "<style" not in page and " style=" not in page and "<script>" not in page and " onclick" not in page


def test_parts_that_are_kept_follow_the_language_of_the_page() -> None:
    for language, word, month in (("fr", "En retard", "août"), ("en", "Late", "August"), ("fr", "En retard", "août")):
        with translation.override(language):
            assert word in components.state("late")
            assert month in components.day(date(2022, 8, 3), "medium")


def test_parts_that_are_kept_stay_apart() -> None:
    written = {components.chip(text, SimpleNamespace(name=name))
               for text in ("DREC", "D.R.E.C.") for name in ("DREC", "DREC <b>")}
    assert len(written) == 4 and not any("<b>" in chip for chip in written)
