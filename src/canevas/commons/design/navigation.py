"""What the head of every page leads to, in the order of use. A room that is not installed leaves no entry."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

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
    group: str | Promise = ""
    """The heading it stands under, with those beside it that have the same."""


FIGURES = _("Figures")
REFERENCES = _("References")
ADMINISTRATION = _("Administration")


ENTRIES = (
    Entry(_("Desk"), "desk:home"),
    Entry(_("Bring minutes"), "concertation:deposit", "MINUTES_IMPORT"),
    Entry(_("Meetings"), "concertation:sessions"),
    Entry(_("Bodies"), "concertation:bodies"),
    Entry(_("Action points"), "concertation:actions"),
    Entry(_("My organisation"), "concertation:owed", "ACTION_POINT_REPORT", of_organisation=True),
    Entry(_("Recommendations"), "recommendations:recommendations"),
    Entry(_("Syntheses"), "syntheses:syntheses", "SYNTHESIS_VIEW"),
    Entry(_("Follow-up"), "concertation:standing", "STATISTICS_VIEW"),
    Entry(_("Explorer"), "observatory:explorer", "DATA_VIEW", group=FIGURES),
    Entry(_("Sources"), "observatory:sources", "DATA_VIEW", group=FIGURES),
    Entry(_("Releases"), "observatory:releases", "RELEASE_PREPARE", group=FIGURES),
    Entry(_("Bulletins"), "bulletins:bulletins", "DATA_VIEW", group=FIGURES),
    Entry(_("Organisations"), "directory:organisations", group=REFERENCES),
    Entry(_("Territories"), "directory:territories", group=REFERENCES),
    Entry(_("Policy"), "policy:framework", group=REFERENCES),
    Entry(_("Search"), "desk:search"),
    Entry(_("Accounts"), "accounts:accounts", "USER_VIEW", in_no_scope=True, group=ADMINISTRATION),
    Entry(_("Journal"), "journal:journal", "JOURNAL_VIEW", group=ADMINISTRATION),
)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one page shows it."""

    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What the menu shows in one place: several links under a ``label``, or one link without any."""

    label: str | Promise
    links: tuple[Link, ...]

    @property
    def is_current(self) -> bool:
        return any(link.is_current for link in self.links)


def links(path: str, allowed: Callable[[Entry], bool] = lambda entry: True) -> list[Link]:
    """The entries that lead somewhere the person is ``allowed``.

    The one that ``path`` is in (the longest address that begins it) is marked.
    """
    return [link for group in menu(path, allowed) for link in group.links]


def menu(path: str, allowed: Callable[[Entry], bool] = lambda entry: True) -> list[Group]:
    """The same, grouped: a heading that would hold one link only is left out."""
    known: list[tuple[Entry, str]] = []
    for entry in ENTRIES:
        if entry.permission and not allowed(entry):
            continue
        try:
            known.append((entry, reverse(entry.route)))
        except NoReverseMatch:
            continue
    inside = [url for _entry, url in known if path == url or (url != "/" and path.startswith(url))]
    current = max(inside, key=len, default="")
    out: list[Group] = []
    for label, together in groupby(known, key=lambda one: one[0].group):
        shown = tuple(Link(entry.label, url, url == current) for entry, url in together)
        if label and len(shown) > 1:
            out.append(Group(label, shown))
        else:
            out += (Group("", (link,)) for link in shown)
    return out
