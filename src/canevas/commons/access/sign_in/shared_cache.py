"""What several processes remember together: how often somebody tried to sign in. Files in the data folder: a restart
forgets nothing, and nothing is added to the writes of the database.

Only what must be counted once for all stands here (``caches["default"]``, which django-allauth's limits use); what each
process may work out for itself is in ``caches["memory"]``.
"""
from __future__ import annotations

import contextlib
import os
import tempfile
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class SharedFileCache(FileBasedCache):
    """Django's file cache with an ``add`` that one process alone wins (django-allauth locks with it), and that makes
    room by what has run out before anything else."""

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if self.has_key(key, version):  # takes away what has run out
            return False
        self._createdir()
        place = self._key_to_file(key, version)
        handle, temporary = tempfile.mkstemp(dir=self._dir)
        try:
            with open(handle, "wb") as out:
                self._write_content(out, timeout, value)
            os.link(temporary, place)  # whole at once, and refused where somebody was quicker
        except FileExistsError:
            return False
        except OSError:  # a disk without links, such as a USB key
            return bool(super().add(key, value, timeout, version))
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
        return True

    def _cull(self) -> None:
        names = self._list_cache_files()
        if len(names) < self._max_entries:
            return
        for name in names:
            with contextlib.suppress(FileNotFoundError), open(name, "rb") as file:
                self._is_expired(file)
        super()._cull()
