"""The elements of a change: its author, its date as Word writes it, and an id that nothing else in the file has."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from canevas.tools.documents.readers.docx.names import MC, NAMESPACE, W
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.change import Change

DATE_SPACE = "http://schemas.microsoft.com/office/word/2023/wordml/word16du"
_PREFIX = "w16du"
_IDS: Any = etree.XPath("//@w:id", namespaces={"w": NAMESPACE})
_INSTANT, _SPACE, _FORM = f"{{{DATE_SPACE}}}dateUtc", {_PREFIX: DATE_SPACE}, "%Y-%m-%dT%H:%M:%SZ"
SPACES = {"mc": MC[1:-1], _PREFIX: DATE_SPACE}
"""What the root of a part must declare to hold such dates."""


class Marks:
    """Makes marked elements for one file; ``roots`` are all its parts that can hold ids."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._last = max((int(number) for root in roots for number in _IDS(root)
                          if number.lstrip("-").isdigit()), default=0)
        self._dates: dict[datetime, tuple[str, str]] = {}
        self._moves = 0

    def next_id(self) -> str:
        self._last += 1
        return str(self._last)

    def next_move(self) -> str:
        """A name for the two ends of a move, as Word names them."""
        self._moves += 1
        return f"move{230_000_000 + self._moves}"

    def make(self, name: str, change: Change) -> Element:
        """``w:ins``, ``w:del``, ``w:moveFrom``, ``w:comment``… of this change.

        Word shows ``w:date`` as it stands and means the clock of who wrote (in spite of its "Z"); the instant stands
        beside it in ``w16du:dateUtc``, as Word has written it since 2023.
        """
        if change.date not in self._dates:
            self._dates[change.date] = (f"{change.date:{_FORM}}", f"{change.date.astimezone(UTC):{_FORM}}")
        shown, instant = self._dates[change.date]
        return etree.Element(W + name, {
            W + "id": self.next_id(), W + "author": change.author,
            W + "date": shown, _INSTANT: instant}, nsmap=_SPACE)


def with_date_space(root: Element) -> Element:
    """``root`` saying that the space of ``dateUtc`` may be ignored; made anew where it does not declare it."""
    ignorable = root.get(MC + "Ignorable", "").split()
    if root.nsmap.get(_PREFIX) == DATE_SPACE:
        if _PREFIX not in ignorable:
            root.set(MC + "Ignorable", " ".join([*ignorable, _PREFIX]))
        return root
    made = etree.Element(root.tag, dict(root.attrib),
                         nsmap={**root.nsmap, "mc": MC[1:-1], _PREFIX: DATE_SPACE})
    made.text = root.text
    made.extend(list(root))
    made.set(MC + "Ignorable", " ".join([*ignorable, _PREFIX]))
    return made
