"""Who asks: the token of a request, and what it opens."""
from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError
from ninja.security import HttpBearer

from canevas.commons.access.operations import note_token_use
from canevas.commons.access.queries import token_with_secret

READING = ("GET", "HEAD", "OPTIONS")


def secret_of(request: HttpRequest) -> str:
    """What stands after « Bearer »; "" where nothing does."""
    kind, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


class Token(HttpBearer):
    """``Authorization: Bearer cnv_…``. An unknown, expired or revoked token, or one whose owner's account is closed,
    is refused in the same words. ``register``: the one that it must open; "" for what every token opens."""

    openapi_name = "Token"

    def __init__(self, register: str) -> None:
        super().__init__()
        self.register = register

    def __call__(self, request: HttpRequest) -> object:
        secret = secret_of(request)
        if not secret:
            raise AuthenticationError
        return self.authenticate(request, secret)

    def authenticate(self, request: HttpRequest, token: str) -> object:
        found = token_with_secret(token)
        if found is None:
            raise AuthenticationError
        if self.register and found.registers and self.register not in found.registers:
            raise HttpError(403, _("This token does not open the register “%(name)s”.") % {"name": self.register})
        if request.method not in READING and not found.may_write:
            raise HttpError(403, _("This token only reads."))
        request.user = found.user
        note_token_use(token=found)
        return found
