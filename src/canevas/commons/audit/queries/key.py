"""The key of the journal: 32 random bytes in a file of their own, never in the database."""
from __future__ import annotations

import time
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from canevas.commons.audit.rules.chain import KEY_BYTES


class JournalUnavailable(RuntimeError):  # noqa: N818
    """The journal cannot be written or checked; its sentence says why, and what to do."""


def key_path() -> Path:
    return Path(settings.CANEVAS_JOURNAL_KEY_FILE)


def journal_key() -> bytes:
    """The key. Raises :class:`JournalUnavailable` where there is none, or something else in its place."""
    return _key(settings.CANEVAS_JOURNAL_KEY, str(key_path()))


def has_key() -> bool:
    return bool(settings.CANEVAS_JOURNAL_KEY) or key_path().exists()


@lru_cache(maxsize=4)
def _key(given: str, path: str) -> bytes:
    if given:
        return _bytes_of(given, "CANEVAS_JOURNAL_KEY")
    for _attempt in range(20):
        try:
            text = Path(path).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            break
        if text:  # another process may be writing it just now
            return _bytes_of(text, path)
        time.sleep(0.05)
    raise JournalUnavailable(_(
        "The key of the journal is missing: %(path)s. Without it nothing can be written. Put the file back from a "
        "backup. If it is lost for good: “canevas audit restart”.") % {"path": path})


def _bytes_of(text: str, where: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise JournalUnavailable(_("The key of the journal in %(where)s is damaged: 64 hexadecimal digits are "
                                   "expected. Put it back from a backup.") % {"where": where})
    return key


def forget_key() -> None:
    """Read the key anew the next time: it was made, or put back."""
    _key.cache_clear()
