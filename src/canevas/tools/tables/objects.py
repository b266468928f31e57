"""JSON: a list of records, an object that holds such lists, GeoJSON, one record a line, records by their name
({"Agadez": {…}, "Diffa": {…}}). Nested objects become columns "address.region"; a list within a record, a row for each
of its own; what stands beside a list ("mois": "2023-04") becomes lines above it."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from canevas.tools.documents.refusals import too_much_content
from canevas.tools.tables.refusals import bad_json, json_without_rows
from canevas.tools.tables.sheets import Sheet, Value
from canevas.tools.tables.weighing import MAX_CELLS
from canevas.tools.text.sentences import say

_DEEPEST = 8
_LONGEST = 200
_MOST_BESIDE = 12
_OF_THE_EXPORT = re.compile(r"generat|genere|export|creat|cree|updat|modif|version|next|prev|url|uri|href|^_?id$|uuid|"
                            r"count|total|page|limit|offset|edit|status|success|license|licence", re.IGNORECASE)
"""Names of what an export says of itself, which tells nothing of its figures."""
Records = list[dict[str, Any]]
Beside = tuple[str, ...]


def read_json(text: str, name: str) -> tuple[Sheet, ...]:
    content = _load(text, name)
    try:
        sheets = tuple(_sheet(title, beside, records, name) for title, beside, records in _lists(content))
    except RecursionError as fault:
        raise too_much_content(name) from fault
    if not sheets:
        raise json_without_rows(name)
    return sheets


def _load(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as fault:
        raise too_much_content(name) from fault
    except json.JSONDecodeError as fault:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and lines[0].lstrip().startswith("{"):
            try:
                return [json.loads(line) for line in lines]
            except (json.JSONDecodeError, RecursionError):
                pass
        raise bad_json(name, fault.lineno) from fault


def _lists(content: Any, title: str = "", beside: Beside = ()) -> Iterator[tuple[str, Beside, Records]]:
    """Every list of records: the name of the place where it stands, what is said beside it and above, the records."""
    if isinstance(content, list):
        if records := _records(content):
            yield title or say("records"), beside, records
        return
    if not isinstance(content, dict):
        return
    if content.get("type") == "FeatureCollection" and isinstance(content.get("features"), list):
        name = str(content.get("name") or "features")
        yield f"{title}.{name}" if title else name, beside, [_feature(one) for one in content["features"]]
        return
    if records := _split(content):
        yield title or say("records"), beside, records
        return
    if records := _named(content, title):
        yield title or say("records"), beside, records
        return
    beside = (*beside, *_beside(content))[:_MOST_BESIDE]
    lists = [key for key, value in content.items() if isinstance(value, list) and _records(value)]
    for key in lists or [key for key, value in content.items() if isinstance(value, dict)]:
        yield from _lists(content[key], f"{title}.{key}" if title else str(key), beside)


def _beside(content: dict[str, Any]) -> Iterator[str]:
    """"mois : 2023-04": what an object says beside its lists."""
    for key, value in content.items():
        if isinstance(value, str | int | float) and not isinstance(value, bool) and not _OF_THE_EXPORT.search(key) \
                and 0 < len(str(value)) < _LONGEST:
            yield f"{key} : {value}"


def _records(content: list[Any]) -> Records:
    """A list of objects, or of lists whose first holds the names."""
    if content and all(isinstance(one, dict) for one in content):
        return content
    if len(content) > 1 and all(isinstance(one, list) for one in content):
        head = [str(name) for name in content[0]]
        return [dict(zip(head, one, strict=False)) for one in content[1:]]
    return []


def _split(content: dict[str, Any]) -> Records:
    """Names on one side, rows on the other: {"columns": ["mois", …], "data": [["2024-01", …], …]}."""
    names = next((value for key in ("columns", "fields", "header") if isinstance(value := content.get(key), list)), [])
    names = [str(one.get("name", one.get("id", ""))) if isinstance(one, dict) else str(one) for one in names]
    rows = next((value for key in ("data", "rows", "values") if isinstance(value := content.get(key), list)), [])
    if not rows or not names or not all(isinstance(row, list) and len(row) == len(names) for row in rows):
        return []
    return [dict(zip(names, row, strict=True)) for row in rows]


def _named(content: dict[str, Any], title: str) -> Records:
    """Objects of the same names inside, each under its own: {"Agadez": {"entrées": 3}, "Diffa": {"entrées": 4}}."""
    inside = list(content.values())
    if len(inside) < 2 or not all(isinstance(one, dict) and one for one in inside):
        return []
    if any(isinstance(value, list) and _records(value) for one in inside for value in one.values()):
        return []
    common = set(inside[0]).intersection(*inside[1:])
    if len(common) < max(map(len, inside)) / 2:
        return []
    name = title.rpartition(".")[2] or say("name")
    return [{name: key, **{inner: value for inner, value in one.items() if inner != name}}
            for key, one in content.items()]


def _feature(feature: Any) -> dict[str, Any]:
    feature = feature if isinstance(feature, dict) else {}
    made = dict(feature.get("properties") or {})
    geometry = feature.get("geometry") or {}
    if geometry.get("type") == "Point" and len(geometry.get("coordinates") or ()) >= 2:
        made.setdefault("longitude", geometry["coordinates"][0])
        made.setdefault("latitude", geometry["coordinates"][1])
    return made


def _sheet(title: str, beside: Beside, records: Records, name: str) -> Sheet:
    flat = [dict(_flatten(one)) for record in records for one in _unfolded(record)]
    head = list(dict.fromkeys(key for record in flat for key in record))
    if len(head) * len(flat) > MAX_CELLS:
        raise too_much_content(name)
    rows: list[list[Value]] = [[line] for line in beside]
    rows += [[], list(head)] if beside else [list(head)]
    rows += [[record.get(key) for key in head] for record in flat]
    return Sheet(title, rows)


def _unfolded(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A record that holds one list of records: each of these, with what is said of all."""
    lists = {key: value for key, value in record.items() if isinstance(value, list) and value
             and all(isinstance(one, dict) for one in value)}
    if len(lists) != 1:
        yield record
        return
    key, inside = lists.popitem()
    outer = {name: value for name, value in record.items() if name != key}
    for one in inside:
        for inner in _unfolded(one):
            yield {**outer, **{f"{key}.{name}": value for name, value in inner.items()}}


def _flatten(record: dict[str, Any], before: str = "", depth: int = 0) -> Iterator[tuple[str, Value]]:
    for key, value in record.items():
        if isinstance(value, dict) and value and depth < _DEEPEST:
            yield from _flatten(value, f"{before}{key}.", depth + 1)
        elif isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
            yield before + str(key), " ; ".join(str(one) for one in value) or None
        elif isinstance(value, dict | list):
            yield before + str(key), json.dumps(value, ensure_ascii=False) if value else None
        else:
            yield before + str(key), value if value != "" else None
