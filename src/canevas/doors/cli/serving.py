"""What `canevas serve` keeps running beside the pages, and what it mends that a killed server left."""
from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections

from canevas.commons.files.operations import sweep_unfinished
from canevas.commons.jobs.operations import resume_interrupted, sweep_incoming
from canevas.commons.jobs.queries import due_work
from canevas.doors.cli.parent import PARENT
from canevas.evidence.observatory.operations import sweep_figures, sweep_understood, tally_figures


def worker_name() -> str:
    """What the tasks that the worker of this home takes are marked with; the same after a restart."""
    home = hashlib.sha256(str(settings.CANEVAS_HOME).encode()).hexdigest()[:12]
    return f"{socket.gethostname()[:40]}-{home}"


def mend() -> None:
    """Put right what a server that was killed left in the middle. Nothing else may be serving this home."""
    resume_interrupted(worker=worker_name())
    sweep_unfinished()
    sweep_incoming()
    sweep_figures()
    sweep_understood()
    tally_figures()


class Worker:
    """The process that does the long work; started anew should it die."""

    def __init__(self) -> None:
        self._process = self._start()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._keep_running, name="keeping the worker running", daemon=True)
        self._thread.start()

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 (our own command)
            [sys.executable, "-m", "canevas.project.cli", "db_worker", "--no-startup-delay", "--interval", "0.5",
             "--worker-id", worker_name()], env=os.environ | {"PYTHONUNBUFFERED": "1", PARENT: str(os.getpid())})

    def _keep_running(self) -> None:
        while not self._stopping.is_set():
            self._process.wait()
            if self._stopping.wait(2):
                return
            close_old_connections()
            resume_interrupted(worker=worker_name())
            connections.close_all()
            self._process = self._start()

    def stop(self) -> None:
        """Let the task in hand end, for ten seconds at most."""
        self._stopping.set()
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()  # what it was at is taken up again at the next start
            self._process.wait()


class Clock:
    """Looks every minute whether it is the turn of some regular work, and has it done in a process of its own."""

    def __init__(self, every: float = 60) -> None:
        self._every, self._stopping = every, threading.Event()
        threading.Thread(target=self._run, name="regular work", daemon=True).start()

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            with suppress(DatabaseError):
                self._tick()
            connections.close_all()

    @staticmethod
    def _tick() -> None:
        close_old_connections()
        if due_work():
            connections.close_all()
            subprocess.run([sys.executable, "-m", "canevas.project.cli", "tick"],
                           env=os.environ | {PARENT: str(os.getpid())}, check=False)

    def stop(self) -> None:
        self._stopping.set()
