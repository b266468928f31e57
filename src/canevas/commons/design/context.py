from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def layout(request: HttpRequest) -> dict[str, Any]:
    """What every page needs."""
    return {"is_demo": settings.CANEVAS_DEMO}
