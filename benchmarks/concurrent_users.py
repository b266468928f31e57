"""200 people at once on one server of two processors: pages, searches and edits mixed; p50, p95, p99 and errors.

``python -m benchmarks.concurrent_users [--users 200] [--seconds 60] [--think 8] [--sessions 2000]`` fills a register
(see ``big_register``) in a folder that is thrown away (or in ``CANEVAS_HOME`` to be measured again), on SQLite, or on
PostgreSQL where ``DATABASE_URL`` names a database; starts the real ``canevas serve`` on it, and lets every person, each
signed in with a session of their own, ask one thing after the other with a pause between (exponential, ``--think``
seconds in the mean). The load is made by this process on the same machine: its share of the processors is printed, and
is part of what is measured. The last row is a floor: a page that reads nothing, made by the same
server in the same run.

``--workers`` and ``--threads`` are handed to ``canevas serve``, to find what is best.
"""
from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

KEPT = os.environ.get("CANEVAS_HOME", "")
HOME = KEPT or tempfile.mkdtemp(prefix="canevas-users-")
os.environ.update(CANEVAS_HOME=HOME, CANEVAS_HTTP="1", DJANGO_SETTINGS_MODULE="canevas.project.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from benchmarks.big_register import fill, person  # noqa: E402
from canevas.governance.concertation.models import ActionPoint, AgendaItem, Body, Session  # noqa: E402

WEIGHTS = {"desk": 15, "list of actions": 20, "list of meetings": 10, "sheet of a meeting": 15,
           "sheet of an action": 10, "search": 15, "state of an action": 7, "text of an item": 8}
WRITES = ("state of an action", "text of an item")
FLOOR = "floor: sign-in page"
WORDS = ("transmettre", "migrants agadez", "carto", '"points de suivi"', "référencement", "kits assamaka", "caravane")
TIMEOUT = 60.0
KEPT_OPEN = 5.0
"""Seconds that an idle connection is used again within."""


def prepare(users: int, sessions: int) -> dict[str, Any]:
    """The register and the people, and what they will ask for."""
    call_command("prepare", verbosity=0)
    if Session.objects.count() < sessions:
        fill(sessions)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    body = Body.objects.exclude(region=None).select_related("region").first()
    people = [signed_in(f"usager{number}", number, body) for number in range(users)]
    return {
        "people": people, "body": body.code, "region": body.region.pcode,
        "actions": [str(uid) for uid in ActionPoint.objects.order_by("-pk").values_list("uid", flat=True)[:3000]],
        "sessions": [str(uid) for uid in Session.objects.exclude(minutes=None).order_by("-pk").values_list(
            "uid", flat=True)[:500]]}


def signed_in(username: str, number: int, body: Any) -> dict[str, Any]:
    """A person with a session, and an item of a meeting whose minutes they type."""
    user = person(username)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    day = date(2001, 1, 1) + timedelta(days=number)
    with transaction.atomic():
        held, _created = Session.objects.get_or_create(body=body, date=day, defaults={"state": "held"})
        item, _created = AgendaItem.objects.get_or_create(session=held, number=1, defaults={"title": "Divers"})
    return {"pk": str(user.pk), "cookie": session.session_key, "item": str(item.uid), "revision": item.revision}


class Person:
    """One browser: a connection that is kept, cookies, and what was measured."""

    def __init__(self, facts: dict[str, Any], me: dict[str, Any], port: int, seed: int) -> None:
        self.facts, self.me, self.port = facts, me, port
        self.chance = random.Random(seed)
        self.token = secrets.token_hex(16)
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.last = 0.0
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.errors: dict[str, list[str]] = defaultdict(list)

    async def live(self, until: float, think: float) -> None:
        await asyncio.sleep(self.chance.uniform(0, max(think, 0.01)))
        kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
        while time.perf_counter() < until:
            kind = self.chance.choices(kinds, weights)[0] if self.chance.random() > 0.03 else FLOOR
            await self.measured(kind)
            if think:
                await asyncio.sleep(self.chance.expovariate(1 / think))
        self.close()

    async def measured(self, kind: str) -> None:
        begin = time.perf_counter()
        try:
            async with asyncio.timeout(TIMEOUT):
                fault = await self.act(kind)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError) as error:
            fault = type(error).__name__
            self.close()
        if fault:
            self.errors[kind].append(fault)
        else:
            self.taken[kind].append((time.perf_counter() - begin) * 1000)

    async def act(self, kind: str) -> str:
        """Ask; what was wrong with the answer, or nothing."""
        facts, pick = self.facts, self.chance.choice
        if kind == "state of an action":
            uid = pick(facts["actions"])
            form = {"status": pick(["open", "in_progress", "done"]), "note": f"vu {secrets.token_hex(3)}",
                    "csrfmiddlewaretoken": self.token}
            status, where, _content = await self.ask("POST", f"/concertation/actions/{uid}/status/",
                                                     urlencode(form).encode(), "application/x-www-form-urlencoded")
            return "" if status == 302 and uid in where else f"{status} {where}"
        if kind == "text of an item":
            return await self.type()
        path = {
            "desk": lambda: "/", FLOOR: lambda: "/access/sign-in/",
            "list of actions": lambda: "/concertation/actions/" + pick([
                "", "?state=late&sort=deadline", f"?body={facts['body']}", f"?region={facts['region']}", "?page=7",
                "?q=" + pick(["transmettre", "carto", "agadez"])]),
            "list of meetings": lambda: "/concertation/sessions/" + pick(["", f"?body={facts['body']}", "?page=3"]),
            "sheet of a meeting": lambda: f"/concertation/sessions/{pick(facts['sessions'])}/",
            "sheet of an action": lambda: f"/concertation/actions/{pick(facts['actions'])}/",
            "search": lambda: "/search/?" + urlencode({"q": pick(WORDS)})}[kind]()
        status, where, content = await self.ask("GET", path)
        return "" if status == 200 and len(content) > 500 else f"{status} {where}"

    async def type(self) -> str:
        me = self.me
        block = {"uid": me.setdefault("block", str(uuid.uuid4())), "form": "paragraph",
                 "text": "Le comité a noté que " + secrets.token_hex(20)}
        body = {"as": me["pk"], "base_revision": me["revision"], "blocks": [block], "client_id": "mesure",
                "nonce": secrets.token_hex(8), "unanswered": []}
        status, _where, content = await self.ask("POST", f"/concertation/items/{me['item']}/blocks/",
                                                 json.dumps(body).encode(), "application/json")
        if status != 200:
            return f"{status} {content[:80]!r}"
        me["revision"] = json.loads(content)["revision"]
        return ""

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, bytes]:
        if time.perf_counter() - self.last > KEPT_OPEN:
            self.close()  # as browsers do: a server may be closing what was long idle
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        cookies = f"csrftoken={self.token}" + ("" if "sign-in" in path else f"; sessionid={self.me['cookie']}")
        head = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", f"Cookie: {cookies}",
                "Accept-Encoding: identity"]
        if method == "POST":
            head += [f"Content-Type: {kind}", f"Content-Length: {len(body)}", f"X-CSRFToken: {self.token}",
                     f"Origin: http://127.0.0.1:{self.port}"]
        writer.write("\r\n".join([*head, "", ""]).encode() + body)
        first = await reader.readline()
        if not first:
            raise ConnectionResetError("closed without an answer")
        status = int(first.split()[1])
        headers: dict[str, str] = {}
        while line := (await reader.readline()).strip():
            name, _sign, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        content = await self.body(reader, headers)
        if headers.get("connection") == "close":
            self.close()
        self.last = time.perf_counter()
        return status, headers.get("location", ""), content

    @staticmethod
    async def body(reader: asyncio.StreamReader, headers: dict[str, str]) -> bytes:
        if "content-length" in headers:
            return await reader.readexactly(int(headers["content-length"]))
        parts = []
        while headers.get("transfer-encoding") == "chunked" and (size := int(await reader.readline(), 16)):
            parts.append(await reader.readexactly(size))
            await reader.readline()
        if parts:
            await reader.readline()
        return b"".join(parts)

    def close(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


def serve(arguments: argparse.Namespace, port: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "canevas.project.cli", "serve", "--port", str(port)]
    for name in ("workers", "threads"):
        if getattr(arguments, name):
            command += [f"--{name}", str(getattr(arguments, name))]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=sys.stderr, start_new_session=True)
    for _wait in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(2)
                return server
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


async def load(arguments: argparse.Namespace, facts: dict[str, Any], port: int) -> list[Person]:
    people = [Person(facts, me, port, seed) for seed, me in enumerate(facts["people"])]
    warm = time.perf_counter() + arguments.warm
    await asyncio.gather(*(person.live(warm, arguments.think) for person in people[:: max(1, len(people) // 20)]))
    for one in people:
        one.taken.clear()
        one.errors.clear()
    until = time.perf_counter() + arguments.seconds
    await asyncio.gather(*(person.live(until, arguments.think) for person in people))
    return people


def report(people: list[Person], seconds: float, own: float) -> int:
    """Print the table; how many errors there were."""
    print(f"{'':24}{'asked':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}{'errors':>8}   milliseconds")
    errors = 0
    everything = [value for one in people for kind, values in one.taken.items() if kind != FLOOR for value in values]
    rows = [("everything", everything, [])]
    for kind in [*WEIGHTS, FLOOR]:
        rows.append((kind, [value for one in people for value in one.taken[kind]],
                     [fault for one in people for fault in one.errors[kind]]))
    rows[0] = ("everything", everything, [fault for row in rows[1:] for fault in row[2]])
    for kind, values, faults in rows:
        cuts = quantiles(values, n=100) if len(values) > 1 else [0.0] * 99
        errors += len(faults) if kind != "everything" else 0
        print(f"{kind:24}{len(values):8}{cuts[49]:8.0f}{cuts[94]:8.0f}{cuts[98]:8.0f}{max(values, default=0):8.0f}"
              f"{len(faults):8}   {', '.join(sorted(set(faults))[:3])}")
    print(f"{len(everything) / seconds:.1f} requests/s; this process took {100 * own:.0f} % of one processor")
    return errors


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, default in (("users", 200), ("seconds", 60), ("sessions", 2000), ("warm", 5), ("workers", 0),
                          ("threads", 0)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--think", type=float, default=8.0)
    arguments = parser.parse_args()
    server = None
    try:
        facts = prepare(arguments.users, arguments.sessions)
        print(f"{connection.vendor}: {Session.objects.count()} meetings, {ActionPoint.objects.count()} actions; "
              f"{arguments.users} people, {arguments.think} s between two acts; {os.cpu_count()} processors, load "
              f"{os.getloadavg()[0]:.1f} before", flush=True)
        connections.close_all()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = serve(arguments, port)
        begin, worked = time.perf_counter(), time.process_time()
        people = asyncio.run(load(arguments, facts, port))
        own = (time.process_time() - worked) / (time.perf_counter() - begin)
        return 1 if report(people, arguments.seconds, own) else 0
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=30)
        if not KEPT:
            shutil.rmtree(Path(HOME), ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
