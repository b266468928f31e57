"""What a meeting accepts in place of what was proposed, from the words that it wants."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from canevas.governance.syntheses.rules.acts import ActFault, edits_for, spot, written_lines
from canevas.governance.syntheses.rules.table import (
    DeleteRow,
    Edit,
    EditFault,
    InsertLine,
    InsertRow,
    MoveRow,
    Table,
    apply_edits,
)
from canevas.governance.syntheses.rules.table.model import LISTED


def modified(table: Table, edit: Edit | None, values: Mapping[str, str]) -> Edit:
    """The edit that is accepted: a new line or row with other words, else the line itself with the words in ``text``.

    ``values["line"]`` names the line where the place of the change was not found (``edit`` None). Raises
    :class:`ActFault`: "empty" without words, "several" where they take more than one change.
    """
    if isinstance(edit, InsertRow):
        challenge = " ".join(written_lines(values.get("challenge", edit.challenge)))
        cells = {column.value: tuple(written_lines(values.get(column.value, ""))) for column in LISTED}
        if not any(cells.values()):
            raise ActFault("empty")
        return replace(edit, challenge=challenge, **cells)  # type: ignore[arg-type]
    texts = written_lines(values.get("text", ""))
    if not texts:
        raise ActFault("empty")
    if isinstance(edit, InsertLine):
        if len(texts) > 1:
            raise ActFault("several")
        return replace(edit, text=texts[0])
    line = line_of(edit) or values.get("line", "")
    found = edits_for(table, "reword", {"line": line, "text": "\n".join(texts)})
    if not found:
        raise ActFault("edge")
    if len(found) > 1:
        raise ActFault("several")
    return found[0]


def line_of(edit: Edit | None) -> str:
    """The line that an edit is about, "" where it is about a row, or a new line."""
    return "" if edit is None or isinstance(edit, InsertLine | InsertRow | DeleteRow | MoveRow) else edit.line


def words_after(table: Table, edit: Edit | None) -> str:
    """What the line says once ``edit`` is made, to begin a modification with; its own words where it would go."""
    if edit is None:
        return ""
    if isinstance(edit, InsertLine):
        return edit.text
    uid = line_of(edit)
    if not uid:
        return ""
    try:
        after = apply_edits(table, [edit]).table
        return spot(after, uid).line.text
    except (ActFault, EditFault):
        return next((line.text for line in table.lines if line.uid == uid), "")
