"""French is complete: no sentence of the sources without its French."""
from __future__ import annotations

import shutil

import polib
import pytest

from canevas.project.translations import CATALOGUE, messages_of, rooms


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_every_sentence_has_its_french(room) -> None:
    if not shutil.which("xgettext"):
        pytest.skip("GNU gettext (xgettext) n'est pas installé : les traductions ne sont pas vérifiées.")
    path = room / CATALOGUE
    known = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    lacking = []
    for entry in messages_of(room):
        translation = known.get((entry.msgctxt, entry.msgid))
        if translation is None or not translation.translated() or "fuzzy" in translation.flags:
            lacking.append(entry.msgid)
    assert lacking == []


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_placeholders_survive_translation(room) -> None:
    path = room / CATALOGUE
    if not path.exists():
        pytest.skip("Sans objet : cette pièce ne dit rien.")
    wrong = []
    for entry in polib.pofile(str(path)):
        pairs = [(entry.msgid, entry.msgstr)] if entry.msgstr else [
            (entry.msgid_plural, text) for text in entry.msgstr_plural.values()]
        wrong += [source for source, text in pairs if text and placeholders(source) != placeholders(text)]
    assert wrong == []


def placeholders(text: str) -> set[str]:
    return {part.split(")")[0] for part in text.split("%(")[1:]}
