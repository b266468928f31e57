"""Two versions of minutes side by side: which passages were added, left out, reworded or moved, and which words."""
from canevas.governance.concertation.rules.versions.comparing import Row, compare_versions, counts, only_changes
from canevas.governance.concertation.rules.versions.pairing import ALIKE
from canevas.governance.concertation.rules.versions.passages import HEADER, Passage, Sort, find_passage, passages_of
from canevas.governance.concertation.rules.versions.words import Cells, Piece, word_pieces

__all__ = [
    "ALIKE",
    "HEADER",
    "Cells",
    "Passage",
    "Piece",
    "Row",
    "Sort",
    "compare_versions",
    "counts",
    "find_passage",
    "only_changes",
    "passages_of",
    "word_pieces",
]
