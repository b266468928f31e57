"""Where several sources tell of the same people, in words."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from canevas.evidence.observatory.queries import labels
from canevas.evidence.observatory.rules.statistics.accounts import Accounts

MOST = 6
"""Places that a sentence names one by one."""


def said(accounts: Accounts) -> str:
    """What is refused, where, and what can be done; sources by their codes, as questions name them."""
    return _("%(places)s: several sources tell of the same people (%(sources)s), which added would be counted twice. "
             "Keep to sources that can be added (%(kept)s), or break down by source.") % {
        "places": in_words(list(accounts.places())), "sources": ", ".join(accounts.repeating),
        "kept": ", ".join(accounts.kept())}


def where(accounts: Accounts, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The places at which the same sources meet, and these by their ``names``, both as one reads them."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for place, sources in accounts.places().items():
        found.setdefault(tuple(sources), []).append(place)
    return [(in_words(places), ", ".join(names.get(one, one) for one in sources)) for sources, places in found.items()]


def in_words(places: Sequence[tuple[str, str]]) -> str:
    """Places (breakdown and code) as one reads them."""
    told = [labels.label(name, code) if code else _("everywhere") for name, code in places]
    more = [_("%(count)d more") % {"count": len(told) - MOST}] if len(told) > MOST else []
    return ", ".join([*sorted(told)[:MOST], *more])
