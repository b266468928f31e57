"""Where an installation keeps its data and its secret: the user's data folder, never the checkout."""
from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from canevas.tools.archive.switching import finish


def data_home() -> Path:
    """``CANEVAS_HOME``, or the platform's folder for a user's application data; made if it is not there."""
    named = os.environ.get("CANEVAS_HOME")
    home = Path(named).expanduser().resolve() if named else default_home()
    home.mkdir(parents=True, exist_ok=True)
    finish(home)  # a restore that was interrupted while it took its place
    return home


def default_home() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "Canevas"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Canevas"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "canevas"


def secret_key(home: Path) -> str:
    """``CANEVAS_SECRET_KEY``, or the key in ``home``, generated on the first run and readable by its owner only."""
    named = os.environ.get("CANEVAS_SECRET_KEY")
    if named:
        return named
    path = home / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(64)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(key)
    return key
