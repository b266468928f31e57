"""The events of backups, as the journal tells them."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "backup_made": _("made a backup: %(rows)s rows, %(files)s files."),
    "backup_restored": _("put back the backup made on %(made_at)s; its journal went to row %(journal_last)s."),
}
