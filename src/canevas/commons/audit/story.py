"""The events of the journal itself."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "journal_read": _("read the journal."),
    "journal_exported": _("exported the journal (%(format)s): %(filters)s."),
    "story_read": _("read the whole story of “%(title)s”."),
    "journal_verified": _("had the journal checked."),
    "journal_restarted": _("began the chain of the journal anew, the key being lost; the rows up to %(before)s can no "
                           "longer be proved:"),
}
