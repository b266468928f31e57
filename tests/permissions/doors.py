"""The ways in. A door asks the program for a thing in every way in which it can be met; another door (an interface for
programs) is one more class with the same methods."""
from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import Protocol

from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from tests.permissions.world import Thing


class Door(Protocol):
    def enter(self, who: User) -> None: ...
    def sees(self, thing: Thing) -> bool: ...
    def listed(self, kind: str) -> str: ...
    def counted(self, kind: str) -> int: ...
    def finds(self, thing: Thing) -> bool: ...
    def exported(self, kind: str, form: str) -> str: ...
    def document(self, thing: Thing, form: str) -> bool: ...
    def may_change(self, thing: Thing) -> bool: ...


LISTS = {"session": "concertation:sessions", "action": "concertation:actions", "decision": "concertation:decisions",
         "minutes": "concertation:minutes", "recommendation": "recommendations:recommendations",
         "intake": "concertation:intakes", "organisation": "directory:organisations", "account": "accounts:accounts"}
SHEETS = {"session": "concertation:session", "action": "concertation:action",
          "recommendation": "recommendations:recommendation", "set": "recommendations:set",
          "intake": "concertation:review", "file": "files:source"}
HIDDEN = (403, 404)


class PageDoor:
    """The pages, through a browser without JavaScript."""

    def enter(self, who: User) -> None:
        self.client = Client()
        self.client.force_login(who)

    def address(self, thing: Thing) -> str:
        if thing.kind == "organisation":
            return reverse("directory:organisation", args=[thing.row.code])
        if thing.kind == "account":
            return reverse("accounts:account", args=[thing.row.pk])
        return reverse(SHEETS[thing.kind], args=[thing.row.uid])

    def sees(self, thing: Thing) -> bool:
        answer = self.client.get(self.address(thing))
        assert answer.status_code in (200, *HIDDEN), answer.status_code
        return answer.status_code == 200

    def listed(self, kind: str) -> str:
        answer = self.client.get(reverse(LISTS[kind]))
        assert answer.status_code in (200, 403), answer.status_code
        return unescape(answer.content.decode()) if answer.status_code == 200 else ""

    def counted(self, kind: str) -> int:
        found = re.search(r'<p role="status">([\d\u202f]+)\s', self.listed(kind))
        return int(found[1].replace("\u202f", "")) if found else 0

    def finds(self, thing: Thing) -> bool:
        answer = self.client.get(reverse("desk:search"), {"q": thing.word})
        if answer.status_code == 403:
            return False
        results = unescape(answer.content.decode())
        return f"<mark>{thing.word}</mark>" in results

    def exported(self, kind: str, form: str) -> str:
        answer = self.client.get(reverse(LISTS[kind]), {"format": form})
        if answer.status_code == 403:
            return ""
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if form == "csv":
            return content.decode("utf-8-sig")
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "\n".join(book.read(name).decode() for name in book.namelist() if name.startswith("xl/"))

    def document(self, thing: Thing, form: str) -> bool:
        answer = self.client.get(reverse(f"concertation:session-{form}", args=[thing.row.uid]))
        assert answer.status_code in (200, *HIDDEN), answer.status_code
        return answer.status_code == 200

    def may_change(self, thing: Thing) -> bool:
        """Tries the act of its kind, in a form that changes nothing where it is let through."""
        if thing.kind in ("action", "recommendation"):
            space = {"action": "concertation:action", "recommendation": "recommendations:recommendation"}[thing.kind]
            answer = self.client.post(reverse(f"{space}-status", args=[thing.row.uid]), {"status": "nonsense"})
        elif thing.kind == "intake":
            # a file without a line is confirmed no further than the question which body it is of
            answer = self.client.post(reverse("concertation:review-act", args=[thing.row.uid]),
                                      {"verb": "confirm-intake"})
        elif thing.kind == "session":
            answer = self.client.post(reverse("concertation:session-move", args=[thing.row.uid]), {"move": "nonsense"})
        elif thing.kind == "organisation":
            answer = self.client.get(reverse("directory:organisation-edit", args=[thing.row.code]))
        else:
            answer = self.client.post(self.address(thing), {"email": "nonsense"})
        assert answer.status_code < 500, answer.status_code
        return answer.status_code not in HIDDEN
