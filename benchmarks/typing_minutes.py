"""Fifty people type at once, each on an item of their own: how long a saving takes, and whether any word is missing.

``python -m benchmarks.typing_minutes [--people 50] [--seconds 30] [--pause 1.5]`` starts the real ``canevas serve`` on
a folder that is thrown away (SQLite). Every person sends the whole text of an item, a sentence longer each time, as
the editor does at each pause, then the pause (seconds) passes. The load is made on the same machine and is part of
what is measured. The first line is one person alone.
"""
from __future__ import annotations

import argparse
import http.client
import json
import random
import subprocess
import tempfile
import threading
import time
import uuid
from pathlib import Path
from statistics import quantiles

from tests.journeys.served import Served

MAKE_ITEMS = """
import json
from canevas.commons.access.models import User
from canevas.governance.concertation.models import AgendaItem, Session
session = Session.objects.get()
items = [AgendaItem.objects.create(session=session, number=number, title=f"Point {number}")
         for number in range(10, 10 + %d)]
print(json.dumps({"items": [str(item.uid) for item in items], "person": str(User.objects.get(username="aminata").pk)}))
"""
SENTENCE = "Le comité prend note de la situation des sites de la région et demande un point à la prochaine réunion. "


class Typist(threading.Thread):
    """One person: ``taken`` are seconds of each saving, ``wrong`` the answers that were no saving."""

    def __init__(self, served: Served, item: str, person: str, seconds: float, pause: float) -> None:
        super().__init__()
        self.served, self.item, self.person, self.seconds, self.pause = served, item, person, seconds, pause
        self.taken: list[float] = []
        self.wrong: list[str] = []
        self.text = ""

    def run(self) -> None:
        cookie = f"{self.served.made['cookie']}={self.served.made['cookies']['aminata']}; csrftoken={'a' * 32}"
        headers = {"Cookie": cookie, "X-CSRFToken": "a" * 32, "Content-Type": "application/json",
                   "Accept": "application/json"}
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=60)
        block, revision = str(uuid.uuid4()), 0
        time.sleep(random.random() * self.pause)
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            self.text += SENTENCE
            blocks = [{"uid": block, "form": "paragraph", "text": self.text}]
            body = json.dumps({"as": self.person, "base_revision": revision, "blocks": blocks, "client_id": block,
                               "nonce": str(uuid.uuid4()), "unanswered": []})
            begun = time.perf_counter()
            try:
                connection.request("POST", f"/concertation/items/{self.item}/blocks/", body, headers)
                answer = connection.getresponse()
                told = answer.read()
            except (OSError, http.client.HTTPException) as fault:
                self.wrong.append(type(fault).__name__)
                connection.close()
                continue
            self.taken.append(time.perf_counter() - begun)
            if answer.status == 200:
                revision = json.loads(told)["revision"]
            else:
                self.wrong.append(str(answer.status))
            time.sleep(self.pause)


def figures(taken: list[float]) -> str:
    parts = quantiles(taken, n=100) if len(taken) > 1 else taken * 99
    return f"p50 {parts[49] * 1000:6.0f} ms   p95 {parts[94] * 1000:6.0f} ms   p99 {parts[98] * 1000:6.0f} ms"


def measure(typists: list[Typist]) -> None:
    begun = time.monotonic()
    for one in typists:
        one.start()
    for one in typists:
        one.join()
    taken = [each for one in typists for each in one.taken]
    wrong = [each for one in typists for each in one.wrong]
    print(f"{len(typists):3} typing: {len(taken):5} savings, {len(taken) / (time.monotonic() - begun):5.1f}/s   "
          f"{figures(taken)}   wrong: {wrong or 'none'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--pause", type=float, default=1.5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="canevas-typing-") as home:
        served = Served(Path(home))
        served.set_up()
        told = subprocess.run(served.command("shell", "-v", "0", "-c", MAKE_ITEMS % (chosen.people + 1)), check=True,
                              env=served.environment(), capture_output=True, text=True).stdout
        made = json.loads(told.strip().splitlines()[-1])
        served.start()
        try:
            alone = [Typist(served, made["items"][0], made["person"], 5, 0.2)]
            together = [Typist(served, item, made["person"], chosen.seconds, chosen.pause)
                        for item in made["items"][1:]]
            measure(alone)
            measure(together)
            kept = {text for (text,) in served._rows("SELECT text FROM concertation_discussionpoint")}
            missing = [one for one in together if not one.wrong and one.text not in kept]
            print(f"texts not in the database as typed: {len(missing)}")
        finally:
            served.stop()


if __name__ == "__main__":
    main()
