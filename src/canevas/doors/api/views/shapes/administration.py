"""Accounts, the journal, and who asks."""
from __future__ import annotations

from datetime import date, datetime

from ninja import Schema

from canevas.doors.api.views.shapes.common import Rows


class Account(Schema):
    username: str
    name: str
    email: str
    is_active: bool
    roles: list[str]


class AccountRows(Rows):
    items: list[Account]


class Entry(Schema):
    number: int | None
    at: datetime
    by: str
    event: str
    object_type: str
    object_id: str
    object_label: str


class EntryRows(Rows):
    items: list[Entry]


class Me(Schema):
    username: str
    name: str
    roles: list[str]
    token: str
    may_write: bool
    registers: list[str]
    expires_on: date
