"""Copies as Word, LibreOffice and others really write them: what was done is found, and nothing else."""
from __future__ import annotations

import pytest

from canevas.governance.recommendations.rules.amending.amendment import Found
from canevas.governance.recommendations.rules.amending.finding import base_of, find_amendments
from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.reading import read_revisions
from canevas.tools.vocabulary import load_vocabulary
from tests.factories.libreoffice import convert, needs_libreoffice
from tests.governance.recommendations.amending.as_word_writes import BASE, TRACKED, UNTRACKED, Case, Told


def found_in(case: Case, copy: bytes = b"") -> Found:
    base = base_of(read_revisions(Source(case.base or BASE, "base.docx")), load_vocabulary("niger"))
    return find_amendments(read_revisions(Source(copy or case.copy, "copie.docx")), base)


def told(found: Found) -> tuple[Told, ...]:
    return tuple((one.kind.value, *one.where.as_dict().values(), one.before, one.after, one.author)
                 for one in found.amendments)


@pytest.mark.parametrize("case", [*TRACKED, *UNTRACKED], ids=lambda case: case.name)
def test_a_copy_says_what_was_done(case: Case) -> None:
    found = found_in(case)
    assert told(found) == case.told
    assert found.formatting == case.formatting
    assert case.dates is None or tuple(one.date for one in found.amendments) == case.dates


def test_an_answer_says_which_remark_it_answers() -> None:
    asked, answer = found_in(next(case for case in TRACKED if "its answer" in case.name)).amendments
    assert answer.within is asked
    assert answer.as_dict()["answers"] == {
        "author": asked.author, "date": asked.date, "kind": "comment", "after": "Qui paie ?"}
    assert "answers" not in asked.as_dict() and "within" not in answer.as_dict()


@pytest.mark.parametrize("case", TRACKED, ids=lambda case: case.name)
def test_what_word_marks_is_told_as_marked(case: Case) -> None:
    assert all(one.is_tracked for one in found_in(case).amendments)


@needs_libreoffice
def test_copies_that_libreoffice_saved_say_the_same_of_words() -> None:
    """It fills fields in anew, knows no marks of cells, nor moves of several lines, and breaks some nested
    ones; the words stay."""
    asked = [case for case in TRACKED if all(one[0] in ("insert", "delete", "replace") for one in case.told)
             and len({one[-1] for one in case.told}) == 1 and case.told[0][1] == "general" and case.told[0][3]
             and not any(word in case.name for word in ("cell", "date", "field"))]
    saved = convert([(case.copy, "") for case in asked], "docx")
    assert len(asked) > 3
    for case, copy in zip(asked, saved, strict=True):
        said = [(one[0], *("".join(text.split()) for text in one[5:7])) for one in told(found_in(case, copy))]
        assert said == [(one[0], *("".join(text.split()) for text in one[5:7])) for one in case.told], case.name
