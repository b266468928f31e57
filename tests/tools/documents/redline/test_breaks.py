"""Lines that are cut in several or joined to one are shown as such, whatever else was changed in them."""
from __future__ import annotations

import io
import zipfile

import pytest

from canevas.tools.documents.writing.redline.change import Kind, Place
from canevas.tools.documents.writing.redline.comparing import line_changes, redline_between
from canevas.tools.documents.writing.redline.layout import LineText
from canevas.tools.documents.writing.redline.resolving import accept_all, reject_all
from tests.factories.libreoffice import needs_libreoffice, resolved
from tests.tools.documents.redline.papers import DAY, paper, said
from tests.tools.documents.redline.test_oracle import printed

WHOLE = "Équiper les postes frontières de Assamaka et former les agents qui y tiennent le registre"
FIRST, SECOND = "Équiper les postes frontières de Assamaka", "former les agents qui y tiennent le registre"
OTHER = "Publier le bulletin des flux chaque trimestre"


def told(old: list[str], new: list[str], *, ids: bool = False) -> list[tuple[str, int, int | None, str]]:
    def lines(texts: list[str]) -> list[LineText]:
        return [LineText(text, frozenset([f"cnv_{number}_{text[:3]}"]) if ids else frozenset())
                for number, text in enumerate(texts)]
    return [(one.kind.value, one.place.paragraph, one.place.start, one.text)
            for one in line_changes(lines(old), lines(new), Place(table=0, row=1, column=2), DAY)]


def test_a_line_cut_is_a_split_and_what_was_between_the_halves_goes_from_the_second() -> None:
    assert told([OTHER, WHOLE], [OTHER, FIRST, f"et {SECOND}"]) == [("delete", 1, 41, ""), ("split", 1, 41, "")]
    assert told([WHOLE, OTHER], [FIRST, SECOND, OTHER]) == [("delete", 0, 41, ""), ("split", 0, 41, "")]


def test_lines_joined_are_a_merge_with_what_came_between_them() -> None:
    assert told([FIRST, SECOND, OTHER], [f"{FIRST} et {SECOND}", OTHER]) == [
        ("merge", 0, None, ""), ("insert", 1, 0, " et ")]


def test_a_cut_is_found_beside_words_that_changed_and_lines_that_came() -> None:
    found = told([WHOLE, OTHER], [FIRST.replace("postes", "cinq postes"), SECOND, "Tenir un registre", OTHER])
    assert [one[0] for one in found] == ["insert", "delete", "split", "insert"]
    assert found[-1] == ("insert", 0, None, "Tenir un registre")


def test_a_line_in_three_and_three_in_one() -> None:
    parts = [*FIRST.split(" de "), SECOND]
    assert [one[0] for one in told([" ".join(parts)], parts)].count("split") == 2
    assert [one[0] for one in told(parts, [" ".join(parts)])].count("merge") == 2


@pytest.mark.parametrize(("old", "new"), [
    ([WHOLE], [WHOLE, OTHER]), ([WHOLE, OTHER], [WHOLE]), ([FIRST, OTHER], [OTHER, FIRST]),
    ([WHOLE], [FIRST]), ([OTHER], [WHOLE, FIRST]),
])
def test_what_only_came_went_or_moved_is_no_break(old: list[str], new: list[str]) -> None:
    assert not {one[0] for one in told(old, new)} & {"split", "merge"}


BREAKS = [
    (WHOLE, f"{FIRST}\n{SECOND}"), (f"{FIRST}\n{SECOND}", WHOLE), (f"{FIRST}\n{SECOND}\n{OTHER}", f"{WHOLE}\n{OTHER}"),
    (f"{OTHER}\n{WHOLE}", f"{OTHER}\n{FIRST} ;\nensuite {SECOND}"),
    (f"{FIRST}\n{SECOND}\n{OTHER}", f"{FIRST} {SECOND} {OTHER}"),
]


def papers(old: str, new: str) -> tuple[bytes, bytes]:
    return paper([("Défi", "But", old, "INS")]), paper([("Défi", "But", new, "INS")])


@pytest.mark.parametrize(("old", "new"), BREAKS)
def test_rejecting_gives_the_base_and_accepting_the_adopted_text(old: str, new: str) -> None:
    base, changed = papers(old, new)
    redline = redline_between(base, changed, "OIM", DAY)
    assert said(reject_all(redline)) == said(base)
    assert said(accept_all(redline)) == said(changed)


def test_paragraphs_around_the_table_are_cut_and_joined_too() -> None:
    base, changed = paper(before=(WHOLE, OTHER)), paper(before=(FIRST, SECOND, OTHER))
    for one, other, kind in ((base, changed, Kind.SPLIT), (changed, base, Kind.MERGE)):
        redline = redline_between(one, other, lambda change: change.kind.value, DAY)
        assert f'w:author="{kind.value}"'.encode() in _document(redline)
        assert said(reject_all(redline)) == said(one)
        assert said(accept_all(redline)) == said(other)


def _document(content: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


@needs_libreoffice
def test_libreoffice_cuts_and_joins_the_same() -> None:
    made = [(*papers(old, new), redline_between(*papers(old, new), "OIM", DAY)) for old, new in BREAKS]
    for accept, place in ((False, 0), (True, 1)):
        theirs = resolved([one[2] for one in made], accept=accept)
        assert [printed(one) for one in theirs] == [printed(one[place]) for one in made]
