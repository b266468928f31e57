"""What somebody had before their eyes: a change is made only to that."""
from __future__ import annotations

from hashlib import sha256


def fingerprint(*words: object) -> str:
    """A short mark of these words; other words have another."""
    return sha256("\x1f".join(str(word) for word in words).encode()).hexdigest()[:16]
