"""Puts the rows together: cut rows joined, merged and empty cells filled from above, sections opened by bands."""
from __future__ import annotations

from dataclasses import dataclass, field

from canevas.governance.recommendations.rules.synthesis import SynthesisRow, SynthesisSection
from canevas.governance.recommendations.rules.synthesis_reading.bands import Band, read_titled_band
from canevas.governance.recommendations.rules.synthesis_reading.columns import CONCERNED_ROLES, Role
from canevas.governance.recommendations.rules.synthesis_reading.concerned import read_concerned
from canevas.governance.recommendations.rules.synthesis_reading.entries import BodyRow, Entry, FullRow, SpacedLines
from canevas.governance.recommendations.rules.synthesis_reading.items import closed, read_items
from canevas.governance.recommendations.rules.synthesis_reading.lines import Line, carry_on
from canevas.governance.recommendations.rules.synthesis_reading.spaced import body_rows
from canevas.tools.documents.found import Found
from canevas.tools.documents.markup import join
from canevas.tools.text.folding import squeeze
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

_LONGEST_CUT = 3000
_TEXT_ROLES = (Role.CHALLENGE, Role.PRIORITY, Role.STRATEGY)
_OWN, _MERGED, _EMPTY_ABOVE, _CUT, _GUESSED_CUT, _MISSING, _SPACED = 0.97, 0.95, 0.9, 0.82, 0.75, 0.5, 0.55


@dataclass(slots=True)
class _Row:
    """A row as meant: the lines of each role, and how sure we are that they belong together."""

    cells: dict[Role, list[Line]]
    confidence: float = 1.0
    reason: str = ""
    challenge_confidence: float = _OWN
    challenge_reason: str = ""
    cut: bool = False

    def has(self, *roles: Role) -> bool:
        return any(self.cells.get(role) for role in roles)


@dataclass(slots=True)
class _Section:
    band: Band
    rows: list[_Row] = field(default_factory=list)


def assemble(entries: list[Entry], vocabulary: Vocabulary) -> list[SynthesisSection]:
    """The sections with their rows; a band that no row follows gives none."""
    sections: list[_Section] = []
    for entry in entries:
        if isinstance(entry, BodyRow | SpacedLines):
            if not sections:
                sections.append(_Section(Band("general")))
            for row in body_rows(entry, vocabulary) if isinstance(entry, SpacedLines) else [entry]:
                _place(sections[-1], row)
        else:
            _open_section(sections, read_titled_band(entry.text, vocabulary) if isinstance(entry, FullRow) else entry)
    return [_read_section(section, vocabulary) for section in sections if section.rows]


def _open_section(sections: list[_Section], band: Band) -> None:
    """A new section, unless the band only repeats the one that is open (on the next page, in the axis column)."""
    if band.kind == "unknown" and not band.title:
        return
    for section in sections:
        same_title = squeeze(section.band.title.text) == squeeze(band.title.text)
        same_axis = band.axis is not None and section.band.axis == band.axis
        if section.band.kind == band.kind and (same_axis or (band.axis is None and same_title)):
            sections.remove(section)
            sections.append(section)
            return
    sections.append(_Section(band))


def _place(section: _Section, row: BodyRow) -> None:
    """Join the row to the one above where it only goes on; else add it, filled from above."""
    above = section.rows[-1] if section.rows else None
    if above is not None and not row.spaced:
        sure = _goes_on(above, row)
        if sure:
            _join(above, row, sure)
            return
    section.rows.append(_filled(above, row))


def _is_cut(above: _Row, row: BodyRow, role: Role) -> bool:
    """The cell begins in lower case where the one above stops without a sign, and did not begin so itself."""
    lines, before = row.cells.get(role), above.cells.get(role)
    return bool(lines and before and len(before[-1].text.text) < _LONGEST_CUT and lines[0].begins_low
                and not before[-1].ends and not before[0].begins_low)


def _goes_on(above: _Row, row: BodyRow) -> float:
    """How surely the row is the rest of the one above; 0: it is a row of its own."""
    has = {role for role, lines in row.cells.items() if lines}
    texts, concerned = has & set(_TEXT_ROLES), has & set(CONCERNED_ROLES)
    cut = {role for role in texts if _is_cut(above, row, role)}
    low_concerned = all(row.cells[role][0].begins_low for role in concerned)
    if cut and (Role.CHALLENGE not in texts or Role.CHALLENGE in cut) and low_concerned \
            and (row.breaks or Role.PRIORITY not in texts or Role.PRIORITY in cut):
        return _CUT
    if not texts:
        return _CUT if concerned and not row.covered & {Role.STRATEGY} else _MERGED
    if Role.STRATEGY in row.covered and Role.CHALLENGE not in texts:
        return _MERGED
    if concerned or Role.CHALLENGE in texts or row.covered & set(CONCERNED_ROLES):
        return 0.0
    if texts == {Role.STRATEGY} and Role.PRIORITY not in row.covered and above.has(Role.STRATEGY):
        return _EMPTY_ABOVE
    listed = all(row.cells[role][0].bulleted and above.has(role) and above.cells[role][-1].bulleted for role in texts)
    return _GUESSED_CUT if row.breaks and listed and above.has(*CONCERNED_ROLES) else 0.0


def _join(above: _Row, row: BodyRow, sure: float) -> None:
    for role, lines in row.cells.items():
        above.cells[role] = carry_on(above.cells.get(role, []), lines)
    if sure < above.confidence:
        above.confidence = sure
        above.reason = say("The row stood in two pieces; they were joined.")
    above.cut = above.cut or sure in (_CUT, _GUESSED_CUT)


def _filled(above: _Row | None, row: BodyRow) -> _Row:
    """The row with what merged or empty cells take from the row above."""
    filled = _Row(dict(row.cells))
    if row.spaced:
        filled.confidence = _SPACED
        filled.reason = say("Only blanks part the columns of this row; its verbs and the known names tell them apart.")
    if above is None:
        return filled
    if not filled.has(Role.CHALLENGE) and above.has(Role.CHALLENGE):
        filled.cells[Role.CHALLENGE] = above.cells[Role.CHALLENGE]
        merged = Role.CHALLENGE in row.covered
        filled.challenge_confidence = _MERGED if merged else _EMPTY_ABOVE
        filled.challenge_reason = say("Merged cell: the challenge stands for several rows.") if merged else say(
            "Empty cell: the challenge above goes on.")
        if not filled.has(Role.PRIORITY) and above.has(Role.PRIORITY):
            filled.cells[Role.PRIORITY] = above.cells[Role.PRIORITY]
    elif Role.PRIORITY in row.covered and above.has(Role.PRIORITY):
        filled.cells[Role.PRIORITY] = above.cells[Role.PRIORITY]
    for role in row.covered & {Role.STRATEGY, *CONCERNED_ROLES}:
        if above.has(role) and not filled.has(role):
            filled.cells[role] = above.cells[role]
    return filled


def _read_section(section: _Section, vocabulary: Vocabulary) -> SynthesisSection:
    band = section.band
    title = None
    if band.title:
        reason = "" if band.confidence > 0.9 else say("No axis number stands in this band; it was told from its title.")
        title = Found(band.title.text, band.title.passages(), band.confidence, reason)
    rows = [row for place, row in enumerate(section.rows) if not _only_announces(row, section.rows[place + 1:])]
    return SynthesisSection("axis" if band.kind in ("axis", "specific") else "general", band.axis, title,
                            [_read_row(row, vocabulary) for row in rows])


def _only_announces(row: _Row, later: list[_Row]) -> bool:
    """The row holds nothing but a challenge, which stands in the next row again."""
    return (not row.has(Role.PRIORITY, Role.STRATEGY, *CONCERNED_ROLES) and bool(later)
            and later[0].cells.get(Role.CHALLENGE) == row.cells.get(Role.CHALLENGE))


def _read_row(row: _Row, vocabulary: Vocabulary) -> SynthesisRow:
    priorities = read_items(row.cells.get(Role.PRIORITY, []))
    strategies = read_items(row.cells.get(Role.STRATEGY, []))
    cells = {role: row.cells[role] for role in CONCERNED_ROLES if row.cells.get(role)}
    concerned = read_concerned(cells, [item.text.text for item in strategies], vocabulary)
    return SynthesisRow(
        challenge=_challenge(row),
        priorities=[item.found(row.confidence, row.reason) for item in priorities],
        strategies=[item.found(row.confidence, row.reason) for item in strategies],
        regions=concerned.regions, actors=concerned.actors, excluded_regions=concerned.excluded,
        stray=concerned.stray, run_together=any(item.run_together for item in (*priorities, *strategies)),
        split_across_rows=row.cut)


def _challenge(row: _Row) -> Found[str]:
    lines = row.cells.get(Role.CHALLENGE, [])
    if not lines:
        return Found("", [], _MISSING, say("No challenge stands before this row."))
    listed = sum(line.bulleted for line in lines) > 1
    text = closed(join((line.text for line in lines), " ; ") if listed else join(line.text for line in lines))
    if row.confidence < row.challenge_confidence:
        return Found(text.text, text.passages(), row.confidence, row.reason)
    return Found(text.text, text.passages(), row.challenge_confidence, row.challenge_reason)
