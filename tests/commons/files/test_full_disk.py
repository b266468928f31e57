"""The disk is full while something is written: a sentence, nothing half-written, nothing lost."""
from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from canevas.commons.files.full import is_full
from canevas.commons.files.models import StoredFile
from canevas.commons.files.operations import keep_attachment
from canevas.commons.jobs.models import Job
from canevas.commons.jobs.operations import open_job
from canevas.commons.jobs.queries import incoming_folder
from canevas.governance.concertation.models import Intake
from canevas.governance.concertation.operations import importing
from tests.factories.minutes import content, small_reading, user

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2000
LIMITED = """
import resource, signal, sys
from pathlib import Path
import django
django.setup()
from canevas.commons.files.full import is_full
from canevas.commons.files.operations import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
place = Path(sys.argv[1])
write_whole(place / "small", b"x" * 50_000)
try:
    write_whole(place / "large", b"x" * 500_000)
except OSError as fault:
    print(is_full(fault), sorted(path.name for path in place.iterdir()))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows n’a pas de limite de taille par processus.")
def test_a_file_that_does_not_fit_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LIMITED, str(tmp_path / "files")], text=True, capture_output=True,
                          timeout=120, check=True)
    assert done.stdout == "True ['small']\n"


@pytest.mark.django_db
def test_no_row_without_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr("os.fsync", full)
    before = set((Path(settings.CANEVAS_HOME) / "files").rglob("*.*"))
    with pytest.raises(OSError, match="No space"):
        keep_attachment(by=user(), name="photo.png", content=PICTURE)
    assert not StoredFile.objects.filter(name="photo.png").exists()
    assert set((Path(settings.CANEVAS_HOME) / "files").rglob("*.*")) == before


@pytest.fixture
def full_database(transactional_db: None) -> Iterator[None]:
    """A database that may not grow: SQLite then answers as on a full disk."""
    if connection.vendor != "sqlite":
        pytest.skip("Sans objet : la taille d’une base PostgreSQL ne se borne pas ainsi.")
    user()
    with connection.cursor() as cursor:
        (pages,) = cursor.execute("PRAGMA page_count").fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages + 20}")
        yield
        cursor.execute("PRAGMA max_page_count = 1073741823")


def test_a_full_database_is_told_on_the_page(full_database: None) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(user())
    client.get("/")  # what signing in writes is written
    for label in ("x" * 250, "x"):
        with pytest.raises(DatabaseError, match="full"):
            while True:
                open_job(by=user(), label=label)
    known = Job.objects.count()
    answer = client.post(reverse("concertation:deposit"), {
        "files": SimpleUploadedFile("compte-rendu.txt", b"bonjour")})
    page = answer.content.decode()
    assert answer.status_code == 507 and "plein" in page and "Traceback" not in page
    assert Job.objects.count() == known and not list(incoming_folder().glob("*"))


@pytest.mark.django_db
def test_a_full_disk_while_importing_refuses_with_its_own_sentence(
        monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = small_reading()
    path = tmp_path / made.name
    path.write_bytes(content(made))

    def full(*_values: Any, **_named: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr("canevas.commons.files.operations.os.replace", full)
    monkeypatch.setattr(importing.ReadingPool, "read", lambda _pool, paths: [(one, made) for one in paths])
    (done,) = importing.import_files(by=user(), paths=[path], processes=1)
    assert (done.outcome, done.code) == ("refused", "disk-full") and "plein" in done.sentence
    assert not Intake.objects.exists() and not StoredFile.objects.exists()
    monkeypatch.undo()
    monkeypatch.setattr(importing.ReadingPool, "read", lambda _pool, paths: [(one, made) for one in paths])
    (done,) = importing.import_files(by=user(), paths=[path], processes=1)
    assert done.outcome == "to_review", "once there is room, the same file comes in"


def test_other_faults_are_not_called_a_full_disk() -> None:
    assert not is_full(OSError(errno.EACCES, "Permission denied")) and not is_full(None)
    assert is_full(DatabaseError("database or disk is full"))
    wrapped = ValueError("x")
    wrapped.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert is_full(wrapped)
