"""Changes within what another author put, and in the paragraphs around the table: they have a place, or a reason."""
from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree

from canevas.governance.syntheses.models import Amendment
from canevas.governance.syntheses.operations.amending import apply_amendments, decide_amendment
from canevas.governance.syntheses.operations.proposing import settle_conflict
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.queries.screens import screens_of
from canevas.governance.syntheses.rules.copies import Asked
from canevas.governance.syntheses.rules.table import (
    BEHIND_TABLE,
    Block,
    Column,
    Edit,
    InsertLine,
    InsertRow,
    Line,
    MoveLine,
    ReplaceText,
    Row,
    Section,
    Table,
    apply_edits,
)
from tests.factories.minutes import user
from tests.governance.recommendations.amending.as_word_writes import (
    COMMENT_ENDS,
    COMMENTED,
    remarks,
    threads,
    with_parts,
)
from tests.governance.syntheses.house import frozen
from tests.governance.syntheses.test_copies import export, take
from tests.governance.syntheses.test_copies_placed import asked_of, word
from tests.tools.documents.made import repacked
from tests.tools.documents.revisions.marks import cell, end_put, line, put, row, run, said, taken

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORD}}}"
FIRST, SECOND, BEHIND = "Réunis à Dosso le 3 mars", "Les régions ont convenu", "Fait à Dosso"
SMALL = Table((Section(None, "", (Block(Line("c1", "Peu de puits pastoraux"), (
    Row("r1", (Line("p1", "Creuser davantage"),), (Line("s1", "Former les maires"), Line("s2", "Doter les communes")),
        (Line("q1", "Toutes les régions"),)),)),)),),
    (Line("t1", FIRST), Line("t2", SECOND)), (Line("t3", BEHIND),))
BY_AICHA_OUT_BY_MOUSSA = f"<w:ins {said()}>{taken('jeunes ', 'Moussa')}</w:ins>"


def marked(text: str, *inside: str, end: str = "", more: str = "", content: bytes = b"") -> bytes:
    """The Word file of the table with ``inside`` in the paragraph that says ``text``, and ``more`` behind it."""
    content = content or word(SMALL)
    root, paragraph = found(content, text)
    [made, *others] = [element for part in (line(*inside, end=end), more) if part for element in etree.fromstring(
        f'<x xmlns:w="{WORD}">{part}</x>')]
    first = paragraph.find(W + "r")
    for element in list(made.iterchildren())[1:]:
        first.addprevious(element)
    paragraph.remove(first)
    properties = paragraph.find(W + "pPr")
    if end and properties is None:
        paragraph.insert(0, made[0])
    elif end:
        properties.append(made[0][0])
    for element in reversed(others):
        paragraph.addnext(element)
    return repacked(content, add={"word/document.xml": etree.tostring(root)})


def found(content: bytes, text: str) -> tuple[etree._Element, etree._Element]:
    """The body, and the paragraph that says ``text``."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml"))
    return root, next(one for one in root.iter(W + "p") if "".join(one.itertext(W + "t")) == text)


def moving(inside: str) -> bytes:
    """A line moved to another cell, with ``inside`` in it where it arrives."""
    def end(kind: str, words: str) -> str:
        return f'<w:{kind}RangeStart w:id="3" w:name="m1"/>{words}<w:{kind}RangeEnd w:id="3"/>'

    goes = end("moveFrom", f"<w:moveFrom {said()}>{run('Former les maires')}</w:moveFrom>")
    comes = end("moveTo", f"<w:moveTo {said()}>{run('Former les ')}</w:moveTo>{inside}"
                          f"<w:moveTo {said()}>{run('maires')}</w:moveTo>")
    first = marked("Former les maires", goes, end=f"<w:moveFrom {said()}/>")
    return marked("Creuser davantage", run("Creuser davantage"), end=f"<w:moveTo {said()}/>", content=first,
                  more=line(comes))


def asked(copy: bytes) -> list[Asked]:
    return asked_of(copy, SMALL)


def after(edit: Edit | None) -> list[str]:
    assert edit is not None
    return [one.text for one in apply_edits(SMALL, [edit]).table.lines]


def test_words_taken_out_of_what_another_one_put_make_that_insertion_otherwise() -> None:
    host, inner = asked(marked("Former les maires", run("Former les "), put("bons "), BY_AICHA_OUT_BY_MOUSSA,
                               run("maires")))
    assert inner.amendment.within is host.amendment
    assert (host.edit, inner.edit) == (ReplaceText("s1", 11, 11, "bons jeunes "), ReplaceText("s1", 11, 11, "bons "))
    told = inner.amendment.as_dict()
    assert (told["author"], told["kind"], told["before"], told["line"]) == ("Moussa", "delete", "jeunes ", 1)
    assert told["within"] == {"author": "Aïcha", "date": "2026-03-04T09:30:00Z", "kind": "insert",
                              "after": "bons jeunes "}


def test_words_put_within_an_insertion_depend_on_it_and_beside_it_do_not() -> None:
    host, inner = asked(marked("Former les maires", run("Former les "), put("bons "), put("vieux ", "Moussa"),
                               put("et sages "), run("maires")))
    assert (host.amendment.after, inner.edit) == ("bons et sages ", ReplaceText("s1", 11, 11, "bons vieux et sages "))
    host, beside = asked(marked("Former les maires", run("Former les "), put("bons "), put("vieux ", "Moussa"),
                                run("maires")))
    assert beside.amendment.within is None
    assert (host.edit, beside.edit) == (ReplaceText("s1", 11, 11, "bons "), ReplaceText("s1", 11, 11, "vieux "))


def test_within_a_new_line_a_change_has_the_number_of_that_line() -> None:
    copy = marked("Former les maires", run("Former les maires"), end=end_put(), more=line(
        put("Nommer un "), f"<w:ins {said()}>{taken('petit ', 'Moussa')}</w:ins>", put("grand ", "Moussa"),
        put("juge")))
    host, inner = asked(copy)
    assert (inner.amendment.kind.value, inner.amendment.where.line, host.amendment.where.line) == ("replace", 2, 2)
    assert host.edit == InsertLine("r1", Column.STRATEGIES, "s1", "Nommer un petit juge")
    assert inner.edit == InsertLine("r1", Column.STRATEGIES, "s1", "Nommer un grand juge")


def test_within_a_new_row_a_change_words_its_cell_otherwise() -> None:
    new = row(cell(line(put("Défi"))), cell(line(put("But"))), cell(
        line(put("Agir "), BY_AICHA_OUT_BY_MOUSSA, put("ici"), put(" vite", "Moussa"))), cell(line(put("INS"))),
        properties=f"<w:ins {said()}/>")
    content = word(SMALL)
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    at = xml.rindex("</w:tr>") + len("</w:tr>")
    host, out, put_in = asked(repacked(content, add={"word/document.xml": (xml[:at] + new + xml[at:]).encode()}))
    assert isinstance(host.edit, InsertRow)
    assert host.edit.strategies == ("Agir jeunes ici",)
    assert isinstance(out.edit, InsertRow)
    assert out.edit.strategies == ("Agir ici",)
    assert isinstance(put_in.edit, InsertRow)
    assert put_in.edit.strategies == ("Agir jeunes ici vite",)
    assert {id(one.amendment.within) for one in (out, put_in)} == {id(host.amendment)}


def test_who_takes_all_that_another_one_put_is_told_to_reject_it() -> None:
    _host, inner = asked(marked("Former les maires", run("Former les "), BY_AICHA_OUT_BY_MOUSSA, run("maires")))
    assert (inner.edit, inner.why) == (None, "withdraws")


BY_MOUSSA_OUT_BY_ISSA = put("bons ", "Moussa") + f"<w:ins {said('Moussa')}>{taken('vieux ', 'Issa')}</w:ins>"


def test_a_change_within_words_that_stand_within_anothers_makes_the_first_otherwise() -> None:
    host, second, third = asked(marked("Former les maires", run("Former les "), put("jeunes "), BY_MOUSSA_OUT_BY_ISSA,
                                       put("et "), run("maires")))
    assert (second.amendment.within, third.amendment.within) == (host.amendment, second.amendment)
    assert [one.edit for one in (host, second, third)] == [
        ReplaceText("s1", 11, 11, text) for text in ("jeunes et ", "jeunes bons vieux et ", "jeunes bons et ")]


def test_in_a_new_row_too() -> None:
    new = row(cell(line(put("Défi"))), cell(line(put("But"))), cell(
        line(put("Agir "), BY_MOUSSA_OUT_BY_ISSA, put("ici"))), cell(line(put("INS"))), properties=f"<w:ins {said()}/>")
    content = word(SMALL)
    xml = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    at = xml.rindex("</w:tr>") + len("</w:tr>")
    host, second, third = asked(repacked(content, add={"word/document.xml": (xml[:at] + new + xml[at:]).encode()}))
    assert [one.edit.strategies for one in (host, second, third) if isinstance(one.edit, InsertRow)] == [
        ("Agir ici",), ("Agir bons vieux ici",), ("Agir bons ici",)]


def test_a_line_that_moves_takes_along_what_was_put_in_it_and_taken_out_of_that() -> None:
    inner, again, moved = asked(moving(BY_MOUSSA_OUT_BY_ISSA))
    assert isinstance(moved.edit, MoveLine)
    assert [inner.edit, again.edit] == [ReplaceText("s1", 11, 11, "bons vieux "), ReplaceText("s1", 11, 11, "bons ")]


def test_a_line_that_moves_takes_what_another_one_put_in_it_along() -> None:
    inner, moved = asked(moving(put("bons ", "Moussa")))
    assert moved.edit == MoveLine("s1", "r1", Column.PRIORITIES, "p1")
    assert inner.edit == ReplaceText("s1", 11, 11, "bons ")
    assert inner.amendment.within is moved.amendment
    made = apply_edits(SMALL, [moved.edit, inner.edit]).table.sections[0].blocks[0].rows[0]
    assert [one.text for one in made.priorities] == ["Creuser davantage", "Former les bons maires"]



@pytest.mark.parametrize(("text", "edit"), [
    (FIRST, InsertLine("", None, "t1", "Sous la pluie")), (SECOND, InsertLine("", None, "t2", "Sous la pluie")),
    (BEHIND, InsertLine("", None, "t3", "Sous la pluie")),
])
def test_a_paragraph_around_the_table_stands_behind_the_one_before_it(text: str, edit: Edit) -> None:
    copy = marked(text, run(text), end=end_put(), more=line(put("Sous la pluie")))
    [one] = asked(copy)
    assert one.edit == edit
    assert (one.amendment.where.section, one.amendment.where.row, one.amendment.kind.value) == ("text", None, "insert")


def first_of(text: str) -> bytes:
    content = word(SMALL)
    root, paragraph = found(content, text)
    new = etree.fromstring(f'<x xmlns:w="{WORD}">{line(put("Sous la pluie"), end=end_put())}</x>')[0]
    paragraph.addprevious(new)
    return repacked(content, add={"word/document.xml": etree.tostring(root)})


def test_a_paragraph_may_come_first_before_and_behind_the_table() -> None:
    [one] = asked(first_of(FIRST))
    assert one.edit == InsertLine("", None, "", "Sous la pluie")
    assert after(one.edit)[:2] == ["Sous la pluie", FIRST]
    [one] = asked(first_of(BEHIND))
    assert one.edit == InsertLine("", None, BEHIND_TABLE, "Sous la pluie")
    assert after(one.edit)[-2:] == ["Sous la pluie", BEHIND]


def test_a_paragraph_moves_and_its_words_change_where_it_stands() -> None:
    swapped = Table(SMALL.sections, SMALL.before[::-1], SMALL.after)
    [one] = asked(word(swapped))
    assert isinstance(one.edit, MoveLine)
    assert after(one.edit)[:2] == [SECOND, FIRST]
    [one] = asked(marked(SECOND, run("Les régions "), taken("ont convenu"), put("conviennent")))
    assert one.edit == ReplaceText("t2", 12, 23, "conviennent")


def test_what_the_version_does_not_hold_is_told_why() -> None:
    content = word(SMALL)
    header = "".join(next(found(content, FIRST)[0].iter(W + "tc")).itertext(W + "t"))
    for text, why in (("Synthèse", "frame"), (header, "title")):
        [one] = asked(marked(text, run(text), put(" revue")))
        assert (one.edit, one.why) == (None, why)


def test_no_paragraph_before_or_behind_the_table_stands_twice() -> None:
    bare = Table(SMALL.sections)
    for edit, side in ((InsertLine("", None, "", "Un"), "before"), (InsertLine("", None, BEHIND_TABLE, "Un"), "after")):
        made = apply_edits(bare, [edit]).table
        assert [one.text for one in getattr(made, side)] == ["Un"]
        assert len(list(made.lines)) == len(list(bare.lines)) + 1


@pytest.mark.django_db
def test_take_copies_keeps_what_a_change_depends_on_and_accepting_it_settles_both() -> None:
    synthesis = frozen(user())
    copy = marked("Organiser un atelier", run("Organiser "), put("un "), BY_AICHA_OUT_BY_MOUSSA, put("bon "),
                  run("un atelier"), content=export(synthesis))
    assert take(synthesis, copy).unplaced == 0
    host, inner = Amendment.objects.order_by("order")
    assert (inner.within, inner.author, inner.why) == (host, "Moussa", "")
    [screen] = screens_of(host.version)
    assert (len(screen.amendments), screen.is_same) == (2, False)
    settle_conflict(by=user(), chosen=inner, others=[host], state="accepted")
    assert set(Amendment.objects.values_list("author", "state")) == {("Moussa", "accepted"), ("Aïcha", "rejected")}
    made = apply_amendments(by=user(), synthesis=synthesis)
    assert "Organiser un bon un atelier" in [one.text for one in table_of(made).lines]


@pytest.mark.django_db
def test_what_stands_two_deep_is_settled_with_both() -> None:
    synthesis = frozen(user())
    copy = marked("Organiser un atelier", run("Organiser un atelier"), end=end_put(), content=export(synthesis),
                  more=line(put("Nommer "), BY_MOUSSA_OUT_BY_ISSA, put("juges")))
    assert take(synthesis, copy).unplaced == 0
    host, _second, third = Amendment.objects.order_by("order")
    [screen] = screens_of(host.version)
    settle_conflict(by=user(), chosen=third, others=[one for one in screen.amendments if one != third],
                    state="accepted")
    texts = [one.text for one in table_of(apply_amendments(by=user(), synthesis=synthesis)).lines]
    assert [text for text in texts if text.startswith("Nommer")] == ["Nommer bons juges"]


@pytest.mark.django_db
def test_take_copies_keeps_why_a_change_has_no_place() -> None:
    synthesis = frozen(user())
    take(synthesis, marked("Organiser un atelier", run("Organiser "), BY_AICHA_OUT_BY_MOUSSA, run("un atelier"),
                           content=export(synthesis)))
    inner = Amendment.objects.get(author="Moussa")
    assert (inner.edit, inner.why) == ({}, "withdraws")
    assert "rejetez" in inner.get_why_display()


@pytest.mark.django_db
def test_an_answer_to_a_remark_stands_below_it(client: Client) -> None:
    synthesis = frozen(user())
    copy = marked("Organiser un atelier", run("Organiser "), COMMENTED, put("vite "), run("un atelier"), COMMENT_ENDS,
                  content=export(synthesis))
    assert take(synthesis, with_parts(copy, comments=remarks(("Aïcha", "Qui paie ?"), ("Moussa", "Le budget.")),
                                      commentsExtended=threads(2, 1))).remarks == 2
    asked, answer = Amendment.objects.filter(kind="comment")
    assert (asked.within, answer.within) == (None, asked)
    client.force_login(user())
    assert "Le budget." in client.get(asked.get_absolute_url()).content.decode()
    page = client.get(answer.get_absolute_url()).content.decode()
    assert f"Répond à la remarque {asked.number}" in page and "Qui paie ?" in page
    assert "en réponse à" in client.get(reverse("syntheses:synthesis-room", args=[synthesis.uid])).content.decode()
    listed = client.get(reverse("syntheses:synthesis-amendments", args=[synthesis.uid])).content.decode()
    assert "En réponse à « Qui paie ? »" in listed.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.django_db
def test_equal_new_rows_of_two_organisations_are_settled_together_as_the_same() -> None:
    synthesis = frozen(user())
    version = synthesis.versions.last()
    table = table_of(version)
    rows = [one.uid for _block, one in table.sections[0].rows]
    words = ("Nouveau défi", ("Priorité",), ("Stratégie nouvelle",), ("INS",))
    first = InsertRow(table.sections[0].key, rows[0], *words)
    lower = InsertRow(table.sections[0].key, rows[-1], "nouveau défi", *words[1:])
    made = [Amendment.objects.create(
        version=version, proposed_by=user(), kind="row-insert", order=number, author=author,
        edit={"kind": edit.kind, **{name: getattr(edit, name) for name in (
            "section", "after", "challenge", "priorities", "strategies", "responsible", "uid")}})
        for number, (author, edit) in enumerate((("OIM", first), ("HCR", first), ("INS", lower)))]
    [screen] = screens_of(version)
    assert screen.is_same
    assert len(screen.amendments) == 3
    settle_conflict(by=user(), chosen=made[0], others=made[1:], state="accepted")
    for one in made:
        one.refresh_from_db()
    assert [one.state for one in made] == ["accepted", "accepted", "modified"]
    assert all("Identique" in one.decision_note for one in made[1:])
    after_it = table_of(apply_amendments(by=user(), synthesis=synthesis))
    assert [one.text for one in after_it.lines].count("Stratégie nouvelle") == 1


@pytest.mark.django_db
def test_two_new_rows_of_the_same_words_cannot_both_be_accepted_otherwise() -> None:
    synthesis = frozen(user())
    version = synthesis.versions.last()
    table = table_of(version)
    rows = [one.uid for _block, one in table.sections[0].rows]
    made = [Amendment.objects.create(
        version=version, proposed_by=user(), kind="insert", order=number, edit={
            "kind": "line-insert", "row": rows[0], "column": "strategies", "after": "", "text": text, "uid": ""})
        for number, text in enumerate(("Ouvrir un guichet", "ouvrir un guichet."))]
    decide_amendment(by=user(), amendment=made[0], state="accepted")
    with pytest.raises(Exception, match="amendement"):
        decide_amendment(by=user(), amendment=made[1], state="accepted")
