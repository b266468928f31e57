"""The neutral tree that every reader produces, whatever the file was.

One :class:`Document` holds a tree of :class:`Node`. A node keeps its text verbatim (only line joins made by the
page layout are undone), a stable id, and its place in the source, so that every value understood later can be walked
back to where it was written.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class NodeKind(StrEnum):
    DOCUMENT = "document"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands in its source.

    ``page`` is 1-based; ``line`` is the 1-based line of a text file; ``box`` is (x0, top, x1, bottom) as fractions of
    the page's width and height, origin top left. Whatever the format does not know is ``None``.
    """

    page: int | None = None
    line: int | None = None
    box: tuple[float, float, float, float] | None = None


@dataclass(slots=True)
class Node:
    """One paragraph, list item, table, row or cell.

    Paragraphs and list items carry ``text``; tables hold rows, rows hold cells, cells hold paragraphs, list items and
    (rarely) tables. A cell merged over several columns or rows appears once, with its spans; the places that it covers
    hold no cell. ``column`` is the 0-based grid column of a cell.
    """

    id: str
    kind: NodeKind
    text: str = ""
    children: list[Node] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    level: int = 0
    """Heading level 1-9 of a paragraph (0: body text); 0-based depth of a list item."""
    is_heading: bool = False
    marker: str = ""
    """What the list showed before the text ("•", "1.", "a)"), when it was a real list and not typed characters."""
    style: str = ""
    bold: bool = False
    """The whole text is bold."""
    column: int = 0
    column_span: int = 1
    row_span: int = 1
    marks: tuple[str, ...] = ()
    """Names of bookmarks that start in this node: how our own exported files come back with their ids."""
    recognised: float | None = None
    """Mean confidence (0 to 1) of optical recognition; ``None`` where the text was really in the file."""

    def walk(self) -> Iterator[Node]:
        """This node, then all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def plain(self, separator: str = "\n") -> str:
        """The text of this node and of all below it, one line a paragraph."""
        return separator.join(node.text for node in self.walk() if node.text)

    def to_dict(self) -> dict[str, Any]:
        """A plain dictionary, defaults left out, for storage as JSON."""
        out: dict[str, Any] = {"id": self.id, "kind": self.kind.value}
        for name in ("text", "level", "is_heading", "marker", "style", "bold", "column", "recognised"):
            if value := getattr(self, name):
                out[name] = value
        if self.column_span != 1:
            out["column_span"] = self.column_span
        if self.row_span != 1:
            out["row_span"] = self.row_span
        if self.marks:
            out["marks"] = list(self.marks)
        place = {key: value for key in ("page", "line", "box") if (value := getattr(self.place, key)) is not None}
        if place:
            out["place"] = place
        if self.children:
            out["children"] = [child.to_dict() for child in self.children]
        return out

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Node:
        """The inverse of :meth:`to_dict`."""
        values = dict(data)
        place = values.pop("place", {})
        box = place.get("box")
        values["kind"] = NodeKind(values["kind"])
        values["children"] = [cls.from_dict(child) for child in values.get("children", [])]
        values["marks"] = tuple(values.get("marks", ()))
        values["place"] = Place(place.get("page"), place.get("line"), tuple(box) if box else None)
        return cls(**values)


@dataclass(slots=True)
class Document:
    """A file that was read: its format, its tree and what the reader noticed."""

    format: str
    """``docx``, ``pdf``, ``odt``, ``html``, ``text``, ``image`` or ``doc``."""
    root: Node
    page_count: int | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    """What the file says of itself: author, title, created, modified, and our own document id where it is ours."""
    notices: list[str] = field(default_factory=list)
    """French sentences for the person: text recognised by OCR, header and footer left out, tracked changes read…"""

    def nodes(self) -> dict[str, Node]:
        """Every node by its id."""
        return {node.id: node for node in self.root.walk()}

    def to_dict(self) -> dict[str, Any]:
        return {"format": self.format, "page_count": self.page_count, "metadata": self.metadata,
                "notices": self.notices, "root": self.root.to_dict()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Document:
        return cls(format=data["format"], root=Node.from_dict(data["root"]), page_count=data.get("page_count"),
                   metadata=data.get("metadata", {}), notices=data.get("notices", []))


class DocumentRefused(Exception):  # noqa: N818 (the domain's word: a refusal is an answer, not a fault)
    """A file that cannot be read. ``str()`` is a French sentence that says what, where and what to do.

    ``code`` is one of: empty, too-large, encrypted, truncated, mislabelled, unknown-format, macros, bomb,
    needs-tesseract, needs-libreoffice, no-text, timeout.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
