"""How the pages of this room name a meeting."""
from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from canevas.commons.design import components, formats
from canevas.governance.concertation.models import Session


def meeting_name(session: Session) -> str:
    """« GTM-Tahoua, 12 mars 2025 »."""
    if session.date is None:
        return str(session.body)
    return _("%(body)s, %(day)s") % {"body": session.body, "day": formats.medium_date(session.date)}


def meeting_link(session: Session) -> SafeString:
    return format_html('<a href="{}">{}</a>', session.get_absolute_url(), meeting_name(session))


def meeting_cell(session: Session) -> SafeString:
    """The same in two short lines, for a column."""
    return format_html('<a href="{}">{}</a> <span class="quiet">{}</span>', session.get_absolute_url(), session.body,
                       components.day(session.date, "short"))
