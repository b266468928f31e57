"""What one request costs: processor time and statements of SQL, of each kind of page, of two people.

``python -m benchmarks.request_cost [--rounds 20] [--sessions 1000] [--only WORD] [--sql] [--profile]`` fills a register
(ten actions each session; see ``big_register``) in a folder that is thrown away, or in ``CANEVAS_HOME`` to be measured
again, and asks through Django's client, through every middleware, the answer rendered. Elapsed time depends on who
else uses the machine; the processor time of this process does so less, and its least value hardly. On SQLite it is all
that a request costs, on PostgreSQL all but the database.

Columns: least, p50 and p95 of the processor time in milliseconds; of the p50, what the database took before its first
rows; statements; size of the answer in kilobytes. « held » is for writes: the longest that a transaction was open
(milliseconds), while other writers wait. First line, the peer in the same run: an address that answers one number,
through the same middlewares and session.

``--only WORD``: the lines whose name holds it. ``--sql`` prints the statements of each line, ``--profile`` its dearest
functions.
"""
from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import secrets
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

KEPT = os.environ.get("CANEVAS_HOME", "")
HOME = KEPT or tempfile.mkdtemp(prefix="canevas-cost-")
os.environ.update(CANEVAS_HOME=HOME, CANEVAS_HTTP="1", DJANGO_SETTINGS_MODULE="canevas.project.settings")

from canevas.project import wsgi  # noqa: E402, F401 isort: skip (what the server loads, before all that follows)

from datetime import date, timedelta  # noqa: E402

from django.db import connection, transaction  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import get_resolver, path  # noqa: E402

from benchmarks.big_register import person  # noqa: E402
from benchmarks.register_pages import prepare  # noqa: E402
from canevas.commons.access.operations import create_user, issue_token, system_user  # noqa: E402
from canevas.commons.access.queries import user_named  # noqa: E402
from canevas.commons.access.rules import Scope, ScopeKind  # noqa: E402
from canevas.governance.concertation.models import (  # noqa: E402
    ActionPoint,
    ActionResponsible,
    AgendaItem,
    Body,
    Session,
)

Ask = Callable[[], Any]


class Watch:
    """Counts statements, and the processor time inside them."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.statements: list[str] = []
        self.inside = 0.0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        start = process_time()
        try:
            return execute(sql, params, many, context)
        finally:
            self.inside += process_time() - start
            self.statements.append(sql)


def people() -> dict[str, tuple[Client, Any]]:
    """Who sees everything, and who sees one region: the second pays for the conditions."""
    region = Body.objects.exclude(region=None).select_related("region").order_by("pk").first()
    scope = Scope(ScopeKind.REGION, region.region.pcode)
    found = user_named("mesure-region") or create_user(
        by=system_user(), username="mesure-region", role="rapporteur", scope=scope)
    made = {}
    for name, user in (("everything", person("mesure")), ("one region", found)):
        client = Client(SERVER_NAME="localhost")
        client.force_login(user)
        made[name] = (client, user)
    return made


def item_of(body: Body, day: int) -> AgendaItem:
    """An item whose minutes are being typed, with thirty paragraphs."""
    held, _made = Session.objects.get_or_create(
        body=body, date=date(2002, 1, 1) + timedelta(days=day), defaults={"state": "held"})
    return AgendaItem.objects.get_or_create(session=held, number=1, defaults={"title": "Divers"})[0]


def reads(body: Body) -> dict[str, str]:
    owner = ActionResponsible.objects.filter(
        action__session__body=body).select_related("organisation").order_by("pk").first().organisation
    session = Session.objects.filter(body=body).exclude(minutes=None).order_by("-pk").first()
    action = ActionPoint.objects.filter(session=session).first()
    actions, sessions = "/concertation/actions/", "/concertation/sessions/"
    return {
        "desk": "/", "list of actions": actions, "actions, late": f"{actions}?state=late&sort=deadline",
        "actions, body": f"{actions}?body={body.code}", "actions, region": f"{actions}?region={body.region.pcode}",
        "actions, organisation": f"{actions}?organisation={owner.code}", "actions, words": f"{actions}?q=transmettre",
        "actions, page 7": f"{actions}?page=7", "list of meetings": sessions,
        "meetings, body": f"{sessions}?body={body.code}", "sheet of a meeting": f"{sessions}{session.uid}/",
        "sheet of an action": f"{actions}{action.uid}/", "search, one word": "/search/?q=transmettre",
        "search, two words": "/search/?q=migrants+agadez", "follow-up": "/concertation/standing/",
        "owed": "/concertation/owed/", "bodies": "/concertation/bodies/", "sheet of a body": body.get_absolute_url(),
        "minutes": "/concertation/minutes/", "recommendations": "/recommendations/", "attendance":
        f"{sessions}{item_of(body, 0).session.uid}/attendance/",
        "editor": f"{sessions}{item_of(body, 0).session.uid}/writing/",
    }


def typing(client: Client, user: Any, item: AgendaItem) -> Ask:
    """A saving of an item: thirty paragraphs, one of them changed."""
    state = {"revision": item.revision, "blocks": [
        {"uid": str(uuid.uuid4()), "form": "paragraph", "text": f"Le comité a noté le point {number}. " * 5}
        for number in range(30)]}

    def save() -> Any:
        state["blocks"][3]["text"] = "Le comité a noté que " + secrets.token_hex(20)
        answer = client.post(f"/concertation/items/{item.uid}/blocks/", json.dumps({
            "as": str(user.pk), "base_revision": state["revision"], "blocks": state["blocks"], "client_id": "mesure",
            "nonce": secrets.token_hex(8), "unanswered": []}), content_type="application/json")
        assert answer.status_code == 200, answer.content[:300]
        state["revision"] = answer.json()["revision"]
        return answer

    return save


def acts(client: Client, user: Any, body: Body) -> dict[str, Ask]:
    states = ("in_progress", "open")
    chosen = list(ActionPoint.objects.filter(session__body=body, status="open").values_list("uid", flat=True)[:300])
    turn = [0]

    def status() -> Any:
        turn[0] += 1
        answer = client.post(f"/concertation/actions/{chosen[turn[0] % len(chosen)]}/status/",
                             {"status": states[0], "note": f"vu {secrets.token_hex(3)}"})
        assert answer.status_code == 302, (answer.status_code, answer.content[:300])
        return answer

    secret = issue_token(by=user, name=secrets.token_hex(4), expires_on=date.today() + timedelta(days=9))[1]

    def listed() -> Any:
        answer = client.get("/api/v1/actions", headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 200, (answer.status_code, answer.content[:300])
        return answer

    return {"save an item": typing(client, user, item_of(body, 1 + user.pk)), "state of an action": status,
            "list by API": listed}


def measured(name: str, ask: Ask, rounds: int, arguments: argparse.Namespace) -> None:
    watch, taken, inside = Watch(), [], []
    ask()
    held = []
    for _round in range(rounds):
        watch.forget()
        with connection.execute_wrapper(watch), holding() as hold:
            start = process_time()
            answer = ask()
            taken.append((process_time() - start) * 1000)
        inside.append(watch.inside * 1000)
        held.append(hold.longest * 1000)
    line = (f"{name:24}{min(taken):8.1f}{median(taken):8.1f}{quantiles(taken, n=20)[-1]:8.1f}{median(inside):8.1f}"
            f"{len(watch.statements):8}{len(answer.content) / 1000:8.0f}")
    print(line + (f"{median(held):8.1f}" if max(held) else ""), flush=True)
    if arguments.sql:
        for sql in watch.statements:
            print("      ", sql[:arguments.width])
    if arguments.profile:
        profile = cProfile.Profile()
        profile.enable()
        for _round in range(rounds):
            ask()
        profile.disable()
        pstats.Stats(profile).sort_stats(arguments.sort).print_stats(arguments.lines)


class holding:  # noqa: N801 (reads as a word in a with)
    """The longest time that one outermost transaction stood open, in seconds of processor time."""

    def __enter__(self) -> holding:
        self.longest, self.begun = 0.0, 0.0
        self.enter, self.leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__
        outer = self

        def enter(atomic: Any) -> None:
            is_first = not connection.in_atomic_block
            outer.enter(atomic)
            if is_first:
                outer.begun = process_time()

        def leave(atomic: Any, *fault: Any) -> None:
            outer.leave(atomic, *fault)
            if not connection.in_atomic_block:
                outer.longest = max(outer.longest, process_time() - outer.begun)

        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = enter, leave  # type: ignore[method-assign]
        return self

    def __exit__(self, *_fault: Any) -> None:
        transaction.Atomic.__enter__ = self.enter  # type: ignore[method-assign]
        transaction.Atomic.__exit__ = self.leave  # type: ignore[method-assign]


def main() -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for name, default in (("rounds", 20), ("sessions", 1000), ("lines", 30), ("width", 200)):
        asked.add_argument(f"--{name}", type=int, default=default)
    for name in ("sql", "profile"):
        asked.add_argument(f"--{name}", action="store_true")
    asked.add_argument("--sort", default="cumtime")
    asked.add_argument("--only", default="")
    asked.add_argument("--who", default="")
    chosen = asked.parse_args()
    try:
        prepare(chosen.sessions)
        start = perf_counter()
        measure(chosen)
        print(f"in {perf_counter() - start:.0f} s")
    finally:
        connection.close()
        if not KEPT:
            shutil.rmtree(HOME, ignore_errors=True)
    return 0


def measure(chosen: argparse.Namespace) -> None:
    get_resolver().url_patterns.insert(0, path("mesure-bare/", lambda request: HttpResponse(str(request.user.pk))))
    body = Body.objects.exclude(region=None).select_related("region").order_by("pk").first()
    for who, (client, user) in people().items():
        if chosen.who not in who:
            continue
        heads = "".join(f"{head:>8}" for head in ("least", "p50", "p95", "of SQL", "stmts", "kB", "held"))
        print(f"\n{who:24}{heads}   milliseconds of processor")
        lines: dict[str, Ask] = {"floor: nothing asked": got(client, "/mesure-bare/")}
        lines |= {name: got(client, url) for name, url in reads(body).items()}
        lines |= acts(client, user, body)
        for name, ask in lines.items():
            if chosen.only in name:
                measured(name, ask, chosen.rounds, chosen)


def got(client: Client, url: str) -> Ask:
    def ask() -> Any:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        return answer
    return ask


if __name__ == "__main__":
    sys.exit(main())
