"""How long a register page takes with 10,000 sessions, 100,000 action points and 20,000 recommendations.

``python -m benchmarks.register_pages [--rounds N] [--sessions N]`` fills a database of its own (SQLite in a folder that
is thrown away, or in ``CANEVAS_HOME`` to be measured again; PostgreSQL where ``DATABASE_URL`` names a database) and
asks each page through Django's client, signed in, the whole answer rendered. Prints p50 and p95 in milliseconds. The
peer, in the same run over the same rows: the list as it is usually written with Django (``Paginator`` with its COUNT,
``icontains`` over the joined tables, the same columns in a plain table, without filters, tabs, chips or links).

« own » is the processor time of this process: on SQLite all that a page costs, on PostgreSQL all but the database; it
hardly changes when others use the machine.

Counts that the lists remember are forgotten before every request: what is measured is the first look, not the second.
"""
from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter, process_time

KEPT = os.environ.get("CANEVAS_HOME", "")
HOME = KEPT or tempfile.mkdtemp(prefix="canevas-pages-")
os.environ.update(CANEVAS_HOME=HOME, CANEVAS_HTTP="1", DJANGO_SETTINGS_MODULE="canevas.project.settings")

from canevas.project import wsgi  # noqa: E402, F401 isort: skip (what the server loads, before all that follows)

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.paginator import Paginator  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.template import Context, Engine  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.big_register import fill, reader_of_the_register  # noqa: E402
from canevas.commons.directory.models import Organisation  # noqa: E402
from canevas.governance.concertation.models import ActionPoint, ActionResponsible, Body, Session  # noqa: E402
from canevas.governance.recommendations.models import Recommendation  # noqa: E402

AIM = 150
"""Milliseconds that the slowest of twenty requests may take."""
PLAIN = Engine().from_string(
    "<table>{% for row in page %}<tr><td>{{ row.text }}</td><td>{{ row.session.body.name }}</td>"
    "<td>{{ row.session.date }}</td><td>{% for who in row.responsibles.all %}{{ who.organisation.name }} {% endfor %}"
    "</td><td>{{ row.deadline_date }}</td><td>{{ row.status }}</td></tr>{% endfor %}</table>"
    "Page {{ page.number }} of {{ page.paginator.num_pages }}, {{ page.paginator.count }} rows")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=20)
    asked.add_argument("--sessions", type=int, default=10_000)
    chosen = asked.parse_args()
    try:
        prepare(chosen.sessions)
        slow = measure(chosen.rounds)
    finally:
        connection.close()
        if not KEPT:
            shutil.rmtree(HOME, ignore_errors=True)
    if slow:
        print(f"\nAbove {AIM} ms: {', '.join(slow)}")
    return 1 if slow else 0


def prepare(sessions: int) -> None:
    start = perf_counter()
    call_command("prepare", verbosity=0)
    if not Session.objects.exists():
        fill(sessions)
    elif not get_user_model().objects.filter(username="mesure").exists():
        raise SystemExit("This database holds a register of its own: nothing was measured.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    print(f"{os.cpu_count()} processors, load {load:.1f} (above their number, others slow every figure down)")
    print(f"{connection.vendor}: {Session.objects.count()} sessions, {ActionPoint.objects.count()} actions, "
          f"{Recommendation.objects.count()} recommendations in {perf_counter() - start:.0f} s")


def pages() -> dict[str, str]:
    owner = Organisation.objects.get(pk=ActionResponsible.objects.order_by("pk").first().organisation_id)
    body = Body.objects.exclude(region=None).select_related("region").first()
    actions, sessions, recommendations = "/concertation/actions/", "/concertation/sessions/", "/recommendations/"
    session = Session.objects.order_by("-pk").first()
    words = {"one word": "transmettre", "two words": "migrants+agadez", "prefix": "carto",
             "phrase": "%22points+de+suivi%22"}
    return {
        "desk": "/",
        "sessions": sessions, "sessions, body": f"{sessions}?body={body.code}",
        "sessions, region": f"{sessions}?region={body.region.pcode}", "sessions, year": f"{sessions}?year=2024",
        "sessions, page 50": f"{sessions}?page=50", "sessions, words": f"{sessions}?q=salle",
        "session's sheet": f"/concertation/sessions/{session.uid}/",
        "minutes": "/concertation/minutes/", "decisions": "/concertation/decisions/",
        "actions": actions, "actions, late": f"{actions}?state=late&sort=deadline",
        "actions, status": f"{actions}?state=open", "actions, body": f"{actions}?body={body.code}",
        "actions, region": f"{actions}?region={body.region.pcode}",
        "actions, organisation": f"{actions}?organisation={owner.code}",
        "actions, organisation and late": f"{actions}?organisation={owner.code}&state=late",
        "actions, deadline": f"{actions}?deadline_from=2026-01-01&deadline_to=2026-06-30",
        "actions, by deadline": f"{actions}?sort=deadline", "actions, page 50": f"{actions}?page=50",
        **{f"actions, {name}": f"{actions}?q={text}" for name, text in words.items()},
        "recommendations": recommendations, "recommendations, status": f"{recommendations}?state=in_progress",
        "recommendations, body": f"{recommendations}?body={body.code}",
        "recommendations, region": f"{recommendations}?region={body.region.pcode}",
        "recommendations, organisation": f"{recommendations}?organisation={owner.code}",
        "recommendations, page 50": f"{recommendations}?page=50",
        "recommendations, words": f"{recommendations}?q=cartographier",
        "organisation's sheet": owner.get_absolute_url(), "region's sheet": body.region.get_absolute_url(),
        **{f"search, {name}": f"/search/?q={text}" for name, text in words.items()},
    }


def peers() -> dict[str, Callable[[], object]]:
    """The usual list, for the pages whose work is the same."""
    every = ActionPoint.objects.select_related("session__body").order_by("-session__date", "-pk")
    owner = ActionResponsible.objects.order_by("pk").first().organisation_id
    body = Body.objects.exclude(region=None).first()

    def plain(rows: object, number: int = 1) -> object:
        return PLAIN.render(Context({"page": Paginator(rows, 50).page(number)}))

    def like(*words: str) -> object:
        rows = every
        for word in words:
            rows = rows.filter(Q(text__icontains=word) | Q(responsibles__organisation__name__icontains=word)
                               | Q(session__body__name__icontains=word)).distinct()
        return plain(rows)

    return {
        "actions": lambda: plain(every), "actions, page 50": lambda: plain(every, 50),
        "actions, status": lambda: plain(every.filter(status="open")),
        "actions, region": lambda: plain(every.filter(session__body__region=body.region_id)),
        "actions, organisation": lambda: plain(every.filter(responsibles__organisation=owner).distinct()),
        "actions, one word": lambda: like("transmettre"), "actions, two words": lambda: like("migrants", "agadez"),
        "actions, prefix": lambda: like("carto"), "actions, phrase": lambda: like("points de suivi"),
    }


def measure(rounds: int) -> list[str]:
    client = Client(SERVER_NAME="localhost")
    client.force_login(reader_of_the_register())
    usual, slow = peers(), []
    print(f"{'page':34}{'p50':>8}{'p95':>8}{'own p95':>8}{'the usual list: p50':>26}{'p95':>8}   milliseconds")
    for name, url in pages().items():
        def ask(url: str = url) -> object:
            cache.clear()
            response = client.get(url)
            assert response.status_code == 200, (url, response.status_code)
            return response.content
        ours = timed(ask, rounds)
        line = f"{name:34}{ours[0]:8.0f}{ours[1]:8.0f}{ours[2]:8.0f}"
        if name in usual:
            theirs = timed(usual[name], max(3, rounds // 4))
            line += f"{theirs[0]:26.0f}{theirs[1]:8.0f}"
        print(line, flush=True)
        if ours[1] > AIM:
            slow.append(name)
    return slow


def timed(ask: Callable[[], object], rounds: int) -> tuple[float, float, float]:
    """p50, p95 and p95 of this process's own time over ``rounds`` calls after one to warm up, in milliseconds."""
    ask()
    taken, own = [], []
    for _round in range(rounds):
        start, worked = perf_counter(), process_time()
        ask()
        taken.append((perf_counter() - start) * 1000)
        own.append((process_time() - worked) * 1000)
    return median(taken), quantiles(taken, n=20)[-1], quantiles(own, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
