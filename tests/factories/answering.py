"""A person at the workbench who takes the first proposal of everything that is asked."""
from __future__ import annotations

from typing import Any

from canevas.evidence.observatory.models import Workbench
from canevas.evidence.observatory.operations import answer_workbench
from canevas.evidence.observatory.operations.workbench import settled
from canevas.evidence.observatory.rules.harmonise.settling import Doubt, at, doubts_of, value_key
from canevas.evidence.observatory.rules.observation import Kind


def answer_of(bench: Workbench, doubt: Doubt) -> dict[str, Any]:
    state = settled(bench)
    here = at(doubt.table, doubt.column)
    match doubt.kind:
        case "layout":
            return {"layout": True}
        case "said":
            return {"said": {"period": "2023-03"}}
        case "reference":
            return {"reference": "NER"}
        case "subject":
            return {"subjects": {str(doubt.table): str(Kind.MOVEMENT)}}
        case "title":
            table = state.tables[doubt.table]
            return {"titles": {str(doubt.table): {str(one): code for one, code in table.fixed.items()}}}
    column = next(one for one in state.tables[doubt.table].columns if one.number == doubt.column)
    if doubt.kind == "column":
        return {"meanings": {here: str(column.meaning)}}
    value = column.values[doubt.value]
    return {"values": {here: {value_key(value): value.code}}}


def answer_everything(by: Any, bench: Workbench) -> int:
    """How many things were asked."""
    asked = 0
    while doubts := doubts_of(settled(bench), bench.answers):
        bench = answer_workbench(by=by, bench=bench, answers=answer_of(bench, doubts[0]))
        asked += 1
        assert asked < 400, doubts[0]
    return asked
