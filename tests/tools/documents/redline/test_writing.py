"""Each kind of change: what Word will show, and the two texts that the file holds."""
from __future__ import annotations

import io
import zipfile

import docx
import pytest

from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.writing.redline.change import Change, ConflictError, Kind, Place, RedlineError
from canevas.tools.documents.writing.redline.resolving import accept_all, reject_all
from canevas.tools.documents.writing.redline.wordfile import WordFile
from canevas.tools.documents.writing.redline.writing import write_redline
from tests.tools.documents.redline.papers import ROWS, at, change, marks, paper, said

BASE = paper()
LINES, TABLE = said(BASE)


def written(*changes: Change, base: bytes = BASE) -> bytes:
    """The redline, after the two laws that hold for every one: rejecting gives the base, no id is used twice."""
    redline = write_redline(base, changes)
    assert said(reject_all(redline)) == said(base)
    body = WordFile(redline).tree("word/document.xml")
    ids = [element.get(W + "id") for element in body.iter() if element.get(W + "id") and
           not element.tag.endswith(("End", "commentReference"))]
    assert len(ids) == len(set(ids))
    return redline


def cell(redline: bytes, row: int, column: int) -> list[str] | None:
    return said(accept_all(redline))[1][row][column]


def test_words_are_inserted_in_the_form_of_those_before() -> None:
    redline = written(change(Kind.INSERT, at(2, 2, 0, 6), " et republier"))
    assert cell(redline, 2, 2) == ["Relire et republier l’arrêté", "Diffuser l’arrêté"]
    assert marks(redline) == [("ins", "OIM", " et republier")]


def test_words_are_replaced() -> None:
    redline = written(change(Kind.REPLACE, at(2, 2, 0, 0, 6), "Réviser"))
    assert marks(redline) == [("del", "OIM", "Relire"), ("ins", "OIM", "Réviser")]
    assert cell(redline, 2, 2) == ["Réviser l’arrêté", "Diffuser l’arrêté"]


def test_a_date_is_written_as_word_writes_it_with_the_instant_beside() -> None:
    redline = written(change(Kind.DELETE, at(2, 2, 0, 0, 6)))
    mark = next(WordFile(redline).body.iter(W + "del"))
    assert mark.get(W + "date") == "2026-05-12T09:30:00Z"
    assert mark.get("{http://schemas.microsoft.com/office/word/2023/wordml/word16du}dateUtc") == "2026-05-12T08:30:00Z"


def test_a_place_on_a_cell_that_goes_on_is_the_cell_that_begins_the_block() -> None:
    redline = written(change(Kind.INSERT, at(4, 0, 0, 15), " et épars"))
    assert cell(redline, 2, 0) == ["Textes dépassés et épars"]


def test_a_column_is_any_that_the_cell_covers() -> None:
    redline = written(change(Kind.REPLACE, at(5, 3, 0, 4, 5), "2"))
    assert cell(redline, 5, 0) == ["Axe 2 : Gestion des frontières"]


@pytest.mark.parametrize(("place", "expected"), [
    (at(2, 2, 0), ["Nouvelle ligne", "Relire l’arrêté", "Diffuser l’arrêté"]),
    (at(2, 2, 1), ["Relire l’arrêté", "Nouvelle ligne", "Diffuser l’arrêté"]),
    (at(2, 2, 1, after=True), ["Relire l’arrêté", "Diffuser l’arrêté", "Nouvelle ligne"]),
])
def test_a_line_is_inserted_anywhere_in_a_cell(place: Place, expected: list[str]) -> None:
    assert cell(written(change(Kind.INSERT, place, "Nouvelle ligne")), 2, 2) == expected


@pytest.mark.parametrize(("gone", "left"), [
    ((0,), ["Diffuser l’arrêté"]), ((1,), ["Relire l’arrêté"]), ((0, 1), [""]),
])
def test_lines_of_a_cell_go(gone: tuple[int, ...], left: list[str]) -> None:
    assert cell(written(*(change(Kind.DELETE, at(2, 2, number)) for number in gone)), 2, 2) == left


def test_the_last_line_goes_and_another_comes() -> None:
    redline = written(change(Kind.DELETE, at(2, 2, 1)), change(Kind.INSERT, at(2, 2, 1, after=True), "A"),
                      change(Kind.INSERT, at(2, 2, 1, after=True), "B", author="HCR"))
    assert cell(redline, 2, 2) == ["Relire l’arrêté", "A", "B"]


def test_lines_of_the_body_come_and_go_beside_a_table() -> None:
    redline = written(change(Kind.DELETE, Place(1)), change(Kind.INSERT, Place(1, after=True), "Version amendée"),
                      change(Kind.INSERT, Place(2, after=True), "Le Secrétaire permanent"))
    assert said(accept_all(redline))[0] == ["Synthèse", "Version amendée", "Fait à Niamey", "Le Secrétaire permanent"]


def test_a_line_is_broken_and_two_are_joined() -> None:
    redline = written(change(Kind.SPLIT, at(3, 2, 0, 7)), change(Kind.MERGE, at(2, 2, 0)))
    assert cell(redline, 3, 2) == ["Former ", "les membres du cadre"]
    assert cell(redline, 2, 2) == ["Relire l’arrêtéDiffuser l’arrêté"]


@pytest.mark.parametrize(("more", "ends_put"), [
    ((), [False, True, False]),
    ((change(Kind.INSERT, at(2, 2, 0, 15), " encore"),), [True, False, False]),
    ((change(Kind.SPLIT, at(2, 2, 0, 15)),), [True, True, False, False]),
], ids=["alone", "after words put at the end", "after a cut at the end"])
def test_no_end_of_the_base_stands_between_two_insertions(more: tuple[Change, ...], ends_put: list[bool]) -> None:
    """LibreOffice takes such an end for a part of the two, and joins the lines when it rejects them."""
    redline = written(change(Kind.INSERT, at(2, 2, 0, after=True), "Publier l’arrêté"), *more)
    held = next(one for one in WordFile(redline).body.iter(W + "tc") if "Publier l’arrêté" in "".join(one.itertext()))
    assert [one.find(f"{W}pPr/{W}rPr/{W}ins") is not None for one in held.iter(W + "p")] == ends_put


def test_a_line_and_some_words_move() -> None:
    redline = written(change(Kind.MOVE, at(2, 2, 1), to=at(3, 2, 0, after=True)),
                      change(Kind.MOVE, at(6, 2, 0, 18, 30), to=at(6, 1, 0, 16)))
    assert cell(redline, 2, 2) == ["Relire l’arrêté"]
    assert cell(redline, 3, 2) == ["Former les membres du cadre", "Diffuser l’arrêté"]
    assert cell(redline, 6, 1) == ["Doter les postes de Assamaka"]
    body = WordFile(redline).body
    left, arrived = ({mark.get(W + "name") for mark in body.iter(W + name)}
                     for name in ("moveFromRangeStart", "moveToRangeStart"))
    assert left == arrived and len(left) == 2


def test_a_row_is_inserted_in_a_merged_block() -> None:
    redline = written(change(Kind.ROW_INSERT, at(3, 0, after=True), cells=(None, None, ("Ligne", "autre"), ("MI",))))
    assert said(accept_all(redline))[1][4] == [None, None, ["Ligne", "autre"], ["MI"]]


def test_a_row_under_a_lone_one_makes_a_block_of_the_two() -> None:
    redline = written(change(Kind.ROW_INSERT, at(6, 0, after=True), cells=(None, ("Autre priorité",), ("X",), ("",))))
    table = said(accept_all(redline))[1]
    assert table[6][0] == ["Postes mal dotés"] and table[7] == [None, ["Autre priorité"], ["X"], [""]]


def test_a_row_after_a_band_has_the_form_of_its_like_and_is_no_header() -> None:
    redline = written(change(Kind.ROW_INSERT, at(5, 0, after=True), cells=(("D",), ("P",), ("S",), ("R",))),
                      change(Kind.ROW_INSERT, at(1, 0), cells=(("Bande",),)))
    assert said(accept_all(redline))[1][1] == [["Bande"]]
    assert len(list(WordFile(redline).body.iter(W + "tblHeader"))) == 1


def test_the_first_row_of_a_block_goes_and_its_text_goes_on() -> None:
    redline = written(change(Kind.ROW_DELETE, at(2, 0)))
    assert said(accept_all(redline))[1][2] == [["Textes dépassés"], ["Réviser les textes"],
                                               ["Former les membres du cadre"], ["MI/D"]]
    other = written(change(Kind.ROW_DELETE, at(2, 0), cells=(("Textes anciens", "et épars"), None, None, None)))
    assert cell(other, 2, 0) == ["Textes anciens", "et épars"]


def test_every_row_of_a_block_goes() -> None:
    redline = written(*(change(Kind.ROW_DELETE, at(row, 0)) for row in (2, 3, 4)))
    assert said(accept_all(redline))[1] == [TABLE[0], TABLE[1], TABLE[5], TABLE[6]]


def test_a_row_moves() -> None:
    redline = written(Change(Kind.MOVE, "OIM", change(Kind.DELETE, at(0, 0)).date, Place(table=0, row=6, column=None),
                             to=Place(table=0, row=1, column=None, after=True)))
    assert said(accept_all(redline))[1][2] == TABLE[6]


def test_what_one_inserts_another_deletes_within() -> None:
    first = change(Kind.INSERT, at(3, 2, 0, 6), " et encadrer tous")
    redline = written(first, change(Kind.DELETE, Place(start=12, end=17), author="HCR", within=0),
                      change(Kind.INSERT, Place(start=3), " vraiment", author="INS", within=0))
    assert cell(redline, 3, 2) == ["Former et vraiment encadrer les membres du cadre"]
    nested = next(mark for mark in WordFile(redline).body.iter(W + "del"))
    assert nested.getparent().tag == W + "ins" and nested.getparent().get(W + "author") == "OIM"


def test_two_who_take_the_same_words_are_both_named() -> None:
    with pytest.raises(ConflictError, match=r"OIM.*HCR") as told:
        write_redline(BASE, [change(Kind.DELETE, at(2, 2, 0, 0, 6)),
                             change(Kind.REPLACE, at(2, 2, 0, 4, 9), "x", author="HCR")])
    assert told.value.first.author == "OIM" and told.value.second.author == "HCR"


@pytest.mark.parametrize("place", [at(99, 0), at(1, 9), at(2, 2, 7), at(2, 2, 0, 3, 999), Place(table=4), Place(50)])
def test_a_place_outside_the_base_is_refused(place: Place) -> None:
    with pytest.raises(RedlineError, match="OIM"):
        write_redline(BASE, [change(Kind.DELETE, place)])


def test_a_base_with_changes_of_its_own_is_refused() -> None:
    with pytest.raises(RedlineError):
        write_redline(written(change(Kind.DELETE, at(2, 2, 0, 0, 6))), [])


def test_comments_get_their_part_and_stand_at_their_words() -> None:
    redline = written(change(Kind.COMMENT, at(2, 2, 0, 0, 6), "Relire ou réviser ?\nÀ trancher"),
                      change(Kind.COMMENT, Place(table=0, row=3, column=None), "Toute la ligne", author="HCR"))
    document = docx.Document(io.BytesIO(redline))
    assert [(one.author, one.text, one.initials) for one in document.comments] == [
        ("OIM", "Relire ou réviser ?\nÀ trancher", "O"), ("HCR", "Toute la ligne", "H")]
    again = write_redline(redline, [change(Kind.COMMENT, Place(0), "Encore")])
    assert len(list(docx.Document(io.BytesIO(again)).comments)) == 3
    with zipfile.ZipFile(io.BytesIO(again)) as parts:
        assert [name for name in parts.namelist() if "comments" in name] == ["word/comments.xml"]


def test_a_table_that_was_not_touched_goes_out_as_it_came() -> None:
    with zipfile.ZipFile(io.BytesIO(BASE)) as old, zipfile.ZipFile(io.BytesIO(written(
            change(Kind.INSERT, Place(0, start=0), "A")))) as new:
        for name in set(old.namelist()) - {"word/document.xml"}:
            assert old.read(name) == new.read(name)
    assert len(ROWS) + 1 == len(TABLE)
