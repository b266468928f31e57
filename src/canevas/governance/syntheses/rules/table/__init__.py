"""The synthesis as one value: a table of sections, challenges, rows and lines, that edits turn into the next version.

``model`` is the table and its form as JSON, ``places`` says where a line stands in the words of the meeting (section,
row, column, line), ``edits`` are the changes that amendments ask for, ``applying`` makes the next table of them, and
``conflicts`` tells which of them cannot stand together.
"""
from canevas.governance.syntheses.rules.table.applying import Applied, EditFault, Step, StepKind, apply_edits
from canevas.governance.syntheses.rules.table.conflicts import ask_the_same, conflicting, settled_together
from canevas.governance.syntheses.rules.table.edits import (
    BEHIND_TABLE,
    DeleteLine,
    DeleteRow,
    Edit,
    InsertLine,
    InsertRow,
    MergeLines,
    MoveLine,
    MoveRow,
    ReplaceText,
    SplitLine,
    edit_from_json,
    edit_to_json,
)
from canevas.governance.syntheses.rules.table.model import (
    Block,
    Column,
    Line,
    Row,
    Section,
    Table,
    new_uid,
    table_from_json,
    table_to_json,
)
from canevas.governance.syntheses.rules.table.places import Place, place_of, places

__all__ = [
    "BEHIND_TABLE", "Applied", "Block", "Column", "DeleteLine", "DeleteRow", "Edit", "EditFault", "InsertLine",
    "InsertRow", "Line", "MergeLines", "MoveLine", "MoveRow", "Place", "ReplaceText", "Row", "Section", "SplitLine",
    "Step", "StepKind", "Table", "apply_edits", "ask_the_same", "conflicting", "edit_from_json", "edit_to_json",
    "new_uid", "place_of", "places", "settled_together", "table_from_json", "table_to_json",
]
