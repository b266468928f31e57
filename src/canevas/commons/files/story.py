"""The events of files, as the journal tells them."""
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from canevas.commons.access.queries import may
from canevas.commons.files.models import StoredFile
from canevas.commons.files.permissions import FILE_VIEW

SENTENCES = {
    "file_added": _("brought the file “%(label)s”."),
    "file_downloaded": _("downloaded the original file “%(label)s”."),
}


def _files(user: Any) -> QuerySet[StoredFile]:
    return StoredFile.objects.all() if may(user, FILE_VIEW) else StoredFile.objects.filter(added_by=user)


SEEN = {"files.storedfile": _files}
