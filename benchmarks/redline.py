"""A redline of a table of a thousand rows, beside python-docx loading and saving the same file, in the same run.

``python -m benchmarks.redline [--rows N] [--changes N] [--rounds N]``. The table has four columns and merged blocks of
five rows; the changes are an equal mix of words inserted, deleted and replaced, lines that come and go, rows that come
and go, and comments, by five authors. Three things are timed, alternating with the peer: writing given changes,
finding and writing those between two versions, and resolving the redline. Medians, one process, one core.
"""
from __future__ import annotations

import argparse
import io
import random
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from canevas.tools.documents.writing.redline.change import Change, Kind, Place
from canevas.tools.documents.writing.redline.comparing import redline_between
from canevas.tools.documents.writing.redline.layout import read_layout
from canevas.tools.documents.writing.redline.resolving import accept_all, reject_all
from canevas.tools.documents.writing.redline.writing import write_redline

WORDS = ("renforcer", "les", "capacités", "du", "cadre", "doter", "postes", "frontière", "suivi", "retour", "migrants",
         "données", "formation", "structures", "partenaires", "appui", "Agadez", "Zinder", "Diffa", "Tahoua")
AUTHORS = ("OIM", "HCR", "INS", "DRECM/R Agadez", "DRECM/R Zinder")
DAY = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
BLOCK = 5
Texts = list[list[str | None]]


def sentence(chance: random.Random, words: int = 14) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words))


def table(rows: int, chance: random.Random) -> Texts:
    return [[None if column == 0 and row % BLOCK else sentence(chance) for column in range(4)] for row in range(rows)]


def paper(texts: Texts) -> bytes:
    cell = '<w:tc><w:tcPr><w:tcW w:w="2300" w:type="dxa"/>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>'
    rows = "".join("<w:tr>" + "".join(cell.format(
        "" if column else '<w:vMerge/>' if text is None else '<w:vMerge w:val="restart"/>', text or "")
        for column, text in enumerate(row)) + "</w:tr>" for row in texts)
    document = docx.Document()
    document.add_paragraph("Synthèse")
    document.paragraphs[0]._p.addnext(parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
        f'{"<w:gridCol/>" * 4}</w:tblGrid>{rows}</w:tbl>'))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changes(texts: Texts, number: int, chance: random.Random) -> list[Change]:
    """One change in each of ``number`` rows, their kinds in turn."""
    kinds = (Kind.INSERT, Kind.DELETE, Kind.REPLACE, Kind.ROW_INSERT, Kind.ROW_DELETE, Kind.COMMENT, Kind.INSERT)
    found = []
    for turn, row in enumerate(sorted(chance.sample(range(len(texts)), min(number, len(texts))))):
        kind, column = kinds[turn % len(kinds)], chance.randint(1, 3)
        start = chance.randint(0, 20)
        place = Place(table=0, row=row, column=column, start=start,
                      end=start + 10 if kind in (Kind.DELETE, Kind.REPLACE, Kind.COMMENT) else None)
        cells: tuple[tuple[str, ...] | None, ...] = ()
        if kind in (Kind.ROW_INSERT, Kind.ROW_DELETE):
            place = Place(table=0, row=row, column=None, after=True)
            cells = (None, *((sentence(chance),) for _ in range(3))) if kind is Kind.ROW_INSERT else ()
        elif turn % len(kinds) == len(kinds) - 1:
            place = Place(table=0, row=row, column=column, after=True)
        text = "" if kind in (Kind.DELETE, Kind.ROW_DELETE) else sentence(chance, 4)
        found.append(Change(kind, chance.choice(AUTHORS), DAY, place, text, cells))
    return found


def edited(texts: Texts, number: int, chance: random.Random) -> Texts:
    """The table with a few words of ``number`` rows changed, and some rows of its own."""
    made = [list(row) for row in texts]
    for row in chance.sample(range(len(made)), min(number, len(made))):
        words = (made[row][2] or "").split()
        words[chance.randrange(len(words))] = "amendé"
        made[row][2] = " ".join(words)
    for _ in range(number // 10):
        made.insert(BLOCK * chance.randint(0, len(texts) // BLOCK - 1), [sentence(chance) for _ in range(4)])
    return made


def load_and_save(content: bytes) -> bytes:
    out = io.BytesIO()
    docx.Document(io.BytesIO(content)).save(out)
    return out.getvalue()


def seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--changes", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    chance = random.Random(20260512)
    texts = table(arguments.rows, chance)
    base, asked = paper(texts), changes(texts, arguments.changes, chance)
    other = paper(edited(texts, arguments.changes, chance))
    redline = write_redline(base, asked)
    assert read_layout(reject_all(redline)) == read_layout(base), "rejecting all does not give the base back"
    works: dict[str, Callable[[], object]] = {
        "write the changes": lambda: write_redline(base, asked),
        "find and write those between two versions": lambda: redline_between(base, other, "Secrétariat", DAY),
        "accept all": lambda: accept_all(redline),
        "reject all": lambda: reject_all(redline),
    }
    print(f"{arguments.rows} rows, {len(base) // 1024} kB, {len(asked)} changes ({len(redline) // 1024} kB)\n")
    print("| | ours, ms | python-docx load and save, ms | ours / peer |")
    print("|---|---|---|---|")
    for name, work in works.items():
        peer_file = redline if name.endswith(" all") else base
        ours, peer = [], []
        for _ in range(arguments.rounds):
            ours.append(seconds(work))
            peer.append(seconds(lambda file=peer_file: load_and_save(file)))
        print(f"| {name} | {1000 * median(ours):.0f} | {1000 * median(peer):.0f} | {median(ours) / median(peer):.2f} |",
              flush=True)
    print(f"\nPython {sys.version.split()[0]}, one core, {arguments.rounds} rounds, medians.")


if __name__ == "__main__":
    main()
