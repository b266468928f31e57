"""A proposal as plain data, for a program: what ``canevas harmonise --json`` prints."""
from __future__ import annotations

from typing import Any

from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, letters
from canevas.evidence.observatory.rules.harmonise.proposal import (
    Anomaly,
    ColumnProposal,
    Proposal,
    Reject,
    TableProposal,
    ValueProposal,
    confidence_of,
)


def to_json(proposal: Proposal) -> dict[str, Any]:
    """Rows and columns are 1-based, as a spreadsheet numbers them; confidences are 0 to 1."""
    return {"file": proposal.file, "read_as": proposal.read_as, "tables": [_table(one) for one in proposal.tables],
            "left_out": list(proposal.left_out)}


def _table(table: TableProposal) -> dict[str, Any]:
    layout = table.layout
    return {
        "sheet": layout.sheet, "header_rows": list(layout.header_rows), "data_range": layout.data_range,
        "subject": table.subject, "fixed": {str(meaning): code for meaning, code in table.fixed.items()},
        "doubtful": list(map(str, table.doubtful)),
        "facts": [{"meaning": str(meaning), "code": table.fixed[meaning], "confidence": fact.confidence,
                   "reason": fact.reason} for meaning, fact in table.facts.items() if meaning in table.fixed],
        "titles": list(layout.titles), "notes": list(layout.notes), "hxl_row": layout.hxl_row,
        "total_rows": list(layout.total_rows), "skipped_rows": list(layout.skipped_rows),
        "confidence": layout.confidence, "reason": layout.reason,
        "columns": [_column(column) for column in table.columns],
        "rejects": [_reject(one, layout) for one in table.rejects],
        "anomalies": [_anomaly(one) for one in table.anomalies],
        "questions": list(table.questions),
    }


def _column(column: ColumnProposal) -> dict[str, Any]:
    return {
        "number": column.number, "letter": letters(column.number), "header": column.header,
        "meaning": str(column.meaning), "confidence": column.confidence, "reason": column.reason,
        "fixed": {str(meaning): code for meaning, code in column.fixed.items()}, "unit": column.unit,
        "question": column.question, "others": [str(one) for one in column.others],
        "values": [_value(value, confidence_of(value, column)) for value in column.values],
    }


def _value(value: ValueProposal, confidence: float) -> dict[str, Any]:
    return {"raw": value.raw, "code": value.code, "confidence": confidence, "reason": value.reason,
            "count": value.count, "others": list(value.others), "context": value.context}


def _reject(one: Reject, layout: LaidTable) -> dict[str, Any]:
    row = layout.turned.place(one.row, one.number)[0] if layout.turned and one.number else one.row
    return {"row": row, "column": one.column, "cell": layout.cell(one.row, one.number) if one.number else "",
            "value": one.value, "why": one.why}


def _anomaly(one: Anomaly) -> dict[str, Any]:
    return {"kind": one.kind, "row": one.row, "column": one.column, "message": one.message, "expected": one.expected,
            "found": one.found}
