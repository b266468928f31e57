"""How each event is told, and who may see the object that it is about. Each room says so of its own, in ``story.py``::

    tell_with("canevas.governance.concertation.story")      # in AppConfig.ready

A ``story`` has ``SENTENCES``: by event, the sentence without its subject (« a ajouté la structure ») – a template over
the row's ``label`` and details (``%(text)s``, ``%(before.name)s``), or a function of the row. It may have ``SEEN``: by
label of a model ("concertation.session"), a function of a user that gives the rows which that user may see; and
``SCOPES``: by label, the lookup that leads from such a row to the code of its body. What no ``SEEN`` names is seen by
nobody.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from canevas.commons.audit.rules.told import Told

_BEFORE = re.compile(r" (?=[;:!?»])|(?<=«) ")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Sentence = str | Promise | Callable[[Any], str]
_STORIES: list[str] = []
OTHER = gettext_lazy("did something that has no sentence yet: %(event)s.")


def tell_with(path: str) -> None:
    """Let the module ``path`` tell its room's events; saying it again changes nothing."""
    if path not in _STORIES:
        _STORIES.append(path)
        _gathered.cache_clear()


@lru_cache(maxsize=8)
def _gathered(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in _STORIES:
        found |= getattr(import_module(path), name, {})
    return found


def sentences() -> Mapping[str, Sentence]:
    return _gathered("SENTENCES")


class Words(dict[str, str]):
    """What a template may name of a row; what the row does not have is said as nothing."""

    def __missing__(self, name: str) -> str:
        return ""


def words_of(entry: Any) -> Words:
    words = Words()
    for name, value in entry.details.items():
        if isinstance(value, Mapping):
            words |= {f"{name}.{inner}": _word(one) for inner, one in value.items()}
        words[name] = _word(value)
    words |= {"event": entry.event.replace("_", " "), "label": shortened(entry.object_label)}
    return words


def _word(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return shortened(", ".join(_word(one) for one in value), 200)
    if isinstance(value, Mapping):
        said = [f"{name} : {_word(one)}" for name, one in value.items() if one not in ("", None)]
        return shortened(", ".join(said), 200)
    return _day(str(value)) or shortened(str(value), 200)


def _day(text: str) -> str:
    """« 17 mai 2022 » for "2022-05-17", the way that details keep a day; "" for anything else.

    The room of the look, which writes days too, stands on this one: it is not called here.
    """
    try:
        day = parse_date(text) if _DAY.fullmatch(text) else None
    except ValueError:  # 2022-02-30
        return ""
    if day is None:
        return ""
    first = day.day == 1 and (get_language() or "").startswith("fr")
    return f"{'1er' if first else day.day}\N{NO-BREAK SPACE}{date_format(day, 'F Y')}"


def shortened(text: str, length: int = 90) -> str:
    """``text``, cut between two words where it is longer."""
    return text if len(text) <= length else f"{text[:length].rsplit(None, 1)[0]} …"


def sentence(entry: Any) -> str:
    """What happened, without who did it: the person's name goes before."""
    known = sentences().get(entry.event, OTHER)
    told = known(entry) if callable(known) and not isinstance(known, Promise) else str(known) % words_of(entry)
    return unbroken(told)


def unbroken(text: str) -> str:
    """``text``, which may quote what somebody typed, without a line that begins with « ; » or « » »."""
    return _BEFORE.sub("\N{NO-BREAK SPACE}", text)


def told(entries: Iterable[Any]) -> list[Told]:
    """Rows of the journal as a sheet tells them, in the order given."""
    return [Told(entry.at, str(entry.by), sentence(entry), note_of(entry)) for entry in entries]


def note_of(entry: Any) -> str:
    """What the person wrote about it, where there is something."""
    return str(entry.details.get("note") or entry.details.get("reason") or "")


def kind_of(label: str) -> str:
    """The French name of a kind of object: « réunion » for "concertation.session"; the label of one that is gone."""
    try:
        return capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label


def seen_rows(user: Any, label: str) -> QuerySet[Any] | None:
    """The rows of a kind that ``user`` may see; ``None`` for a kind that nobody is shown."""
    see = _gathered("SEEN").get(label)
    return None if see is None else see(user)


def seen_addresses(user: Any, label: str, keys: Collection[str]) -> dict[str, str]:
    """By key, the address of each of these objects that ``user`` may see; "" for one without a page of its own."""
    rows, numbers = seen_rows(user, label), [key for key in keys if key.isascii() and key.isdigit()]
    if rows is None or not numbers:
        return {}
    found = rows.order_by().filter(pk__in=numbers)
    return {str(row.pk): row.get_absolute_url() if hasattr(row, "get_absolute_url") else "" for row in found}


def gone(label: str, keys: Collection[str]) -> set[str]:
    """Those of these objects that are no longer in the registers at all: only the journal still names them."""
    numbers = {key for key in keys if key.isascii() and key.isdigit()}
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return set(keys)
    return set(keys) - {str(key) for key in model._base_manager.filter(pk__in=numbers).values_list("pk", flat=True)}


def kinds() -> dict[str, str]:
    """By label, the French name of every kind of object that somebody may be shown."""
    return {label: kind_of(label) for label in sorted(_gathered("SEEN"))}


def scopes() -> Mapping[str, str]:
    """By label, the lookup from an object to the code of its body."""
    return _gathered("SCOPES")


def heading_of(event: str) -> str:
    """The sentence of an event with « … » where a row would say what: for choosing it in a list."""
    class Blank(dict[str, str]):
        def __missing__(self, name: str) -> str:
            return "…"

        def get(self, name: str, default: Any = None) -> Any:
            return default

    known = sentences().get(event, OTHER)
    if callable(known) and not isinstance(known, Promise):
        return capfirst(known(SimpleNamespace(event=event, object_label="…", details=Blank())))
    return capfirst(str(known) % Blank()).rstrip(" :")


def body_of(user: Any, label: str, key: str) -> str:
    """Code of the body in whose scope an object lies; "" where it lies in none, or is not seen."""
    rows, path = seen_rows(user, label), _gathered("SCOPES").get(label)
    if rows is None or path is None or not (key.isascii() and key.isdigit()):
        return ""
    return str(rows.order_by().filter(pk=key).values_list(path, flat=True).first() or "")
