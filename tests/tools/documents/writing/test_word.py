from __future__ import annotations

import time

import docx
import pytest
from docx.enum.section import WD_SECTION

from canevas.tools.documents.nodes import NodeKind
from canevas.tools.documents.reading import read_document
from canevas.tools.documents.writing import sandbox
from canevas.tools.documents.writing.marked import SAME_AS_ABOVE, Marked, W
from canevas.tools.documents.writing.sandbox import TemplateFault
from canevas.tools.documents.writing.word import fill_word
from tests.tools.documents.writing.word_files import opened, saved, template


def test_texts_are_shown_as_they_are() -> None:
    odd = "R&D <b>a</b> {{ titre }} {% for %} «é» \x00\x0b\ue0f0fin"
    content = fill_word(template("Voici {{ titre }}."), {"titre": odd})
    assert opened(content).paragraphs[0].text == "Voici R&D <b>a</b> {{ titre }} {% for %} «é» fin."


def test_ids_become_bookmarks_where_the_text_is() -> None:
    data = {"lignes": [Marked("un", "cnv_act_1"), Marked("deux", "cnv_act_2", "cnv_rec_9"), "trois"]}
    content = fill_word(template("{%p for ligne in lignes %}", "- {{ ligne }}", "{%p endfor %}"), data)
    nodes = [node for node in read_document(content, "a.docx").root.walk() if node.text]
    assert [node.marks for node in nodes] == [("cnv_act_1",), ("cnv_act_2", "cnv_rec_9"), ()]


def test_an_id_is_set_once_and_survives_upper_case() -> None:
    text = Marked("Un", "cnv_act_1")
    content = fill_word(template("{{ a|upper }}", "{{ a }}"), {"a": text})
    nodes = [node for node in read_document(content, "a.docx").root.walk() if node.text]
    assert [(node.text, node.marks) for node in nodes] == [("UN", ("cnv_act_1",)), ("Un", ())]


def test_a_cell_that_goes_on_is_merged_with_the_one_above() -> None:
    rows = [{"a": a, "b": b} for a, b in (("un", "x"), (SAME_AS_ABOVE, "y"), (SAME_AS_ABOVE, "z"), ("deux", "t"))]
    content = fill_word(template(table=[["{%tr for ligne in lignes %}", ""], ["{{ ligne.a }}", "{{ ligne.b }}"],
                                        ["{%tr endfor %}", ""]]), {"lignes": rows})
    cells = [node for node in read_document(content, "a.docx").root.walk() if node.kind is NodeKind.CELL]
    assert [(cell.plain(), cell.row_span) for cell in cells] == [
        ("un", 3), ("x", 1), ("y", 1), ("z", 1), ("deux", 1), ("t", 1)]


def test_a_cell_whose_list_is_empty_keeps_a_paragraph() -> None:
    """Word says that the file is damaged otherwise."""
    loop = "{%p for ligne in lignes %}\n{{ ligne }}\n{%p endfor %}"
    content = fill_word(template(table=[["a", loop]]), {"lignes": []})
    element = opened(content).tables[0]._tbl
    assert all(cell.findall(f"{W}p") for cell in element.iter(f"{W}tc"))


def test_properties_are_read_back() -> None:
    content = fill_word(template("x"), {}, title="Compte rendu", properties={"canevas-id": "abc"})
    metadata = read_document(content, "a.docx").metadata
    assert (metadata["title"], metadata["canevas-id"]) == ("Compte rendu", "abc")
    again = fill_word(content, {}, properties={"canevas-id": "def"})
    assert read_document(again, "a.docx").metadata["canevas-id"] == "def"


def landscape_at_the_end() -> bytes:
    document = docx.Document()
    document.add_paragraph("avant")
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.page_width, section.page_height = section.page_height, section.page_width
    for text in ("{%p if suite %}", "{{ suite }}", "{%p endif %}"):
        document.add_paragraph(text)
    return saved(document)


@pytest.mark.parametrize(("after", "sections"), [("annexe", 2), ("", 1)])
def test_a_last_section_without_content_prints_no_page(after: str, sections: int) -> None:
    document = opened(fill_word(landscape_at_the_end(), {"suite": after}))
    assert len(document.sections) == sections
    wide = document.sections[-1].page_width > document.sections[-1].page_height
    assert wide is bool(after)
    assert [each.text for each in document.paragraphs if each.text] == ["avant", *([after] if after else [])]


@pytest.mark.parametrize("tag", ["{{ absent }}", "{{ titre.upper() }}", "{{ titre.__class__ }}", "{% set a = 1 %}",
                                 "{{ 'a' * 99999999 }}", "{{ range(3) }}", "{{ cycler }}"])
def test_a_template_that_was_not_checked_cannot_reach_further(tag: str) -> None:
    with pytest.raises(TemplateFault):
        fill_word(template(tag), {"titre": "x"})


def test_loops_inside_loops_end_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_TURNS", 5_000)
    nested = "{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}"
    began = time.monotonic()
    with pytest.raises(TemplateFault, match="repeats too much"):
        fill_word(template(nested), {"x": ["a"] * 300})
    assert time.monotonic() - began < 5


def test_what_a_template_writes_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_CHARACTERS", 50_000)
    with pytest.raises(TemplateFault, match="too large"):
        fill_word(template("{% for a in x %}" + "abc" * 100 + "{% endfor %}"), {"x": ["a"] * 300})
