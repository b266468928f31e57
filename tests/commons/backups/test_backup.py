"""`canevas backup`: whole, of one moment, unreadable without the key, and nothing left behind when it fails."""
from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest

from canevas.commons.backups.operations.unpacking import unpack
from canevas.tools.archive.keys import private_keys
from tests.commons.backups.conftest import Used
from tests.commons.backups.installation import COMMAND, Installation

WRITER = """
import django, itertools, sys
django.setup()
from django.db import transaction
from canevas.commons.access.operations import system_user
from canevas.commons.jobs.models import Job
by = system_user()
for number in itertools.count():
    with transaction.atomic():
        Job.objects.create(label=f"pair {number} a", asked_by=by)
        Job.objects.create(label=f"pair {number} b", asked_by=by)
    print(number, flush=True)
"""

pytestmark = pytest.mark.slow


def labels(stage: Path) -> list[str]:
    """Labels of the jobs that an unpacked backup holds."""
    header = json.loads((stage / "header.json").read_text())
    place = header["columns"]["jobs.job"].index("label")
    return [json.loads(line)[place] for path in sorted((stage / "tables" / "jobs.job").glob("*"))
            for line in gzip.decompress(path.read_bytes()).splitlines()]


def test_the_name_the_hash_and_the_journal(used: Used) -> None:
    assert re.fullmatch(r"canevas-\d{4}-\d\d-\d\d-\d{4}\.canevas\.age", used.backup.name)
    digest = hashlib.sha256(used.backup.read_bytes()).hexdigest()
    assert (used.backup.parent / f"{used.backup.name}.sha256").read_text() == f"{digest}  {used.backup.name}\n"
    assert sorted(path.name for path in used.backup.parent.iterdir()) == [
        used.backup.name, f"{used.backup.name}.sha256"]
    told = used.installation.query("SELECT details FROM audit_journalentry WHERE event = 'backup_made'")
    assert [json.loads(str(details))["sha256"] for details, in told] == [digest]
    assert used.installation.query("SELECT name, sha256 FROM backups_backup") == [(used.backup.name, digest)]


def test_nothing_is_readable_without_the_key(used: Used) -> None:
    content = used.backup.read_bytes()
    for word in (b"amina", b"tables/", b"secret.key", (used.installation.home / "secret.key").read_bytes()[:20]):
        assert word not in content


def test_all_of_the_home_is_in_it_but_logs_and_mail(used: Used, copy: Installation, tmp_path: Path) -> None:
    for name in ("logs/a.log", "mail/a.eml", "demo/canevas.sqlite3", ".restoring-x/y", "mise-de-cote-1/z"):
        (copy.home / name).parent.mkdir(parents=True)
        (copy.home / name).write_text("x")
    for name in ("incoming/abc/0/CR de l'atelier (été).docx", "media/logo.png"):
        (copy.home / name).parent.mkdir(parents=True)
        (copy.home / name).write_text("y")
    (next((copy.home / "files").iterdir()) / "tmpabc").write_text("half")
    copy.run("backup", tmp_path / "out", "--to", used.public)
    unpack(next((tmp_path / "out").glob("*.age")), private_keys(used.key_file), tmp_path / "stage")
    found = {path.relative_to(tmp_path / "stage" / "home").as_posix()
             for path in (tmp_path / "stage" / "home").rglob("*") if path.is_file()}
    files = {path.relative_to(copy.home).as_posix() for path in (copy.home / "files").glob("*/?" + "?" * 63)}
    assert files
    assert found == files | {"incoming/abc/0/CR de l'atelier (été).docx", "media/logo.png", "secret.key", "journal.key"}


def test_a_backup_made_while_somebody_writes_is_of_one_moment(used: Used, copy: Installation, tmp_path: Path) -> None:
    writer = subprocess.Popen([COMMAND[0], "-c", WRITER], stdout=subprocess.PIPE, text=True,
                              env=copy.environment() | {"DJANGO_SETTINGS_MODULE": "canevas.project.settings"})
    assert writer.stdout is not None
    try:
        before = int(writer.stdout.readline())
        heights = []
        for number in range(4):
            copy.run("backup", tmp_path / str(number), "--to", used.public)
    finally:
        writer.kill()
        after = int(writer.stdout.read().split()[-1])
        writer.wait()
    for number in range(4):
        stage = tmp_path / f"stage{number}"
        unpack(next((tmp_path / str(number)).glob("*.age")), private_keys(used.key_file), stage)
        found = sorted(labels(stage))
        heights.append(len(found) // 2)
        assert found == sorted(f"pair {pair} {half}" for pair in range(len(found) // 2) for half in "ab")
    assert before < heights[0] < heights[-1] <= after + 1  # the writer was never stopped


def test_without_a_key_it_is_refused(used: Used, copy: Installation, tmp_path: Path) -> None:
    assert "--plain" in copy.run("backup", tmp_path / "out", code=1)
    assert not (tmp_path / "out").exists()
    assert "age1" in copy.run("backup", tmp_path / "out", "--to", "age1abc", code=1)
    secret = private_keys(used.key_file)[0]
    assert secret not in copy.run("backup", tmp_path / "out", "--to", secret, code=1)
    assert "NON chiffrée" in copy.run("backup", tmp_path / "out", "--plain")
    place = next((tmp_path / "out").glob("*.tar"))
    assert unpack(place, []).manifest.row_count > 1000


def test_only_the_newest_are_kept(used: Used, copy: Installation, tmp_path: Path) -> None:
    for name in ("canevas-2020-01-01-0000.canevas.age", "canevas-2021-01-01-0000.canevas.tar", "canevas-notes.txt",
                 "canevas-2020-01-01-0000.canevas.age.sha256"):
        (tmp_path / name).write_text("x")
    said = copy.run("backup", tmp_path, "--to", used.public, "--keep", 2)
    left = sorted(path.name for path in tmp_path.iterdir() if path.is_file())
    assert "canevas-2020-01-01-0000.canevas.age" in said
    assert left[0] == "canevas-2021-01-01-0000.canevas.tar"
    assert left[-1] == "canevas-notes.txt"
    assert len(left) == 4


def test_a_missing_or_damaged_file_is_told(used: Used, copy: Installation, tmp_path: Path) -> None:
    first, second = sorted((copy.home / "files").glob("*/*"))[:2]
    first.unlink()
    second.write_bytes(b"other")
    assert "2 fichiers reçus manquent ou sont abîmés" in copy.run("backup", tmp_path / "out", "--to", used.public)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.skipif(os.name != "posix", reason="Sans objet : signaux d’Unix.")
def test_an_interruption_leaves_nothing(how: signal.Signals, used: Used, copy: Installation, tmp_path: Path) -> None:
    with (copy.home / "media").open("wb") as big:
        big.truncate(3 << 30)  # long enough to be in the middle, however busy the machine
    folder = tmp_path / "out"
    # a shell that starts the tests in the background has them ignore the interruption, and so would the command
    running = subprocess.Popen([*COMMAND, "backup", str(folder), "--to", used.public], env=copy.environment(),
                               stderr=subprocess.PIPE, text=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    for _wait in range(6000):
        if any(path.stat().st_size > 10_000_000 for path in folder.glob(".*.part")):
            break
        time.sleep(0.02)
    running.send_signal(how)
    _out, said = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert "rien n’est resté" in said
    assert list(folder.iterdir()) == []
    assert copy.query("SELECT count(*) FROM backups_backup") == [(1,)]
