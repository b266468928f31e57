"""Pictures for the guide, taken by the journeys: ``CANEVAS_PICTURES=1 python3 dev.py test tests/journeys``."""
from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "guide" / "images"


def picture(page: Page, name: str) -> None:
    """Keep what the page shows as ``docs/guide/images/NAME.png``, when pictures are asked for."""
    if os.environ.get("CANEVAS_PICTURES"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        # Hiding the caret would inject a style, which our policy refuses.
        page.screenshot(path=FOLDER / f"{name}.png", caret="initial")
