"""The workbench with a big spreadsheet: processor time of reading it, of each answer, of mending it and of bringing it
in.

    python -m benchmarks.workbench [--rows 100000] [--most 0.5]

The peer in the same run is what an answer cost before anything was kept: the whole file proposed again. What reads the
whole file again (a cell mended, another meaning for a column) is work that the request only asks for: both are told.
Fails where an answer, its page included, or a request takes more than ``--most`` seconds of processor time. In a folder
that is thrown away.
"""
from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

HOME = tempfile.mkdtemp(prefix="canevas-workbench-")
os.environ.update(CANEVAS_HOME=HOME, CANEVAS_HTTP="1", DJANGO_SETTINGS_MODULE="canevas.project.settings")

from canevas.project import wsgi  # noqa: E402, F401 isort: skip (what the server loads, before all that follows)

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from benchmarks.harmonise import write  # noqa: E402
from canevas.commons.access.operations import create_user, system_user  # noqa: E402
from canevas.commons.access.queries import User  # noqa: E402
from canevas.commons.directory.queries import vocabulary  # noqa: E402
from canevas.evidence.observatory.models import Workbench  # noqa: E402
from canevas.evidence.observatory.operations import (  # noqa: E402
    answer_workbench,
    confirm_workbench,
    mend_cells,
    open_workbench,
    register_source,
)
from canevas.evidence.observatory.operations.understanding import understanding_of  # noqa: E402
from canevas.evidence.observatory.operations.workbench import settled  # noqa: E402
from canevas.evidence.observatory.rules.harmonise.proposing import propose  # noqa: E402
from canevas.evidence.observatory.rules.harmonise.settling import doubts_of  # noqa: E402
from tests.factories.answering import answer_of  # noqa: E402


def timed(what: str, act: Callable[[], Any]) -> tuple[Any, float]:
    wall, processor = perf_counter(), process_time()
    result = act()
    processor = process_time() - processor
    print(f"{what:<44} {perf_counter() - wall:7.2f} s   processor {processor:7.2f} s", flush=True)
    return result, processor


def answered(client: Client, by: User, bench: Workbench, said: dict[str, Any]) -> Workbench:
    made = answer_workbench(by=by, bench=bench, answers=said)
    if (status := client.get(made.get_absolute_url()).status_code) != 200:
        sys.exit(f"The page answered {status}.")
    return made


def asked(client: Client, bench: Workbench, said: dict[str, str]) -> None:
    """The request of an act that is work: the page that tells of it included."""
    answer = client.post(reverse("observatory:workbench-act", args=[bench.uid]), said, follow=True)
    if answer.status_code != 200 or not answer.redirect_chain or "/jobs/" not in answer.redirect_chain[-1][0]:
        sys.exit(f"No work was begun: {answer.status_code} {answer.redirect_chain}.")


def mended(client: Client, by: User, bench: Workbench) -> float:
    """What reads the whole file again; the dearest request."""
    table = settled(bench).tables[0]
    first, column = table.layout.first_row, table.columns[0]
    cell = {"verb": "mend", "sheet": table.layout.sheet, f"cell-{first}-{column.number}": "01/02/2023"}
    meaning = {"verb": "save", "on": f"column.0.{table.columns[3].number}.0", "meaning": "place"}
    _none, dearest = timed("a cell mended: the request", partial(asked, client, bench, cell))
    timed("a cell mended: the work", lambda: mend_cells(by=by, bench=bench, cells={
        (table.layout.sheet, first, column.number): "01/02/2023"}))
    _none, spent = timed("another meaning: the request", partial(asked, client, bench, meaning))
    answer = partial(answer_workbench, by=by, bench=bench)
    here = f"0:{table.columns[3].number}"
    timed("another meaning: the work", lambda: answer(answers={"meanings": {here: "place"}}))
    answer(answers={"meanings": {here: str(table.columns[3].meaning)}})
    return max(dearest, spent)


def measure(rows: int) -> float:
    """The dearest answer, its page included, or request."""
    path = Path(HOME) / "flux.xlsx"
    write(path, rows)
    by = create_user(by=system_user(), username="mesure", role="statistician")
    source = register_source(by=by, code="flux", name="Flux")
    client = Client(SERVER_NAME="localhost")
    client.force_login(by)
    client.get(source.get_absolute_url())  # what a process loads once
    bench, _spent = timed("read, proposed, kept", lambda: open_workbench(
        by=by, source=source, name=path.name, content=path.read_bytes()))
    whole = understanding_of(bench.file).whole
    timed("the peer: the whole file proposed again", lambda: propose(whole, vocabulary()))
    dearest = 0.0
    while doubts := doubts_of(settled(bench), bench.answers):
        said = answer_of(bench, doubts[0])
        bench, spent = timed(f"answer {doubts[0].place}, and its page", partial(answered, client, by, bench, said))
        dearest = max(dearest, spent)
    dearest = max(dearest, mended(client, by, bench))
    bench.refresh_from_db()
    batch, _spent = timed("confirmed", lambda: confirm_workbench(by=by, bench=bench))
    if batch.rows != rows:
        sys.exit(f"{batch.rows} figures are in; {rows} were expected.")
    return dearest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--most", type=float, default=0.5)
    options = parser.parse_args()
    try:
        call_command("prepare", verbosity=0)
        dearest = measure(options.rows)
    finally:
        shutil.rmtree(HOME, ignore_errors=True)
    if dearest > options.most:
        sys.exit(f"An answer took {dearest:.2f} s, more than {options.most} s.")


if __name__ == "__main__":
    main()
