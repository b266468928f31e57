"""The small parts that every page is made of, each a function that gives safe HTML.

Python calls them for the cells of a list; templates call them by the same names with ``{% load design %}``.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from canevas.commons.design import formats
from canevas.tools.documents.found import SURE
from canevas.tools.text.dates import parse_date

DONE, IN_PROGRESS, LATE, UNKNOWN = "done", "in-progress", "late", "unknown"
_DOUBTFUL = 0.5

# Shapes, not only colours: a disc with a tick, a half disc, a triangle, a dashed ring. Attributes only, no style.
_SHAPES = {
    DONE: '<circle cx="8" cy="8" r="7" fill="currentColor"/><path d="M4.6 8.3l2.4 2.4 4.5-5" fill="none" '
          'stroke="var(--paper)" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/>',
    IN_PROGRESS: '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6"/>'
                 '<path d="M8 3.6a4.4 4.4 0 0 1 0 8.8z" fill="currentColor"/>',
    LATE: '<path d="M8 1.2 15.4 14.4H.6z" fill="currentColor"/><path d="M8 5.8v4.2M8 12v.6" fill="none" '
          'stroke="var(--paper)" stroke-width="1.7" stroke-linecap="round"/>',
    UNKNOWN: '<circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6" '
             'stroke-dasharray="2.6 2.3"/>',
}
_STATES = {DONE: gettext_noop("Done"), IN_PROGRESS: gettext_noop("In progress"), LATE: gettext_noop("Late"),
           UNKNOWN: gettext_noop("Unknown")}


def icon(paths: str) -> SafeString:
    """A 16 × 16 drawing of our own; hidden from screen readers, because a word always stands beside it."""
    return mark_safe(  # noqa: S308 (only constants of this file come here)
        '<svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">'
        f"{paths}</svg>")


def state(kind: str, word: str = "") -> SafeString:
    """One of the four states, as a shape and a word. ``kind``: done, in-progress (or in_progress), late, unknown.

    ``word`` says it more precisely (« En retard de 12 jours », « À faire »); without it, the state's own word.
    """
    kind = kind.replace("_", "-")
    if kind not in _SHAPES:
        kind = UNKNOWN
    return _drawn_state(kind, str(word) or _(_STATES[kind]))


@lru_cache(maxsize=256)
def _drawn_state(kind: str, word: str) -> SafeString:
    """A list says the same few states a hundred times."""
    return format_html('<span class="state state-{}">{}<span>{}</span></span>', kind, icon(_SHAPES[kind]), word)


def action_state(action: Any) -> SafeString:
    """The state of whatever has ``status``, ``withdrawn_at`` and ``due_on`` or ``deadline_date``: an action, a
    recommendation."""
    if getattr(action, "withdrawn_at", None):
        return state(UNKNOWN, _("Withdrawn"))
    if action.status == "done":
        return state(DONE)
    if action.status in ("cancelled", "abandoned"):
        return state(UNKNOWN, action.get_status_display().capitalize())
    due = action.due_on if hasattr(action, "due_on") else action.deadline_date
    if due and formats.days_late(due) > 0:
        return state(LATE)
    return state(IN_PROGRESS) if action.status == "in_progress" else state(UNKNOWN, _("To do"))


def confidence(value: float | None, reason: str = "") -> SafeString:
    """How sure an understanding is, as bars, a word and a percentage, with its reason. Nothing without a value."""
    if value is None:
        return SafeString("")
    level = 3 if value >= SURE else 2 if value >= _DOUBTFUL else 1
    word = {3: _("Sure"), 2: _("To check"), 1: _("Doubtful")}[level]
    bars = "".join(
        f'<rect x="{1 + 5 * n}" y="{10 - 4 * n}" width="4" height="{5 + 4 * n}" rx="1" '
        + ('fill="currentColor"/>' if n < level else 'fill="none" stroke="currentColor" stroke-width="1"/>')
        for n in range(3))
    said = format_html('<span class="reason">{}</span>', reason) if reason else ""
    return format_html('<span class="confidence confidence-{}">{}<span>{}</span> '
                       '<span class="figure">{}\u00a0%</span>{}</span>',
                       level, icon(bars), word, round(value * 100), said)


def chip(verbatim: str, target: Any = None, quantifier: str = "") -> SafeString:
    """A name as written, and what it was understood to be.

    ``target`` is an organisation or a territory (``acronym`` or ``name``, ``get_absolute_url`` where it has a page);
    ``quantifier`` the code of a whole class such as « toutes les régions ». Without either, the name is shown as not
    recognised, in a dashed frame.
    """
    if target is not None:
        label = getattr(target, "acronym", "") or getattr(target, "name", "") or str(target)
        url = target.get_absolute_url() if hasattr(target, "get_absolute_url") else ""
        written = verbatim if verbatim and verbatim != label else ""
        title = _("Written: %(text)s") % {"text": written} if written else getattr(target, "name", "")
        return _drawn_chip(url, title, label)
    if quantifier:
        return format_html('<span class="chip chip-class">{}</span>', verbatim or quantifier)
    return format_html('<span class="chip chip-unknown" title="{}">{}<span class="only-spoken"> ({})</span></span>',
                       _("Not in the directory yet"), verbatim, _("not recognised"))


@lru_cache(maxsize=4096)
def _drawn_chip(url: str, title: str, label: str) -> SafeString:
    """The same actors stand in every list."""
    if url:
        return format_html('<a class="chip" href="{}" title="{}">{}</a>', url, title, label)
    return format_html('<span class="chip" title="{}">{}</span>', title, label)


def chips(items: Iterable[Any]) -> SafeString:
    """:func:`chip` for each row that has ``verbatim``, ``organisation``, ``territory`` and ``quantifier``."""
    return mark_safe(" ".join(  # noqa: S308 (a chip is safe HTML)
        chip(item.verbatim, getattr(item, "organisation", None) or getattr(item, "territory", None),
             getattr(item, "quantifier", "")) for item in items))


def day(value: date | None, form: str = "long") -> SafeString:
    """A date in words with its machine form. ``form``: long, medium, short."""
    if value is None:
        return SafeString("")
    return _said_day(value, form, get_language() or "")


@lru_cache(maxsize=4096)
def _said_day(value: date, form: str, _language: str) -> SafeString:
    """The days of a register come back on every page."""
    said = {"long": formats.long_date, "medium": formats.medium_date, "short": formats.short_date}[form](value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), said)


def deadline(value: date | None, text: str = "", is_open: bool = True, today: date | None = None) -> SafeString:
    """A deadline: the words as written first, the day that they mean beside them, and how late it is. ``value`` is the
    last day on which it is not late; words that only write this day are not said twice."""
    written = format_html('<span class="soft-deadline">{}</span>', text) if text else SafeString("")
    if value is None:
        return written or format_html('<span class="quiet">{}</span>', _("no deadline"))
    said = day(value, "medium")
    if text and not _writes_only(text, value):
        said = format_html('{} <span class="quiet meant" title="{}">→\u00a0{}</span>', written, _("understood as"),
                           said)
    late = formats.days_late(value, today)
    if is_open and late > 0:
        return format_html('{} <span class="deadline-late">{} {}</span>', said, icon(_SHAPES[LATE]),
                           formats.lateness(late))
    if is_open and late >= -14:
        return format_html('{} <span class="deadline-soon">{}</span>', said, formats.due_in(-late))
    return said


@lru_cache(maxsize=4096)
def _writes_only(text: str, value: date) -> bool:
    """Whether ``text`` is that day, written in full, and nothing else."""
    clean = text.strip(" .;,")
    found = parse_date(clean)
    return found is not None and (found.day, found.last) == (value, None) and found.text == clean


def source_url(file: Any, passages: Any = ()) -> str:
    """The address of the passages in their source document. ``passages``: dictionaries or ``Passage`` objects."""
    asked: list[tuple[str, str]] = []
    for passage in list(passages or ())[:20]:
        found = passage if isinstance(passage, Mapping) else {
            "node": passage.node, "start": passage.start, "end": passage.end}
        span = f"{found.get('start') or 0}-{'' if found.get('end') is None else found['end']}"
        asked.append(("node", found["node"] if span == "0-" else f"{found['node']}:{span}"))
    url = reverse("files:source", args=[file.uid])
    if not asked:
        return url
    return f"{url}?{urlencode(asked)}#passage"


def source_link(file: Any, passages: Any = (), label: str = "") -> SafeString:
    """The way back to where a fact is written; nothing for a fact that a person typed."""
    if file is None:
        return SafeString("")
    return format_html('<a class="source-link" href="{}" title="{}">{}</a>', source_url(file, passages), str(file),
                       label or _("Source"))


def empty(title: str, text: str = "", url: str = "", label: str = "") -> SafeString:
    """What a page without content says: what is missing, and what to do first."""
    said = format_html("<p>{}</p>", text) if text else ""
    act = format_html('<p><a class="button" href="{}">{}</a></p>', url, label) if url else ""
    return format_html('<div class="empty"><h2>{}</h2>{}{}</div>', title, said, act)


def breadcrumbs(*parts: str) -> SafeString:
    """The way to this page: label, address, label, address, …, label of this page."""
    labels, urls = parts[0::2], [*parts[1::2], ""]
    items = format_html_join("", "<li>{}</li>", (
        (format_html('<a href="{}">{}</a>', url, label) if url else format_html(
            '<span aria-current="page">{}</span>', label),)
        for label, url in zip(labels, urls, strict=False)))
    return format_html('<nav class="breadcrumbs" aria-label="{}"><ol>{}</ol></nav>', _("You are here"), items)


def highlighted(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """``text`` escaped, with each ``(start, end)`` marked. Spans are in order and do not overlap."""
    out, done = [], 0
    for start, end in spans:
        out.append(conditional_escape(text[done:start]))
        out.append(format_html("<mark>{}</mark>", text[start:end]))
        done = end
    out.append(conditional_escape(text[done:]))
    return mark_safe("".join(out))  # noqa: S308 (every part was escaped above)
