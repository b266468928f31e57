"""Changes of form alone are counted; what Word's marks put or move is none, wherever it stands in its cell."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from canevas.governance.recommendations.rules.amending.finding import base_of, find_amendments
from canevas.governance.syntheses.export.table_word import synthesis_word
from canevas.tools.documents.limits import Source
from canevas.tools.documents.revisions.reading import read_revisions
from tests.factories.marked_copies import Marked
from tests.governance.syntheses.house import table

AUTHOR = "D. Garba (UNICEF)"


@pytest.mark.parametrize(("change", "kinds", "form"), [
    (lambda copy: copy.comment("Rassurer", "Préciser."), ["comment"], 0),
    (lambda copy: copy.move_line("Publier un guide", "Évaluer les acquis"), ["move"], 0),
    (lambda copy: copy.move_line("Organiser un atelier", "Publier un guide"), ["move"], 0),
    (lambda copy: copy.add_line("Publier un guide", "Traduire le guide"), ["insert"], 0),
    (lambda copy: copy.add_line("Organiser un atelier", "Tenir un forum"), ["insert"], 0),
    (lambda copy: copy.move_line("Publier un guide", "Rassurer").comment("Rassurer", "Préciser."),
     ["comment", "move"], 0),
    (lambda copy: copy.add_line("Publier un guide", "Traduire").embolden("Rassurer"), ["insert"], 1),
    (lambda copy: copy.unmarked().add_line("Publier un guide", ""), [], 1)])
def test_only_changes_of_form_are_counted_as_such(
    change: Callable[[Marked], Marked], kinds: list[str], form: int,
) -> None:
    base = synthesis_word(table(), title="Synthèse", standing="Version 1", properties={},
                          letterhead={"pays": "Niger", "devise": "", "lignes": []})
    copy = change(Marked(base).by(AUTHOR)).content()
    found = find_amendments(read_revisions(Source(copy, "copie.docx")), base_of(
        read_revisions(Source(base, "base.docx"))))
    assert (sorted(one.kind.value for one in found.amendments), found.formatting) == (kinds, form)
