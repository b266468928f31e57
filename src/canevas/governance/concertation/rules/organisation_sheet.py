"""The sheet of an organisation: what it owes, with blanks to fill; and what is read of a sheet that comes back.

Every action bears its id twice: a bookmark ``cnv_fch_<uid>`` on its text, and a printed code ``ACT-7F3K9QX2`` that
survives retyping, printing and scanning: seven signs of the id and a sign that checks them.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from canevas.tools.documents.nodes import Document, Node, NodeKind
from canevas.tools.text.normalise import fold

SHEET_ID = "canevas-fiche"
"""Name of the document property: « OIM 2026-11-22 », whose sheet it is and of what day."""
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXY"
"""29 signs, a prime number, without those that are taken for one another: 0 and O, 1, I and L, U, Z."""
LENGTH = 7
_CODE = re.compile(rf"\bACT\s?[-–—]\s?([0-9A-Za-z]{{{LENGTH + 1}}})\b", re.IGNORECASE)
_MARK = re.compile(r"cnv_fch_([0-9a-f]{32})\Z")
_LOOKALIKE = str.maketrans("O0I1LUZ", "QQJJJV2")
_PROPERTY = re.compile(r"(?P<code>\S.*) (?P<day>\d{4}-\d{2}-\d{2})\Z")
STATES = {
    "fait": "done", "faite": "done", "realise": "done", "realisee": "done", "termine": "done", "terminee": "done",
    "acheve": "done", "achevee": "done", "execute": "done", "oui": "done", "ok": "done", "100 %": "done",
    "en cours": "in_progress", "encours": "in_progress", "en cours de realisation": "in_progress",
    "commence": "in_progress", "commencee": "in_progress", "entame": "in_progress", "entamee": "in_progress",
    "a faire": "open", "pas commence": "open", "non commence": "open", "non fait": "open", "non": "open",
}
CHOICES = (("fait", "done"), ("en cours", "in_progress"), ("à faire", "open"))
_TICKED = re.compile(r"[☒☑✓✔]|\[\s?[xX]\s?\]|\([xX]\)")
_UNTICKED = re.compile(r"[☐□]|\[\s*\]|\(\s*\)")
_REFERENCE = re.compile(r"R[ée]f[ée]rence\s?:\s*(\S.*? \d{4}-\d{2}-\d{2})")
_LINK = re.compile(r"https?://\S+")
_CUT_LINK = re.compile(r"(https?:)\s*//\s*|(?<=/)\s*\n\s*(?=\S)", re.IGNORECASE)
"""Where printing and recognising put a gap into an address: after its slashes."""
UNREAD = " / ".join(words for words, _state in CHOICES)
"""The state of a cell whose words were recognised and whose ticks were not: on a picture all of them stand there."""


@dataclass(slots=True)
class Filled:
    """One action of a sheet that came back. ``uid`` from the bookmark, ``code`` as printed (checked) or "";
    ``written``: the state as written; ``state`` what it means, "" where nothing is said, ``None`` where unknown."""

    uid: UUID | None
    code: str
    written: str = ""
    state: str | None = ""
    note: str = ""
    link: str = ""
    text: str = ""
    wrong_code: str = ""
    """A code whose check sign is wrong: mistyped."""

    @property
    def says_something(self) -> bool:
        return bool(self.written or self.note or self.link)


@dataclass(slots=True)
class ReadSheet:
    """``organisation``: its code and ``day`` (ISO) as the property says them, "" where it was lost."""

    organisation: str = ""
    day: str = ""
    rows: list[Filled] = field(default_factory=list)


def code_of(uid: UUID) -> str:
    """« ACT-7F3K9QX2 » for the id of an action."""
    number = int.from_bytes(hashlib.sha256(uid.bytes).digest()[:8], "big")
    signs = ""
    for _place in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        signs += ALPHABET[rest]
    return f"ACT-{signs}{_check(signs)}"


def _check(signs: str) -> str:
    """One wrong sign, or two neighbours changed over, are noticed."""
    total = sum(place * ALPHABET.index(sign) for place, sign in enumerate(signs, 1))
    return ALPHABET[total % len(ALPHABET)]


def clean_code(written: str) -> str:
    """The code as printed from what was typed; "" where its check sign is wrong."""
    found = _CODE.search(written)
    signs = found[1].upper() if found else ""
    signs = signs if all(sign in ALPHABET for sign in signs) else signs.translate(_LOOKALIKE)
    if not signs or any(sign not in ALPHABET for sign in signs) or _check(signs[:-1]) != signs[-1]:
        return ""
    return f"ACT-{signs}"


NEAR = 2
"""How many signs of a code may be misread for it to be proposed."""


def nearest_code(written: str, codes: Iterable[str]) -> str:
    """The one of ``codes`` (what an organisation owes) that differs from a misread code in :data:`NEAR` signs at most;
    "" where none does, or more than one.

    Eight signs drawn by chance differ from a given code in two at most once in twenty million, so that a misread code
    of another organisation is not taken for one of these.
    """
    found = _CODE.search(written)
    if not found:
        return ""
    signs = found[1].upper().translate(_LOOKALIKE)
    near = [code for code in codes if sum(
        one != other for one, other in zip(signs, code.removeprefix("ACT-"), strict=True)) <= NEAR]
    return near[0] if len(near) == 1 else ""


def property_of(organisation: str, day: str) -> str:
    return f"{organisation} {day}"


def is_sheet(document: Document) -> bool:
    """Whether a file is a sheet of ours and not minutes: by its property, its bookmarks, or its printed codes under
    its title."""
    if document.metadata.get(SHEET_ID):
        return True
    if any(_MARK.match(mark) for node in document.root.walk() for mark in node.marks):
        return True
    text = document.root.plain()
    return bool(_CODE.search(text)) and "fiche de suivi" in fold(text[:3000])


def read_sheet(document: Document) -> ReadSheet:
    """What was filled in, row by row, in the order of the file; empty rows included."""
    read = ReadSheet()
    printed = _REFERENCE.search(document.root.plain())
    found = _PROPERTY.match(document.metadata.get(SHEET_ID, "").strip()) or (
        _PROPERTY.match(" ".join(printed[1].split())) if printed else None)
    if found:
        read.organisation, read.day = found["code"], found["day"]
    tables = [node for node in document.root.walk() if node.kind is NodeKind.TABLE]
    cells = [row for table in tables for row in _rows(table)]
    read.rows = list(_from_rows(cells))
    seen = {row.code or row.wrong_code for row in read.rows}  # a crooked picture keeps part of its tables only
    read.rows += [row for row in _from_lines(document.root.plain().split("\n"))
                  if (row.code or row.wrong_code) not in seen]
    return read


def _rows(table: Node) -> list[list[Node]]:
    return [[cell for cell in row.children if cell.kind is NodeKind.CELL] for row in table.children
            if row.kind is NodeKind.ROW]


def _from_rows(rows: Sequence[Sequence[Node]]) -> Iterable[Filled]:
    """Rows of tables: the action and its code in the first cells, then what is filled in: state, note, evidence."""
    for row in rows:
        said = [cell.plain().strip() for cell in row]
        place = next((number for number, text in enumerate(said) if _CODE.search(text)), None)
        mark = next((found[1] for cell in row for node in cell.walk() for name in node.marks
                     if (found := _MARK.match(name))), "")
        if place is None and not mark:
            continue
        written = said[place] if place is not None else said[0]
        blanks = said[-3:] if len(said) > 3 else ["", *said[1:3]] if len(said) == 3 else ["", "", ""]
        yield _filled(written, mark, *blanks)


def _from_lines(lines: Sequence[str]) -> Iterable[Filled]:
    """Text without tables, as a printed or retyped sheet gives: after each code, « État : », « Note : »,
    « Justificatif : »."""
    starts = [number for number, line in enumerate(lines) if _CODE.search(line)]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(lines)
        values = {"etat": "", "note": "", "justificatif": ""}
        current = ""
        for line in lines[start:end]:
            for part in re.split(r"\s{2,}|\t|(?=\b(?:État|Etat|Note|Justificatif)\s?:)", line):
                name, colon, value = part.partition(":")
                if colon and fold(name).strip() in values:
                    current = fold(name).strip()
                    values[current] = value.strip(" ._…")
                elif current and part.strip(" ._…") and not _CODE.search(part):
                    values[current] = f"{values[current]} {part.strip(' ._…')}".strip()
        yield _filled(lines[start], "", values["etat"], values["note"], values["justificatif"])


def _filled(written: str, mark: str, state: str, note: str, evidence: str) -> Filled:
    code = clean_code(written)
    seen = _CODE.search(written)
    words = state_words(state)
    evidence = _CUT_LINK.sub(lambda cut: f"{cut[1]}//" if cut[1] else "", evidence)
    link = _LINK.search(evidence)
    rest = evidence.replace(link[0], "").strip() if link else evidence.strip()
    if rest:
        note = f"{note}\n{rest}".strip()
    return Filled(
        UUID(mark) if mark else None, code, words, meaning(words), note.strip(), link[0] if link else "",
        _CODE.sub("", written).strip()[:300], seen[0] if seen and not code else "")


def state_words(cell: str) -> str:
    """What is chosen in the cell of the state: the words beside a ticked box, or the words typed there.

    Boxes that nobody ticked are no answer; nor is a line of dots.
    """
    if _TICKED.search(cell):
        chosen = [part for part in _UNTICKED.sub("\n☐", _TICKED.sub("\n☒", cell)).split("\n") if part.startswith("☒")]
        return " / ".join(part[1:].strip(" ,;/") for part in chosen)
    if _UNTICKED.search(cell):
        left = [part for part in re.split(r"\n", cell) if not _UNTICKED.search(part)]
        return " ".join(" ".join(left).split())
    if all(re.search(rf"\b{fold(words)}\b", fold(cell)) for words, _state in CHOICES):
        return UNREAD
    return " ".join(cell.split()).strip(" ._…-")


def meaning(words: str) -> str | None:
    """The state that words mean; "" for none, ``None`` where they are not known."""
    if not words:
        return ""
    return STATES.get(" ".join(fold(words).replace("’", "'").strip(" .!").split()))
