"""What a recipe, and the readers of numbers and times, make of one value."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from canevas.evidence.observatory.rules.harmonise.encoding import Codes
from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.matching import PlannedColumn, PlannedTable, known_values
from canevas.evidence.observatory.rules.harmonise.meanings import PLACES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE
from canevas.evidence.observatory.rules.harmonise.recipe import Recipe, key_of
from canevas.evidence.observatory.rules.harmonise.values.coded import missing
from canevas.evidence.observatory.rules.harmonise.values.figures import Figure, read_figure
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit, habit_of
from canevas.evidence.observatory.rules.harmonise.values.times import code_time
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

AGE_BANDS = ((0, 4), (5, 11), (12, 17), (18, 59))
"""Into which the age of one person goes: an age to the year tells of somebody. Above: 60+."""
_LEVELS = {"region": 1, "department": 2, "commune": 3, "locality": 4}
_WIDER = {
    Meaning.LOCALITY: (Meaning.COMMUNE, Meaning.DEPARTMENT, Meaning.REGION),
    Meaning.COMMUNE: (Meaning.DEPARTMENT, Meaning.REGION), Meaning.DEPARTMENT: (Meaning.REGION,),
    Meaning.FLOW_POINT: (Meaning.DEPARTMENT, Meaning.REGION)}
Read = tuple[str | None, str]
"""A code ("" or ``None``: nothing is said) and why there is none."""


def wider_than(meaning: Meaning) -> tuple[Meaning, ...]:
    """The meanings of columns that tell two places of one name apart, the nearest first."""
    return _WIDER.get(meaning, ())


class Coder:
    """Reads values as ``recipe`` says, for one table."""

    def __init__(self, recipe: Recipe, table: PlannedTable, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.known = {meaning: known_values(codes) for meaning, codes in recipe.values.items()}
        # what is not in the recipe and was said for sure of this file: that a word stands for nothing
        self.proposed = {column.number: column for column in table.proposed.columns}
        self.year = next((int(code[:4]) for meaning, code in table.fixed.items()
                          if meaning in TIMES and code[:4].isdigit()), None)

    def reader(self, column: PlannedColumn, values: Sequence[Value]) -> Callable[[Value], Read]:
        meaning = column.rule.meaning
        if meaning in TIMES:
            return self._time(column, values)
        if meaning is Meaning.AGE:
            return self._age
        if meaning is Meaning.INDICATOR:
            return lambda value: (str(value).strip(), "")
        return lambda value: self.place(meaning, value, None)

    def depends(self, meaning: Meaning) -> bool:
        """Whether some value of this meaning is told apart by the wider place of its row."""
        return meaning in PLACES and any(isinstance(code, Mapping) for code in self.known.get(meaning, {}).values())

    def place(self, meaning: Meaning, value: Value, wider: Value) -> Read:
        """A value of a closed list, ``wider`` being what the row writes of the wider place."""
        if value is None:
            return None, ""
        code = self.known.get(meaning, {}).get(key_of(str(value)))
        if isinstance(code, Mapping):
            here = {key_of(one): inner for one, inner in code.items()}
            code = here.get(key_of("" if wider is None else str(wider)), here.get(""))
        if code is not None:
            return code, ""
        if missing(value, self.vocabulary.figures):
            return "", ""
        return None, say("The recipe does not know this value.")

    def _time(self, column: PlannedColumn, values: Sequence[Value]) -> Callable[[Value], Read]:
        meaning = column.rule.meaning
        decided = self.known.get(meaning, {})
        proposed = {one.raw: one.code for one in self.proposed[column.number].values
                    if one.code and one.confidence >= SURE} if column.number in self.proposed else {}
        habit = habit_of(values, Habit(year=self.year))

        def read(value: Value) -> Read:
            own = decided.get(key_of(str(value)))
            if isinstance(own, str):
                return own, ""
            if (code := proposed.get(str(value))) is not None:
                return code, ""
            coded = code_time(value, meaning, self.vocabulary.figures, habit)
            return coded.code, "" if coded.is_understood else coded.reason
        return read

    def _age(self, value: Value) -> Read:
        figure = read_figure(value)
        if figure.why or figure.value is None:
            return None, figure.why
        return next((f"{first}-{last}" for first, last in AGE_BANDS if figure.value < last + 1), "60+"), ""

    @staticmethod
    def figure(value: Value, decimal: str = "") -> Figure:
        read = read_figure(value, decimal=decimal, intervals=True)
        if read.value is not None and not read.is_sure:
            return Figure(None, why=say("Thousands, or decimals?"))
        return read

    def within(self, code: str, wider: str) -> str | None:
        """The place of level ``wider`` ("region" …) that a place lies in, or is; ``None`` where it is not known."""
        entry = self.vocabulary.by_pcode.get(code)
        while entry is not None and entry.level > _LEVELS[wider]:
            entry = self.vocabulary.by_pcode.get(entry.parent or "")
        return entry.pcode if entry is not None and entry.level == _LEVELS[wider] else None

    def is_locality(self, code: str) -> bool:
        entry = self.vocabulary.by_pcode.get(code)
        return entry is not None and entry.level >= _LEVELS["locality"]

    def wider_places(self, columns: Mapping[str, Codes]) -> dict[str, Codes]:
        """Regions, departments and communes of the finer places that a row names."""
        found: dict[str, Codes] = {}
        for name in ("flow_point", "locality", "place", "commune", "department"):
            if name not in columns:
                continue
            for wider in ("commune", "department", "region"):
                inner = columns[name].mapped(lambda code, wider=wider: self.within(code, wider))  # type: ignore[misc]
                before = found.get(wider, columns.get(wider))
                found[wider] = before.or_else(inner) if before is not None else inner
            if name == "place":
                own = columns[name].mapped(lambda code: code if self.is_locality(code) else None)
                found["locality"] = columns["locality"].or_else(own) if "locality" in columns else own
        return found
