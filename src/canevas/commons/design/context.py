from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from canevas.commons.access.queries import may_somewhere
from canevas.commons.design import navigation


def layout(request: HttpRequest) -> dict[str, Any]:
    """What every page needs."""
    return {
        "is_demo": settings.CANEVAS_DEMO,
        "navigation": SimpleLazyObject(lambda: navigation.links(
            request.path, lambda permission: may_somewhere(getattr(request, "user", None), permission))),
    }
