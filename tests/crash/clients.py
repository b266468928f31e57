"""People at work through the pages. Each write that got its answer is written down; what got none may or may not be."""
from __future__ import annotations

import hashlib
import http.client
import io
import itertools
import json
import random
import re
import secrets
import threading
import time
import uuid
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

PASSWORD = "Harmattan-2026-sable"
_NUMBERS = itertools.count(1)


class Away(Exception):  # noqa: N818
    """The server did not answer, or not to the end."""


class Browser:
    """Cookies, a form's token, and answers that are whole."""

    def __init__(self, port: int, name: str) -> None:
        self.port, self.name, self.cookies = port, name, {}

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str, bytes]:
        """(status, where it leads, content)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": kind, "X-CSRFToken": self.cookies.get("csrftoken", ""),
                        "Referer": f"http://127.0.0.1:{self.port}/"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Away(str(error)) from error
        finally:
            connection.close()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _sign, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status == 503:
            raise Away("the database is away")  # told as such, and nothing of it is confirmed
        if answer.status >= 500:
            raise ServerError(f"{method} {path}: {answer.status} {content[-300:]!r}")
        return answer.status, answer.headers.get("Location", ""), content

    def get(self, path: str) -> bytes:
        status, where, content = self.ask("GET", path)
        if status == 302 and "sign-in" in where:
            self.sign_in()
            status, _where, content = self.ask("GET", path)
        return content if status == 200 else b""

    def post(self, path: str, **fields: str) -> tuple[int, str, bytes]:
        answer = self.ask("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")
        if answer[0] == 302 and "sign-in" in answer[1] and "sign-in" not in path:
            self.sign_in()
        return answer

    def sign_in(self) -> None:
        self.ask("GET", "/access/sign-in/")
        self.post("/access/sign-in/", login=self.name, password=PASSWORD)


class ServerError(Exception):
    """An answer of the 500s: never right."""


class Town:
    """What everybody does, until told to stop."""

    def __init__(self, port: int, facts: dict[str, Any], files: Path, exports: Path) -> None:
        self.port, self.facts, self.files, self.exports = port, facts, files, exports
        self.confirmed: list[dict[str, Any]] = []
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.waiting = sorted(files.glob("*.docx"))[50:]
        kinds = (self.follow, self.follow, self.type, self.type, self.bring, self.review, self.export)
        self.threads = [threading.Thread(target=self.live, args=(kind, name, number), daemon=True)
                        for number, (kind, name) in enumerate(zip(kinds, facts["people"], strict=False))]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        self.stopping.set()
        for thread in self.threads:
            thread.join(timeout=90)
            assert not thread.is_alive()

    def note(self, kind: str, **facts: Any) -> None:
        with self.lock:
            self.confirmed.append({"kind": kind, **facts})
            self.counts[kind] += 1

    def live(self, work: Any, name: str, number: int) -> None:
        browser = Browser(self.port, name)
        chance = random.Random(number)
        state: dict[str, Any] = {"number": number}
        while not self.stopping.is_set():
            try:
                if "sessionid" not in browser.cookies:
                    browser.sign_in()
                work(browser, chance, state)
            except Away:
                time.sleep(0.1)
            except Exception as fault:
                self.faults.append(f"{work.__name__}: {fault!r}")
                time.sleep(0.5)

    def follow(self, browser: Browser, chance: random.Random, state: dict[str, Any]) -> None:
        """Say how far an action is, with a note that bears a number of its own."""
        uid, note = chance.choice(self.facts["actions"]), f"note {next(_NUMBERS)}"
        status, where, _content = browser.post(f"/concertation/actions/{uid}/status/", note=note,
                                               status=chance.choice(["open", "in_progress", "done"]))
        if status == 302 and uid in where:
            self.note("status", uid=uid, note=note)

    def type(self, browser: Browser, chance: random.Random, state: dict[str, Any]) -> None:
        """Type on: each save replaces the text of one item by one with the next number."""
        item = self.facts["items"][state["number"]]
        if "revision" not in state:
            found = browser.get(f"/concertation/items/{item}/blocks/")
            if not found:
                time.sleep(0.2)
                return
            state["revision"] = json.loads(found)["revision"]
            state.setdefault("block", str(uuid.uuid4()))
        number = next(_NUMBERS)
        block = {"uid": state["block"], "form": "paragraph", "text": f"frappe {number}"}
        body = {"as": str(self.facts["people"][browser.name]), "base_revision": state["revision"], "blocks": [block],
                "client_id": "crash", "nonce": secrets.token_hex(8), "unanswered": []}
        revision = state.pop("revision")
        status, _where, content = browser.ask("POST", f"/concertation/items/{item}/blocks/",
                                              json.dumps(body).encode(), "application/json")
        if status == 200:
            state["revision"] = json.loads(content)["revision"]
            assert state["revision"] > revision
            self.note("typed", uid=item, number=number, revision=state["revision"])
        elif status != 409:
            self.faults.append(f"typing: {status} {content[:300]!r}")
            time.sleep(1)

    def bring(self, browser: Browser, chance: random.Random, state: dict[str, Any]) -> None:
        """Drop a file to be read."""
        if not self.waiting:
            time.sleep(0.5)
            return
        path = self.waiting[0]
        sign = secrets.token_hex(8)
        content = path.read_bytes()
        body = (f"--{sign}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{path.name}\"\r\n"
                "Content-Type: application/octet-stream\r\n\r\n").encode() + content + f"\r\n--{sign}--\r\n".encode()
        status, where, _content = browser.ask("POST", "/concertation/intake/", body,
                                              f"multipart/form-data; boundary={sign}")
        if status == 302 and "/jobs/" in where:
            self.waiting.pop(0)
            self.note("brought", sha256=hashlib.sha256(content).hexdigest(), job=where.split("/")[-2])
            time.sleep(chance.uniform(1, 4))  # no faster than files are read

    def review(self, browser: Browser, chance: random.Random, state: dict[str, Any]) -> None:
        """Confirm what waits for review: line after line, then the file."""
        page = browser.get("/concertation/intake/all/?state=to_review").decode()
        waiting = [uid for uid in dict.fromkeys(re.findall(r"/concertation/intake/([0-9a-f-]{36})/", page))
                   if uid not in state.setdefault("done", set())]
        if not waiting:
            time.sleep(0.3)
            return
        uid = chance.choice(waiting)
        act = f"/concertation/intake/{uid}/act/"
        browser.post(act, verb="confirm-sure")
        for _line in range(30):
            found = re.search(r'name="on" value="(\d+)"', browser.get(f"/concertation/intake/{uid}/").decode())
            status, where, _content = browser.post(act, verb="confirm-intake")
            if status == 302 and "/sessions/" in where:
                self.note("confirmed", uid=uid, session=where.rstrip("/").split("/")[-1])
                break
            if found is None:
                break
            browser.post(act, verb="confirm", on=found[1])
        state["done"].add(uid)

    def export(self, browser: Browser, chance: random.Random, state: dict[str, Any]) -> None:
        """Take documents away: what comes is whole."""
        what = chance.choice(["docx", "pdf", "xlsx"])
        if what == "xlsx":
            content = browser.get("/concertation/actions/?format=xlsx")
        else:
            uid = chance.choice(self.facts["sessions"])
            content = browser.get(f"/concertation/sessions/{uid}/compte-rendu.{what}")
        if not content:
            return
        if what == "pdf":
            assert content[:5] == b"%PDF-" and b"%%EOF" in content[-1024:]
        else:
            assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
        self.note("exported")
