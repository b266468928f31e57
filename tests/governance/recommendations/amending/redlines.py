"""Marked-up copies of invented tables, made with every change known: what the reading of copies is measured against."""
from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.governance.recommendations.amending.inventing import FRESH, VERBS, WORDS, invented
from tests.governance.recommendations.amending.marked_table import (
    COLUMNS,
    Hand,
    Line,
    Remark,
    Synthesis,
    TableCell,
    TableRow,
    Words,
    Writer,
)

AUTHORS = ("Halima Souley (INS)", "Drecm Zinder", "O'Brien & fils", "oim")
SAVED = Hand("Secrétariat Région", "2026-03-05T08:30:00Z", tracked=False)


@dataclass
class Truth:
    """One change as made; ``new_line`` and ``new_row`` stand where their number is known only at the end."""

    kind: str
    hand: Hand
    section: str
    row: int | None
    column: str | None
    line: int | None
    before: str
    after: str
    new_line: Line | None = None
    new_row: TableRow | None = None
    goes_to: tuple[TableRow, int, Line] | None = None
    to: tuple[str, int, str | None, int | None] | None = None


@dataclass
class Made:
    base: bytes
    copy: bytes
    truths: list[Truth]
    synthesis: Synthesis
    original: Synthesis
    formatting: int


class Redliner:
    """Changes a table: each line is touched once, so that every change is known for itself."""

    def __init__(self, rng: random.Random, made: Synthesis, hands: list[Hand]) -> None:
        self.rng, self.made, self.hands = rng, made, hands
        self.truths: list[Truth] = []
        self.formatting = 0
        self._touched: set[int] = set()
        self._places = {id(line): (row, column, number) for row in made.rows() for column, cell in enumerate(row.cells)
                        for number, line in enumerate(cell.lines)}
        self._moves = 0
        self._worded: list[Line] = []
        self._carried = False
        self._sections = {id(rows): rows[0].section for _band, rows in made.parts}
        self._texts = list(made.before + made.after)

    def change(self, count: int) -> None:
        deeds: list[Callable[[Hand], bool]] = [
            self.insert_words, self.insert_words, self.delete_words, self.replace_words, self.replace_words,
            self.rewrite_line, self.insert_line, self.insert_line, self.delete_line, self.split, self.merge, self.move,
            self.insert_row, self.delete_row, self.nested, self.remark, self.reformat, self.replace_text,
            self.name_actor, self.replace_actor, self.carry_row]
        for _number in range(count):
            self.rng.choice(deeds)(self.rng.choice(self.hands))
        for truth in self.truths:
            self.settle(truth)

    # where

    def rows(self) -> list[TableRow]:
        return [row for row in self.made.rows() if not row.put and not row.taken]

    def free(self, cell: TableCell, place: int) -> bool:
        return 0 <= place < len(cell.lines) and id(cell.lines[place]) not in self._touched

    def pick(self, *, beside: int = 0, columns: tuple[int, ...] = (0, 1, 2)) -> tuple[TableRow, int, int] | None:
        """A line that nobody touched, nor those ``beside`` it."""
        rows = self.rows()
        for _attempt in range(20):
            if not rows:
                return None
            row, column = self.rng.choice(rows), self.rng.choice(columns)
            cell = row.cells[column]
            place = self.rng.randrange(len(cell.lines))
            around = [other for other in range(place - beside, place + beside + 1) if 0 <= other < len(cell.lines)]
            if not cell.continues and all(self.free(cell, other) for other in around):
                self._touched |= {id(cell.lines[other]) for other in around}
                return row, column, place
        return None

    def told(self, kind: str, hand: Hand, line: Line, before: str, after: str) -> Truth:
        row, column, number = self._places[id(line)]
        truth = Truth(kind, hand, row.section, row.number, COLUMNS[column], number + 1, before, after)
        self.truths.append(truth)
        return truth

    # within a line

    def within(self, line: Line, least: int, most: int, make: Callable[[str], list[Words]]) -> str | None:
        """Put what ``make`` makes of some words of a stretch that nobody touched in their place; the words, "" for a
        place between two. Never the first of the line; words stay on either side."""
        place = next((place for place in range(len(line.words) - 1, -1, -1) if self.is_long(line.words[place])), None)
        if place is None:
            return None
        words = line.words[place].text.strip(" ").split(" ")
        first = 3 if words[0] == "-" else 2
        count = min(self.rng.randint(least, most), len(words) - first - 1)
        start = self.rng.randint(first, len(words) - count - 1)
        taken = " ".join(words[start:start + count])
        text = line.words[place].text
        lead = text[:len(text) - len(text.lstrip(" "))] + " ".join(words[:start]) + " "
        line.words[place:place + 1] = [Words(lead), *make(taken), Words(text[len(lead) + len(taken):])]
        return taken

    def is_long(self, words: Words) -> bool:
        return not (words.put or words.taken or words.comment is not None) and len(words.text.split()) > 5

    def again(self) -> Line | None:
        """A line that nobody touched or, sometimes, one in which only words were changed."""
        if self._worded and self.rng.random() < 0.3:
            return self.rng.choice(self._worded)
        found = self.pick()
        if found is None:
            return None
        self._worded.append(found[0].cells[found[1]].lines[found[2]])
        return self._worded[-1]

    def fresh(self, most: int = 4) -> str:
        return " ".join(self.rng.sample(FRESH, self.rng.randint(1, most)))

    def insert_words(self, hand: Hand) -> bool:
        line = self.again()
        if line is None:
            return False
        if self.rng.random() < 0.2 and self.is_long(line.words[-1]):
            put = " " + self.fresh()
            line.words.append(Words(put, put=hand))
        else:
            put = self.fresh() + " "
            if self.within(line, 0, 0, lambda _taken: [Words(put, put=hand)]) is None:
                return False
        self.told("insert", hand, line, "", put)
        return True

    def delete_words(self, hand: Hand) -> bool:
        line = self.again()
        if line is None:
            return False
        taken = self.within(line, 1, 3, lambda taken: [Words(taken, taken=hand), Words(" ", taken=hand)])
        if taken is None:
            return False
        place = next(place for place, words in enumerate(line.words) if words.text == taken and words.taken is hand)
        line.words[place:place + 2] = [Words(taken + " ", taken=hand)]
        line.words[place + 1].text = line.words[place + 1].text.removeprefix(" ")
        self.told("delete", hand, line, taken + " ", "")
        return True

    def replace_words(self, hand: Hand) -> bool:
        line = self.again()
        return line is not None and self.replace(line, hand)

    def replace(self, line: Line, hand: Hand) -> bool:
        put = self.fresh(3)
        order = self.rng.choice([1, 1, -1])
        taken = self.within(line, 1, 3, lambda taken: [Words(taken, taken=hand), Words(put, put=hand)][::order])
        if taken is None:
            return False
        if id(line) in self._places:
            self.told("replace", hand, line, taken, put)
        else:
            number = next(number for number, other in enumerate(self._texts, 1) if other is line)
            self.truths.append(Truth("replace", hand, "text", None, None, number, taken, put))
        return True

    def replace_text(self, hand: Hand) -> bool:
        free = [line for line in self._texts if id(line) not in self._touched]
        if not free:
            return False
        line = self.rng.choice(free)
        self._touched.add(id(line))
        return self.replace(line, hand)

    def rewrite_line(self, hand: Hand) -> bool:
        found = self.pick(beside=1)
        if found is None:
            return False
        line = found[0].cells[found[1]].lines[found[2]]
        taken, put = line.words[0].text, self.new_line().words[0].text
        line.words = [Words(taken, taken=hand), Words(put, put=hand)]
        self.told("replace", hand, line, taken, put)
        return True

    def nested(self, hand: Hand) -> bool:
        """Somebody takes a word out of what another one put."""
        other = self.rng.choice(self.hands)
        line = self.again() if hand.tracked and other.tracked and other.author != hand.author else None
        if line is None:
            return False
        words = self.rng.sample(FRESH, 3)
        if self.within(line, 0, 0, lambda _taken: [
                Words(words[0] + " ", put=hand), Words(words[1] + " ", put=hand, taken=other),
                Words(words[2] + " ", put=hand)]) is None:
            return False
        self.told("insert", hand, line, "", " ".join(words) + " ")
        self.told("delete", other, line, words[1] + " ", "")
        return True

    def remark(self, hand: Hand) -> bool:
        line, number = self.again() if hand.tracked else None, len(self.made.remarks)
        if line is None:
            return False
        passage = self.within(line, 1, 3, lambda taken: [Words(taken, comment=number)])
        if passage is None:
            return False
        self.made.remarks.append(Remark(hand, "À revoir : " + self.fresh()))
        self.told("comment", hand, line, passage, self.made.remarks[-1].text)
        return True

    def reformat(self, hand: Hand) -> bool:
        found = self.pick()
        if found is None or not hand.tracked:
            return False
        line = found[0].cells[found[1]].lines[found[2]]
        line.words[0].reformatted = hand
        self.formatting += 1
        return True

    # the last column, whose cells hold a few names

    def name_actor(self, hand: Hand) -> bool:
        found = self.pick(columns=(3,))
        if found is None:
            return False
        line = found[0].cells[3].lines[found[2]]
        put = ", " + self.rng.choice(["DGECM/R", "PAM", "Conseil régional", "Communes"])
        line.words.append(Words(put, put=hand))
        self.told("insert", hand, line, "", put)
        return True

    def replace_actor(self, hand: Hand) -> bool:
        found = self.pick(columns=(3,))
        if found is None:
            return False
        line = found[0].cells[3].lines[found[2]]
        names = line.words[0].text.split(", ")
        place = self.rng.randrange(len(names))
        put = self.rng.choice(["DGECM", "PAM", "Mairies", "CRCM"])
        if "/" in names[place]:
            return False
        before, after = ", ".join([*names[:place], ""]), ", ".join(["", *names[place + 1:]])
        line.words = [Words(before), Words(names[place], taken=hand), Words(put, put=hand), Words(after)]
        self.told("replace", hand, line, names[place], put)
        return True

    # whole lines

    def new_line(self) -> Line:
        words = [*self.rng.sample(FRESH, 6), *self.rng.sample(WORDS, 2)]
        return Line([Words(" ".join([self.rng.choice(VERBS), *words]))])

    def insert_line(self, hand: Hand) -> bool:
        found = self.pick(beside=1)
        if found is None:
            return False
        row, column, place = found
        lines, new = row.cells[column].lines, self.new_line()
        self._touched.add(id(new))
        new.words[0].put = hand
        if self.rng.random() < 0.5:
            new.put = hand
            truth = self.told("insert", hand, lines[place], "", new.words[0].text)
            lines.insert(place, new)
        else:
            truth = self.told("insert", hand, lines[place], "", new.words[0].text)
            lines[place].put, new.put = hand, lines[place].put
            lines.insert(place + 1, new)
        truth.new_line = new
        return True

    def delete_line(self, hand: Hand) -> bool:
        found = self.pick(beside=1)
        if found is None:
            return False
        row, column, place = found
        lines = row.cells[column].lines
        if len(lines) < 2 or (place == len(lines) - 1 and lines[place - 1].taken):
            return False
        line = lines[place]
        line.words[0].taken = hand
        (line if place < len(lines) - 1 else lines[place - 1]).taken = hand
        self.told("delete", hand, line, line.words[0].text, "")
        return True

    def split(self, hand: Hand) -> bool:
        found = self.pick(beside=1, columns=(1, 2))
        if found is None:
            return False
        row, column, place = found
        lines = row.cells[column].lines
        line = lines[place]
        words = line.words[0].text.split(" ")
        if len(words) < 7:
            return False
        cut = self.rng.randint(3, len(words) - 3)
        left, right = " ".join(words[:cut]) + " ", " ".join(words[cut:])
        self.told("split", hand, line, left + right, left + "\n" + right)
        lines.insert(place + 1, Line([Words(right)], put=line.put, taken=line.taken, listed=line.listed))
        self._touched.add(id(lines[place + 1]))
        line.words, line.put, line.taken = [Words(left)], hand, None
        return True

    def merge(self, hand: Hand) -> bool:
        found = self.pick(beside=1, columns=(1, 2))
        if found is None:
            return False
        row, column, place = found
        lines = row.cells[column].lines
        if place + 1 >= len(lines) or lines[place].put or lines[place].taken:
            return False
        line, below = lines[place], lines[place + 1]
        before, after = line.words[0].text, below.words[0].text
        self.told("merge", hand, line, f"{before}\n{after}", f"{before} {after}")
        line.taken = hand
        line.words.append(Words(" ", put=hand))
        return True

    def move(self, hand: Hand) -> bool:
        found = self.pick(beside=1, columns=(1, 2))
        there = self.pick(beside=1, columns=(1, 2)) if found else None
        if found is None or there is None or found[:2] == there[:2]:
            return False
        lines = found[0].cells[found[1]].lines
        if found[2] == len(lines) - 1:
            return False
        line = lines[found[2]]
        self._moves += 1
        name, text = f"move{self._moves}", line.words[0].text
        line.words[0].taken = line.taken = hand
        line.words[0].move = line.move = name
        new = Line([Words(text, put=hand, move=name)], put=hand, move=name, listed=line.listed)
        self._touched.add(id(new))
        there[0].cells[there[1]].lines.insert(there[2], new)
        self.told("move", hand, line, text, text).goes_to = (there[0], there[1], new)
        return True

    # rows

    def insert_row(self, hand: Hand) -> bool:
        _band, rows = self.rng.choice(self.made.parts)
        place = self.rng.randint(0, len(rows))
        new = TableRow([TableCell([self.new_line()]), TableCell([self.new_line()]),
                        TableCell([self.new_line(), self.new_line()]), TableCell([Line([Words("CNM, MSP")])])],
                       self._sections[id(rows)], put=hand)
        if place < len(rows) and rows[place].cells[0].continues:
            new.cells[0] = TableCell([Line([Words("")])], continues=True)
        for cell in new.cells:
            for line in cell.lines:
                line.put = line.words[0].put = hand
        rows.insert(place, new)
        self.truths.append(Truth("row-insert", hand, new.section, None, None, None, "", self.text_of(new), new_row=new))
        return True

    def delete_row(self, hand: Hand) -> bool:
        rows = [row for row in self.rows() if not row.cells[0].starts_merge
                and not any(id(line) in self._touched for cell in row.cells for line in cell.lines)]
        if len(rows) < 3:
            return False
        row = self.rng.choice(rows)
        self.truths.append(Truth("row-delete", hand, row.section, row.number, None, None, self.text_of(row), ""))
        row.taken = hand
        for cell in row.cells:
            for line in cell.lines:
                line.taken = line.words[0].taken = hand
        return True

    def carry_row(self, hand: Hand) -> bool:
        """A row cut and put elsewhere; Word marks no such move, so it is only done without marks."""
        free = [row for row in self.rows() if not row.cells[0].starts_merge and not row.cells[0].continues
                and not any(id(line) in self._touched for cell in row.cells for line in cell.lines)]
        if hand.tracked or len(free) < 6 or self._carried:
            return False
        row = self.rng.choice(free)
        self._carried = True
        order = self.made.rows()
        far = [other for other in free if abs(order.index(other) - order.index(row)) > 3]
        if not far:
            return False
        self._touched |= {id(line) for cell in row.cells for line in cell.lines}
        target = self.rng.choice(far)
        text = self.text_of(row)
        truth = Truth("move", hand, row.section, row.number, None, None, text, text, new_row=row)
        self.truths.append(truth)
        for _band, rows in self.made.parts:
            rows[:] = [other for other in rows if other is not row]
        for _band, rows in self.made.parts:
            place = next((place for place, other in enumerate(rows) if other is target), None)
            if place is not None:
                rows.insert(place, row)
        return True

    def text_of(self, row: TableRow) -> str:
        return "\t".join("\n".join(line.words[0].text for line in row.cells[column].lines)
                         for column in self.made.order if not row.cells[column].continues)

    # numbers known at the end

    def settle(self, truth: Truth) -> None:
        if truth.new_row is not None:
            _band, rows = next(part for part in self.made.parts if any(row is truth.new_row for row in part[1]))
            number = [id(row) for row in rows if not row.taken].index(id(truth.new_row)) + 1
            if truth.kind == "move":
                truth.to = (self._sections[id(rows)], number, None, None)
            else:
                truth.row = number
        if truth.new_line is not None:
            truth.line = self.number_of(truth.new_line)
        if truth.goes_to is not None:
            row, column, line = truth.goes_to
            truth.to = (row.section, row.number, COLUMNS[column], self.number_of(line))

    def number_of(self, new: Line) -> int:
        """The number of a line once everything is accepted."""
        cell = next(cell for row in self.made.rows() for cell in row.cells if any(line is new for line in cell.lines))
        number = 1
        for line in cell.lines:
            if line is new:
                return number
            number += line.taken is None
        raise AssertionError


def redline(seed: int, *, tracked: float = 1.0, changes: int = 10, noisy: bool = True, names: bool = True) -> Made:
    """A base and a copy with up to ``changes`` changes; ``tracked`` is the share of hands that leave marks, ``names``
    whether the copy kept the ids of the base."""
    rng = random.Random(seed)
    made = invented(rng)
    original = copy.deepcopy(made)
    base = Writer(rng, noisy=noisy).file(made, Hand("Secrétariat", "2026-01-01T00:00:00Z"))
    hands = [Hand(author, f"2026-0{rng.randint(1, 2)}-1{rng.randint(0, 9)}T0{rng.randint(0, 9)}:15:00Z")
             if rng.random() < tracked else SAVED for author in AUTHORS]
    liner = Redliner(rng, made, hands)
    liner.change(changes)
    content = Writer(rng, noisy=noisy, names=names).file(made, SAVED)
    return Made(base, content, liner.truths, made, original, liner.formatting)
