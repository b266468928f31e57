from __future__ import annotations

import io
import zipfile

import docx
import pytest

from canevas.tools.documents.writing.template_check import check_template
from tests.tools.documents.writing.word_files import saved, template

EXAMPLE = {"titre": "Compte rendu", "presents": ["OIM"], "chef": {"nom": "A. Exemple", "fonction": "Préfet"},
           "points": [{"titre": "Divers", "actions": [{"texte": "Écrire", "fait": False}]}]}


def said(*paragraphs: str, **more: object) -> list[str]:
    return [str(flaw) for flaw in check_template(template(*paragraphs, **more), EXAMPLE)]  # type: ignore[arg-type]


@pytest.mark.parametrize("paragraphs", [
    ["{{ titre }}", "{{ chef.nom|upper }}, {{ presents|join(', ') }}"],
    ["{%p for point in points %}", "{{ loop.index }}. {{ point.titre }}", "{%p for action in point.actions %}",
     "{{ action.texte }}{% if not action.fait %} (à faire){% endif %}", "{%p endfor %}", "{%p endfor %}"],
    ["{%p if titre and points|length > 1 %}", "a", "{%p elif titre == “x” %}", "b", "{%p else %}", "c", "{%p endif %}"],
    ["Un prix de 10 % { } et {# une note #}"],
])
def test_a_right_template_has_no_flaw(paragraphs: list[str]) -> None:
    assert said(*paragraphs) == []


def test_rows_of_a_table_may_repeat() -> None:
    assert said("x", table=[["Points", ""], ["{%tr for point in points %}", ""], ["{{ point.titre }}", ""],
                            ["{%tr endfor %}", ""]]) == []


@pytest.mark.parametrize(("paragraphs", "place", "words"), [
    (["Bonjour", "Ici {{ titr }} là"], "paragraph 2, near “Ici {{ titr }} là”", "Did you mean “titre”?"),
    (["{%p for point in points %}", "{{ point.tire }}", "{%p endfor %}"], "paragraph 2", "Did you mean “point.titre”?"),
    (["{{ zzz }}"], "paragraph 1", "There are: chef, points, presents, titre."),
    (["{{ chef.age }}"], "paragraph 1", "There are: fonction, nom."),
    (["{{ titre.longueur }}"], "paragraph 1", "“titre” has nothing called “longueur”"),
    (["a", "{%p for point in points %}", "b"], "paragraph 2", "never closed: write {%p endfor %}"),
    (["{%p if titre %}", "b"], "paragraph 1", "never closed: write {%p endif %}"),
    (["x", "{%p endfor %}"], "paragraph 2", "closes nothing"),
    (["{%p if titre %}", "{%p endfor %}", "{%p endif %}"], "paragraph 2", "comes before {% endif %}"),
    (["{{ titre"], "paragraph 1", "“}}” is missing"),
    (["{{ titre", "}}"], "paragraph 1", "split by a line break or a new paragraph"),
    (["titre }}"], "paragraph 1", "closes a tag that was not opened"),
    (["{{ titre %}"], "paragraph 1", "is missing"),
    (["{%p for point in points %} perdu", "{%p endfor %}"], "paragraph 1", "must stand alone in its paragraph"),
    (["{% for point in points %}", "x", "{% endfor %}"], "paragraph 3", "for whole paragraphs write {%p … %}"),
    (["{%p for point in points %}", "x", "{% endfor %}"], "paragraph 3", "both must begin alike"),
    (["{%tr for point in points %}", "{%tr endfor %}"], "paragraph 1", "only works in a table"),
    (["{{r titre }}"], "paragraph 1", "only {% … %} may begin with"),
    (["{{ points }}"], "paragraph 1", "is not a text"),
    (["{%p for a in titre %}", "{%p endfor %}"], "paragraph 1", "Lists are: points, presents."),
    (["{%p for a, b in points %}", "{%p endfor %}"], "paragraph 1", "write {% for something in a_list %}"),
    (["{% foreach point %}"], "paragraph 1", "“foreach” is not known here"),
    (["{% else %}"], "paragraph 1", "stands outside any {% if %}"),
    (["{{ titre|uper }}"], "paragraph 1", "the filter “uper” does not exist"),
    (["{{ titre titre }}"], "paragraph 1", "not written as it should be"),
])
def test_a_wrong_tag_is_named_by_its_place(paragraphs: list[str], place: str, words: str) -> None:
    flaws = check_template(template(*paragraphs), EXAMPLE)
    assert any(flaw.place.startswith(place) and words in flaw.sentence for flaw in flaws), list(map(str, flaws))


@pytest.mark.parametrize("tag", [
    "{{ titre.__class__.__mro__ }}", "{{ titre.upper() }}", "{{ range(9999999) }}", "{{ 'a' * 9999999 }}",
    "{{ ''.__class__ }}", "{{ presents[0] }}", "{% set a = titre %}", "{% include 'x' %}",
    "{% macro f() %}{% endmacro %}",
    "{{ titre is callable }}", "{{ lipsum() }}", "{{ self }}", "{{ titre ~ titre }}", "{{ titre|attr('x') }}"])
def test_nothing_but_texts_loops_and_conditions(tag: str) -> None:
    assert said(tag)


def test_the_place_in_a_table_is_row_and_column() -> None:
    flaws = check_template(template("x", table=[["Points", "Qui"], ["a", "{{ qui }}"]]), EXAMPLE)
    assert [flaw.place for flaw in flaws] == ["table 1, row 2, column 2, near “{{ qui }}”"]


def test_a_loop_over_rows_ends_in_its_table() -> None:
    document = docx.Document()
    for text in ("{%tr for point in points %}", "{%tr endfor %}"):
        document.add_table(1, 1).cell(0, 0).text = text
        document.add_paragraph("")
    assert "stands elsewhere" in str(check_template(saved(document), EXAMPLE)[0])


def test_a_header_is_checked_too() -> None:
    assert check_template(template("x", header="{{ titr }}"), EXAMPLE)[0].place.startswith("page header, paragraph 1")


def test_a_tag_that_word_split_into_runs_is_whole() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ ti", "tre }", "}"):
        paragraph.add_run(piece)
    assert check_template(saved(document), EXAMPLE) == []


def test_an_error_inside_an_unknown_loop_is_told_once() -> None:
    flaws = said("{%p for x in inconnus %}", "{{ x.nom }} {{ x.age }}", "{%p endfor %}")
    assert len(flaws) == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0 old word"])
def test_what_is_no_word_file_is_said(content: bytes) -> None:
    assert "not a Word document" in str(check_template(content, EXAMPLE)[0])


def test_macros_and_bombs_are_refused() -> None:
    with_macro = io.BytesIO(template("x"))
    with zipfile.ZipFile(with_macro, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    assert "not a Word document" in str(check_template(with_macro.getvalue(), EXAMPLE)[0])
    bomb = io.BytesIO(template("x"))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/big.bin", b"\0" * 60_000_000)
    assert "too large" in str(check_template(bomb.getvalue(), EXAMPLE)[0])
