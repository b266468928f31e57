"""Tables of chance, other versions of them, and changes of several authors whose outcome is worked out apart."""
from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

from canevas.tools.documents.writing.redline.change import Change, Kind, Place
from canevas.tools.documents.writing.redline.layout import Layout
from tests.tools.documents.redline.papers import DAY, Row

WORDS = ("renforcer", "les", "capacités", "du", "cadre", "région", "Agadez", "l’État", "retour", "doter", "postes",
         "de", "suivi", "et", "migrants,", "(PTF)", "2026", "formation;", "données", "  ", "Zinder")
AUTHORS = ("OIM", "HCR", "DRECM/R Agadez", "INS")


def sentence(chance: random.Random, most: int = 8) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def text(chance: random.Random) -> str:
    return "\n".join(sentence(chance) for _ in range(chance.choice((1, 1, 1, 2, 3))))


def random_rows(chance: random.Random) -> list[Row]:
    """Bands, and rows whose first cells may go on from above."""
    rows: list[Row] = []
    for _ in range(chance.randint(1, 8)):
        if chance.random() < 0.15:
            rows.append((sentence(chance, 4),))
            continue
        joined = bool(rows) and len(rows[-1]) == 4 and chance.random() < 0.5
        deep = chance.randint(1, 2)
        rows.append(tuple(None if joined and column < deep else text(chance) for column in range(4)))
    return rows


def edited(rows: Sequence[Row], chance: random.Random) -> list[Row]:
    """Another version of the table: rows that went, came and were reworded, blocks begun anew."""
    made: list[Row] = []
    for row in rows:
        fate = chance.random()
        if fate < 0.15:
            continue
        if fate < 0.3:
            made.append(tuple(text(chance) for _ in range(4)))
        made.append(row if fate < 0.6 else tuple(None if cell is None else reworded(cell, chance) for cell in row))
    return whole(made or [tuple(text(chance) for _ in range(4))])


def whole(rows: list[Row]) -> list[Row]:
    """No cell goes on from what cannot be gone on from."""
    for number, row in enumerate(rows):
        if number == 0 or len(rows[number - 1]) == 1:
            rows[number] = tuple("reprise" if cell is None else cell for cell in row)
    return rows


def reworded(cell: str, chance: random.Random) -> str:
    lines = cell.split("\n")
    act = chance.choice(("word", "word", "line", "gone", "end", "cut", "join"))
    if act == "line":
        lines.insert(chance.randint(0, len(lines)), sentence(chance))
    elif act == "gone" and len(lines) > 1:
        lines.pop(chance.randrange(len(lines)))
    elif act == "cut":
        words = lines[0].split(" ")
        at = chance.randint(1, len(words))
        lines[:1] = [part for part in (" ".join(words[:at]), " ".join(words[at:])) if part]
    elif act == "join" and len(lines) > 1:
        lines[:2] = [chance.choice((" ", " et ", "")).join(lines[:2])]
    elif act == "end":
        lines[-1] += " " + sentence(chance, 2)
    else:
        words = lines[0].split(" ")
        words[chance.randrange(len(words))] = chance.choice(WORDS).strip()
        lines[0] = " ".join(words)
    return "\n".join(lines)


def random_changes(base: Layout, chance: random.Random) -> tuple[
        list[Change], tuple[list[str], list[list[list[str] | None]]]]:
    """Changes inside lines and of lines, by several authors; and what accepting them all must give.

    The outcome is worked out on plain lists of texts: nothing of the writer is used.
    """
    changes: list[Change] = []
    lines = _changed([line.text for line in base.paragraphs], Place(), changes, chance, body=True)
    rows: list[list[list[str] | None]] = []
    for number, row in enumerate(base.tables[0] if base.tables else ()):
        cells: list[list[str] | None] = []
        for cell in row.cells:
            place = Place(table=0, row=number, column=cell.column)
            cells.append(None if cell.lines is None else
                         _changed([line.text for line in cell.lines], place, changes, chance, body=False))
        rows.append(cells)
    return changes, (lines, rows)


def _changed(lines: list[str], place: Place, changes: list[Change], chance: random.Random, *, body: bool) -> list[str]:
    result: list[str] = []
    joins = ""
    joined = False
    for number, line in enumerate(lines):
        before, after = _beside(number, place, changes, chance) if not body and chance.random() < 0.25 else ([], [])
        fate = chance.random()
        last = number == len(lines) - 1
        if fate < 0.15 and not joined and not body:
            _add(changes, chance, Kind.DELETE, _at(place, number))
            result += [*before, *after]
            continue
        told = _reworded(line, number, place, changes, chance) if fate < 0.6 else [line]
        if joined and before:  # what comes between two lines that are joined is joined to the first
            before = [joins + before[0], *before[1:]]
            joins, joined = "", False
        told[0] = joins + told[0] if joined else told[0]
        joined, joins = False, ""
        result += before
        if fate > 0.85 and not last and not after and not body:
            _add(changes, chance, Kind.MERGE, _at(place, number))
            *told, joins = told
            joined = True
        result += [*told, *after]
    return result or [""]


def _beside(number: int, place: Place, changes: list[Change], chance: random.Random) -> tuple[list[str], list[str]]:
    made = sentence(chance)
    after = chance.random() < 0.5
    _add(changes, chance, Kind.INSERT, _at(place, number, after=after), made)
    return ([], [made]) if after else ([made], [])


def _reworded(line: str, number: int, place: Place, changes: list[Change], chance: random.Random) -> list[str]:
    """Cuts, replacements, insertions and breaks at rising places of one line; the lines that come of it."""
    told, at = [""], 0
    while at < len(line):
        start = min(len(line), at + chance.randint(0, 12))
        end = min(len(line), start + chance.randint(1, 9))
        told[-1] += line[at:start]
        act = chance.choice(("insert", "delete", "replace", "split", "none"))
        new = sentence(chance, 2)
        if act == "insert":
            _add(changes, chance, Kind.INSERT, _at(place, number, start), new)
            told[-1] += _nested(new, changes, chance)
            end = start
        elif act == "split":
            _add(changes, chance, Kind.SPLIT, _at(place, number, start))
            told.append("")
            end = start
        elif act == "delete" and end > start:
            _add(changes, chance, Kind.DELETE, _at(place, number, start, end))
        elif act == "replace" and end > start:
            _add(changes, chance, Kind.REPLACE, _at(place, number, start, end), new)
            told[-1] += new
        else:
            told[-1] += line[start:end]
        at = max(end, at + 1) if end > at else at
        if end == start:
            told[-1] += line[start:start + 1]
            at = start + 1
    return told


def _nested(new: str, changes: list[Change], chance: random.Random) -> str:
    """Sometimes somebody (the author perhaps) takes away a part of what was just inserted."""
    if chance.random() < 0.6 or len(new) < 3:
        return new
    start = chance.randint(0, len(new) - 2)
    outer = len(changes) - 1
    _add(changes, chance, Kind.DELETE, Place(start=start, end=start + 1), within=outer)
    return new[:start] + new[start + 1:]


def _at(place: Place, number: int, start: int | None = None, end: int | None = None, *, after: bool = False) -> Place:
    return Place(number, place.table, place.row, place.column, start, end, after)


def _add(changes: list[Change], chance: random.Random, kind: Kind, place: Place, new: str = "",
         within: int | None = None) -> None:
    when = DAY + timedelta(minutes=len(changes))
    changes.append(Change(kind, chance.choice(AUTHORS), when, place, new, within=within))


def random_row_changes(base: Layout, chance: random.Random) -> tuple[list[Change], list[list[list[str]]]]:
    """Rows that go and rows that come, in and beside merged blocks; and what a reader then sees in each row."""
    rows = base.tables[0]
    changes: list[Change] = []
    expected: list[list[list[str]]] = []
    above: dict[int, list[str]] = {}
    for number, row in enumerate(rows):
        above = {cell.column: above[cell.column] if cell.lines is None else [line.text for line in cell.lines]
                 for cell in row.cells}
        if number and chance.random() < 0.35:
            _add(changes, chance, Kind.ROW_DELETE, Place(table=0, row=number, column=None))
        else:
            expected.append(list(above.values()))
        if chance.random() < 0.3 and len(row.cells) == 4:
            below = rows[number + 1].cells if number + 1 < len(rows) else ()
            inside = {cell.column for cell in below if cell.lines is None}
            new = {column: above[column] if column in inside else text(chance).split("\n") for column in above}
            cells = tuple(None if column in inside else tuple(lines) for column, lines in new.items())
            changes.append(Change(Kind.ROW_INSERT, chance.choice(AUTHORS), DAY,
                                  Place(table=0, row=number, column=None, after=True), cells=cells))
            expected.append(list(new.values()))
    return changes, expected
