"""Every write of this room: keyword-only, ``by=``, permission, change and journal row in one transaction."""
from canevas.governance.concertation.operations.bodies import body_for, load_bodies
from canevas.governance.concertation.operations.confirming import confirm_intake
from canevas.governance.concertation.operations.errors import ReviewRefused
from canevas.governance.concertation.operations.followup import (
    change_action_point_status,
    undo_action_point_status,
    undoable_status,
)
from canevas.governance.concertation.operations.importing import Imported, import_files
from canevas.governance.concertation.operations.indexing import reindex_everything
from canevas.governance.concertation.operations.review import (
    add_line,
    attach_line,
    change_line_kind,
    confirm_line,
    confirm_sure,
    drop_line,
    keep_known,
    merge_with_next,
    move_line,
    restore_line,
    set_line_value,
    split_line,
)
from canevas.governance.concertation.operations.steps import undo_last
from canevas.governance.concertation.operations.taking_in import enter, refuse, take_in

__all__ = [
    "Imported",
    "ReviewRefused",
    "add_line",
    "attach_line",
    "body_for",
    "change_action_point_status",
    "change_line_kind",
    "confirm_intake",
    "confirm_line",
    "confirm_sure",
    "drop_line",
    "enter",
    "import_files",
    "keep_known",
    "load_bodies",
    "merge_with_next",
    "move_line",
    "refuse",
    "reindex_everything",
    "restore_line",
    "set_line_value",
    "split_line",
    "take_in",
    "undo_action_point_status",
    "undo_last",
    "undoable_status",
]
