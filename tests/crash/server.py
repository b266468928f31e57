"""The real `canevas serve` in a process group of its own, killed without warning and started again."""
from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

COMMAND = [sys.executable, "-m", "canevas.project.cli"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    home: Path
    url: str = ""
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def environment(self) -> dict[str, str]:
        known = {name: value for name, value in os.environ.items() if not name.startswith(("CANEVAS", "DATABASE_URL"))}
        return known | {"CANEVAS_HOME": str(self.home), "CANEVAS_HTTP": "1", "PYTHONPATH": os.pathsep.join(sys.path),
                        "DJANGO_SETTINGS_MODULE": "canevas.project.settings"} | (
            {"DATABASE_URL": self.url} if self.url else {})

    @property
    def log(self) -> Path:
        return self.home.parent / "serve.log"

    def start(self) -> None:
        """Begin to serve; comes back before the server answers, so that its start can be killed too."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([*COMMAND, "serve", "--port", str(self.port)], env=self.environment(),
                                            stdout=log, stderr=log, start_new_session=True)

    def wait_until_ready(self, seconds: float = 120) -> None:
        until = time.monotonic() + seconds
        while not self.answers():
            assert time.monotonic() < until, self.log.read_text()[-3000:]
            if self.process is not None and self.process.poll() is not None:
                # the port may still be held for a moment by what was killed
                time.sleep(0.3)
                self.start()
            time.sleep(0.05)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/access/sign-in/")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def kill(self, *, all_at_once: bool = True) -> None:
        """SIGKILL to the whole group, or only to the process that was started: the others must not outlive it."""
        assert self.process is not None
        if all_at_once:
            os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self.kill()

    def run(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *map(str, arguments)], env=self.environment(), text=True,
                              capture_output=True, check=False)
