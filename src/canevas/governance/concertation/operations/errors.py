from __future__ import annotations


class ReviewRefused(Exception):  # noqa: N818 (an answer to the person, not a fault)
    """An act that the review does not allow now. ``str()`` is a sentence for the person."""


class MoveRefused(Exception):  # noqa: N818
    """A move of a session that its state does not allow; the message is a sentence for the person."""


class NotNow(Exception):  # noqa: N818
    """Something that the state of the session does not let be edited; the message is a sentence for the person."""


class Conflict(Exception):  # noqa: N818
    """Somebody else changed the same thing in between; nothing was overwritten. ``str()`` is a sentence."""


class MeetingRefused(Exception):  # noqa: N818
    """A body, a membership, a session or an agenda that cannot be as asked; the message is a sentence."""


class ChangedMeanwhile(MeetingRefused):
    """Somebody else changed it since the page was opened: nothing was written; the message says so."""
