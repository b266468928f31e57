"""Processes that end with the server that started them. Known before Django is."""
from __future__ import annotations

import ctypes
import os
import sys
import threading
import time

PARENT = "CANEVAS_PARENT"
"""In the environment of a process that must not outlive the server: the server's process id."""
_LOOK = 0.5
"""Seconds between two looks whether the server lives."""


def die_with_server() -> None:
    """In a process that the server started: end at once when the server dies, even if it was killed.

    Otherwise a killed server would leave a worker behind that goes on writing beside the worker of the next.
    """
    named = os.environ.pop(PARENT, "")  # what this process starts has another parent
    if named:
        threading.Thread(target=_watch, args=(int(named),), name="watching the server", daemon=True).start()


def _watch(parent: int) -> None:
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x00100000, False, parent)  # SYNCHRONIZE
        kernel.WaitForSingleObject(handle, 0xFFFFFFFF)
    else:
        while os.getppid() == parent:
            time.sleep(_LOOK)
    os._exit(1)
