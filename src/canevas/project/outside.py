"""What an installation says of the world outside it: its mail server, its identity provider."""
from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PROVIDER = "openid"
"""The identity provider's part of an address."""


def mail_settings(url: str, folder: Path) -> dict[str, Any]:
    """Django's mail settings from ``smtp://user:password@host:587?tls=1`` (``smtps://``: encrypted at once).

    Without an address letters are written as files into ``folder``. Raises ``ImproperlyConfigured`` on another one.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": folder}
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == -1:
        raise ImproperlyConfigured(
            "CANEVAS_SMTP : écrivez smtp://nom:motdepasse@serveur:587?tls=1 ou smtps://nom:motdepasse@serveur:465.")
    encrypted = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname, "EMAIL_PORT": port or (465 if encrypted else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""), "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": encrypted, "EMAIL_USE_TLS": not encrypted and parse_qs(parts.query).get("tls") == ["1"],
        "EMAIL_TIMEOUT": 20,
    }


def identity_provider(*, issuer: str, client_id: str, client_secret: str, name: str) -> dict[str, Any]:
    """What django-allauth wants to know of the one OpenID Connect provider; nothing where no issuer is named."""
    if not issuer:
        return {}
    if not client_id:
        raise ImproperlyConfigured("CANEVAS_OIDC_ISSUER est dit sans CANEVAS_OIDC_CLIENT_ID.")
    where = urlsplit(issuer)
    if where.scheme != "https" and where.hostname not in ("localhost", "127.0.0.1", "::1"):
        raise ImproperlyConfigured("CANEVAS_OIDC_ISSUER : l’adresse doit commencer par https://.")
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [{
        "provider_id": PROVIDER, "name": name or where.hostname, "client_id": client_id,
        "secret": client_secret, "settings": {"server_url": issuer.rstrip("/"), "oauth_pkce_enabled": True}}]}}
