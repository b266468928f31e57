"""What every list and every name looks like."""
from __future__ import annotations

from typing import Any

from ninja import Schema

from canevas.doors.api.views.problems import Problem

MISTAKES: dict[Any, Any] = {400: Problem}
"""Mistakes of every status look like this one: the description says so (``service``). Named here for each address, they
would be hundreds of models to make whenever a process starts."""


class Rows(Schema):
    """A page of a list. ``next``: what to ask ``after``; nothing at the end. ``count``: of the whole list."""

    next: int | None
    count: int


class Named(Schema):
    """An entry of the directory: its code, and its name."""

    code: str
    name: str


class Who(Schema):
    """Who answers: as written, and what it was understood to name."""

    verbatim: str
    part: str
    organisation: Named | None
    territory: Named | None
    quantifier: str
