"""A real `canevas serve` in a home of its own, to be stopped, killed and started again in the middle of a sentence."""
from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SETTING_UP = """
import json
from datetime import date
from django.conf import settings
from django.test import Client
from canevas.commons.access.models import Grant, User
from canevas.governance.concertation.models import AgendaItem, Body, Session
body, _ = Body.objects.get_or_create(code="GTM-Tahoua", defaults={"name": "GTM-Tahoua"})
session = Session.objects.create(body=body, date=date(2026, 3, 12), state="held")
for number, title in enumerate(("Ouverture", "Suivi", "Divers"), 1):
    AgendaItem.objects.create(session=session, number=number, title=title)
cookies = {}
for name in ("aminata", "boubacar"):
    somebody = User.objects.create(username=name, first_name=name.title())
    somebody.set_password("Une-phrase-de-passe-1")
    somebody.save()
    Grant.objects.create(user=somebody, role="secretariat", given_by=somebody)
    client = Client()
    client.force_login(somebody)
    cookies[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
print(json.dumps({"session": str(session.uid), "cookie": settings.SESSION_COOKIE_NAME, "cookies": cookies}))
"""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass
class Served:
    """``made``: the session's uid, the name of the cookie, and by person its value."""

    home: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    made: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def writing(self) -> str:
        return f"{self.url}/concertation/sessions/{self.made['session']}/writing/"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CANEVAS_", "PYTEST_"))
                and name != "DATABASE_URL"}
        source = str(Path(__file__).resolve().parents[2] / "src")
        return kept | {"CANEVAS_HOME": str(self.home), "CANEVAS_HTTP": "1", "PYTHONPATH": source}

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "canevas.project.cli", *arguments]

    def set_up(self) -> None:
        subprocess.run(self.command("prepare"), env=self.environment(), check=True, capture_output=True)
        told = subprocess.run(self.command("shell", "-v", "0", "-c", SETTING_UP), env=self.environment(), check=True,
                              capture_output=True, text=True).stdout
        self.made = json.loads(told.strip().splitlines()[-1])

    def start(self) -> None:
        with (self.home / "serve.log").open("wb") as said:
            self.process = subprocess.Popen(
                self.command("serve", "--port", str(self.port)), env=self.environment(), stdout=subprocess.DEVNULL,
                stderr=said, start_new_session=True)
        end = time.monotonic() + 90
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/access/sign-in/", timeout=5)
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                assert self.process.poll() is None, f"canevas serve s’est arrêté : {self.said()}"
                assert time.monotonic() < end, f"canevas serve ne répond pas : {self.said()}"
                time.sleep(0.2)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def said(self) -> str:
        """The end of what the server complained of."""
        return (self.home / "serve.log").read_text(encoding="utf-8", errors="replace")[-2000:]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Everything that `serve` started goes with it, as when a laptop is switched off."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, how)
        self.process.wait(timeout=30)
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)):
                    break
            time.sleep(0.1)
        self.process = None

    def blocks(self, number: int = 1) -> list[tuple[str, str]]:
        """(form, text) of what an item says, from the database file itself."""
        return [(form, text) for form, text in self._rows(
            "SELECT p.form, p.text FROM concertation_discussionpoint p"
            " JOIN concertation_agendaitem i ON i.id = p.item_id"
            " WHERE i.number = ? AND p.withdrawn_at IS NULL ORDER BY p.\"order\", p.id", number)]

    def texts(self, number: int = 1) -> list[str]:
        return [text for _form, text in self.blocks(number)]

    def sign_out_everybody(self) -> None:
        self._rows("DELETE FROM django_session")

    def count(self, table: str) -> int:
        return int(self._rows(f"SELECT count(*) FROM {table}")[0][0])

    def _rows(self, question: str, *values: object) -> list[Any]:
        with sqlite3.connect(self.home / "canevas.sqlite3", timeout=30) as database:
            found = database.execute(question, values).fetchall()
        database.close()
        return found
