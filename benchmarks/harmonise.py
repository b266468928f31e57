"""A spreadsheet of many rows, from the file to harmonised figures, beside what other readers take merely to open it.

    python -m benchmarks.harmonise [--rows 100000] [--peers calamine,openpyxl,libhxl] [--cap 20000] [--most 5]

An invented file of flow monitoring (title lines, a heading, 12 columns, a total row) is written once, then read in one
run by us: opened, its table found, meanings and codes proposed, what does not agree looked for, the recipe applied to
every row; and by calamine, openpyxl (read-only) and libhxl, which only read the cells. The last two are ten times as
slow: they read a file of ``--cap`` rows, and their times are multiplied and marked so. One process. Fails where ours
takes more than ``--most`` seconds, or where a figure is lost: the sums of the file and of the figures must agree.
"""
from __future__ import annotations

import argparse
import logging
import os
import random
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import hxl
import openpyxl
import pyarrow.compute as pc
import xlsxwriter
from python_calamine import CalamineWorkbook

from canevas.evidence.observatory.rules.harmonise.applying import Applied, Stamp, apply_all
from canevas.evidence.observatory.rules.harmonise.matching import plan_of
from canevas.evidence.observatory.rules.harmonise.proposal import Proposal
from canevas.evidence.observatory.rules.harmonise.proposing import propose
from canevas.evidence.observatory.rules.harmonise.writing_recipes import recipe_of
from canevas.tools.tables.reading import read_tables
from canevas.tools.tables.sheets import Workbook
from canevas.tools.vocabulary import Vocabulary, load_vocabulary

VOCABULARY = Path(__file__).parent.parent / "src" / "canevas" / "tools" / "vocabulary" / "niger"
HEADS = ("Date", "Région", "Département", "Point de suivi", "Sens", "Nationalité", "Sexe", "Tranche d'âge",
         "Moyen de transport", "Motif", "Nombre", "Observations")
TAGS = ("#date", "#adm1+name", "#adm2+name", "#loc+name", "#direction", "#country", "#sex", "#age", "#transport",
        "#reason", "#affected", "#comment")
PLACES = (("Agadez", "Arlit", "Arlit"), ("Agadez", "Bilma", "Séguédine"), ("Agadez", "Bilma", "Madama"),
          ("Maradi", "Madarounfa", "Dan Issa"), ("Zinder", "Magaria", "Magaria"), ("Dosso", "Gaya", "Gaya"))


def write(path: Path, rows: int) -> int:
    """The file, with a HXL row so that libhxl can read it too; the sum of its figures."""
    draw = random.Random(5)
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet, day = book.add_worksheet("Flux"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write(0, 0, "Suivi des flux migratoires, année 2023")
    sheet.write_row(2, 0, HEADS)  # row by row: what is written above the last row is lost with constant memory
    sheet.write_row(3, 0, TAGS)
    total = 0
    for row in range(4, rows + 4):
        count = draw.randint(1, 400)
        total += count
        sheet.write_datetime(row, 0, date(2023, 1, 1) + timedelta(days=draw.randint(0, 364)), day)  # type: ignore[arg-type]
        words = (*draw.choice(PLACES), draw.choice(("Entrant", "Sortant")),
                 draw.choice(("Nigérienne", "Nigériane", "Malienne", "Tchadienne", "Soudanaise", "Béninoise")),
                 draw.choice(("M", "F")), draw.choice(("0-17", "18-59", "60+")),
                 draw.choice(("Bus", "Moto", "À pied", "Camion")), draw.choice(("Travail", "Famille", "Conflit")))
        for number, word in enumerate(words, 1):
            sheet.write_string(row, number, word)
        sheet.write_number(row, 10, count)
        if draw.random() < 0.05:
            sheet.write_string(row, 11, "vent de sable")
    sheet.write(rows + 4, 0, "Total")
    sheet.write_number(rows + 4, 10, total)
    book.close()
    return total


def timed(what: str, act: Callable[[], Any], times: float = 1) -> tuple[Any, float]:
    """What ``act`` gives and its seconds, ``times`` what was measured."""
    wall, processor = perf_counter(), process_time()
    result = act()
    wall, processor = (perf_counter() - wall) * times, (process_time() - processor) * times
    print(f"{what:<44} {wall:7.2f} s   processor {processor:7.2f} s" + (f"   (× {times:g})" if times > 1 else ""))
    return result, wall


def ours(path: Path, expected: int, rows: int) -> float:
    vocabulary = load_vocabulary(VOCABULARY)
    small = read_tables(b"Region;Nombre\nAgadez;1\nDiffa;2\n", "chauffe.csv")
    _harmonised(small, propose(small, vocabulary), vocabulary)  # libraries and lists, once a process
    workbook, opening = timed("  ours: opened", lambda: read_tables(path))
    proposal, proposing = timed("  ours: found, proposed, checked", lambda: propose(workbook, vocabulary))
    applied, applying = timed("  ours: recipe applied to every row",
                              lambda: _harmonised(workbook, proposal, vocabulary))
    figures, total = applied.observations, pc.sum(applied.observations.column("value")).as_py()
    print(f"  {figures.num_rows:,} figures, {len(applied.rejects)} rejected")
    if figures.num_rows != rows:
        sys.exit(f"{rows} figures were expected.")
    if total != expected or _anomalies(proposal):
        sys.exit(f"The figures add up to {total}, the file to {expected}; {_anomalies(proposal)} anomalies.")
    whole = opening + proposing + applying
    print(f"{'ours, the whole':<44} {whole:7.2f} s")
    return whole


def _harmonised(workbook: Workbook, proposal: Proposal, vocabulary: Vocabulary) -> Applied:
    """The figures of a file by the recipe that accepts its whole proposal."""
    recipe = recipe_of("mesure", proposal.tables, reference="Niger")
    sheets = {sheet.name: sheet.rows for sheet in workbook.sheets}
    tables = [(table, sheets[table.proposed.layout.sheet]) for table in plan_of(recipe, proposal).tables]
    return apply_all(recipe, tables, vocabulary, Stamp("mesure"))


def _anomalies(proposal: Proposal) -> int:
    """Those of sums: rows of an invented file may well be alike."""
    return sum(one.kind in ("total", "cumulative") for table in proposal.tables for one in table.anomalies)


def calamine(path: Path) -> int:
    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def openpyxl_(path: Path) -> int:
    sheet = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets[0]
    return sum(1 for _row in sheet.iter_rows(values_only=True))


def libhxl(path: Path) -> int:
    logging.disable(logging.WARNING)
    return sum(1 for _row in hxl.data(str(path), hxl.InputOptions(allow_local=True)))


SLOW = ("openpyxl", "libhxl")
PEERS = {"calamine": calamine, "openpyxl": openpyxl_, "libhxl": libhxl}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--peers", default="calamine,openpyxl,libhxl")
    parser.add_argument("--cap", type=int, default=20_000)
    parser.add_argument("--most", type=float, default=5.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flux.xlsx"
        expected = write(path, options.rows)
        load = os.getloadavg()[0]
        print(f"{options.rows:,} rows, {path.stat().st_size / 1e6:.1f} MB, load of the machine {load:.1f}")
        whole = ours(path, expected, options.rows)
        part = Path(folder) / "partie.xlsx"
        rows = min(options.rows, options.cap)
        write(part, rows)
        for name in filter(None, options.peers.split(",")):
            file, times = (part, options.rows / rows) if name in SLOW else (path, 1)
            timed(f"{name}, only reading the cells", lambda name=name, file=file: PEERS[name](file), times)  # type: ignore[misc]
    if whole > options.most:
        sys.exit(f"Ours took {whole:.2f} s, more than {options.most} s.")


if __name__ == "__main__":
    main()
