"""Days, hours, numbers and deadlines in every habit that minutes have."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.tools.text.dates import MONTHS, WEEKDAYS, find_dates, month_end, month_number, parse_date
from canevas.tools.text.deadlines import is_deadline, read_deadline, trailing_deadline
from canevas.tools.text.folding import fold
from canevas.tools.text.numbers import cardinal, ordinal, roman
from canevas.tools.text.times import find_hours

SESSION = date(2022, 5, 17)
days = st.dates(date(1960, 1, 1), date(2150, 12, 31))
ACCENTED = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17/05/2022", "2022-05-17"),
        ("17-5-22", "2022-05-17"),
        ("mardi 17.05.2022", "2022-05-17"),
        ("2022-05-17", "2022-05-17"),
        ("17 - 05 - 2022", "2022-05-17"),
        ("02 FEVRIER 2022", "2022-02-02"),
        ("jeudi 28 juillet 2022", "2022-07-28"),
        ("1er août 2023", "2023-08-01"),
        ("05août 2022", "2022-08-05"),
        ("15 janv. 2026", "2026-01-15"),
        ("12 fevier 2022", "2022-02-12"),
        ("le 5 du mois de mars 2023", "2023-03-05"),
        ("L'an deux mille vingt-quatre et le jeudi 31 octobre s'est tenue", "2024-10-31"),
        ("L'an deux mil vingt-trois, et le vingt-sept février à neuf heures", "2023-02-27"),
        ("L'an 2023 et le 12 du mois d'avril", "2023-04-12"),
        ("le premier mars deux mille vingt trois", "2023-03-01"),
        ("jeudi vingt-cinq septembre deux mille vingt-cinq", "2025-09-25"),
        ("le trente et un octobre deux mille vingt-quatre", "2024-10-31"),
    ],
)
def test_a_day_in_every_habit(text: str, day: str):
    found = parse_date(text)
    assert found is not None and found.day.isoformat() == day and found.confidence == 1
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("du 26 au 28 juillet 2022", "2022-07-26", "2022-07-28"),
        ("26-28 juillet 2022", "2022-07-26", "2022-07-28"),
        ("les 26, 27 et 28 juillet 2022", "2022-07-26", "2022-07-28"),
        ("du 30 mars au 2 avril 2022", "2022-03-30", "2022-04-02"),
        ("1er et 2 mars 2023", "2023-03-01", "2023-03-02"),
        ("du vingt-six au vingt-huit juillet deux mille vingt-deux", "2022-07-26", "2022-07-28"),
    ],
)
def test_a_range_has_its_first_and_last_day(text: str, first: str, last: str):
    (found,) = find_dates(text)
    assert (found.day.isoformat(), found.last and found.last.isoformat()) == (first, last)
    assert found.text == text


def test_two_days_with_their_years_are_no_range():
    assert [found.day.day for found in find_dates("le 3 mai 2022 et le 5 mai 2022")] == [3, 5]


def test_a_month_alone_is_marked_as_such():
    (found,) = find_dates("effectué en mars 2022 par les services")
    assert found.whole_month and found.day == date(2022, 3, 1) and found.last == date(2022, 3, 31) and found.reason


def test_a_year_left_out_is_understood_from_the_session():
    assert find_dates("31/12") == []
    (found,) = find_dates("31/12", reference=SESSION)
    assert found.day == date(2022, 12, 31) and found.confidence < 0.85 and found.reason
    (later,) = find_dates("3 mars", reference=SESSION)
    assert later.day == date(2023, 3, 3)


def test_a_wrong_weekday_lowers_the_confidence():
    (found,) = find_dates("lundi 28 juillet 2022")
    assert found.day == date(2022, 7, 28) and found.confidence < 0.85 and "jeudi" in found.reason


@pytest.mark.parametrize(
    "text", ["2022-2026", "10 personnes", "article 12 mai", "45/60/2022", "0/0/2022", "DRECM/R", "31 février 2023"]
)
def test_what_is_no_day(text: str):
    assert [found for found in find_dates(text) if not found.whole_month] == []


@given(days)
def test_every_day_is_read_back_from_its_numbers(day: date):
    for text in (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}"):
        if day.year >= 1900 and not (text[4:5] == "-" and not 1900 <= day.year < 2100):
            assert [found.day for found in find_dates(f"réunion du {text} à Dosso")] == [day]


@given(days, st.booleans())
def test_every_day_is_read_back_from_its_words(day: date, shouted: bool):
    text = f"{WEEKDAYS[day.weekday()]} {day.day} {ACCENTED[day.month - 1]} {day.year}"
    text = text.upper() if shouted else text
    (found,) = find_dates(f"tenue le {text} à Zinder")
    assert found.day == day and found.confidence == 1 and found.text == text


@given(st.text(max_size=80), st.none() | st.just(SESSION))
def test_any_text_is_searched_without_fault_and_passages_are_verbatim(text: str, reference: date | None):
    for found in find_dates(text, reference=reference):
        assert text[found.start : found.end] == found.text
    for hours in find_hours(text):
        assert text[hours.start : hours.end] == hours.text
    read_deadline(text, reference=reference)
    trailing_deadline(text)


@given(st.text(max_size=60))
def test_folding_keeps_every_character_in_its_place(text: str):
    assert len(fold(text)) == len(text)


@given(st.sampled_from(MONTHS))
def test_months_are_known_with_a_slip(month: str):
    assert month_number(month) == MONTHS.index(month) + 1
    if len(month) > 6:
        assert month_number(month[:3] + month[4:]) == MONTHS.index(month) + 1


def test_a_month_ends_on_its_last_day():
    assert month_end(date(2024, 2, 10)) == date(2024, 2, 29)
    assert month_end(date(2023, 12, 1)) == date(2023, 12, 31)


@pytest.mark.parametrize(
    ("text", "begin", "finish"),
    [
        ("9H00-11H00", "09:00", "11:00"),
        ("09h15", "09:15", None),
        ("12H30mn", "12:30", None),
        ("10heures", "10:00", None),
        ("9 h 05 - 11 h 40", "09:05", "11:40"),
        ("de 9 heures à 13 heures 30", "09:00", "13:30"),
        ("de 9 à 11 heures", "09:00", "11:00"),
        ("neuf heures", "09:00", None),
        ("neuf heures trente minutes", "09:30", None),
        ("quatorze heures dix minutes", "14:10", None),
        ("09:00 - 12:30", "09:00", "12:30"),
        ("midi", "12:00", None),
        ("8h30 – 12h", "08:30", "12:00"),
        ("10 heures 15 minutes", "10:15", None),
    ],
)
def test_hours_in_every_habit(text: str, begin: str, finish: str | None):
    (found,) = find_hours(text)
    assert found.begin == time.fromisoformat(begin)
    assert found.finish == (time.fromisoformat(finish) if finish else None)


@pytest.mark.parametrize("text", ["24h/24", "20 hommes", "48 habitants", "1 240 arrivées", "ratio 3:1"])
def test_what_is_no_hour(text: str):
    assert find_hours(text) == []


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_hour_is_read_back(hour: int, minute: int):
    for text in (
        f"{hour:02}h{minute:02}",
        f"{hour}H{minute:02}mn",
        f"{hour:02}:{minute:02}",
        f"{hour} heures {minute:02} minutes",
    ):
        assert [found.begin for found in find_hours(f"levée à {text}.")] == [time(hour, minute)]


@pytest.mark.parametrize(
    ("text", "kind", "day", "latest"),
    [
        ("31/12/2022", "day", "2022-12-31", "2022-12-31"),
        ("31/12", "day", "2022-12-31", "2022-12-31"),
        ("avant le 31 décembre", "day", "2022-12-31", "2022-12-31"),
        ("du 3 au 5 juin 2022", "day", "2022-06-05", "2022-06-05"),
        ("avant fin mars", "period", None, "2023-03-31"),
        ("T1 2023", "period", None, "2023-03-31"),
        ("2ème semestre 2024", "period", None, "2024-12-31"),
        ("juin", "period", None, "2022-06-30"),
        ("chaque trimestre", "rhythm", None, None),
        ("en continu", "rhythm", None, None),
        ("dès que possible", "urgency", None, None),
        ("Le plus tôt possible", "urgency", None, None),
        ("avant la prochaine réunion", "event", None, None),
        ("Sous quinzaine", "period", None, "2022-06-01"),
        ("sous 15 jours", "period", None, "2022-06-01"),
        ("dans un délai de deux mois", "period", None, "2022-07-17"),
        ("sous 5 jours ouvrables", "period", None, "2022-05-24"),
        ("la semaine prochaine", "period", None, "2022-05-29"),
        ("semaine du 13 juin", "period", None, "2022-06-19"),
        ("fin du mois", "period", None, "2022-05-31"),
        ("fin de l'année", "period", None, "2022-12-31"),
        ("le trimestre prochain", "period", None, "2022-09-30"),
        ("fin 2023", "period", None, "2023-12-31"),
        ("fin du 2e trimestre 2026", "period", None, "2026-06-30"),
        ("avant mars 2023", "period", None, "2023-02-28"),
        ("mi-juin 2022", "period", None, "2022-06-15"),
        ("début avril", "period", None, "2023-04-10"),
        ("juin - août 2022", "period", None, "2022-08-31"),
        ("de novembre à février", "period", None, "2023-02-28"),
        ("T3 et T4 2022", "period", None, "2022-12-31"),
        ("mensuel", "rhythm", None, None),
        ("15 jours après la validation", "event", None, None),
    ],
)
def test_soft_deadlines(text: str, kind: str, day: str | None, latest: str | None):
    found = read_deadline(text, reference=SESSION)
    assert found is not None and found.text == text and found.kind == kind
    assert (found.day and found.day.isoformat(), found.latest and found.latest.isoformat()) == (day, latest)
    assert is_deadline(text)


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("chaque trimestre", "quarter"),
        ("Trimestriellement", "quarter"),
        ("chaque fin de mois", "month"),
        ("mensuel, à partir de juin 2022", "month"),
        ("tous les deux mois", "two-months"),
        ("deux fois par semestre", "semester"),
        ("tous les ans", "year"),
        ("à chaque réunion", "meeting"),
        ("en permanence", "continuous"),
        ("chaque mois jusqu'en juin 2023", ""),
    ],
)
def test_how_often(text: str, rhythm: str):
    found = read_deadline(text, reference=SESSION)
    assert found is not None and found.rhythm == rhythm
    assert (found.kind == "rhythm") is bool(rhythm)


@given(st.sampled_from(ACCENTED), st.sampled_from(["fin ", "d'ici fin ", "mi-", "début ", "avant ", "courant "]), days)
def test_a_month_without_its_year_never_ends_before_the_session(month: str, before: str, reference: date):
    found = read_deadline(before + month, reference=reference)
    assert found is not None and found.latest is not None
    assert reference <= found.latest and (found.latest - reference).days <= 366


@pytest.mark.parametrize("text", ["N/A", "DRECM/R", "OIM", "", "Mairie d'Agadez"])
def test_what_sets_no_deadline(text: str):
    assert read_deadline(text, reference=SESSION) is None and not is_deadline(text)


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("transmettre le rapport avant le 31/12", "avant le 31/12"),
        ("la carte OIM, DRECM/R En continu", "En continu"),
        ("établir un plan Mairie d'Agadez Dès que possible", "Dès que possible"),
        ("organiser une mission dans les villages", None),
    ],
)
def test_the_deadline_that_closes_a_sentence(text: str, deadline: str | None):
    found = trailing_deadline(text)
    assert (text[found[0] : found[1]] if found else None) == deadline


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7ème", 7), ("7^{ième}", 7), ("VIIe", 7), ("VIIème", 7), ("IIème", 2), ("septième", 7), ("1ère", 1),
        ("première", 1), ("2nde", 2), ("vingt-et-unième", 21), ("dix-septième", 17), ("vingtième", 20), ("7°", 7),
        ("IXème", 9), ("réunion", None),
    ],
)  # fmt: skip
def test_ordinals(text: str, value: int | None):
    assert ordinal(text) == value


@given(st.integers(1, 39))
def test_roman_numerals_are_read_back(number: int):
    tens, units = divmod(number, 10)
    text = "X" * tens + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][units]
    assert roman(text) == number


def test_numbers_in_words():
    assert cardinal("deux mil vingt-quatre") == 2024
    assert cardinal("trente et un") == 31
    assert cardinal("personne") is None
