"""What the pages of the directory share."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import may
from canevas.commons.directory import operations
from canevas.commons.directory.models import Organisation, OrganisationName, Territory, TerritoryName


def required(permission: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Refuse a page to whoever lacks ``permission``."""
    def around(view: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            require(request.user, permission)
            return view(request, *args, **kwargs)
        return guarded
    return around


def done(form: Form, act: Callable[[], Any]) -> Any:
    """What ``act`` gives; ``None``, with its sentence on the form, where it refuses."""
    try:
        return act()
    except ValidationError as error:
        for message in error.messages:
            form.add_error(None, message)
        return None


def rights(request: HttpRequest, **permissions: str) -> dict[str, bool]:
    """For the templates: by name, whether the person holds each permission."""
    return {name: may(request.user, permission) for name, permission in permissions.items()}


def taken_away(
    request: HttpRequest, name: OrganisationName | TerritoryName, entry: Organisation | Territory,
) -> HttpResponse:
    """The entry's sheet, after one of its names was taken away or could not be."""
    try:
        operations.remove_name(by=request.user, name=name)
        messages.success(request, _("“%(text)s” no longer means %(name)s.") % {"text": name.text, "name": entry})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(entry)
