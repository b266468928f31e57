"""Which body a written name means."""
from __future__ import annotations

from django.db.models import QuerySet

from canevas.governance.concertation.models import Body
from canevas.tools.text.normalise import key, tight


def every_body() -> QuerySet[Body]:
    """The bodies, with what they hang under: that they exist is no secret to whoever holds a role."""
    return Body.objects.select_related("parent", "region")


def body_names() -> dict[str, int]:
    """Every name of every body, folded, with the body's primary key. A code wins over another body's alias."""
    names: dict[str, int] = {}
    rows = list(Body.objects.values_list("pk", "code", "name", "aliases"))
    for pk, _code, name, aliases in rows:
        for text in (name, *aliases):
            names.setdefault(key(text), pk)
            names.setdefault(tight(text), pk)
    for pk, code, _name, _aliases in rows:
        names[key(code)] = names[tight(code)] = pk
    return names


class BodyFinder:
    """:func:`body_named` that remembers what it found, for one batch of files."""

    def __init__(self) -> None:
        self._known: dict[str, Body] = {}

    def find(self, text: str) -> Body | None:
        if text not in self._known:
            body = body_named(text)
            if body is None:
                return None
            self._known[text] = body
        return self._known[text]


def body_named(text: str) -> Body | None:
    """The body that ``text`` names exactly (accents, case and signs aside), or ``None``."""
    text = text.strip()
    if not text:
        return None
    bodies = Body.objects.select_related("region")
    if exact := bodies.filter(code__iexact=text).first():  # what the reading gives, most of the time
        return exact
    names = body_names()
    pk = names.get(key(text)) or names.get(tight(text))
    return bodies.get(pk=pk) if pk else None
