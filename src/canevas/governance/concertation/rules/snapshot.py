"""The whole text of minutes, frozen: what a version says, whatever becomes of the register afterwards.

Plain JSON, made from the lines of :mod:`~canevas.governance.concertation.rules.lines` (which the register and a file
that was read both give). The same lines always give the same JSON; keys without a value are left out. ``format`` tells
how it is laid out, so that what was frozen once can be read for ever::

    {"format": 1,
     "header": {"body", "number", "stage", "date", "start", "end", "place", "chairs": […], "signatory",
                "previous": {"date", "outcome"}, "related": [{"stage", "date"}]},
     "attendance": [{"text", "status", "person", "function"}],
     "agenda": [{"uid", "number", "text"}],
     "items": [{"uid", "number", "text", "blocks": [{"uid", "text", "form", "level", "cells"}], "actions": [action]}],
     "actions": [{"uid", "text", "responsibles": […], "deadline", "deadline_date"}],      those under no item
     "decisions": [{"uid", "text", "outcome", "stage", "main"}],
     "contributions": [{"uid", "text"}],
     "recommendations": [action with "addressee"],
     "synthesis": [{"scope", "axis", "text", "challenges": [{"uid", "text", "rows": [
                   {"priorities": [{"uid", "text"}], "strategies": […], "concerned": […]}]}]}],
     "policy": [{"axis", "text", "programme", "subprogrammes"}],
     "text": [paragraphs]}                       of a file that nothing more is known of than its words
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from canevas.governance.concertation.rules.lines import Draft, Kind

FORMAT = 1
Snapshot = dict[str, Any]

_HEADER: tuple[tuple[Kind, str, str], ...] = (
    (Kind.BODY, "body", "text"), (Kind.NUMBER, "number", "number"), (Kind.STAGE, "stage", "stage"),
    (Kind.DATE, "date", "date"), (Kind.START, "start", "time"), (Kind.END, "end", "time"),
    (Kind.PLACE_OF_MEETING, "place", "text"), (Kind.SIGNATORY, "signatory", "text"))


def freeze(lines: Iterable[Draft]) -> Snapshot:
    """The snapshot of the minutes that ``lines`` tell."""
    by_kind: dict[Kind, list[Draft]] = {}
    for line in lines:
        by_kind.setdefault(line.kind, []).append(line)

    def of(kind: Kind) -> list[Draft]:
        return by_kind.get(kind, [])

    return {"format": FORMAT, **_filled({
        "header": _header(by_kind),
        "attendance": [_filled({key: line.value.get(key) for key in ("text", "status", "person", "function")})
                       for line in of(Kind.ATTENDANCE)],
        "agenda": [_row(line, "number") for line in of(Kind.AGENDA)],
        "items": [_item(line) for line in of(Kind.ITEM)],
        "actions": [_followed(line) for line in of(Kind.ACTION)],
        "decisions": [_row(line, "outcome", "stage", "main") for line in of(Kind.DECISION)],
        "contributions": [_row(line) for line in of(Kind.CONTRIBUTION)],
        "recommendations": [_followed(line) for line in of(Kind.RECOMMENDATION)],
        "synthesis": [_section(line) for line in of(Kind.SECTION)],
        "policy": [_filled({key: line.value.get(key) for key in ("axis", "text", "programme", "subprogrammes")})
                   for line in of(Kind.POLICY)],
    })}


def of_text(paragraphs: Sequence[str]) -> Snapshot:
    """The snapshot of a file of which only the words are known."""
    return {"format": FORMAT, **_filled({"text": [text for text in paragraphs if text.strip()]})}


def digest(content: Snapshot) -> str:
    """The same for two snapshots that say the same."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {}, False)}


def _uid(line: Draft) -> str:
    """The row of the register that the line is of; "" where it has none."""
    own = str(getattr(line, "uid", "") or "").replace("-", "")
    return own or (line.uids[0] if len(line.uids) == 1 else "")


def _row(line: Draft, *keys: str) -> dict[str, Any]:
    return _filled({"uid": _uid(line), "text": line.text, **{key: line.value.get(key) for key in keys}})


def _header(by_kind: dict[Kind, list[Draft]]) -> dict[str, Any]:
    head: dict[str, Any] = {}
    for kind, name, key in _HEADER:
        if kind in by_kind:
            head[name] = by_kind[kind][0].value.get(key)
    head["chairs"] = [line.text for line in by_kind.get(Kind.CHAIR, [])]
    for line in by_kind.get(Kind.PREVIOUS, [])[:1]:
        head["previous"] = _filled({key: line.value.get(key) for key in ("date", "outcome")})
    head["related"] = [_filled({key: line.value.get(key) for key in ("stage", "date")})
                       for line in by_kind.get(Kind.RELATED, [])]
    return _filled(head)


def _item(line: Draft) -> dict[str, Any]:
    blocks = [_row(below, "form", "level", "cells") for below in line.children if below.kind is Kind.DISCUSSION]
    actions = [_followed(below) for below in line.children if below.kind is Kind.ACTION]
    return {**_row(line, "number"), **_filled({"blocks": blocks, "actions": actions})}


def _followed(line: Draft) -> dict[str, Any]:
    """An action or a recommendation with who answers for it and by when."""
    out = _row(line, "addressee")
    out |= _filled({"responsibles": [below.text for below in line.children if below.kind is Kind.RESPONSIBLE]})
    for below in line.children:
        if below.kind is Kind.DEADLINE:
            out |= _filled({"deadline": below.text, "deadline_date": below.value.get("date")})
    return out


def _section(line: Draft) -> dict[str, Any]:
    return {**_filled({key: line.value.get(key) for key in ("scope", "axis", "text")}), **_filled({"challenges": [
        {**_row(challenge), **_filled({"rows": [_synthesis_row(row) for row in challenge.children]})}
        for challenge in line.children]})}


def _synthesis_row(line: Draft) -> dict[str, Any]:
    names = (Kind.REGION, Kind.ACTOR, Kind.STRAY)
    return _filled({
        "priorities": [_row(below) for below in line.children if below.kind is Kind.PRIORITY],
        "strategies": [_row(below) for below in line.children if below.kind is Kind.STRATEGY],
        "concerned": [below.text for below in line.children if below.kind in names]})
