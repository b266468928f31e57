"""The hash by which a frozen version is known again, in the register and in the file itself."""
from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256, in 64 hexadecimal signs, of a table's JSON in its canonical form: keys in order, no blanks, UTF-8."""
    return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
