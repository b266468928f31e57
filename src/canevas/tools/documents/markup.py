"""Text as a reader would read it, each character knowing where it stood in its source.

Some files hold remnants of markup in their text: tags (``<ul style="…">``, ``<br>``), entities (``&nbsp;``),
superscripts of a formula (``7^{ème}``). :func:`readable` leaves them out; :meth:`Traced.passages` walks any stretch of
what is left back to the source, which itself is never changed.
"""
from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from canevas.tools.documents.found import Passage
from canevas.tools.documents.nodes import Node

_BLOCK = "ul|ol|li|p|br|div|dl|dt|dd|table|tbody|thead|tr|td|th|hr|h[1-6]|blockquote"
_INLINE = "span|b|i|u|s|strong|em|sup|sub|font|a|small|big|mark|code|strike|o:p|tt|center"
_REMNANT = re.compile(
    rf"(?P<block></?(?:{_BLOCK})(?:\s[^<>]*)?/?>)|(?P<inline></?(?:{_INLINE})(?:\s[^<>]*)?/?>)"
    r"|(?P<entity>&(?:\#\d{1,6}|\#x[0-9a-f]{1,5}|[a-z]{2,8}\d?);)|\^\{(?P<raised>[^{}]{0,20})\}"
    r"|(?P<invisible>[\u00ad\u200b\u200c\u200d\u2060\ufeff])|(?P<blank>[^\S\n]{2,}|[^\S\n ])", re.I)


@dataclass(frozen=True, slots=True)
class Traced:
    """``text``, and for each of its characters the node it came from and its offset there."""

    text: str
    nodes: tuple[str, ...]
    offsets: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.text)

    def slice(self, start: int, end: int | None = None) -> Traced:
        """``text[start:end]``."""
        return Traced(self.text[start:end], self.nodes[start:end], self.offsets[start:end])

    def strip(self, left: str | None = None, right: str | None = None) -> Traced:
        """Without the characters of ``left`` at the start and those of ``right`` at the end (``None``: white space)."""
        start = len(self.text) - len(self.text.lstrip(left))
        return self.slice(start, max(start, len(self.text.rstrip(right))))

    def split(self, pattern: re.Pattern[str]) -> list[Traced]:
        """The stretches between the matches of ``pattern``, the empty ones too."""
        cuts = [(match.start(), match.end()) for match in pattern.finditer(self.text)]
        starts = [0, *(end for _start, end in cuts)]
        ends = [*(start for start, _end in cuts), len(self.text)]
        return [self.slice(start, end) for start, end in zip(starts, ends, strict=True)]

    def passages(self) -> list[Passage]:
        """Where the text stands: one passage for each run of characters of one node, remnants between them included."""
        found: list[Passage] = []
        start = 0
        for place in range(1, len(self.text) + 1):
            if place == len(self.text) or self.nodes[place] != self.nodes[start]:
                found.append(Passage(self.nodes[start], self.offsets[start], self.offsets[place - 1] + 1))
                start = place
        return found


EMPTY = Traced("", (), ())


def traced(node: str, text: str) -> Traced:
    """``text`` as it stands in ``node``."""
    return Traced(text, (node,) * len(text), tuple(range(len(text))))


def join(parts: Iterable[Traced], separator: str = " ") -> Traced:
    """The parts one after the other; a separator stands where the character before it stands."""
    whole = EMPTY
    for part in parts:
        if whole.text and part.text and separator:
            count = len(separator)
            whole = Traced(whole.text + separator, whole.nodes + whole.nodes[-1:] * count,
                           whole.offsets + whole.offsets[-1:] * count)
        whole = Traced(whole.text + part.text, whole.nodes + part.nodes, whole.offsets + part.offsets)
    return whole


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """What is shown of ``text``: stretches with the offset of their source; a break between blocks is a line feed."""
    place = 0
    for match in _REMNANT.finditer(text):
        yield text[place:match.start()], place
        place = match.end()
        if match["block"]:
            yield "\n", match.start()
        elif match["entity"]:
            shown = html.unescape(match[0])
            yield (" " if shown.isspace() else shown), match.start()
        elif match["raised"] is not None:
            yield match["raised"], match.start("raised")
        elif match["blank"]:
            yield " ", match.start()
    yield text[place:], place


@lru_cache(maxsize=1024)
def readable(node: str, text: str) -> Traced:
    """``text`` of ``node`` without remnants of markup, blanks as single spaces, blocks and lines parted by "\\n"."""
    if "\n" not in text and not _REMNANT.search(text):
        return traced(node, text).strip()
    characters: list[str] = []
    offsets: list[int] = []
    for piece, start in _pieces(text):
        for place, character in enumerate(piece):
            before = characters[-1] if characters else "\n"
            if character == " " and before in " \n":
                continue
            if character == "\n" and before == " ":
                characters.pop()
                offsets.pop()
                before = characters[-1] if characters else "\n"
            if character == "\n" and before == "\n":
                continue
            characters.append(character)
            offsets.append(start + place)
    return Traced("".join(characters), (node,) * len(characters), tuple(offsets)).strip()


def readable_node(node: Node) -> Traced:
    """:func:`readable` of a node's own text."""
    return readable(node.id, node.text)
