"""Syntheses, groups and amendments as the JSON of the commands."""
from __future__ import annotations

from typing import Any

from canevas.governance.syntheses.queries import gathering as gathered
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.queries.screens import screens_of
from canevas.governance.syntheses.queries.sheet import decisions_of, reservations_of
from canevas.governance.syntheses.rules.table import Line, Table, table_to_json


def synthesis_told(synthesis: Any) -> dict[str, Any]:
    return {"uid": str(synthesis.uid), "title": synthesis.title, "body": synthesis.body.code, "stage": synthesis.stage,
            "state": synthesis.state, "since": _day(synthesis.since)}


def version_told(version: Any) -> dict[str, Any]:
    return {"number": version.number, "stage": version.stage, "frozen": _moment(version.frozen_at),
            "digest": version.digest, "note": version.note}


def table_told(table: Table) -> list[dict[str, Any]]:
    """The rows in order, each with its identifiers: what ``write``, ``settle`` and ``stage`` name."""
    return [{"section": section.key, "title": section.title, "rows": [
        {"row": row.uid, "block": block.challenge.uid, "challenge": _line(block.challenge),
         "priorities": [_line(one) for one in row.priorities], "strategies": [_line(one) for one in row.strategies],
         "responsible": [_line(one) for one in row.responsible]} for block, row in section.rows]}
        for section in table.sections]


def whole_told(synthesis: Any, version: Any, versions: list[Any]) -> dict[str, Any]:
    table = table_of(version)
    text = table_to_json(table)
    return {**synthesis_told(synthesis), "version": version_told(version), "table": table_told(table),
            "before": text["before"], "after": text["after"], "versions": [version_told(one) for one in versions],
            "decisions": [decision_told(one) for one in decisions_of(synthesis)],
            "reservations": [reservation_told(one) for one in reservations_of(synthesis)]}


def decision_told(one: Any) -> dict[str, Any]:
    return {"stage": one.stage, "version": one.version.number, "line": str(one.line) if one.line else "",
            "outcome": one.outcome, "day": _day(one.day), "note": one.note}


def reservation_told(one: Any) -> dict[str, Any]:
    return {"uid": str(one.uid), "stage": one.decision.stage, "line": str(one.line) if one.line else "",
            "who": str(one.organisation or one.who), "text": one.text, "state": one.state,
            "version": one.version.number if one.version else None, "answer": one.answer}


def group_told(group: Any, by: Any, table: Table) -> dict[str, Any]:
    members = gathered.members_of(group, by)
    waits = group.state == "proposed"
    proposal = gathered.proposal_for(group, members, table) if waits else None
    stands = gathered.line_said(members, table) if waits else None
    return {
        "group": group.order + 1, "state": group.state, "sure": group.is_sure, "confidence": group.confidence,
        "words": group.words, "axis": group.axis.number if group.axis else None,
        "subprogramme": group.subprogramme.code if group.subprogramme else "", "reason": group.note,
        "line": str(group.line) if group.line else stands[0] if stands else "",
        "near": group.near.order + 1 if group.near else None, "stands": bool(stands) or group.is_attached,
        "members": [_member(one) for one in members],
        "proposal": {"text": proposal.text, "section": proposal.section, "challenge": proposal.challenge,
                     "block": proposal.where.removeprefix("block:") if proposal.where != "new" else "",
                     "responsible": proposal.responsible.splitlines()} if proposal else None}


def _member(one: Any) -> dict[str, Any]:
    found, repeats = one.recommendation, one.row.repeats
    return {"member": one.row.pk, "recommendation": str(found.uid), "text": found.text,
            "from": found.set.origin_label, "day": _day(found.set.origin_date),
            "withdrawn": found.withdrawn_at is not None, "repeats": {
                "recommendation": str(repeats.uid), "text": repeats.text, "from": repeats.set.origin_label,
                "status": repeats.status} if repeats else None}


def amendments_told(version: Any) -> list[dict[str, Any]]:
    """In the order of the table, those that want the same words with the numbers of one another; then remarks."""
    out = []
    for screen in screens_of(version):
        numbers = [one.number for one in screen.amendments]
        out += [{**amendment_told(one), "conflicts": [other for other in numbers if other != one.number]}
                for one in screen.amendments]
    remarks = version.amendments.filter(kind="comment").select_related("organisation", "copy")
    return out + [{**amendment_told(one), "conflicts": []} for one in remarks]


def amendment_told(one: Any) -> dict[str, Any]:
    return {"amendment": one.number, "uid": str(one.uid), "file": one.copy.name if one.copy else "",
            "organisation": one.organisation.code if one.organisation else "", "author": one.author,
            "date": _moment(one.written_at), "kind": one.kind, "section": one.section, "row": one.row,
            "column": one.column, "line": one.line, "before": one.before, "after": one.after, "context": one.context,
            "tracked": one.is_tracked, "placed": bool(one.edit), "state": one.state, "note": one.decision_note}


def _line(line: Line) -> dict[str, str]:
    return {"line": line.uid, "text": line.text}


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _moment(moment: Any) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
