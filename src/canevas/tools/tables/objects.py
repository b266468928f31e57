"""JSON: a list of records, an object that holds such lists, GeoJSON, one record a line. Nested objects become columns
"address.region"."""
from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from canevas.tools.documents.refusals import too_much_content
from canevas.tools.tables.refusals import bad_json, json_without_rows
from canevas.tools.tables.sheets import Sheet, Value
from canevas.tools.tables.weighing import MAX_CELLS
from canevas.tools.text.sentences import say

_DEEPEST = 8


def read_json(text: str, name: str) -> tuple[Sheet, ...]:
    content = _load(text, name)
    sheets = tuple(_sheet(title, records, name) for title, records in _lists(content))
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


def _lists(content: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every list of records with the name of the place where it stands."""
    if isinstance(content, list):
        if records := _records(content):
            yield say("records"), records
    elif isinstance(content, dict):
        if content.get("type") == "FeatureCollection" and isinstance(content.get("features"), list):
            yield str(content.get("name") or "features"), [_feature(one) for one in content["features"]]
            return
        inside = [(key, records) for key, value in content.items()
                  if isinstance(value, list) and (records := _records(value))]
        yield from inside
        if not inside:
            for key, value in content.items():
                if isinstance(value, dict):
                    yield from ((f"{key}.{title}", records) for title, records in _lists(value))


def _records(content: list[Any]) -> list[dict[str, Any]]:
    """A list of objects, or of lists whose first holds the names."""
    if content and all(isinstance(one, dict) for one in content):
        return content
    if len(content) > 1 and all(isinstance(one, list) for one in content):
        head = [str(name) for name in content[0]]
        return [dict(zip(head, one, strict=False)) for one in content[1:]]
    return []


def _feature(feature: Any) -> dict[str, Any]:
    feature = feature if isinstance(feature, dict) else {}
    made = dict(feature.get("properties") or {})
    geometry = feature.get("geometry") or {}
    if geometry.get("type") == "Point" and len(geometry.get("coordinates") or ()) >= 2:
        made.setdefault("longitude", geometry["coordinates"][0])
        made.setdefault("latitude", geometry["coordinates"][1])
    return made


def _sheet(title: str, records: list[dict[str, Any]], name: str) -> Sheet:
    flat = [dict(_flatten(record)) for record in records]
    head = list(dict.fromkeys(key for record in flat for key in record))
    if len(head) * len(flat) > MAX_CELLS:
        raise too_much_content(name)
    rows: list[list[Value]] = [list(head)]
    rows += [[record.get(key) for key in head] for record in flat]
    return Sheet(title, rows)


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
