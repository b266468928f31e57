"""Whether a program is at work in a folder, told by a lock that the system lets go of when the program dies."""
from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


def hold(path: Path) -> IO[bytes] | None:
    """Hold ``path`` as long as what is given back stays open; ``None`` where another program holds it."""
    file = path.open("a+b")
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.set_inheritable(file.fileno(), False)
    except OSError:
        file.close()
        return None
    return file
