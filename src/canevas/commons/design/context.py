from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from canevas.commons.access.queries import may, may_somewhere, reach
from canevas.commons.design import navigation


def layout(request: HttpRequest) -> dict[str, Any]:
    """What every page needs."""
    return {
        "is_demo": settings.CANEVAS_DEMO,
        "navigation": SimpleLazyObject(lambda: navigation.menu(
            request.path, lambda entry: _leads(getattr(request, "user", None), entry))),
    }


def _leads(user: Any, entry: navigation.Entry) -> bool:
    if entry.of_organisation:
        return bool(reach(user, entry.permission).organisations)
    return may(user, entry.permission) if entry.in_no_scope else may_somewhere(user, entry.permission)
