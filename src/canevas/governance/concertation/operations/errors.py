from __future__ import annotations


class ReviewRefused(Exception):  # noqa: N818 (an answer to the person, not a fault)
    """An act that the review does not allow now. ``str()`` is a sentence for the person."""
