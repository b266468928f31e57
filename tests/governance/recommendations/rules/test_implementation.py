"""What may be reported, when it is late, how much of a target is done."""
from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from canevas.governance.recommendations.rules.implementation import (
    Late,
    Report,
    Reporter,
    ReportRefused,
    awaits_since,
    clean_report,
    lateness,
    share_of_target,
)

TODAY = date(2026, 11, 22)
FOLLOWER, ANSWERER = Reporter.FOLLOWER, Reporter.ANSWERER


def test_a_report_without_an_indicator_stands() -> None:
    assert clean_report("in_progress", None, " Trois puits forés. ", "", current="open", reporter=ANSWERER,
                        has_file=False) == Report("in_progress", None, "Trois puits forés.")
    assert clean_report("", 40, "", "exemple.org/rapport", current="in_progress", reporter=ANSWERER,
                        has_file=False) == Report("in_progress", 40, "", "https://exemple.org/rapport")


@pytest.mark.parametrize(("status", "percent", "link", "reporter"), [
    ("abandoned", None, "", ANSWERER), ("open", None, "", ANSWERER), ("in_progress", 101, "", FOLLOWER),
    ("in_progress", -1, "", FOLLOWER), ("in_progress", None, "", FOLLOWER), ("done", None, "javascript:x", FOLLOWER),
    ("nonsense", None, "", FOLLOWER)])
def test_what_cannot_stand_is_refused(status: str, percent: int | None, link: str, reporter: Reporter) -> None:
    with pytest.raises(ReportRefused):
        clean_report(status, percent, "", link, current="in_progress", reporter=reporter, has_file=False)


def test_what_is_late_is_worked_out() -> None:
    steps = [("Étude", date(2026, 11, 1), None), ("Forage", date(2026, 10, 1), date(2026, 10, 9)),
             ("Pompe", date(2026, 11, 12), None), ("Suivi", None, None)]
    assert lateness("open", date(2026, 11, 20), steps, TODAY) == Late(2, date(2026, 11, 20))
    assert lateness("in_progress", None, steps, TODAY) == Late(21, date(2026, 11, 1), "Étude")
    assert lateness("in_progress", TODAY, steps[1:2], TODAY) is None
    assert lateness("done", date(2020, 1, 1), steps, TODAY) is None


@pytest.mark.parametrize(("baseline", "target", "value", "share"), [
    (None, 10, 4, .4), (20, 10, 15, .5), (2, 10, 1, -.125), (None, None, 4, None), (None, 10, None, None),
    (10, 10, 10, None), (0, 10, 12, 1.2)])
def test_the_share_of_a_target(baseline: int | None, target: int | None, value: int | None,
                               share: float | None) -> None:
    found = share_of_target(*(None if one is None else Decimal(one) for one in (baseline, target, value)))
    assert found == (None if share is None else pytest.approx(share))


def test_a_report_is_awaited_every_quarter() -> None:
    assert awaits_since(None, TODAY) and awaits_since(date(2026, 8, 1), TODAY)
    assert not awaits_since(date(2026, 9, 1), TODAY)
