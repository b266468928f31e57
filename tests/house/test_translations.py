"""French is complete, no sentence of the sources without its French, and no line begins with its punctuation."""
from __future__ import annotations

import re
import shutil
from pathlib import Path

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


BREAKABLE = re.compile(" (?=[:;!?»])|(?<=«) ")
"""A space at which a line would break before a sign, or within quotation marks: French has a no-break one."""
MARKUP = re.compile("{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_no_line_breaks_before_a_sign(room) -> None:
    path = room / CATALOGUE
    french = [text for entry in polib.pofile(str(path)) for text in (entry.msgstr, *entry.msgstr_plural.values())
              ] if path.exists() else []
    pages = [MARKUP.sub("|", page.read_text(encoding="utf-8")) for page in templates(room)]
    assert [text for text in french if BREAKABLE.search(text)] == []
    assert [said[0] for page in pages for said in re.finditer(f".{{0,40}}(?:{BREAKABLE.pattern}).{{0,20}}", page)] == []


def templates(room: Path) -> list[Path]:
    return [path for suffix in ("html", "txt") for path in sorted((room / "templates").rglob(f"*.{suffix}"))]


def placeholders(text: str) -> set[str]:
    return {part.split(")")[0] for part in text.split("%(")[1:]}
