"""What eight regions recommend, invented, with the group, axis and sub-programme that each sentence means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

from canevas.governance.recommendations.rules.federating import Item

_FOLDER = Path(__file__).resolve().parent
_REGIONS = ("Agadez", "Diffa", "Dosso", "Maradi", "Niamey", "Tahoua", "Tillabéri", "Zinder")
_FIRST = date(2025, 3, 4)


@dataclass(frozen=True, slots=True)
class Labelled:
    """``code`` is that of its group; ``axis`` ``None`` for a general one; ``subprogramme`` "" where none is meant."""

    item: Item
    code: str
    axis: int | None
    subprogramme: str


def labelled(part: str) -> list[Labelled]:
    """The sentences of ``dev``, ``held_out``, ``alike`` or ``judged``, region by region as they would come in."""
    out = []
    for entry in yaml.safe_load((_FOLDER / f"{part}.yaml").read_text(encoding="utf-8")):
        for number, (region, text) in enumerate(entry["said"]):
            day = _FIRST + timedelta(days=7 * _REGIONS.index(region))
            item = Item(f"{entry['code']}-{number}", text, region, day)
            out.append(Labelled(item, entry["code"], entry.get("axis"), entry.get("subprogramme", "")))
    return sorted(out, key=lambda one: (_REGIONS.index(one.item.region), one.item.id))
