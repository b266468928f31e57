"""How what a command works on is named, and what it is given."""
from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import CommandError
from django.db.models import Q
from django.utils.translation import gettext as _

from canevas.commons.access.operations import system_user
from canevas.commons.access.queries import user_named
from canevas.governance.concertation.operations import ReviewRefused
from canevas.governance.syntheses.queries import reading, visible

SHOWN = 10


def acting(name: str) -> Any:
    """The user of that name; without a name, whoever holds the machine."""
    by = user_named(name) if name else system_user()
    if by is None:
        raise CommandError(_("There is no user “%(name)s”.") % {"name": name})
    return by


def identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def synthesis_named(by: Any, named: str) -> Any:
    """The one synthesis of this identifier, or with these words in its title, of those that ``by`` sees."""
    uid = identifier(named)
    found = list(visible.syntheses(by).filter(Q(uid=uid) if uid else Q(title__icontains=named))[:SHOWN])
    if not found:
        raise CommandError(_("There is no synthesis “%(name)s”.") % {"name": named})
    exact = [one for one in found if one.title == named]
    if len(found) > 1 and len(exact) != 1:
        names = "\n".join(f"  {one.uid}  {one}" for one in found)
        raise CommandError(_("Several syntheses are called “%(name)s”. Give the identifier of one:\n%(names)s") % {
            "name": named, "names": names})
    return exact[0] if len(exact) == 1 else found[0]


def version_of(by: Any, synthesis: Any, number: int | None) -> Any:
    """The version of that number; without one, the last that ``by`` sees."""
    found = reading.version_numbered(synthesis, number, by) if number else reading.last_version(synthesis, by)
    if found is None:
        raise CommandError(_("“%(title)s” has no version %(number)s.") % {"title": synthesis, "number": number or 1})
    return found


def base_of(synthesis: Any) -> Any:
    """The frozen version that is before its readers."""
    found = reading.base_of_amendments(synthesis)
    if found is None:
        raise CommandError(_("No version of “%(title)s” is frozen yet.") % {"title": synthesis})
    return found


def json_in(path: str) -> Any:
    """What a JSON file says, or the standard input for ``-``."""
    try:
        return json.loads(sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8"))
    except OSError as fault:
        raise CommandError(_("“%(path)s” cannot be read: %(why)s. Check the name and the folder.") % {
            "path": path, "why": fault.strerror}) from fault
    except ValueError as fault:
        raise CommandError(_("“%(path)s” is no JSON: %(why)s.") % {"path": path, "why": fault}) from fault


def acts_in(path: str) -> list[dict[str, Any]]:
    """A list of objects, in a JSON file."""
    found = json_in(path)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise CommandError(_("“%(path)s” has to be a list of objects: [{…}, {…}].") % {"path": path})
    return found


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise CommandError(_("“%(text)s” is no day like 2026-05-17.") % {"text": text}) from fault


def as_form(said: dict[str, Any]) -> dict[str, str]:
    """What a form of the pages would send: each value a text, a list line by line."""
    return {name: "\n".join(map(str, value)) if isinstance(value, list) else str(value)
            for name, value in said.items()}


@contextmanager
def in_sentences(place: int | None = None) -> Iterator[None]:
    """What an operation refuses becomes the sentence that the command ends with; ``place`` is the number of the act in
    a list of which nothing is written then."""
    try:
        yield
    except (ValidationError, PermissionDenied, ReviewRefused, KeyError, TypeError) as fault:
        said = _said(fault)
        if place is not None:
            said = _("Nothing was written. Number %(place)d of the list: %(why)s") % {"place": place, "why": said}
        raise CommandError(said) from fault


def _said(fault: Exception) -> str:
    match fault:
        case ValidationError():
            return " ".join(fault.messages)
        case KeyError():
            return _("“%(name)s” is missing, or is not known here.") % {"name": fault.args[0]}
        case PermissionDenied() if not str(fault):
            return _("This user may not do that.")
    return str(fault)
