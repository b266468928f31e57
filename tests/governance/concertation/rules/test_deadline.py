"""When an action is due: days, ranges, periods, rhythms, and words that set no day."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.governance.concertation.rules.deadline import due_of_rhythm, understand_deadline
from canevas.tools.text.periods import NAMES

SAID = date(2026, 3, 12)
days = st.dates(date(1990, 1, 1), date(2120, 12, 31))
RHYTHMS = {"chaque semaine": 7, "mensuel": 31, "tous les deux mois": 62, "chaque trimestre": 92, "semestriel": 184,
           "annuel": 366}
SOFT = ["dès que possible", "en continu", "avant la prochaine réunion", "à chaque réunion", "sans délai", ""]


@pytest.mark.parametrize(("text", "kind", "day", "due"), [
    ("31/03/2026", "day", "2026-03-31", "2026-03-31"),
    ("du 4 au 8 mai 2026", "day", "2026-05-08", "2026-05-08"),
    ("fin mars", "period", None, "2026-03-31"),
    ("fin du 2e trimestre 2026", "period", None, "2026-06-30"),
    ("d’ici fin 2026", "period", None, "2026-12-31"),
    ("T1 2025", "period", None, "2025-03-31"),  # the words themselves name the past
    ("sous quinzaine", "period", None, "2026-03-27"),
    ("chaque trimestre", "rhythm", None, "2026-03-31"),
    ("chaque mois", "rhythm", None, "2026-03-31"),
    ("semestriel", "rhythm", None, "2026-06-30"),
    ("hebdomadaire", "rhythm", None, "2026-03-15"),
    ("en continu", "rhythm", None, None),
    ("le plus tôt possible", "urgency", None, None),
    ("avant la prochaine réunion", "event", None, None),
    ("OIM", "", None, None),
])
def test_words_and_days(text: str, kind: str, day: str | None, due: str | None) -> None:
    found = understand_deadline(text, SAID)
    assert (found.kind, found.day and found.day.isoformat(), found.due_on and found.due_on.isoformat()) == (
        kind, day, due)
    assert bool(found.reason) is (kind not in ("", "day"))


def test_the_day_that_a_person_gave_counts() -> None:
    found = understand_deadline("dès que possible", SAID, given=date(2026, 4, 2))
    assert (found.kind, found.day, found.due_on) == ("urgency", date(2026, 4, 2), date(2026, 4, 2)) and found.reason
    assert understand_deadline("", SAID, given=date(2026, 4, 2)).due_on == date(2026, 4, 2)


def test_without_the_day_of_the_session_only_written_years_are_known() -> None:
    assert understand_deadline("fin mars", None).due_on is None
    assert understand_deadline("fin mars 2027", None).due_on == date(2027, 3, 31)
    assert understand_deadline("chaque mois", None).due_on is None


@given(st.sampled_from([*RHYTHMS, *SOFT, *NAMES, "T1", "1er semestre", "fin du mois", "sous huitaine", "mi-mai",
                        "avant juin", "le mois prochain", "31/12", "2 janvier"]), days)
def test_nothing_that_names_no_year_is_due_before_it_was_said(text: str, said: date) -> None:
    due = understand_deadline(text, said).due_on
    assert due is None or said <= due <= said + timedelta(days=366 * 4 + 1)  # 29 February may be four years away
    assert (due is None) is (text in SOFT)


@given(days, st.integers(0, 60))
def test_a_range_ends_on_its_last_day(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    from_, to = (f"{day.day} {NAMES[day.month - 1]} {day.year}" for day in (first, last))
    for text in (f"du {first:%d/%m/%Y} au {last:%d/%m/%Y}", f"{last:%d/%m/%Y}", f"du {from_} au {to}"):
        assert understand_deadline(text, SAID).due_on == last


@given(st.sampled_from(sorted(RHYTHMS)), days, st.lists(st.integers(0, 2000), max_size=8))
def test_a_rhythm_waits_for_the_first_period_without_a_report(text: str, said: date, after: list[int]) -> None:
    reports = sorted(said + timedelta(days=one) for one in after)
    due = understand_deadline(text, said, reports=reports).due_on
    assert due is not None and due >= said
    if not reports:
        assert (due - said).days < RHYTHMS[text]
    else:
        assert due >= reports[-1]  # whoever has just reported is not late
        assert (due - reports[-1]).days <= 2 * RHYTHMS[text]


def test_reports_of_a_quarter() -> None:
    def due(*reports: date) -> date | None:
        return due_of_rhythm("quarter", SAID, reports)

    assert due() == date(2026, 3, 31)
    assert due(date(2026, 3, 20)) == date(2026, 6, 30)
    assert due(date(2026, 3, 20), date(2026, 3, 28)) == date(2026, 6, 30)  # twice in a quarter counts once
    assert due(date(2026, 4, 15)) == date(2026, 6, 30)  # late for the first, the second still waits
    assert due(date(2026, 4, 15), date(2026, 6, 1)) == date(2026, 9, 30)
