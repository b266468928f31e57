"""The server is killed with -9 while people write, import and export: what was confirmed stays, nothing is by halves.

About a minute for each engine. ``CANEVAS_CRASH_KILLS=300`` kills so many times; with ``CANEVAS_CRASH_POSTGRES`` (the
data folder of a PostgreSQL that this test may kill too) every fifth kill is that of the database. PostgreSQL: where
``DATABASE_URL`` names one.
"""
from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crash.clients import Town
from tests.crash.server import COMMAND, Server

pytestmark = [pytest.mark.slow, pytest.mark.database,
              pytest.mark.skipif(os.name != "posix", reason="Sans objet : SIGKILL d’Unix.")]
KILLS = int(os.environ.get("CANEVAS_CRASH_KILLS", "6"))
POSTGRES = "postgres" in os.environ.get("DATABASE_URL", "")
PEOPLE = 7


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path / "home")
    if POSTGRES:
        psycopg = pytest.importorskip("psycopg")
        url, name = os.environ["DATABASE_URL"], f"crash_{os.getpid()}"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.url = f"{url.rsplit('/', 1)[0]}/{name}"
        yield made
        made.stop()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    else:
        yield made
        made.stop()


def prepared(server: Server, files: Path) -> dict[str, Any]:
    done = server.run(*COMMAND[1:], "prepare")
    assert done.returncode == 0, done.stderr
    files.mkdir()
    done = server.run("-m", "tests.crash.setting_up", PEOPLE, files)
    assert done.returncode == 0, done.stderr
    facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert len(facts["actions"]) > 10 and len(facts["items"]) >= PEOPLE
    return facts


def idle(server: Server, seconds: float = 600) -> None:
    """Until no work is left."""
    until = time.monotonic() + seconds
    script = ("import django; django.setup()\nfrom django_tasks_db.models import DBTaskResult as D\n"
              "print(D.objects.filter(status__in=['READY', 'RUNNING']).count())")
    while time.monotonic() < until:
        if server.run("-c", script).stdout.strip() == "0":
            return
    raise AssertionError("work is left: " + server.log.read_text()[-2000:])


def importing(server: Server, files: Path, chance: random.Random) -> subprocess.Popen[str]:
    """`canevas import` of some of the folder, in a group of its own."""
    some = chance.sample(sorted(files.glob("*.docx"))[20:50], 6)
    return subprocess.Popen([*COMMAND, "import", *map(str, some), "--confirm", "--json"], env=server.environment(),
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)


def exporting(server: Server, town: Town, chance: random.Random, folder: Path) -> subprocess.Popen[bytes]:
    """`canevas export` to disk."""
    target = folder / f"{time.monotonic_ns()}.docx"
    return subprocess.Popen([*COMMAND, "export", chance.choice(town.facts["sessions"]), "--docx", str(target)],
                            env=server.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            start_new_session=True)


def wait_for_work(town: Town, chance: random.Random) -> None:
    """Until a few writes more were answered, however fast the machine is, and then a moment into the next ones."""
    wanted, until = len(town.confirmed) + chance.randint(3, 25), time.monotonic() + 40
    while len(town.confirmed) < wanted and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(chance.uniform(0, 0.5))


def kill_postgres(server: Server) -> None:
    """SIGKILL to the first process of PostgreSQL, as a power cut would; it comes back by its own recovery."""
    folder = Path(os.environ["CANEVAS_CRASH_POSTGRES"])
    os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    time.sleep(1)
    (folder / "postmaster.pid").unlink(missing_ok=True)
    tool = next(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    options = (folder / "postmaster.opts").read_text().split('"', 1)[1].replace('"', "").strip()
    for _attempt in range(20):
        done = subprocess.run(["runuser", "-u", "postgres", "--", str(tool), "-D", str(folder), "-o", options, "-w",
                               "-l", str(folder / "crash.log"), "start"], check=False, capture_output=True)
        if done.returncode == 0:
            return
        time.sleep(0.5)
    raise AssertionError(done.stdout + done.stderr)


def test_nothing_confirmed_is_lost_and_nothing_is_by_halves(server: Server, tmp_path: Path) -> None:
    chance = random.Random(os.environ.get("CANEVAS_CRASH_SEED", "7"))
    files, exports = tmp_path / "files", tmp_path / "exports"
    exports.mkdir()
    town = Town(server.port, prepared(server, files), files, exports)
    server.start()
    server.wait_until_ready()
    town.start()
    for kill in range(KILLS):
        commands: list[subprocess.Popen[Any]] = []
        if kill % 5 != 4:  # now and then the start itself is killed
            server.wait_until_ready()
            commands = [importing(server, files, chance), exporting(server, town, chance, exports)]
            wait_for_work(town, chance)
        else:
            time.sleep(chance.uniform(0.1, 3))
        if POSTGRES and "CANEVAS_CRASH_POSTGRES" in os.environ and kill % 5 == 2:
            kill_postgres(server)
        server.kill(all_at_once=bool(kill % 3))
        for command in commands:
            if command.poll() is None:
                os.killpg(command.pid, signal.SIGKILL)
            said = command.communicate()[0]
            if command.returncode == 0 and said:
                for one in json.loads(said)["files"]:
                    assert one["outcome"] != "refused", one
                    town.note("imported", sha256=hashlib.sha256(Path(one["path"]).read_bytes()).hexdigest())
        server.start()
    server.wait_until_ready()
    time.sleep(3)
    town.stop()
    idle(server)
    server.stop()
    assert town.faults == [], town.faults[:5]
    for work in ("status", "typed", "brought", "confirmed", "exported"):
        assert town.counts[work], f"{work}: nobody came to it, so nothing was tried: {town.counts}"
    done = subprocess.run([COMMAND[0], "-m", "tests.crash.truth"], env=server.environment(), text=True,
                          input=json.dumps(town.confirmed), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    print(dict(town.counts), KILLS, "kills")
    assert json.loads(done.stdout.splitlines()[-1]) == []
    verified = server.run(*COMMAND[1:], "audit", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    halves = [path.name for path in exports.iterdir() if path.suffix == ".docx" and not is_whole(path)]
    assert halves == []
    shutil.rmtree(exports)


def is_whole(path: Path) -> bool:
    return path.read_bytes()[:2] == b"PK" and b"PK\x05\x06" in path.read_bytes()[-70:]
