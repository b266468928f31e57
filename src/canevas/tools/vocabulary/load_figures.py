"""Read and check the words of figures: the world's, then a country's flow points."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from canevas.tools.text.sentences import say
from canevas.tools.vocabulary.figure_entries import (
    CodeListEntry,
    CountryWords,
    FlowPointEntry,
    HeadingEntry,
    WordsEntry,
)
from canevas.tools.vocabulary.figures import FigureWords, iso_codes
from canevas.tools.vocabulary.files import VocabularyError, read_entries, read_one, unique

WORLD = Path(__file__).resolve().parent / "world"


def read_figures(folder: Path, pcodes: Set[str], world: Path = WORLD) -> FigureWords:
    """The words of figures with the flow points of ``folder`` (none where it has no such file)."""
    lists = unique(read_entries(world / "code_lists.yaml", CodeListEntry), world / "code_lists.yaml")
    for entry in lists:
        codes = [code.code for code in entry.codes]
        for code in codes:
            if codes.count(code) > 1:
                problem = say("the code “%(code)s” stands twice.", code=code)
                raise VocabularyError("code_lists.yaml", 1, problem)
    return FigureWords(
        countries=_countries(world / "countries.yaml"),
        lists=lists,
        headings=unique(read_entries(world / "headings.yaml", HeadingEntry), world / "headings.yaml"),
        words=read_one(world / "figure_words.yaml", WordsEntry),
        flow_points=_flow_points(folder / "flow_points.yaml", pcodes),
    )


def _countries(path: Path) -> tuple[CountryWords, ...]:
    read = read_entries(path, CountryWords)
    for entry, line in read:
        if entry.code not in iso_codes():
            raise VocabularyError(path.name, line, say("“%(code)s” is no country of ISO 3166-1.", code=entry.code))
    return unique(read, path)


def _flow_points(path: Path, pcodes: Set[str]) -> tuple[FlowPointEntry, ...]:
    if not path.exists():
        return ()
    read = read_entries(path, FlowPointEntry)
    for entry, line in read:
        if entry.code not in pcodes:
            problem = say(
                "entry “%(name)s” refers to the code “%(code)s”, which does not exist.",
                name=entry.name,
                code=entry.code,
            )
            raise VocabularyError(path.name, line, problem)
    return unique(read, path)
