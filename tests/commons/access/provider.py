"""A small OpenID Connect provider in a thread: discovery, authorization, token (RS256, PKCE), keys, user's data."""
from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PATHS = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys",
         "userinfo_endpoint": "/person"}


@dataclass
class Provider:
    """``person`` is who is signed in there; ``asked`` what each sign-in asked for, by the code it was given."""

    url: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {
        "sub": "p-1", "email": "aissata@exemple.org", "email_verified": True, "name": "Aïssata Issoufou"})
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    refuses: bool = False

    def settings(self) -> dict[str, Any]:
        return {"issuer": self.url, "client_id": "canevas", "client_secret": "tres-secret", "name": "le ministère"}

    def authorize(self, address: str) -> str:
        """What the person's browser does there: gives the address that it is sent back to."""
        query = dict(parse_qsl(urlsplit(address).query))
        if self.refuses:
            return f"{query['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': query['state']})}"
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str]) -> dict[str, Any] | None:
        query = self.asked.pop(form.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if query is None or form.get("client_secret") != "tres-secret":
            return None
        wanted = {"client_id": "canevas", "code_challenge": proof.rstrip(b"=").decode(),
                  "redirect_uri": form["redirect_uri"]}
        if {name: query.get(name) for name in wanted} != wanted:
            return None
        now = int(time.time())
        claims = self.person | {"iss": self.url, "aud": "canevas", "iat": now, "exp": now + 300}
        return {"access_token": "jeton", "token_type": "Bearer", "expires_in": 300,
                "id_token": jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "k1"})}

    def answer(self, path: str, form: dict[str, str], bearer: str) -> dict[str, Any] | None:
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.url, "token_endpoint_auth_methods_supported": ["client_secret_post"],
                    **{name: self.url + where for name, where in PATHS.items()}}
        if path == PATHS["jwks_uri"]:
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return {"keys": [key | {"kid": "k1", "alg": "RS256", "use": "sig"}]}
        if path == PATHS["token_endpoint"]:
            return self.token(form)
        if path == PATHS["userinfo_endpoint"] and bearer == "Bearer jeton":
            return self.person
        return None


@contextmanager
def provider() -> Iterator[Provider]:
    """A provider that listens on this machine while the block lasts."""
    made = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if urlsplit(self.path).path == PATHS["authorization_endpoint"]:
                self.send_response(302)
                self.send_header("Location", made.authorize(self.path))
                self.end_headers()
                return
            self.say({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            self.say({name: values[0] for name, values in parse_qs(body).items()})

        def say(self, form: dict[str, str]) -> None:
            answer = made.answer(urlsplit(self.path).path, form, self.headers.get("Authorization", ""))
            content = json.dumps(answer or {"error": "invalid_request"}).encode()
            self.send_response(200 if answer is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
