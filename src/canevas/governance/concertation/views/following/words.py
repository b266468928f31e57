"""How the pages say the age of an action, how often it came back, and the part of those who answer."""
from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.design import components
from canevas.governance.concertation.models import ActionPoint, ActionResponsible
from canevas.governance.concertation.rules.carrying_over import Age


def age_words(age: Age | None) -> str:
    """« ouverte depuis 7 mois »; "" where nobody knows since when."""
    if age is None:
        return ""
    if not age.count:
        return _("open today")
    if age.unit == "days":
        said = ngettext("open for %(count)s day", "open for %(count)s days", age.count)
    elif age.unit == "weeks":
        said = ngettext("open for %(count)s week", "open for %(count)s weeks", age.count)
    elif age.unit == "months":
        said = ngettext("open for %(count)s month", "open for %(count)s months", age.count)
    else:
        said = ngettext("open for %(count)s year", "open for %(count)s years", age.count)
    return said % {"count": age.count}


def passage_words(number: int) -> str:
    """« 1er passage », « 3e passage »: the how manieth time that an action is under review."""
    if number == 1:
        return _("1st time under review")
    return _("under review for time no. %(number)s") % {"number": number}


def answering_chips(rows: Iterable[ActionResponsible]) -> SafeString:
    """Those who answer: the leads first, those concerned after a word."""
    leads = [row for row in rows if row.part == ActionResponsible.Part.LEAD]
    concerned = [row for row in rows if row.part != ActionResponsible.Part.LEAD]
    if not concerned:
        return components.chips(leads)
    helping = format_html('<span class="quiet">{}</span> {}', _("with"), components.chips(concerned))
    return format_html("{} {}", components.chips(leads), helping) if leads else helping


def answering_text(rows: Iterable[ActionResponsible]) -> str:
    return ", ".join(row.verbatim for row in rows)


def due_cell(row: ActionPoint) -> SafeString:
    """The last day on which it is not late, and how far that is."""
    return components.deadline(row.due_on, "", row.is_open) if row.due_on else SafeString("")

