"""1,000 Word minutes read and imported, unattended: seconds, minutes per second and per core.

``python benchmarks/import_minutes.py [--count N] [--processes P]``. The files are invented by the demonstration's
generator (each meeting with another seed, so that no two are alike) and lie in a throw-away folder, as does the
database. In the same run, on the same files: reading without importing (one process), and what python-docx takes to
get the bare text out (one process).
"""
from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter

import docx

from canevas.doors.cli.demo.inventing import invent
from canevas.doors.cli.demo.word_file import word_of
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.tools.documents.reading import read_file
from canevas.tools.vocabulary import load_vocabulary


def write_files(folder: Path, count: int) -> list[Path]:
    paths: list[Path] = []
    seed = 0
    while len(paths) < count:
        seed += 1
        for meeting in invent(date(2026 - seed, 11, 1), seed=seed):
            if len(paths) == count:
                break
            path = folder / f"{len(paths):04}.docx"
            path.write_bytes(word_of(meeting))
            paths.append(path)
    return paths


def bare_text(path: Path) -> str:
    document = docx.Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def seconds(work) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def run_import(files: Path, home: Path, processes: int) -> tuple[float, dict]:
    environment = os.environ | {"CANEVAS_HOME": str(home)}
    command = [sys.executable, "-m", "canevas.project.cli"]
    subprocess.run([*command, "prepare"], env=environment, check=True, capture_output=True)
    start = perf_counter()
    done = subprocess.run([*command, "import", str(files), "--confirm", "--json", "--processes", str(processes)],
                          env=environment, check=False, capture_output=True, text=True)
    took = perf_counter() - start
    return took, json.loads(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        paths = write_files(files, chosen.count)
        vocabulary = load_vocabulary("niger")
        some = paths[: max(1, chosen.count // 5)]
        read_minutes(read_file(some[0]), vocabulary)
        ours = seconds(lambda: [read_minutes(read_file(path), vocabulary) for path in some]) / len(some)
        bare = seconds(lambda: [bare_text(path) for path in some]) / len(some)
        took, report = run_import(files, Path(folder) / "home", chosen.processes)
    print(f"{chosen.count} Word minutes, {sum(1 for _ in some)} of them for the one-process rows\n")
    print(f"{'':44}{'ms each':>9}{'per second':>12}")
    for label, each in (("python-docx, bare text (1 process)", bare), ("read and understood (1 process)", ours),
                        (f"read, understood, imported ({chosen.processes} processes)", took / chosen.count)):
        print(f"{label:44}{each * 1000:9.1f}{1 / each:12.1f}")
    print(f"\nimport of {chosen.count}: {took:.1f} s; understood / bare text = {ours / bare:.2f}")
    print("report:", report["counts"])


if __name__ == "__main__":
    main()
