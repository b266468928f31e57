"""A walk along the chain with what is to be said of it, for the command and for the page."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.audit.operations.guards import guard_names, standing_guards
from canevas.commons.audit.queries.verifying import Verified, may_change_rows, verify_journal
from canevas.commons.audit.rules.walk import Anchor


def check_journal(*, since: int = 0, anchors: tuple[Anchor, ...] = (),
                  tell: Callable[[int, int], None] = lambda done, total: None) -> Verified:
    """:func:`verify_journal`, with a warning for each protection that is missing."""
    found = verify_journal(since=since, anchors=anchors, tell=tell)
    return replace(found, warnings=[*found.warnings, *_lacking()])


def _lacking() -> list[str]:
    said = []
    if standing_guards() != guard_names():
        said.append(_("Attention: the database no longer refuses changes of the journal (canevas audit guards)."))
    if connection.vendor == "postgresql" and may_change_rows():
        said.append(_("Attention: this role of PostgreSQL owns the journal and could take its guards off "
                      "(canevas audit roles)."))
    return said


def summary_of(found: Verified) -> str:
    """How many rows were walked, and that all is well where it is."""
    rows = ngettext("%(rows)s row checked (%(first)s to %(last)s).", "%(rows)s rows checked (%(first)s to %(last)s).",
                    found.rows) % {"rows": found.rows, "first": found.first, "last": found.last}
    return " ".join([rows, _("The journal is whole.")]) if found.is_right else rows
