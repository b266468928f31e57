from __future__ import annotations

import os
import secrets

from canevas.commons.audit.queries.key import forget_key, has_key, journal_key, key_path
from canevas.commons.audit.rules.chain import KEY_BYTES


def ensure_key() -> bytes:
    """The key of the journal, made on the first use: a file that only its owner can read. Another process may be doing
    the same: one of the two makes it, both get the same."""
    if not has_key():
        path = key_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w", encoding="ascii") as out:
                out.write(secrets.token_hex(KEY_BYTES))
                out.flush()
                os.fsync(out.fileno())
        forget_key()
    return journal_key()
