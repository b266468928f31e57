"""A published table as the JSON text that is kept and sealed: the same table gives the same text."""
from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from canevas.evidence.observatory.rules.publish.table import (
    PublishedCell,
    PublishedDimension,
    PublishedTable,
    Status,
)


def as_text(table: PublishedTable) -> str:
    kept = asdict(table) | {
        "issued": table.issued.isoformat(),
        # pairs, since the order of codes is what is shown
        "dimensions": [[one.name, one.label, list(one.labels.items())] for one in table.dimensions],
        "cells": [[list(cell.key), cell.value, cell.status.value] for cell in table.cells]}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_text(text: str) -> PublishedTable:
    kept: dict[str, Any] = json.loads(text)
    return PublishedTable(**kept | {
        "issued": date.fromisoformat(kept["issued"]),
        "dimensions": tuple(PublishedDimension(name, label, dict(pairs)) for name, label, pairs in kept["dimensions"]),
        "cells": tuple(PublishedCell(tuple(key), value, Status(status)) for key, value, status in kept["cells"]),
        **{name: tuple(kept[name]) for name in ("sources", "notes", "keywords")}})


def seal(text: str) -> str:
    return sha256(text.encode()).hexdigest()
