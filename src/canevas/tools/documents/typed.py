"""What people type instead of a real list: bullets, dashes, symbols of old Windows fonts."""
from __future__ import annotations

import re

SYMBOLS = str.maketrans({
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0a8": "◻", "\uf06f": "◻", "\uf071": "❑", "\uf072": "❒", "\uf076": "❖",
    "\uf0d8": "➢", "\uf0e0": "→", "\uf0e8": "➔", "\uf0fc": "✓", "\uf0fe": "☑", "\uf0fd": "☒", "\uf02d": "-",
    "\uf0ad": "-", "\uf0be": "–", "\uf0b0": "°", "\uf0ae": "→", "\uf0a4": "●", "\uf06c": "●", "\uf06e": "■",
    "\uf09f": "•", "\uf0de": "⇒", "\uf0f0": "⇨", "\uf046": "☞",
    "\u00ad": None, "\u200b": None, "\ufeff": None, "\u2060": None,
})
"""Private-use characters of Symbol and Wingdings as the signs they show; invisible characters removed."""

BULLET_SIGNS = "•‣◦▪▫■□●○◆◇❖➢➤►▶✓✔☑❑❒◻◾∙·*→➔⇒⇨☞–—−"
_BULLET = re.compile(rf"(?:[{BULLET_SIGNS}]\s*|-+(?!\d)\s*|[oü§Øv]\s+(?=\S)(?=[A-ZÀ-Ýa-zà-ý]))(?=\S)")
_LETTER_BULLET = re.compile(r"[oü§Øv]\s")


def shown(text: str) -> str:
    """``text`` with symbols of old fonts as the signs they show, and without invisible characters."""
    return text if text.isascii() else text.translate(SYMBOLS)


def begins_with_typed_bullet(text: str) -> bool:
    """Whether ``text`` begins with a dash or a bullet that somebody typed ("- point", "•point", "o point")."""
    return bool(_BULLET.match(text))
