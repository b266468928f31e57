"""Word's marks put together to what a person did, as somebody would tell it."""
from __future__ import annotations

import pytest

from canevas.tools.documents.revisions.changes import StreamChanges
from canevas.tools.documents.revisions.model import Stream, View
from tests.tools.documents.revisions.marks import WHEN, end_put, end_taken, line, put, run, said, stream, taken


def told(one: Stream, *, leave_out: str = "") -> list[tuple[str, int, str, str, str]]:
    return [(change.kind.value, change.line, change.before, change.after, change.by.author)
            for change in StreamChanges(one, leave_out=frozenset(leave_out.split())).changes]


def test_words_put_taken_and_replaced_keep_what_word_marks() -> None:
    one = stream(line(run("Former "), taken("les "), put("tous les "), run("age"), put("nts"), taken("ns"),
                      run(" de santé"), put(" ;")))
    assert told(one) == [("replace", 1, "les ", "tous les ", "Aïcha"), ("replace", 1, "ns", "nts", "Aïcha"),
                         ("insert", 1, "", " ;", "Aïcha")]
    assert one.text(View.BEFORE) == "Former les agens de santé"
    assert one.text(View.AFTER) == "Former tous les agents de santé ;"


def test_runs_of_one_change_are_one_change_whatever_stands_between_them() -> None:
    one = stream(line(run("Créer "), f"<w:ins {said()}>{run('un ')}{run('comité ')}</w:ins>",
                      '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="1" w:name="x"/>', put("local "),
                      run("de suivi")))
    assert told(one) == [("insert", 1, "", "un comité local ", "Aïcha")]


def test_a_split_and_a_merge_say_the_lines_that_stay() -> None:
    assert told(stream(line(run("Former "), end=end_put()), line(run("les agents")))) == [
        ("split", 1, "Former les agents", "Former \nles agents", "Aïcha")]
    assert told(stream(line(run("Former"), end=end_taken()), line(put(" "), run("les agents")))) == [
        ("merge", 1, "Former\nles agents", "Former les agents", "Aïcha")]


def test_a_split_with_words_typed_says_both() -> None:
    assert told(stream(line(run("Former "), put("vite"), end=end_put()), line(run("les agents")))) == [
        ("split", 1, "Former les agents", "Former \nles agents", "Aïcha"), ("insert", 1, "", "vite", "Aïcha")]


@pytest.mark.parametrize("lines", [
    (line(run("Un"), end=end_put()), line(put("Deux"))),  # typed at the end of a line
    (line(run("Un")), line(put("Deux"))),  # a program added a last paragraph
], ids=["end of line", "last line"])
def test_a_new_last_line(lines: tuple[str, ...]) -> None:
    assert told(stream(*lines)) == [("insert", 2, "", "Deux", "Aïcha")]


def test_a_new_line_before_another_has_the_number_that_it_takes() -> None:
    one = stream(line(run("Un")), line(put("Deux"), end=end_put()), line(put("Deux bis"), end=end_put()),
                 line(run("Trois")))
    assert told(one) == [("insert", 2, "", "Deux", "Aïcha"), ("insert", 3, "", "Deux bis", "Aïcha")]
    assert one.lines(View.BEFORE) == ["Un", "Trois"]


def test_lines_taken_are_told_one_by_one() -> None:
    one = stream(line(run("Un "), taken("et demi"), end=end_taken()), line(taken("Deux"), end=end_taken()),
                 line(taken("Trois")))
    assert told(one) == [("delete", 1, "et demi", "", "Aïcha"), ("delete", 2, "Deux", "", "Aïcha"),
                         ("delete", 3, "Trois", "", "Aïcha")]
    assert one.text(View.AFTER) == "Un "


def test_a_line_rewritten_as_two() -> None:
    one = stream(line(run("Un")), line(taken("Former et doter"), put("Former"), end=end_put()), line(put("Doter")))
    assert told(one) == [("replace", 2, "Former et doter", "Former", "Aïcha"), ("insert", 3, "", "Doter", "Aïcha")]


def test_paragraph_replaced_with_its_end() -> None:
    one = stream(line(taken("Ancien"), end=end_taken()), line(put("Nouveau"), end=end_put()), line(run("Reste")))
    assert told(one) == [("replace", 1, "Ancien", "Nouveau", "Aïcha")]


def test_what_leads_into_a_line_that_stays_belongs_to_it() -> None:
    one = stream(line(taken("Ancien"), end=end_taken()), line(put("Encore "), run("reste")))
    assert told(one) == [("delete", 1, "Ancien", "", "Aïcha"), ("insert", 2, "", "Encore ", "Aïcha")]
    assert one.text(View.AFTER) == "Encore reste"
    one = stream(line(taken("Former et "), put("Créer"), end=end_put()), line(run("doter")))
    assert told(one) == [("delete", 1, "Former et ", "", "Aïcha"), ("insert", 1, "", "Créer", "Aïcha")]
    assert one.text(View.AFTER) == "Créer\ndoter"


def test_authors_are_told_apart_and_one_may_change_what_another_put() -> None:
    one = stream(line(run("Former "), put("les agents "), f"<w:ins {said()}>{taken('du canton ', 'Moussa')}</w:ins>",
                      put("de santé "), put("et d'état civil ", "Moussa"), run("chaque année")))
    assert told(one) == [("insert", 1, "", "les agents du canton de santé ", "Aïcha"),
                         ("delete", 1, "du canton ", "", "Moussa"), ("insert", 1, "", "et d'état civil ", "Moussa")]
    assert one.text(View.AFTER) == "Former les agents de santé et d'état civil chaque année"


def test_what_one_author_took_parts_the_changes_of_another() -> None:
    one = stream(line(taken("Former "), taken("vite ", "Moussa"), taken("les "), run("agents")))
    assert told(one) == [("delete", 1, "Former ", "", "Aïcha"), ("delete", 1, "vite ", "", "Moussa"),
                         ("delete", 1, "les ", "", "Aïcha")]


def test_what_somebody_put_and_took_again_is_nothing() -> None:
    assert told(stream(line(run("Former"), f"<w:ins {said()}>{taken(' vite')}</w:ins>"))) == []


def test_authors_of_whom_the_row_says_all_are_left_out() -> None:
    one = stream(line(put("Former "), put("vite", "Moussa")))
    assert told(one, leave_out="Aïcha") == [("insert", 1, "", "vite", "Moussa")]


def test_line_breaks_count_as_lines() -> None:
    one = stream(line(run("Un"), "<w:r><w:br/></w:r>", run("Deux "), put("et demi")))
    assert told(one) == [("insert", 2, "", "et demi", "Aïcha")]


def moved(kind: str, text: str, name: str = "move1") -> str:
    start = f'<w:{kind}RangeStart w:id="3" w:name="{name}"/>'
    return f'{start}<w:{kind} {said()}>{run(text)}</w:{kind}><w:{kind}RangeEnd w:id="3"/>'


def test_both_ends_of_a_move_keep_its_name() -> None:
    one = stream(line(moved("moveFrom", "Deux"), end=f"<w:moveFrom {said()}/>"), line(run("Un")),
                 line(moved("moveTo", "Deux"), end=f"<w:moveTo {said()}/>"), line(run("Trois")))
    marked = StreamChanges(one)
    assert marked.changes == []
    assert [(end.side, end.line, end.text, end.by.move, end.by.date) for end in marked.ends] == [
        ("from", 1, "Deux", "move1", WHEN), ("to", 2, "Deux", "move1", WHEN)]
    assert one.lines(View.BEFORE) == ["Deux", "Un", "Trois"]
    assert one.lines(View.AFTER) == ["Un", "Deux", "Trois"]


def test_the_last_line_moved_takes_the_end_before_it_along_and_joins_nothing() -> None:
    one = stream(line(moved("moveTo", "Trois"), end=f"<w:moveTo {said()}/>"), line(run("Un")),
                 line(run("Deux"), end=end_taken()), line(moved("moveFrom", "Trois")))
    marked = StreamChanges(one)
    assert (marked.changes, [(end.side, end.line) for end in marked.ends]) == ([], [("to", 1), ("from", 3)])
    assert one.lines(View.BEFORE) == ["Un", "Deux", "Trois"]
    assert one.lines(View.AFTER) == ["Trois", "Un", "Deux"]


@pytest.mark.parametrize("lines", [
    (line(run("Un"), end=end_taken("Moussa")), line(taken("Deux")), line(run("Trois"))),
    (line(taken("Deux"), end=end_taken("Moussa")), line(run("Trois"))),
], ids=["before", "behind"])
def test_an_end_taken_beside_a_line_that_another_one_took_joins_nothing(lines: tuple[str, ...]) -> None:
    assert [(kind, before, by) for kind, _line, before, _after, by in told(stream(*lines))] == [
        ("delete", "Deux", "Aïcha")]


@pytest.mark.parametrize("ends", [("Moussa", "Aïcha"), ("Aïcha", "Moussa"), ("Moussa", "Moussa")])
def test_lines_are_joined_over_one_that_goes(ends: tuple[str, str]) -> None:
    one = stream(line(run("Un"), end=end_taken(ends[0])), line(taken("Deux"), end=end_taken(ends[1])),
                 line(run("trois")))
    assert one.lines(View.AFTER) == ["Untrois"]
    assert sorted(told(one)) == [("delete", 2, "Deux", "", "Aïcha"), ("merge", 1, "Un\ntrois", "Untrois", "Moussa")]
    [merge] = [change for change in StreamChanges(one).changes if change.kind.value == "merge"]
    assert merge.joins == 3


def test_a_line_that_is_left_in_part_is_joined_all_the_same() -> None:
    one = stream(line(run("Un"), end=end_taken("Moussa")), line(taken("Deux "), run("et trois")))
    assert told(one) == [("merge", 1, "Un\nDeux et trois", "UnDeux et trois", "Moussa"),
                         ("delete", 2, "Deux ", "", "Aïcha")]
