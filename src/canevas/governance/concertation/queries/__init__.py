from canevas.governance.concertation.queries.bodies import body_named, body_names
from canevas.governance.concertation.queries.desk import (
    actions_due_soon,
    is_register_empty,
    last_sessions,
    late_actions,
    next_sessions,
    unfinished_actions,
)
from canevas.governance.concertation.queries.intakes import (
    doubts_of,
    intake_of_bytes,
    intakes,
    known_fingerprints,
    lines_of,
    open_intakes,
    progress_of,
)
from canevas.governance.concertation.queries.known import current_minutes, register_lines, session_held
from canevas.governance.concertation.queries.owed import groups_of, own_organisations, urgently_owed
from canevas.governance.concertation.queries.standing import standings_of_bodies
from canevas.governance.concertation.queries.waiting import waiting_sessions

__all__ = [
    "actions_due_soon",
    "body_named",
    "body_names",
    "current_minutes",
    "doubts_of",
    "groups_of",
    "intake_of_bytes",
    "intakes",
    "is_register_empty",
    "known_fingerprints",
    "last_sessions",
    "late_actions",
    "lines_of",
    "next_sessions",
    "open_intakes",
    "own_organisations",
    "progress_of",
    "register_lines",
    "session_held",
    "standings_of_bodies",
    "unfinished_actions",
    "urgently_owed",
    "waiting_sessions",
]
