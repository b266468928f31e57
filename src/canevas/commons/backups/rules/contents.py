"""What a backup says of itself: a header, read first, and a manifest, written last of all.

The archive holds, in this order: ``header.json``; ``tables/<table>/<number>.jsonl.gz``, rows in the order of their
keys, each a JSON list of the columns that ``header.columns`` names; ``home/…``, the files of the installation;
``manifest.json``.
A backup without its manifest was cut short.
"""
from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError

from canevas.tools.archive.writing import Member

FORMAT = 1
HEADER, MANIFEST, TABLES, HOME = "header.json", "manifest.json", "tables/", "home/"
LEFT_OUT = frozenset({"logs", "mail", "backups", "demo", "cache", "made", "serve.lock"})
"""What stands in a home and is never in a backup: what was said and sent, other backups, the demonstration. Databases
(``canevas.sqlite3…``) are not copied either: their rows are."""
DATABASE = "canevas.sqlite3"
FORGOTTEN = frozenset({"sessions.session", "usersessions.usersession", "search.searchentry", "search.searchkind"})
"""Tables that a backup leaves out: who is signed in (after a restore everybody signs in again), and the index of words,
which is made again from the registers."""


@dataclass(frozen=True, slots=True)
class Header:
    """``leaves`` are the newest applied migrations, ``[app, name]`` each; ``columns`` the columns of each table."""

    format: int
    canevas: str
    engine: str
    made_at: datetime
    leaves: list[tuple[str, str]]
    columns: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Every member with its size and SHA-256, rows by table, the last row of the journal (0: none).

    ``missing`` and ``damaged`` are the SHA-256 of received files that were not as they should be when the backup was
    made.
    """

    members: list[Member]
    rows: dict[str, int]
    files: int
    journal_last: int = 0
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())


_HEADER, _MANIFEST = TypeAdapter(Header), TypeAdapter(Manifest)


def write(what: Header | Manifest) -> bytes:
    adapter: TypeAdapter[Any] = _HEADER if isinstance(what, Header) else _MANIFEST
    return adapter.dump_json(adapter.validate_python(asdict(what)), indent=1)


def read_header(text: bytes) -> Header | None:
    """``None`` where ``text`` is no header."""
    try:
        return _HEADER.validate_json(text)
    except ValidationError:
        return None


def read_manifest(text: bytes) -> Manifest | None:
    """``None`` where ``text`` is no manifest."""
    try:
        return _MANIFEST.validate_json(text)
    except ValidationError:
        return None


def is_left_out(name: str) -> bool:
    """Whether what stands at the top of a home under this name is no part of a backup."""
    return name in LEFT_OUT or name.startswith((DATABASE, ".", "switching.json", "mise-de-cote-"))
