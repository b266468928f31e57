"""Files read and understood in processes of their own: one that crashes or hangs takes nothing with it.

``concurrent.futures`` gives up the whole pool when one process dies and cannot stop one that hangs; here each process
has its own pipe, and is replaced when it dies or outlasts the time that one file may take. Each is handed a few files
ahead and answers in order, so that it reads on while this process writes; of one that dies, the first file without an
answer is the culprit, and the others are handed out again.
"""
from __future__ import annotations

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from canevas.governance.concertation.reader_process import READY, serve
from canevas.governance.concertation.rules.intake import Reading, fingerprint
from canevas.tools.documents.reading import ReadingLimits
from canevas.tools.text.sentences import say

TIMEOUT = 120.0
"""Seconds that one file may take."""
AHEAD = 4
"""Files that a process has before it, the one it reads included."""
_spawn = multiprocessing.get_context("spawn")


@dataclass(slots=True)
class _Worker:
    """One process, its end of the pipe, the files before it, and since when it reads the first of them."""

    process: BaseProcess
    pipe: Connection
    paths: deque[Path] = field(default_factory=deque)
    since: float = 0.0
    is_ready: bool = False


@dataclass(slots=True)
class ReadingPool:
    """``with ReadingPool(2) as pool: for path, reading in pool.read(paths)``; readings come as they are ready."""

    size: int = field(default_factory=lambda: max(1, min(8, os.cpu_count() or 1)))
    timeout: float = TIMEOUT
    limits: ReadingLimits | None = None
    workers: list[_Worker] = field(default_factory=list)
    again: deque[Path] = field(default_factory=deque)
    """Files that stood behind one that took its process with it."""

    def __enter__(self) -> ReadingPool:
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self.workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join(timeout=5)
        self.workers.clear()

    def read(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Reading]]:
        """Every path with its reading. A crash or a timeout is a reading with an error, like any refusal."""
        waiting = iter(paths)
        self._hand_out(waiting)
        while any(worker.paths for worker in self.workers):
            busy = [worker for worker in self.workers if worker.paths]
            ready = wait([worker.pipe for worker in busy], timeout=0.5)
            done = [one for worker in busy if worker.pipe in ready or not worker.process.is_alive()
                    for one in self._collect(worker)]
            done += [self._stop(worker) for worker in list(self.workers)
                     if worker.paths and time.monotonic() - worker.since > self.timeout]
            self._hand_out(waiting)  # before the caller works on these, so that the processes never idle
            yield from done

    def _hand_out(self, waiting: Iterator[Path]) -> None:
        while len(self.workers) < self.size or any(len(worker.paths) < AHEAD for worker in self.workers):
            path = self.again.popleft() if self.again else next(waiting, None)
            if path is None:
                return
            if len(self.workers) < self.size:
                self._start()
            worker = min(self.workers, key=lambda one: len(one.paths))
            try:
                worker.pipe.send(str(path))
            except OSError:  # it died meanwhile
                self.again.append(path)
                if worker.paths:
                    return  # what it still had to say is collected first
                self._discard(worker)
                continue
            if not worker.paths:
                worker.since = time.monotonic()
            worker.paths.append(path)

    def _start(self) -> _Worker:
        ours, theirs = _spawn.Pipe()
        process = _spawn.Process(target=serve, args=(theirs, self.limits), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _collect(self, worker: _Worker) -> list[tuple[Path, Reading]]:
        """What ``worker`` sent: nothing yet but that it is ready, or a reading, or its death."""
        try:
            if not worker.pipe.poll():  # dead, its end of the pipe held open by a process that it began
                raise EOFError
            sent = worker.pipe.recv()
        except (EOFError, OSError) as fault:
            self._discard(worker)
            if not worker.is_ready:
                raise RuntimeError("the process that reads files does not start") from fault
            path = worker.paths.popleft()
            self.again.extend(worker.paths)
            return [(path, failed(path, "crash", say(
                "“%(name)s” stopped the program that was reading it; the file is probably damaged. It was left out.",
                name=path.name)))]
        if sent == READY:
            worker.is_ready, worker.since = True, time.monotonic()
            return []
        worker.since = time.monotonic()
        return [(worker.paths.popleft(), sent)]

    def _stop(self, worker: _Worker) -> tuple[Path, Reading]:
        path = worker.paths.popleft()
        self.again.extend(worker.paths)
        self._discard(worker)
        return path, failed(path, "timeout", say(
            "“%(name)s” could not be read within %(seconds)s seconds. It was left out; open it and save it again, or "
            "split it.", name=path.name, seconds=round(self.timeout)))

    def _discard(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join(timeout=5)


def failed(path: Path, code: str, sentence: str) -> Reading:
    try:
        digest = fingerprint(path.read_bytes())
    except OSError:
        digest = ""
    return Reading(path.name, digest, error=sentence, code=code)
