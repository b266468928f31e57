"""Files that a command writes."""
from __future__ import annotations

import os
from pathlib import Path


def write_at_once(path: Path, content: bytes) -> None:
    """Write the file so that it never stands under its name by halves, even should the machine die."""
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
