"""The words of figures, ready to be looked up: countries and peoples, code lists, headings, flow points."""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import pycountry
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from canevas.tools.text.normalise import bare, fold
from canevas.tools.vocabulary.figure_entries import (
    CodeEntry,
    CodeListEntry,
    CountryWords,
    FlowPointEntry,
    HeadingEntry,
    WordsEntry,
)

_INCLUSIVE = re.compile(r"\((?:e|ne|s|es|nes|se|le|x)\)s?|[.·](?:e|ne|se|le)(?:[.·]?s)?\b(?!\.)")
_SHORTEST_SLIP, _SURE_SLIP = 5, 7


def form(text: str) -> str:
    """What two spellings of a word meet under: singular, no case, accents, articles; "Réfugié(e)s" gives "refugie"."""
    return bare(_INCLUSIVE.sub("s", text))


@dataclass(frozen=True, slots=True)
class Looked:
    """What a word may mean: ``codes`` best first, ``is_sure``; ``slip`` is the known spelling it is one letter from."""

    codes: tuple[str, ...]
    is_sure: bool
    slip: str = ""


class CodeIndex:
    """Words of a list of codes. A word that stands under several codes, or as asked, is not sure."""

    def __init__(self, words: Iterable[tuple[str, str, bool]], form: Callable[[str], str] = form,
                 shortest: int = _SHORTEST_SLIP) -> None:
        self._form, self._shortest = form, shortest
        self._by_form: dict[str, dict[str, bool]] = {}
        for text, code, is_sure in words:
            if written := form(text):
                known = self._by_form.setdefault(written, {})
                known[code] = known.get(code, False) or is_sure
        self._seen: dict[str, Looked | None] = {}
        self._long = [written for written in self._by_form if len(written) >= shortest]
        self.longest = max((written.count(" ") + 1 for written in self._by_form), default=0)

    def exact(self, text: str) -> Looked | None:
        """The codes of exactly these words."""
        return self.of_form(self._form(text))

    def of_form(self, written: str) -> Looked | None:
        """The codes of words already in their :func:`form`."""
        known = self._by_form.get(written)
        if known is None:
            return None
        codes = sorted(known, key=lambda code: not known[code])
        return Looked(tuple(codes), len(codes) == 1 and known[codes[0]])

    def look(self, text: str) -> Looked | None:
        """The codes of these words, or of the known ones that a slip of one or two letters away from them."""
        written = self._form(text)
        if written not in self._seen:
            self._seen[written] = self.of_form(written) or self._alike(written)
        return self._seen[written]

    def _alike(self, written: str) -> Looked | None:
        if len(written) < self._shortest or written.isdigit():
            return None
        best: dict[str, tuple[int, str]] = {}
        alike = process.extract(written, self._long, scorer=DamerauLevenshtein.distance, score_cutoff=3, limit=None)
        for known, distance, _place in alike:
            for code in self._by_form[known]:
                if code not in best or distance < best[code][0]:
                    best[code] = (distance, known)
        order = sorted(best, key=lambda code: (best[code], code))
        if not order or best[order[0]][0] > (2 if len(written) > _SURE_SLIP else 1):
            return None
        first, known = best[order[0]]
        near = [code for code in order if best[code][0] <= first + 1]
        alone = len([code for code in order if best[code][0] <= first + 2]) == 1
        sure = first == 1 and alone and len(written) >= _SURE_SLIP and self._by_form[known][order[0]]
        return Looked(tuple(near), sure, known)


@dataclass(frozen=True)
class FigureWords:
    """Everything that partners' tables may say, beside places and organisations."""

    countries: tuple[CountryWords, ...]
    lists: tuple[CodeListEntry, ...]
    headings: tuple[HeadingEntry, ...]
    words: WordsEntry
    flow_points: tuple[FlowPointEntry, ...] = ()

    @cached_property
    def by_list(self) -> Mapping[str, tuple[CodeEntry, ...]]:
        return {entry.code: entry.codes for entry in self.lists}

    @cached_property
    def _indexes(self) -> dict[str, CodeIndex]:
        return {name: CodeIndex(_list_words(codes)) for name, codes in self.by_list.items()}

    def index(self, name: str) -> CodeIndex:
        """The words of a list: sex, direction, population_group…"""
        return self._indexes[name]

    @cached_property
    def sure_directions(self) -> CodeIndex:
        """Words for a direction that say of which country."""
        return CodeIndex((word, code.code, True) for code in self.by_list["direction"] for word in code.sure)

    @cached_property
    def country_index(self) -> CodeIndex:
        """Countries by name, code, people, former name, in French and English."""
        return CodeIndex([*_iso_words(), *_country_words(self.countries)])

    @cached_property
    def people_index(self) -> CodeIndex:
        """Countries by the name of their people only: what headings are searched for."""
        return CodeIndex(
            (word, entry.code, word not in entry.asked)
            for entry in self.countries
            for word in (*entry.people, *entry.asked)
        )

    @cached_property
    def flow_point_index(self) -> CodeIndex:
        """Points where flows are watched; a way around one may mean it."""
        return CodeIndex(
            (name, point.code, name not in point.bypasses)
            for point in self.flow_points
            for name in (point.name, *point.aliases, point.code, *point.bypasses)
        )

    def with_flow_points(self, points: tuple[FlowPointEntry, ...]) -> FigureWords:
        """The same words with these points; what was worked out of the others is shared, for it takes long."""
        made = copy(self)
        object.__setattr__(made, "flow_points", points)
        made.__dict__.pop("flow_point_index", None)
        return made

    @cached_property
    def phrases(self) -> Mapping[str, tuple[tuple[str, bool], ...]]:
        """What headings say: form of a phrase to the meanings that it has, each with whether it is weak."""
        out: dict[str, list[tuple[str, bool]]] = {}
        for entry in self.headings:
            for words, is_weak in ((entry.words, False), (entry.weak, True)):
                for phrase in words:
                    if written := form(phrase):
                        known = out.setdefault(written, [])
                        known += [(entry.code, is_weak)] * ((entry.code, is_weak) not in known)
        return {written: tuple(found) for written, found in out.items()}

    @cached_property
    def tags(self) -> Mapping[str, str]:
        """HXL tags, with the attributes that matter, to meanings."""
        return {tag: entry.code for entry in self.headings for tag in entry.hxl}

    @cached_property
    def missing(self) -> frozenset[str]:
        """What stands for nothing, folded."""
        return frozenset(fold(word) for word in self.words.missing)

    @cached_property
    def totals(self) -> frozenset[str]:
        """Forms of what stands for all together."""
        return frozenset(form(word) or fold(word) for word in self.words.total)

    @cached_property
    def others(self) -> frozenset[str]:
        """Forms of what stands for the rest: other countries, other nationalities."""
        return frozenset(form(word) for word in self.words.others)

    @cached_property
    def abbreviations(self) -> Mapping[str, str]:
        """Cut words of headings to their whole form."""
        return {form(cut): form(whole) for cut, whole in self.words.abbreviations.items()}

    @cached_property
    def fillers(self) -> frozenset[str]:
        return frozenset(filter(None, (form(word) for word in self.words.fillers)))


def _list_words(codes: Iterable[CodeEntry]) -> Iterator[tuple[str, str, bool]]:
    for code in codes:
        for word in (code.name, *code.words, *code.sure, code.code):
            yield word, code.code, True
        for word in code.asked:
            yield word, code.code, False


def _country_words(countries: Iterable[CountryWords]) -> Iterator[tuple[str, str, bool]]:
    for entry in countries:
        for word in (*entry.people, *entry.aliases, *entry.former):
            yield word, entry.code, True
        for word in entry.asked:
            yield word, entry.code, False


def _iso_words() -> Iterator[tuple[str, str, bool]]:
    """Names and codes of ISO 3166-1, in English and French."""
    french = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=["fr"])
    for country in pycountry.countries:
        fields = [getattr(country, name, "") for name in ("name", "common_name", "official_name")]
        names = {name for name in fields if name}
        names |= {french.gettext(name) for name in names}
        for name in (*names, country.alpha_3, country.alpha_2):
            yield name, country.alpha_3, True


def iso_codes() -> frozenset[str]:
    """The alpha-3 codes there are."""
    return frozenset(country.alpha_3 for country in pycountry.countries)
