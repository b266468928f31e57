"""Understands minutes: from the tree of a document to :class:`ReadMinutes`, each value with its passage.

``lines`` and ``linearise`` give the linear view; ``furniture``, ``wrapping``, ``typed_columns`` and
``plain_columns`` undo
what pages, text files and converters did to it; every other module recognises one form, by which it is named;
``coordinator`` puts together what they found.
"""

from __future__ import annotations

from canevas.governance.concertation.rules.reading.coordinator import read_minutes

__all__ = ["read_minutes"]
