"""What answers where there is nothing: a light page to whoever reads what is published, that of the house elsewhere."""
from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.defaults import page_not_found

from canevas.doors.portal.views import tables as portal


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(reverse("portal:tables")):
        return portal.absent(request)
    return page_not_found(request, exception)
