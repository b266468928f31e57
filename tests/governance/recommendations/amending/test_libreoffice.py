"""Another program reads the same marks: LibreOffice rejects and accepts all, and so do we."""
from __future__ import annotations

import pytest

from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.model import RevisedDocument, View
from canevas.tools.documents.revisions.reading import read_revisions
from tests.factories.libreoffice import convert, needs_libreoffice, resolved
from tests.governance.recommendations.amending.redlines import redline
from tests.governance.recommendations.amending.scoring import Score

COPIES = 24
pytestmark = [needs_libreoffice, pytest.mark.slow]


@pytest.mark.parametrize(("view", "accept"), [(View.BEFORE, False), (View.AFTER, True)])
def test_libreoffice_finds_the_same_base_and_the_same_end(view: View, accept: bool) -> None:
    copies = [redline(seed, noisy=False).copy for seed in range(COPIES)]
    for content, theirs in zip(copies, resolved(copies, accept=accept), strict=True):
        assert letters(theirs, View.AFTER) == letters(content, view)


def test_a_copy_saved_by_libreoffice_says_the_same() -> None:
    """What it loses of itself, a blank before the end of a paragraph, is not asked."""
    made = [redline(seed, noisy=False) for seed in range(COPIES)]
    score = Score()
    for one, saved in zip(made, convert([(one.copy, "") for one in made], "docx"), strict=True):
        one.copy = saved
        score.add(one)
    for kind in ("comment", "delete", "insert", "move", "replace", "row-delete", "row-insert"):
        assert min(score.precision(kind), score.recall(kind)) >= 0.98, score.table("LibreOffice")
    assert score.found["split"] == score.made["split"] and score.found["merge"] == score.made["merge"]


def letters(content: bytes, view: View) -> list[list[str]]:
    """The cells of each row without blanks; LibreOffice trims ends of cells and sets a joiner into empty ones."""
    document: RevisedDocument = read_revisions(Source(content, "essai.docx"))
    return [["".join(text.replace("\u200d", "").split()) for text in row.texts(view)]
            for table in document.tables() for row in table.rows if row.stands(view)]
