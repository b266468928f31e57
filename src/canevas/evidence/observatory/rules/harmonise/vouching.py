"""How sure what titles say of every row is, and why.

A plain line is enough ("Réfugiés maliens, mars 2024") as long as nothing speaks against it. What may be said of the
document, of who made it or of a journey needs a second witness: the name of the file or of the sheet, another line,
the places in the rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from canevas.evidence.observatory.rules.harmonise.meanings import PLACES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, ColumnProposal, TitleFact, ValueProposal
from canevas.evidence.observatory.rules.harmonise.title_people import countries_in, groups_in
from canevas.evidence.observatory.rules.harmonise.title_times import OF_DOCUMENT, doubt_of_time, months_in, time_in
from canevas.evidence.observatory.rules.harmonise.values.coded import ASKED, EXACT, SLIP
from canevas.evidence.observatory.rules.harmonise.vouching_places import Standing, named_in
from canevas.tools.text.normalise import fold
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

_TERRITORIES = (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE, Meaning.LOCALITY)
_ELSEWHERE = (Meaning.DEPARTURE_PLACE, Meaning.DESTINATION_PLACE, Meaning.FLOW_POINT)
_ENDING = re.compile(r"\.(?:xls[xm]?|ods|csv|tsv|txt|json|geojson|tab|dat)$", re.IGNORECASE)
_ENTERING = re.compile(r"\b(?:entr(?:ees?|ants?)|inflows?|incoming)\b")
_LEAVING = re.compile(r"\b(?:sort(?:ies?|ants?)|outflows?|outgoing)\b")
_EACH = re.compile(r"\b(?:par|per|by|chaque) (?:regions?|departements?|communes?|sites?|postes?|points?|villes?)\b")
_OFFICE_OF_FLOWS = re.compile(r"\b(?:commissariat|brigade|bureau)\b")


@dataclass(frozen=True)
class Vouching:
    """What stands around a table: its lines, the names of its sheet and of its file, and what its columns are."""

    titles: Sequence[str]
    sheet: str
    file: str
    subject: str
    columns: Sequence[ColumnProposal]
    vocabulary: Vocabulary

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return tuple(title for title in self.titles if not OF_DOCUMENT.search(fold(title)))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the sheet and of the file, once where they are the same (a CSV has no sheet of its own)."""
        said = (re.sub(r"[_.\s]+", " ", _ENDING.sub("", one)).strip() for one in (self.sheet, self.file))
        return tuple(dict.fromkeys(one for one in said if one))

    def of_all(self, fixed: Mapping[Meaning, str]) -> dict[Meaning, TitleFact]:
        """How sure each fact is."""
        return {meaning: self._of(meaning, code, fixed) for meaning, code in fixed.items()}

    def _of(self, meaning: Meaning, code: str, fixed: Mapping[Meaning, str]) -> TitleFact:
        if meaning in (Meaning.PERIOD, Meaning.AS_OF):
            return self._time(meaning, code, fixed)
        if meaning in _TERRITORIES:
            return self._place(code)
        if meaning is Meaning.POPULATION_GROUP:
            return self._group(code)
        against = {
            Meaning.FLOW_POINT: self._against_point, Meaning.DIRECTION: self._against_direction,
            Meaning.COUNTRY_DEPARTURE: lambda: self._against_country(code),
            Meaning.ORGANISATION: self._against_organisation,
        }.get(meaning)
        return _doubted(why) if against and (why := against()) else _plain()

    def _time(self, meaning: Meaning, code: str, fixed: Mapping[Meaning, str]) -> TitleFact:
        saying = [fold(line) for line in self.lines if time_in(fold(line)) == (meaning, code)]
        named = {told[1] for name in self.names if (told := time_in(fold(name)))}
        if not saying:
            whole = any(code in named and len(fold(name)) < len("septembre 2024") + 2 for name in self.names)
            return _plain() if whole or (len(self.names) == 1 and code not in named) else _doubted(_only_by_name())
        doubts = [doubt_of_time(line, meaning, code, fixed, is_movement=self.subject == "movement") for line in saying]
        if None in doubts:  # a line says plainly of which period its figures are
            return _borne_out()
        if all(doubts) and (code not in named or meaning is Meaning.AS_OF):
            return _doubted(doubts[0] or "")
        if code in named:
            return _borne_out()
        months = {month for name in self.names for month in months_in(fold(name))}
        other_month = re.fullmatch(r"\d{4}-\d\d", code) and months and int(code[5:]) not in months
        if other_month or any(not one.startswith(code) and not code.startswith(one) for one in named):
            return _doubted(say("The name of the file or of the sheet says another time."))
        return _borne_out() if len(saying) > 1 else _plain()

    def _place(self, code: str) -> TitleFact:
        found = [one for line in self.lines for one in named_in(line, self.vocabulary)]
        saying = [one for one in found if code in one.codes]
        lies_in = self.vocabulary.place_index.lies_in
        if any(not lies_in(one.code, code) and not lies_in(code, one.code) for one in found):
            return _doubted(say("What stands over the table names several places."))
        rows = self._places_in_rows()
        if any(not lies_in(one.code, code) for one in rows):
            return _doubted(say("Rows name places that lie elsewhere."))
        named = [one for name in self.names for one in named_in(name, self.vocabulary)
                 if code in one.codes and one.standing is not Standing.SEAT]
        best = min((one.standing for one in saying), default=Standing.BARE)
        if any(self._is_of_one_place(one) for one in rows) or (saying and named and best is not Standing.AWAY):
            return _borne_out()
        if not saying:
            each = any(_EACH.search(fold(text)) for text in (*self.names, *self.lines))
            return _plain() if len(named) > 1 or (named and each) else _doubted(_only_by_name())
        if not all(one.is_alone for one in saying):
            return _doubted(say("Several places bear this name."))
        return _doubted(best.why) if best else _plain()

    def _places_in_rows(self) -> list[ValueProposal]:
        return [value for column in self.columns
                if column.meaning in PLACES and column.meaning not in _ELSEWHERE and column.confidence >= SURE
                for value in column.values if value.code in self.vocabulary.by_pcode and not value.others]

    def _is_of_one_place(self, value: ValueProposal) -> bool:
        """Whether a place of the rows was not itself told from others of its name by what the titles say."""
        return value.confidence >= SURE and all(one.is_alone for one in named_in(value.raw, self.vocabulary))

    def _group(self, code: str) -> TitleFact:
        told = [(one.is_plain, place < len(self.lines)) for place, text in enumerate((*self.lines, *self.names))
                for one in groups_in(text, self.vocabulary) if one.code == code]
        headed = any(one.code == code for column in self.columns for one in groups_in(column.header, self.vocabulary))
        above = [is_plain for is_plain, is_line in told if is_line]
        if not above:
            return _plain() if headed or len(told) > 1 else _doubted(_only_by_name())
        if headed or len(told) > len(above):
            return _borne_out()
        if any(above):
            return _plain()
        return _doubted(say("May belong to the name of an institution, a site or a programme."))

    def _against_point(self) -> str:
        if self.subject == "movement" or not any(_OFFICE_OF_FLOWS.search(fold(line)) for line in self.lines):
            return ""
        return Standing.SEAT.why

    def _against_direction(self) -> str:
        both = all(any(said.search(fold(line)) for line in self.lines) for said in (_ENTERING, _LEAVING))
        return say("The lines speak of entries and of exits.") if both else ""

    def _against_country(self, code: str) -> str:
        others = {one for line in self.lines for one in countries_in(line, self.vocabulary)} - {code, "NER"}
        return say("The lines name several countries.") if others else ""

    def _against_organisation(self) -> str:
        return say("Who gives the figures need not be who gave the help.") if self.subject == "service" else ""


def _plain() -> TitleFact:
    return TitleFact(SLIP, say("Said above the table, and nothing speaks against it."))


def _borne_out() -> TitleFact:
    return TitleFact(EXACT, say("Said above the table, and borne out by a second witness."))


def _doubted(why: str) -> TitleFact:
    return TitleFact(ASKED, why)


def _only_by_name() -> str:
    return say("Only the name of the sheet or of the file says it.")


def several_times() -> TitleFact:
    """Of a time where the lines say several."""
    return _doubted(say("What stands over the table names several days or months."))
