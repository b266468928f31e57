"""Keys of age (https://age-encryption.org/v1): a backup is encrypted to public ones, only the private one opens it."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519  # type: ignore[import-untyped]

from canevas.tools.archive.errors import ArchiveRefused
from canevas.tools.text.sentences import say

PRIVATE = "AGE-SECRET-KEY-"


@dataclass(frozen=True, slots=True)
class KeyPair:
    """``public`` begins with ``age1``, ``private`` with ``AGE-SECRET-KEY-1``; both are one line of text."""

    public: str
    private: str


def new_key_pair() -> KeyPair:
    identity = x25519.Identity.generate()
    return KeyPair(str(identity.to_public()), str(identity))


def check_public_key(written: str) -> str:
    """``written`` without its blanks. Raises :class:`ArchiveRefused` where it is no public key."""
    key = written.strip()
    if key.upper().startswith(PRIVATE):
        raise ArchiveRefused(say(
            "This is the private key. A backup takes the public one, which begins with age1; keep the private one out "
            "of this computer."))
    try:
        x25519.Recipient.from_str(key)
    except RecipientError as error:
        raise ArchiveRefused(say(
            "“%(key)s” is no public key: it begins with age1 and has 62 signs. Copy it again whole.",
            key=key)) from error
    return key


def private_keys(path: Path) -> list[str]:
    """The private keys that the text file ``path`` holds, one a line, between notes and blank lines.

    Raises :class:`ArchiveRefused` where there is none or the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ArchiveRefused(say("The file of the private key, “%(path)s”, cannot be read.", path=path)) from error
    lines = [line.strip() for line in text.splitlines()]
    found = [line for line in lines if line.upper().startswith(PRIVATE)]
    if not found:
        raise ArchiveRefused(say(
            "“%(path)s” holds no private key: a line that begins with AGE-SECRET-KEY-1.", path=path))
    for key in found:
        try:
            x25519.Identity.from_str(key)
        except IdentityError as error:
            raise ArchiveRefused(say("The private key in “%(path)s” is not whole: copy it again, sign by sign.",
                                     path=path)) from error
    return found
