"""A phone's application for codes, from the standard library alone (RFC 6238)."""
from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time


def code_now(secret: str, steps: int = 0) -> str:
    """The six digits of ``secret`` (base 32) now, or ``steps`` half minutes later."""
    counter = int(time.time()) // 30 + steps
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start:start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
