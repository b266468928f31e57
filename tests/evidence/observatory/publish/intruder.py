"""An attacker of our own, who sees what is published and nothing of the gate's code; and small stores that change while
random questions about them are let out, each like an earlier one but for a condition or two."""
from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
from scipy.optimize import linprog

import canevas.tools.vocabulary
from canevas.evidence.observatory.rules.disclosure.gathering import OTHER
from canevas.evidence.observatory.rules.disclosure.primary import policy_for
from canevas.evidence.observatory.rules.publish.gate import Passed, Told, pass_gate
from canevas.evidence.observatory.rules.publish.leaves import Leaf, Refused, kept, named
from canevas.evidence.observatory.rules.publish.table import TOTAL, Status
from canevas.evidence.observatory.rules.statistics.explorer import Question, read_question
from canevas.tools.vocabulary.indicators import IndicatorEntry, load_indicators

DIMENSIONS = {"region": ("NE001", "NE005"), "nationality": ("NER", "MLI", "TCD"), "sex": ("F", "M"),
              "period": ("2023-01", "2023-02", "2023-03", "2023-04")}
NAMES = tuple(DIMENSIONS)
KEYS = list(product(*DIMENSIONS.values()))
THRESHOLDS = {"public": 10, "partner": 5}

Key = tuple[str, ...]
Row = tuple[int, ...]
State = Mapping[Key, float | None]


@cache
def indicators() -> dict[str, IndicatorEntry]:
    return {one.code: one for one in load_indicators(Path(canevas.tools.vocabulary.__file__).parent / "niger")}


@dataclass(frozen=True)
class File:
    """What is out: its question and cells, and at which state of the store it was counted."""

    state: int
    question: Question
    passed: Passed
    audience: str = "public"

    @property
    def alone(self) -> dict[str, list[str]]:
        """Of dimensions with rare codes told together, those that were told by themselves."""
        return {name: list(codes) for name, codes in zip(self.question.by, self.passed.codes, strict=True)
                if OTHER in codes}

    def keys_of(self) -> dict[Key, list[Key]]:
        """By key of each cell the finest figures that are in it, read from the question as anybody would."""
        found: dict[Key, list[Key]] = {}
        for key in KEYS:
            if self.holds(key):
                codes = [self._shown(name, key[NAMES.index(name)]) for name in self.question.by]
                for whole in product((True, False), repeat=len(codes)):
                    cell = tuple(TOTAL if is_whole else code for is_whole, code in zip(whole, codes, strict=True))
                    found.setdefault(cell, []).append(key)
        return found

    def holds(self, key: Key) -> bool:
        wanted, month, asked = kept(self.question), key[NAMES.index("period")], self.question
        return all(code in wanted.get(name, (code,)) for name, code in zip(NAMES, key, strict=True)) and not (
            (asked.first and month < asked.first.iso) or (asked.last and month > asked.last.iso))

    def _shown(self, name: str, code: str) -> str:
        if name == "period" and str(self.question.grain) == "quarter":
            return f"2023-Q{(int(code[5:]) - 1) // 3 + 1}"
        return code if code in self.alone.get(name, (code,)) else OTHER


@dataclass(frozen=True)
class Got:
    """A figure below the threshold that the intruder knows, or more closely than the rules allow."""

    cell: tuple[Key, ...]
    value: float
    low: float
    high: float


@dataclass
class Intruder:
    """Knows which figures changed between two states, where a table says that nobody reported any, and that no figure
    is below zero. Figures that no table tells apart are one unknown; of a part of them it knows no more than that."""

    states: Sequence[State]
    column: dict[tuple[int, Key], int] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)
    tried: int = 0

    def __post_init__(self) -> None:
        for turn, state in enumerate(self.states):
            for key in KEYS:
                if turn and self.states[turn - 1].get(key) == state.get(key):
                    self.column[turn, key] = self.column[turn - 1, key]
                else:
                    self.column[turn, key] = len(self.values)
                    self.values.append(state.get(key) or 0.0)

    def attack(self, files: Sequence[File], threshold: float) -> list[Got]:
        """Every small figure that is one code, all codes, or all that one file keeps to, of each dimension, whether
        any file has it or not, against all that is published: by two linear programmes."""
        known: dict[Row, float] = {}
        for file in files:
            beneath = file.keys_of()
            for cell in file.passed.cells:
                row = self._row(file.state, beneath.get(cell.key, ()))
                if cell.value is not None:
                    assert sum(self.values[one] for one in row) == cell.value, "what is shown is true"
                    known[row] = cell.value
                elif cell.status is Status.MISSING and row:
                    known[row] = 0.0
        rows = np.zeros((len(known), len(self.values)), dtype=bool)
        for place, row in enumerate(known):
            rows[place, list(row)] = True
        parts, part_of = np.unique(rows, axis=1, return_inverse=True)
        bounds = cache(lambda aims, sign: self._end(parts, list(known.values()), aims, sign))
        sizes, found = np.bincount(part_of.ravel(), minlength=parts.shape[1]), []
        for row, cell in self._targets(files, threshold).items():
            self.tried += 1
            inside = np.bincount(part_of.ravel()[list(row)], minlength=len(sizes))
            low, high = bounds(tuple(inside == sizes), 1), bounds(tuple(inside > 0), -1)
            value = sum(self.values[one] for one in row)
            if high - low < max(1.0, 0.3 * value) - 1e-6:
                found.append(Got(cell, value, low, high))
        return found

    def _row(self, state: int, keys: Sequence[Key]) -> Row:
        return tuple(sorted(self.column[state, key] for key in keys))

    def _targets(self, files: Sequence[File], threshold: float) -> dict[Row, tuple[Key, ...]]:
        sets: list[set[Key]] = [{(code,) for code in codes} | {codes} for codes in DIMENSIONS.values()]
        for file in files:
            inside = [key for key in KEYS if file.holds(key)]
            for place, one in enumerate(sets):
                one.add(tuple(sorted({key[place] for key in inside})))
        found = {}
        for cell in product(*map(sorted, sets)):
            for state in sorted({file.state for file in files}):
                row = self._row(state, list(product(*cell)))
                if 0 < sum(self.values[one] for one in row) < threshold:
                    found[row] = cell
        return found

    @staticmethod
    def _end(parts: np.ndarray, figures: list[float], aims: tuple[bool, ...], sign: int) -> float:
        """The least (1) or the most (-1) that these parts can be together; counts are whole."""
        done = linprog(sign * np.array(aims, dtype=float), A_eq=parts.astype(float), b_eq=figures, bounds=(0, None))
        assert done.status in (0, 3)
        if done.status == 3:
            return -sign * np.inf
        return float(np.ceil(done.fun - 1e-6) if sign == 1 else np.floor(-done.fun + 1e-6))


@dataclass
class Story:
    """A store that changes while random questions are let out of it. ``has_memory``: beside what is out already."""

    seed: int
    has_memory: bool = True
    files: list[File] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.states: list[dict[Key, float | None]] = [{
            key: self._figure() for key in KEYS if key[3] != "2023-04" or self.dice.random() < 0.5}]
        method = self.dice.choice(["suppression", "suppression", "gathered"])
        audiences = ["public", "partner"] if self.dice.random() < 0.3 else ["public"]
        for turn in range(self.dice.randint(2, 5)):
            if turn and self.dice.random() < 0.6:
                self._change()
            self._let_out(self._question(), self.dice.choice(audiences), method)

    def _figure(self) -> float | None:
        return self.dice.choice([None, float(self.dice.randint(1, 9)), float(self.dice.randint(10, 60)), 0.0])

    def _change(self) -> None:
        """A few figures are corrected, come in or are withdrawn."""
        state = dict(self.states[-1])
        for key in self.dice.sample(KEYS, self.dice.randint(1, 5)):
            old = state.get(key)
            if old is None:
                state[key] = self._figure()
            else:
                state[key] = self.dice.choice([None, *(max(0.0, old + by) for by in (-5, -2, 3, 4, 20, 50))])
        self.states.append(state)

    def _question(self) -> Question:
        given: dict[str, list[str]] = {"indicator": ["FLOW"], "by": self.dice.sample(NAMES, self.dice.randint(1, 2)),
                                       "grain": [self.dice.choice(["month", "month", "quarter"])]}
        if self.files and self.dice.random() < 0.7:
            given = {}
            for name, value in self.dice.choice(self.files).question.parameters():
                given.setdefault(name, []).append(value)
        for _turn in range(self.dice.randint(1, 2)):
            name = self.dice.choice(NAMES)
            if name == "period":
                first, last = sorted(self.dice.choices(DIMENSIONS[name], k=2))
                given |= {"from": [first], "to": [last]}
            elif name in given:
                del given[name]
            else:
                given[name] = self.dice.sample(DIMENSIONS[name], self.dice.randint(1, len(DIMENSIONS[name]) - 1))
        return read_question(given, indicators())

    def _let_out(self, question: Question, audience: str, method: str) -> None:
        earlier = self.files if self.has_memory else []
        names = named([question, *(one.question for one in earlier)])
        told = [Told(str(place), one.question, self._leaves(one.state, names), frozenset(
            cell.key for cell in one.passed.cells if cell.value is not None), one.alone)
            for place, one in enumerate(earlier)]
        try:
            passed = pass_gate(question, names, self._leaves(-1, names), policy_for(audience), method=method,
                               earlier=told)
        except Refused:
            self.refused += 1
        else:
            self.files.append(File(len(self.states) - 1, question, passed, audience))

    def _leaves(self, state: int, names: Sequence[str]) -> dict[Key, Leaf]:
        found: dict[Key, float] = {}
        for key, value in self.states[state].items():
            if value is not None:
                short = tuple(key[NAMES.index(name)] for name in names)
                found[short] = found.get(short, 0) + value
        return {key: Leaf(value) for key, value in found.items()}

    def recovered(self) -> list[tuple[str, Got]]:
        """What the public gets at, and what a partner does, who reads both."""
        found = []
        for audience, files in (("public", [one for one in self.files if one.audience == "public"]),
                                ("partner", self.files)):
            if files:
                found += [(audience, got) for got in Intruder(self.states).attack(files, THRESHOLDS[audience])]
        return found
