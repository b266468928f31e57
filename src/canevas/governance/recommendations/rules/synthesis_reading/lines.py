"""The lines of a cell: what a reader sees one under the other, with its bullet set apart."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace

from canevas.tools.documents.markup import Traced, join, readable_node
from canevas.tools.documents.nodes import Node, NodeKind
from canevas.tools.text.folding import squeeze

BULLETS = "-–—•‣◦▪▫■□●○◆◇❖➢➤►▶✓✔☑❑❒◻◾∙·*→➔⇒⇨☞−"
_BULLET = re.compile(rf"\s*(?:[{BULLETS}]+\s*|(?:[oüØ§v]\s+)(?=[A-ZÀ-Ý])|(?:\d{{1,2}}|[a-h])\s?[.)]+[-\s]*(?=\D)|"
                     r"\d{1,2}\s?-\s?(?=[A-ZÀ-Ý]))")
_TERMINAL = re.compile(r"[;.!?]\s*$")
_IDEM = re.compile(r"(?:idem|ibid(?:em)?|//|''|\"|〃|-- ?//? ?--)\.?$")
_EMPTY_WORDS = re.compile(r"(?:n ?/ ?a|neant|ras|r\.a\.s\.?|[-_./]+|aucune?|sans objet|so)\.?$")
_PROPER_START = re.compile(r"[A-ZÀ-Ý]{2,}|\d|[(\[]")


@dataclass(frozen=True, slots=True)
class Line:
    """``text`` without bullet or number; ``bulleted`` when it had one; ``opens_row`` for the first line of a cell."""

    text: Traced
    bulleted: bool = False
    opens_row: bool = False

    @property
    def begins_low(self) -> bool:
        """Begins in lower case without bullet, as the rest of a cut sentence does."""
        return not self.bulleted and self.text.text[:1].islower()

    @property
    def ends(self) -> bool:
        return bool(_TERMINAL.search(self.text.text))

    @property
    def begins_with_name(self) -> bool:
        """Begins with an acronym, a figure or a parenthesis, which is no start of a sentence of its own."""
        return bool(_PROPER_START.match(self.text.text))


def without_bullet(text: Traced) -> tuple[Traced, bool]:
    """``text`` without what stands before it in a list, and whether there was such a thing."""
    bullet = _BULLET.match(text.text)
    return (text.slice(bullet.end()).strip(), True) if bullet else (text.strip(), False)


def text_lines(text: Traced) -> list[Line]:
    """The lines of ``text``, empty ones and "N/A" left out."""
    lines = (Line(*without_bullet(piece)) for piece in text.split(re.compile(r"\n")))
    return [line for line in lines if line.text and not _EMPTY_WORDS.match(squeeze(line.text.text))]


def lines_of(cell: Node) -> list[Line]:
    """The lines of a cell in order, empty ones and "N/A" left out."""
    found: list[Line] = []
    for node in cell.walk():
        if not node.text:
            continue
        listed = bool(node.marker) or node.kind is NodeKind.LIST_ITEM
        found += [replace(line, bulleted=line.bulleted or listed) for line in text_lines(readable_node(node))]
    if found:
        found[0] = replace(found[0], opens_row=True)
    return found


def says_idem(lines: list[Line]) -> bool:
    """The cell says "idem": as above."""
    return len(lines) == 1 and bool(_IDEM.match(squeeze(lines[0].text.text)))


def carry_on(above: list[Line], below: list[Line]) -> list[Line]:
    """The lines of a cell that was cut in two: the first one below is joined to the last above where it goes on."""
    if above and below and (below[0].begins_low or (below[0].begins_with_name and not below[0].bulleted)) \
            and not above[-1].text.text.endswith(";"):
        joined = replace(above[-1], text=join((above[-1].text, below[0].text)))
        return [*above[:-1], joined, *below[1:]]
    return [*above, *below]
