#!/usr/bin/env python3
"""One entry for a fresh machine: ``python3 dev.py demo`` and ``python3 dev.py test``.

Standard library only, because it runs before anything is installed. It makes ``.venv``, installs what
``requirements.txt`` locks (again when that file changes), then runs the verb inside.

Verbs:
  demo [--port N]      load the invented demonstration and serve it on http://127.0.0.1:8000
  test [ARGS…]         style, types and tests; ARGS go to pytest
  canevas ARGS…        the command line in the prepared environment
  new-room FLOOR/NAME  scaffold a room of the common shape
  lock                 write requirements.txt and requirements-optional.txt again from pyproject.toml (needs uv)
  install              only prepare the environment

With CANEVAS_OPTIONAL=1 the optional parts are installed too: forecasts, and Spark (needs Java).
"""
from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "installed.sha256"
LOCKED = ("requirements.txt", "requirements-optional.txt", "pyproject.toml", "hatch_build.py")
OPTIONAL = bool(os.environ.get("CANEVAS_OPTIONAL"))  # forecasts and Spark: several hundred megabytes


def run(*command: str | Path, **options: object) -> int:
    """Run one command from the root of the checkout and give back its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, **options)  # type: ignore[arg-type]


def fingerprint() -> str:
    digest = hashlib.sha256(f"{sys.version} {OPTIONAL}".encode())
    for name in LOCKED:
        path = ROOT / name
        digest.update(path.read_bytes() if path.exists() else b"")
    return digest.hexdigest()


def install() -> None:
    """Create ``.venv`` and install the hash lock, only when something in it changed."""
    if sys.version_info < (3, 11):
        sys.exit("Canevas needs Python 3.11 or newer / Canevas demande Python 3.11 ou plus récent.")
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("Installing into .venv (a few minutes the first time) / Installation dans .venv…", file=sys.stderr)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    pip = (PYTHON, "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
    to_stderr: dict[str, object] = {"stdout": sys.stderr}
    steps = (
        (*pip, "--require-hashes", "-r", "requirements-optional.txt" if OPTIONAL else "requirements.txt"),
        (*pip, "--no-deps", "--no-build-isolation", "-e", "."),
    )
    for step in steps:
        if run(*step, **to_stderr):
            sys.exit("Installation failed; the lines above say why / L'installation a échoué, voir ci-dessus.")
    STAMP.write_text(wanted)


def canevas(*arguments: str) -> int:
    return run(PYTHON, "-m", "canevas.project.cli", *arguments)


def test(arguments: list[str]) -> int:
    """Every check, each run even if one before it failed; the exit code is that of the first failure.

    With CANEVAS_POSTGRES set to a database address, the tests that ask a database run there a second time: all of
    them, or those of the folders that CANEVAS_POSTGRES_PATHS names.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of processes start, none should compile the house again
    codes = []
    if not arguments:
        codes.append(run(PYTHON, "-m", "ruff", "check", "."))
    pytest = (PYTHON, "-m", "pytest", *(arguments or ["-n", "2", "-q"]))
    codes.append(run(*pytest))
    postgres = os.environ.get("CANEVAS_POSTGRES")
    if postgres:
        print("The tests that ask a database, on PostgreSQL:", flush=True)
        paths = os.environ.get("CANEVAS_POSTGRES_PATHS", "").split()
        codes.append(run(*pytest, "-m", "database", *paths, env=os.environ | {"DATABASE_URL": postgres}))
    return next((code for code in codes if code), 0)


def lock() -> int:
    """Both locks: what everybody installs, and the same with the optional parts."""
    export = ("uv", "export", "--format", "requirements-txt", "--no-emit-project", "--all-groups", "--no-header")
    wanted = {"requirements.txt": ("--extra", "postgres"), "requirements-optional.txt": ("--all-extras",)}
    for name, extras in wanted.items():
        with open(ROOT / name, "w", encoding="utf-8") as out:
            if code := subprocess.call([*export, *extras], cwd=ROOT, stdout=out):
                return code
    return 0


def main(arguments: list[str]) -> int:
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    if verb == "lock":
        return lock()
    if verb not in ("demo", "test", "canevas", "install", "new-room"):
        print(__doc__)
        return 0 if verb in ("help", "-h", "--help") else 2
    install()
    if verb == "demo":
        return canevas("demo", *rest)
    if verb == "test":
        return test(rest)
    if verb == "canevas":
        # The caller's folder, not ours, is the one that file arguments are relative to.
        return subprocess.call([str(PYTHON), "-m", "canevas.project.cli", *rest])
    if verb == "new-room":
        return run(PYTHON, "-m", "canevas.project.new_room", *rest)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
