"""The way back to the source, small enough to stand behind every line of a long page."""
from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from canevas.commons.design.components import source_url


def source_mark(file: Any, passages: Any = ()) -> SafeString:
    """A « § » that leads to where a line is written; nothing where no passage of a file is known."""
    if file is None or not passages:
        return SafeString("")
    return format_html('<a class="source-link source-mark no-print" href="{}" title="{}">§<span class="only-spoken"> {}'
                       "</span></a>", source_url(file, passages), _("Where it is written: %(file)s") % {"file": file},
                       _("source"))
