"""How the rows of the journal are chained: each bears a HMAC-SHA256 over all that it says and over the row before.

The same bytes come out whatever the database gave back: moments in UTC to the microsecond, JSON with its keys sorted,
a whole number written without a fraction (PostgreSQL gives 1e3 back as 1000).
"""
from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

FORM = "canevas-journal-1"
"""Name of the canonical form; another form will bear another name, so that neither can pass for the other."""
GENESIS = "0" * 64
"""What the first row bears in the place of the row before."""
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the journal. ``previous`` and ``mac`` are 64 hexadecimal digits, ``by`` the key of the user."""

    number: int
    at: datetime
    by: int
    by_name: str
    event: str
    object_type: str
    object_id: str
    object_label: str
    details: Mapping[str, Any]
    previous: str
    mac: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """How far the journal goes: number and MAC of its last row, sealed so that cutting rows off shows.

    ``start`` is the first row of the present chain (1, but where a lost key made a new beginning necessary).
    """

    number: int
    mac: str
    start: int
    key_mark: str
    seal: str = ""


def plain(value: Any) -> Any:
    """``value`` (of JSON) with whole numbers as integers: what every engine gives back the same."""
    if isinstance(value, Mapping):
        return {str(name): plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def written(value: Any) -> bytes:
    """``value`` as canonical JSON. Raises ``ValueError`` for a number that JSON does not know (NaN, infinity)."""
    text = json.dumps(plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def canonical(row: Row) -> bytes:
    """Every field of ``row`` but its own MAC."""
    return written([FORM, row.number, f"{row.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}", row.by, row.by_name, row.event,
                    row.object_type, row.object_id, row.object_label, row.details, row.previous])


def _hmac(key: bytes, content: bytes) -> str:
    return hmac.new(key, content, hashlib.sha256).hexdigest()


def mac_of(key: bytes, row: Row) -> str:
    return _hmac(key, canonical(row))


def chained(key: bytes, row: Row) -> Row:
    """``row`` with its MAC."""
    return replace(row, mac=mac_of(key, row))


def key_mark(key: bytes) -> str:
    """By which a key is known again; it tells nothing of the key."""
    return _hmac(key, written([FORM, "key"]))[:16]


def sealed(key: bytes, number: int, mac: str, start: int = 1) -> Head:
    """The head of a journal whose last row is ``number``."""
    mark = key_mark(key)
    return Head(number, mac, start, mark, _seal(key, number, mac, start, mark))


def is_sealed(key: bytes, head: Head) -> bool:
    return hmac.compare_digest(head.seal, _seal(key, head.number, head.mac, head.start, head.key_mark))


def _seal(key: bytes, number: int, mac: str, start: int, mark: str) -> str:
    return _hmac(key, written([FORM, "head", number, mac, start, mark]))


def is_right(key: bytes, row: Row) -> bool:
    return hmac.compare_digest(row.mac, mac_of(key, row))
