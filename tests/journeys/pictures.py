"""Pictures for the guide, taken by the journeys: ``CANEVAS_PICTURES=1 python3 dev.py test tests/journeys``."""
from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guide" / "images"
COLOURS = 256
"""Pages are paper, ink and a few colours: more only make the files larger."""


def picture(page: Page, name: str) -> None:
    """Keep what the page shows as ``docs/guide/images/NAME.png``, when pictures are asked for."""
    if os.environ.get("CANEVAS_PICTURES"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        # Hiding the caret would inject a style, which our policy refuses.
        taken = Image.open(BytesIO(page.screenshot(caret="initial"))).convert("RGB")
        small = taken.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        small.save(FOLDER / f"{name}.png", optimize=True)
