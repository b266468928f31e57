"""What the public pages ask of their templates."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """The value of ``key``; ``None`` where there is none."""
    return values.get(key)
