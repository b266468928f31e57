"""The events of syntheses, as the journal tells them."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from canevas.governance.syntheses.queries import visible

SENTENCES = {
    "synthesis_opened": _("opened the synthesis “%(label)s”."),
    "synthesis_frozen": _("froze version %(version)s: it changes no more, and amendments are proposed to it."),
    "synthesis_reopened": _("began version %(version)s, to be written again: %(reason)s"),
    "synthesis_written": _("changed the table of version %(version)s."),
}
SEEN = {"syntheses.synthesis": visible.syntheses}
SCOPES = {"syntheses.synthesis": "body__code"}
