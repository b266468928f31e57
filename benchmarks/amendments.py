"""Marked-up copies of a synthesis taken in per second, beside python-docx loading and saving the same files, in a run;
and how many of the changes that were made in them are found, and nothing else, by kind.

``python -m benchmarks.amendments [--copies 200] [--rows 60] [--changes 10] [--truths 200]``. Half of the copies are
edited with tracked changes, half without. One process, one core; each file is read from memory, the base once.
"""
from __future__ import annotations

import argparse
import copy
import io
import random
from time import perf_counter

import docx

from canevas.governance.recommendations.rules.amending.finding import base_of, find_amendments
from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.reading import read_revisions
from tests.governance.recommendations.amending.inventing import invented, invented_row
from tests.governance.recommendations.amending.marked_table import Hand, Synthesis, Writer
from tests.governance.recommendations.amending.redlines import AUTHORS, SAVED, Redliner, redline
from tests.governance.recommendations.amending.scoring import Score

SECTIONS = (("general", "Recommandations d'ordre général"), ("axis 1", "Axe 1 : Opportunités"),
            ("axis 2", "Axe 2 : Protection"), ("axis 3", "Axe 3 : Gestion des flux"))


def large(rng: random.Random, rows: int) -> Synthesis:
    """A synthesis of ``rows`` rows, spread over the sections."""
    made = invented(rng)
    made.parts = []
    for place, (section, band) in enumerate(SECTIONS):
        members = [invented_row(rng, section) for _row in range(len(range(place, rows, len(SECTIONS))))]
        for number, row in enumerate(members, 1):
            row.number = number
        made.parts.append((band, members))
    return made


def marked_copies(rng: random.Random, made: Synthesis, count: int, changes: int) -> list[bytes]:
    found = []
    for number in range(count):
        own = copy.deepcopy(made)
        hands = [Hand(author, "2026-02-01T09:00:00Z", tracked=number % 2 == 0) for author in AUTHORS]
        Redliner(rng, own, hands).change(changes)
        found.append(Writer(rng).file(own, SAVED))
    return found


def speed(count: int, rows: int, changes: int) -> None:
    rng = random.Random(20260728)
    made = large(rng, rows)
    content = Writer(rng).file(made, Hand("Secrétariat", "2026-01-01T00:00:00Z"))
    copies = marked_copies(rng, made, count, changes)
    began = perf_counter()
    base = base_of(read_revisions(Source(content, "base.docx")))
    told = sum(len(find_amendments(read_revisions(Source(one, "copie.docx")), base).amendments) for one in copies)
    ours = perf_counter() - began
    began = perf_counter()
    for one in copies:
        docx.Document(io.BytesIO(one)).save(io.BytesIO())
    theirs = perf_counter() - began
    print(f"{count} copies of {rows} rows: {told} changes in {ours:.2f} s ({count / ours:.1f} copies a second); "
          f"python-docx loads and saves them in {theirs:.2f} s; {ours / theirs:.2f} times as long")


def truths(count: int) -> None:
    for title, tracked, names in (("marked", 1.0, True), ("not marked", 0.0, True), ("ids lost", 0.0, False),
                                  ("mixed", 0.5, True)):
        score = Score()
        for seed in range(count):
            score.add(redline(seed, tracked=tracked, names=names))
        print("\n" + score.table(title))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("copies", 200), ("rows", 60), ("changes", 10), ("truths", 200)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    speed(options.copies, options.rows, options.changes)
    truths(options.truths)


if __name__ == "__main__":
    main()
