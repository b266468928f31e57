"""The events of bulletins, as the journal tells them."""
from __future__ import annotations

from django.utils.translation import gettext_lazy

SENTENCES = {
    "bulletin_made": gettext_lazy("made the bulletin “%(label)s”."),
    "bulletin_published": gettext_lazy("put the bulletin “%(label)s” before the public."),
    "bulletin_withdrawn": gettext_lazy("withdrew the bulletin “%(label)s” from the public."),
    "bulletin_downloaded": gettext_lazy("downloaded the bulletin “%(label)s” (%(format)s)."),
    "bulletin_template_saved": gettext_lazy("put the Word template of bulletins “%(label)s” to use."),
    "bulletin_template_retired": gettext_lazy("stopped using the Word template of bulletins “%(label)s”."),
}
