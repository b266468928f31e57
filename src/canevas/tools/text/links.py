"""Links as people write them."""
from __future__ import annotations

from urllib.parse import urlsplit


def clean_link(link: str, longest: int) -> str | None:
    """``link`` as it is kept: without spaces, https:// before what has none; "" of nothing, ``None`` where nobody could
    follow it."""
    link = "".join(link.split())
    if not link:
        return ""
    if "://" not in link and "." in link.partition("/")[0] and ":" not in link.partition("/")[0]:
        link = f"https://{link}"
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or len(link) > longest:
        return None
    return link
