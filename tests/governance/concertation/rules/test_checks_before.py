"""What is found before minutes go out."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from canevas.governance.concertation.rules.checks_before import (
    Before,
    Code,
    Facts,
    Owed,
    Row,
    Severity,
    findings,
)
from canevas.governance.concertation.rules.quorum import Count

TODAY = date(2025, 4, 30)
GOOD = Facts(TODAY, day=date(2025, 4, 22), start=time(9), end=time(12), signatory="Le secrétaire", there=8,
             before=Before("p", date(2025, 1, 14), True), quorum=Count(10, 6, 7),
             actions=[Owed("a", "Transmettre la liste", 1)], recommendations=[Owed("r", "Doter les postes", 1)],
             rows=[Row("1", ["Former les agents"], ["Organiser trois ateliers"])])


def codes(**changes: object) -> list[Code]:
    return [one.code for one in findings(replace(GOOD, **changes))]  # type: ignore[arg-type]


def test_nothing_is_found_where_all_is_well() -> None:
    assert findings(GOOD) == []


@pytest.mark.parametrize(("changes", "code"), [
    ({"day": None}, Code.NO_DAY),
    ({"day": date(2025, 5, 1)}, Code.DAY_TO_COME),
    ({"end": time(8, 30)}, Code.HOURS_CROSSED),
    ({"has_text": False}, Code.NOTHING_WRITTEN),
    ({"before": Before("p", date(2025, 1, 14), False)}, Code.PREVIOUS_NOT_CIRCULATED),
    ({"quorum": Count(10, 6, 5)}, Code.QUORUM),
    ({"still_expected": 2}, Code.ATTENDANCE_OPEN),
    ({"there": 0}, Code.NOBODY_THERE),
    ({"actions": [Owed("a", "Transmettre la liste", 0)]}, Code.ACTION_WITHOUT_OWNER),
    ({"recommendations": [Owed("r", "Doter les postes", 0)]}, Code.RECOMMENDATION_WITHOUT_OWNER),
    ({"rows": [Row("1", ["Former les agents."], ["former  les AGENTS"])]}, Code.PRIORITY_IS_STRATEGY),
    ({"rows": [Row("1", ["Former"], ["Organiser"], stray="Tenir un registre")]}, Code.STRATEGY_AMONG_ACTORS),
    ({"signatory": " "}, Code.NO_SIGNATORY),
    ({"body_to": date(2025, 1, 1)}, Code.BODY_NOT_THEN),
    ({"body_from": date(2025, 4, 23)}, Code.BODY_NOT_THEN),
    ({"day": date(2025, 4, 20)}, Code.SUNDAY),
    ({"number": 4, "number_elsewhere": ("x", date(2025, 1, 14))}, Code.NUMBER_TAKEN),
])
def test_each_flaw_is_found_alone(changes: dict[str, object], code: Code) -> None:
    assert codes(**changes) == [code]


def test_what_makes_the_document_wrong_comes_first_and_blocks() -> None:
    found = findings(replace(GOOD, signatory="", has_text=False, end=time(8)))
    assert [one.code for one in found] == [Code.HOURS_CROSSED, Code.NOTHING_WRITTEN, Code.NO_SIGNATORY]
    assert [one.severity for one in found] == [Severity.BLOCKING, Severity.BLOCKING, Severity.WARNING]


def test_a_body_without_members_has_no_quorum_to_miss() -> None:
    assert codes(quorum=Count(0, 6, 0)) == []


def test_empty_cells_are_not_the_same_sentence() -> None:
    assert codes(rows=[Row("1", [" – "], ["…"])]) == []
