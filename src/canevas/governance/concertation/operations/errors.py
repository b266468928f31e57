from __future__ import annotations


class ReviewRefused(Exception):  # noqa: N818 (an answer to the person, not a fault)
    """An act that the review does not allow now. ``str()`` is a sentence for the person."""


class MoveRefused(Exception):  # noqa: N818
    """A move of a session that its state does not allow; the message is a sentence for the person."""


class NotNow(Exception):  # noqa: N818
    """Something that the state of the session does not let be edited; the message is a sentence for the person."""
