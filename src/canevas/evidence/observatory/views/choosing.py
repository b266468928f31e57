"""The options of the explorer's lists, of which a page has a hundred: they are written here, for the template takes as
long for each tag as Python for ten of them."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe


def options(pairs: Iterable[tuple[str, object]], chosen: Collection[str]) -> SafeString:
    """The options of a list, by code and text; the ``chosen`` ones are selected."""
    return mark_safe("".join(  # noqa: S308 (escaped here)
        f'<option value="{escape(code)}"{" selected" if code in chosen else ""}>{escape(str(text))}</option>'
        for code, text in pairs))
