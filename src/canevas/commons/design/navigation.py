"""What the head of every page leads to, in the order of use. A room that is not installed leaves no entry."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Entry:
    """``route`` is a URL name without arguments; ``permission`` what it takes to be led there, where it takes one."""

    label: str | Promise
    route: str
    permission: str = ""
    in_no_scope: bool = False
    """What it leads to lies in no body, region or organisation: a role held on one of those does not open it."""
    of_organisation: bool = False
    """Only for those who hold the permission on an organisation."""


ENTRIES = (
    Entry(_("Desk"), "desk:home"),
    Entry(_("Bring minutes"), "concertation:deposit", "MINUTES_IMPORT"),
    Entry(_("Meetings"), "concertation:sessions"),
    Entry(_("Bodies"), "concertation:bodies"),
    Entry(_("Action points"), "concertation:actions"),
    Entry(_("My organisation"), "concertation:owed", "ACTION_POINT_REPORT", of_organisation=True),
    Entry(_("Recommendations"), "recommendations:recommendations"),
    Entry(_("Follow-up"), "concertation:standing", "STATISTICS_VIEW"),
    Entry(_("Organisations"), "directory:organisations"),
    Entry(_("Territories"), "directory:territories"),
    Entry(_("Policy"), "policy:framework"),
    Entry(_("Search"), "desk:search"),
    Entry(_("Accounts"), "accounts:accounts", "USER_VIEW", in_no_scope=True),
    Entry(_("Journal"), "journal:journal", "JOURNAL_VIEW"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one page shows it."""

    label: str | Promise
    url: str
    is_current: bool


def links(path: str, allowed: Callable[[Entry], bool] = lambda entry: True) -> list[Link]:
    """The entries that lead somewhere the person is ``allowed``.

    The one that ``path`` is in (the longest address that begins it) is marked.
    """
    known: list[tuple[str | Promise, str]] = []
    for entry in ENTRIES:
        if entry.permission and not allowed(entry):
            continue
        try:
            known.append((entry.label, reverse(entry.route)))
        except NoReverseMatch:
            continue
    inside = [url for _label, url in known if path == url or (url != "/" and path.startswith(url))]
    current = max(inside, key=len, default="")
    return [Link(label, url, url == current) for label, url in known]
