"""The disk is full: known by what the system, SQLite or PostgreSQL says, and told in words instead of a fault."""
from __future__ import annotations

import errno
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from canevas.commons.files.away import away_page, is_away

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
SAID = ("database or disk is full", "no space left on device")
"""What SQLite says, and what PostgreSQL tells of its own disk."""
INSUFFICIENT_STORAGE = 507


def is_full(fault: BaseException | None) -> bool:
    """Whether ``fault``, or what it came of, is that nothing more can be written."""
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        if isinstance(fault, OSError) and fault.errno in NO_ROOM:
            return True
        if any(words in str(fault).lower() for words in SAID):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def full_in_words() -> str:
    return _("The disk of the machine that keeps Canevas is full: nothing of this was saved, and nothing that was "
             "there is lost. Ask whoever looks after the machine to make room, then do it again.")


def server_fault(request: HttpRequest) -> HttpResponse:
    """The page of a fault (Django's ``handler500``): of a full disk, and of a database that is away, it says so."""
    fault = sys.exc_info()[1]
    if is_full(fault):
        return render(request, "files/full.html", {"sentence": full_in_words()}, status=INSUFFICIENT_STORAGE)
    return away_page() if is_away(fault) else render(request, "500.html", status=500)
