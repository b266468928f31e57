"""200 people at once on one server of two processors: pages, searches and edits mixed; p50, p95, p99 and errors.

``python -m benchmarks.concurrent_users [--users 200] [--seconds 60] [--sessions 2000] [--servers 2x4]`` fills a
register (see ``big_register``) in a folder that is thrown away (or in ``CANEVAS_HOME`` to be measured again), on
SQLite, or on PostgreSQL where ``DATABASE_URL`` names a database; starts the real ``canevas serve`` on it, and measures
twice:

- people: ``--users``, each signed in with a session of their own, ask one thing after the other with a pause between,
  drawn evenly from 3 to 10 seconds (``--pause 3-10``): the time it takes to read a page or to type a sentence;
- saturated: ``--hurried`` of them (16) ask without any pause for ``--saturated`` seconds (20; 0: not at all): how much
  the server gives at most, and whether it stays right while it is behind.

Two floors stand below each table, asked in the same run of the same server: a page that reads nothing (signing in) and
a file. The load is made by this process on the same machine: its share of a processor is printed beside that of the
server (its processes, without those of PostgreSQL), and is part of what is measured.

``--servers 1x4,2x2,2x4,2x8`` (processes x requests at once in each) measures one after the other over one register, and
compares them at the end. Run it where nothing else runs: the load of the machine is printed before each.
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
from contextlib import suppress
from dataclasses import dataclass
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
FLOOR, FILE = "floor: sign-in page", "floor: a file"
FLOORS = (FLOOR, FILE)
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

    async def live(self, until: float, pause: tuple[float, float]) -> None:
        """``pause``: seconds between two acts, from and to."""
        await asyncio.sleep(self.chance.uniform(0, max(pause[1], 0.01)))
        kinds, weights = list(WEIGHTS), list(WEIGHTS.values())
        while time.perf_counter() < until:
            kind = self.chance.choices(kinds, weights)[0] if self.chance.random() > 0.04 else self.chance.choice(FLOORS)
            await self.measured(kind)
            if pause[1]:
                await asyncio.sleep(self.chance.uniform(*pause))
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
            "desk": lambda: "/", FLOOR: lambda: "/access/sign-in/", FILE: lambda: "/static/design/canevas.css",
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


@dataclass(frozen=True, slots=True)
class Served:
    """A server of ``workers`` processes, each with ``threads`` requests at once."""

    workers: int
    threads: int

    def __str__(self) -> str:
        return f"{self.workers}x{self.threads}" if self.workers else "as canevas serve starts"

    def start(self, port: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "canevas.project.cli", "serve", "--port", str(port)]
        if self.workers:
            command += ["--workers", str(self.workers), "--threads", str(self.threads)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=sys.stderr, start_new_session=True)
        for _wait in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    time.sleep(2)
                    return server
            time.sleep(0.1)
        server.terminate()
        raise SystemExit("The server did not start.")


def processor_of(group: int) -> float:
    """Seconds of processor that the living processes of this group have taken; 0 where the system does not tell."""
    taken = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                taken += int(fields[11]) + int(fields[12])
    return taken / os.sysconf("SC_CLK_TCK") if taken else 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """``rate``: requests a second; ``p50``, ``p95``: milliseconds of everything but the floors."""

    rate: float
    p50: float
    p95: float
    errors: int


def measure(facts: dict[str, Any], people: int, seconds: float, pause: tuple[float, float], server: int,
            port: int) -> Outcome:
    """Let ``people`` live for some seconds, and print what they met."""
    every = [Person(facts, me, port, seed) for seed, me in enumerate(facts["people"][:people])]

    async def live() -> None:
        await asyncio.gather(*(one.live(time.perf_counter() + seconds, pause) for one in every))

    begin, worked, given = time.perf_counter(), time.process_time(), processor_of(server)
    asyncio.run(live())
    lasted = time.perf_counter() - begin
    own, its = (time.process_time() - worked) / lasted, (processor_of(server) - given) / lasted
    out = report(every, lasted)
    print(f"{out.rate:.1f} requests/s; of one processor the server took {100 * its:.0f} %, this process "
          f"{100 * own:.0f} %\n", flush=True)
    return out


def report(people: list[Person], seconds: float) -> Outcome:
    print(f"{'':24}{'asked':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}{'errors':>8}   milliseconds")
    kinds = {kind: ([value for one in people for value in one.taken[kind]],
                    [fault for one in people for fault in one.errors[kind]]) for kind in [*WEIGHTS, *FLOORS]}
    values = [value for kind in WEIGHTS for value in kinds[kind][0]]
    faults = [fault for _values, found in kinds.values() for fault in found]
    for kind, (taken, wrong) in {"everything": (values, faults), **kinds}.items():
        cuts = cuts_of(taken)
        print(f"{kind:24}{len(taken):8}{cuts[49]:8.0f}{cuts[94]:8.0f}{cuts[98]:8.0f}{max(taken, default=0):8.0f}"
              f"{len(wrong):8}   {', '.join(sorted(set(wrong))[:3])}")
    cuts = cuts_of(values)
    return Outcome(len(values) / seconds, cuts[49], cuts[94], len(faults))


def cuts_of(values: list[float]) -> list[float]:
    return quantiles(values, n=100, method="inclusive") if len(values) > 1 else [0.0] * 99


def one_server(served: Served, facts: dict[str, Any], arguments: argparse.Namespace) -> list[Outcome]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    print(f"== server {served}; load of the machine {os.getloadavg()[0]:.1f} before", flush=True)
    server = served.start(port)
    try:
        first = [Person(facts, me, port, seed) for seed, me in enumerate(facts["people"][:20])]
        asyncio.run(warm(first, arguments.warm))
        least, _sign, most = arguments.pause.partition("-")
        print(f"people: {arguments.users}, {least} to {most or least} s between two acts")
        out = [measure(facts, arguments.users, arguments.seconds, (float(least), float(most or least)), server.pid,
                       port)]
        if arguments.saturated:
            print(f"saturated: {arguments.hurried} who never pause")
            out.append(measure(facts, arguments.hurried, arguments.saturated, (0, 0), server.pid, port))
        return out
    finally:
        server.terminate()
        server.wait(timeout=30)


async def warm(people: list[Person], seconds: float) -> None:
    """What is loaded once is loaded before the measure."""
    until = time.perf_counter() + seconds
    await asyncio.gather(*(one.live(until, (0, 0.5)) for one in people))


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, default in (("users", 200), ("seconds", 60), ("sessions", 2000), ("warm", 5), ("saturated", 20),
                          ("hurried", 16)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--pause", default="3-10")
    parser.add_argument("--servers", default="")
    return parser.parse_args()


def main() -> int:
    arguments = asked()
    servers = [Served(*map(int, one.split("x"))) for one in arguments.servers.split(",") if one] or [Served(0, 0)]
    found: dict[str, list[Outcome]] = {}
    try:
        facts = prepare(arguments.users, arguments.sessions)
        print(f"{connection.vendor}: {Session.objects.count()} meetings, {ActionPoint.objects.count()} actions; "
              f"{os.cpu_count()} processors", flush=True)
        connections.close_all()
        for served in servers:
            found[str(served)] = one_server(served, facts, arguments)
    finally:
        if not KEPT:
            shutil.rmtree(Path(HOME), ignore_errors=True)
    if len(found) > 1:
        print(f"{'server':10}{'people: p50':>14}{'p95':>8}{'saturated: p50':>18}{'p95':>8}{'requests/s':>14}"
              f"{'errors':>8}")
        for name, (calm, *full) in found.items():
            most = full[0] if full else Outcome(0, 0, 0, 0)
            print(f"{name:10}{calm.p50:14.0f}{calm.p95:8.0f}{most.p50:18.0f}{most.p95:8.0f}{most.rate:14.1f}"
                  f"{calm.errors + most.errors:8}")
    return 1 if any(one.errors for every in found.values() for one in every) else 0


if __name__ == "__main__":
    sys.exit(main())
