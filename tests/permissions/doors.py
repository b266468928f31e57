"""The ways in. A door asks the program for a thing in every way in which it can be met; another door (an interface for
programs) is one more class with the same methods."""
from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from datetime import timedelta
from html import unescape
from typing import Any, Protocol

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.models import Grant
from canevas.commons.access.operations import issue_token
from canevas.commons.access.queries import User
from tests.permissions.world import Thing


class Door(Protocol):
    """``lists``, ``sheets``, ``forms``, ``documents`` and ``changed``: what this way offers, by kind of thing."""

    lists: Collection[str]
    sheets: Collection[str]
    forms: Collection[str]
    documents: Collection[str]
    changed: Collection[str]

    def enter(self, who: User) -> None: ...
    def shown(self, thing: Thing) -> str | None:
        """The sheet of one thing; ``None`` where it answers as if there were none."""
    def listed(self, kind: str) -> tuple[str, int | None]:
        """The list in one text, and how many it says there are (``None``: it does not say)."""
    def found(self, text: str) -> str:
        """All that a search finds, in one text."""
    def exported(self, kind: str, form: str) -> str: ...
    def document(self, thing: Thing, form: str) -> bool: ...
    def may_change(self, thing: Thing) -> bool: ...


LISTS = {"session": "concertation:sessions", "action": "concertation:actions", "decision": "concertation:decisions",
         "minutes": "concertation:minutes", "recommendation": "recommendations:recommendations",
         "synthesis": "syntheses:syntheses",
         "intake": "concertation:intakes", "organisation": "directory:organisations", "account": "accounts:accounts"}
SHEETS = {"session": "concertation:session", "action": "concertation:action",
          "recommendation": "recommendations:recommendation", "set": "recommendations:set",
          "synthesis": "syntheses:synthesis", "amendment": "syntheses:amendment",
          "intake": "concertation:review", "file": "files:source"}
HIDDEN = (403, 404)


class PageDoor:
    """The pages, through a browser without JavaScript."""

    lists, sheets, forms, documents = LISTS, (*SHEETS, "organisation", "account"), ("csv", "xlsx"), ("docx", "pdf")
    changed = ("action", "recommendation", "synthesis", "intake", "session", "organisation", "account")

    def enter(self, who: User) -> None:
        self.client = Client()
        self.client.force_login(who)

    def address(self, thing: Thing) -> str:
        if thing.kind == "organisation":
            return reverse("directory:organisation", args=[thing.row.code])
        if thing.kind == "account":
            return reverse("accounts:account", args=[thing.row.pk])
        return reverse(SHEETS[thing.kind], args=[thing.row.uid])

    def shown(self, thing: Thing) -> str | None:
        answer = self.client.get(self.address(thing))
        assert answer.status_code in (200, *HIDDEN), answer.status_code
        return unescape(answer.content.decode()) if answer.status_code == 200 else None

    def listed(self, kind: str) -> tuple[str, int | None]:
        answer = self.client.get(reverse(LISTS[kind]))
        assert answer.status_code in (200, 403), answer.status_code
        if answer.status_code == 403:
            return "", 0
        text = unescape(answer.content.decode())
        count = re.search(r'<p role="status">([\d\u202f]+)\s', text)
        return text, None if kind == "account" else int(count[1].replace("\u202f", "")) if count else 0

    def found(self, text: str) -> str:
        shown: list[str] = []
        page = 0
        while page < 10:
            page += 1
            answer = self.client.get(reverse("desk:search"), {"q": text, "page": page})
            if answer.status_code == 403:
                return ""
            results = unescape(answer.content.decode()).partition("<main")[2]
            if "<mark>" not in results or results in shown:
                break
            shown.append(results)
        return "\n".join(shown)

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
        elif thing.kind == "synthesis":
            # taken back from the public without a reason, nothing happens
            answer = self.client.post(reverse("syntheses:synthesis-publication", args=[thing.row.uid]),
                                      {"act": "withdraw", "reason": ""})
        elif thing.kind == "organisation":
            answer = self.client.get(reverse("directory:organisation-edit", args=[thing.row.code]))
        else:
            answer = self.client.post(self.address(thing), {"email": "nonsense"})
        assert answer.status_code < 500, answer.status_code
        return answer.status_code not in HIDDEN


class ApiDoor:
    """The interface for programs, by a token that may write."""

    lists = {"session": "sessions", "action": "actions", "decision": "decisions", "recommendation": "recommendations",
             "set": "sets", "intake": "intakes", "organisation": "organisations", "account": "accounts"}
    sheets = ("session", "action", "recommendation", "organisation")
    forms = documents = ()
    changed = ("session", "action", "recommendation", "intake")
    acts: dict[str, tuple[str, dict[str, Any]]] = {
        "session": ("sessions/{}/move", {"move": "reopen"}), "action": ("actions/{}/progress", {"note": "essai"}),
        "recommendation": ("recommendations/{}/status", {"status": "open"}), "intake": ("intakes/{}/confirm", {})}

    def enter(self, who: User) -> None:
        """Nobody without a role is given a token, but a token outlives a role that is taken away."""
        lent = None if who.grants.exists() else Grant.objects.create(user=who, role="reader", scope_kind="everything")
        by = User.objects.get(pk=who.pk)
        day = timezone.localdate() + timedelta(days=30)
        secret = issue_token(by=by, name=f"essai {who.pk}", expires_on=day, may_write=True)[1]
        if lent:
            lent.delete()
        self.client = Client(headers={"authorization": f"Bearer {secret}"})

    def get(self, path: str, **asked: Any) -> Any:
        """What is answered; ``None`` where it is refused or is not there."""
        answer = self.client.get(f"/api/v1/{path}", asked)
        assert answer.status_code in (200, 401, *HIDDEN), f"{path}: {answer.status_code}"
        return answer.json() if answer.status_code == 200 else None

    def shown(self, thing: Thing) -> str | None:
        key = thing.row.code if thing.kind == "organisation" else thing.row.uid
        found = self.get(f"{self.lists[thing.kind]}/{key}")
        return None if found is None else str(found)

    def listed(self, kind: str) -> tuple[str, int | None]:
        """Page after page, three at a time."""
        shown, after = [], 0
        while after is not None:
            page = self.get(self.lists[kind], limit=3 if kind == "action" else 200, after=after)
            if page is None:
                return "", 0
            shown.append(str(page["items"]))
            after = page["next"]
        return "\n".join(shown), None if kind == "account" else page["count"]

    def found(self, text: str) -> str:
        answer = self.get("search", q=text, limit=100)
        return "" if answer is None else str([(hit["title"], hit["passage"]) for hit in answer["items"]])

    def exported(self, kind: str, form: str) -> str:
        raise NotImplementedError

    def document(self, thing: Thing, form: str) -> bool:
        raise NotImplementedError

    def may_change(self, thing: Thing) -> bool:
        path, body = self.acts[thing.kind]
        answer = self.client.post(f"/api/v1/{path.format(thing.row.uid)}", body, content_type="application/json")
        assert answer.status_code in (200, 201, 401, 409, 422, *HIDDEN), f"{path}: {answer.status_code}"
        return answer.status_code not in (401, *HIDDEN)
