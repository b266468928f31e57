"""From where a request comes."""
from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 (a word for "no address", nothing listens on it)


def client_address(request: HttpRequest) -> str:
    """The address of who asks.

    What a request says of its own way (``X-Forwarded-For``) is believed only of the web server that stands in front,
    and only its own word: the last one, because anybody may have written those before it.
    """
    said = str(request.META.get("REMOTE_ADDR") or "")
    if settings.CANEVAS_BEHIND_PROXY:
        said = str(request.META.get("HTTP_X_FORWARDED_FOR") or said).rpartition(",")[2]
    try:
        return str(ip_address(said.strip()))
    except ValueError:
        return UNKNOWN
