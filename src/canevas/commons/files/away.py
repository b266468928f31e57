"""The database does not answer: it starts again, or is too busy. That passes, and is told as something that does."""
from __future__ import annotations

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

AGAIN = 5
"""Seconds after which to try again."""
_LASTING = ("no such table", "no such column", "does not exist")
"""What no waiting mends."""


def is_away(fault: BaseException | None) -> bool:
    """Whether ``fault``, or what it came of, is that the database did not answer."""
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        if isinstance(fault, OperationalError | InterfaceError):
            return not any(words in str(fault) for words in _LASTING)
        fault = fault.__cause__ or fault.__context__
    return False


def away_in_words() -> str:
    return _("The database of Canevas does not answer at this moment; it is usually back within a minute. Nothing that "
             "was confirmed is lost, and what you just sent was not saved: do it again in a moment.")


def away_page() -> HttpResponse:
    """Rendered without the person who asks: who that is stands in the database."""
    page = render_to_string("files/away.html", {"sentence": away_in_words()})
    return HttpResponse(page, status=503, headers={"Retry-After": str(AGAIN)})
