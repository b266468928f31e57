"""The few marks in which a sample's layout is written, before it becomes a Word file, a page or plain text.

One block a line::

    @header TEXT   @footer TEXT   @textbox LINE / LINE   @landscape   @outer   ---   (page break)
    = title        # heading      ## smaller heading     c: centred   **bold**
    @outer: all that follows stands inside one big cell, as in forms laid out with a table
    * real bullet  + real automatic number               anything else: a paragraph ("- …" is a typed dash)
    | cell | cell |    a table row: "^" merged with the cell above, "<" with the cell on the left, "<br>" a new line

Inside a text ``{~}`` stretches the letter before it (the gap that a PDF turns into a space inside a word),
``{+…+}`` and ``{-…-}`` are tracked insertions and deletions.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, field

PREFIXES = {"= ": "title", "# ": "heading1", "## ": "heading2", "* ": "bullet", "+ ": "number", "c: ": "centred",
            "@header ": "header", "@footer ": "footer", "@textbox ": "textbox"}


@dataclass
class Block:
    """``kind`` is one of the values of PREFIXES, paragraph, bold, table, break, landscape, outer or empty."""

    kind: str
    text: str = ""
    rows: list[list[str]] = field(default_factory=list)


def parse(source: str) -> list[Block]:
    """The blocks of ``source``, in order; consecutive rows make one table."""
    blocks: list[Block] = []
    last_was_row = False
    for line in source.splitlines():
        is_row = line.startswith("|")
        if is_row:
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
            if not last_was_row:
                blocks.append(Block("table"))
            blocks[-1].rows.append(cells)
        elif line.strip():
            blocks.append(_plain(line.rstrip()))
        last_was_row = is_row
    return blocks


def _plain(line: str) -> Block:
    for prefix, kind in PREFIXES.items():
        if line.startswith(prefix):
            return Block(kind, line[len(prefix):].strip())
    if line == "---":
        return Block("break")
    if line in ("@landscape", "@outer"):
        return Block(line[1:])
    if line == "~":
        return Block("empty")
    if line.startswith("**") and line.endswith("**"):
        return Block("bold", line[2:-2])
    return Block("paragraph", line)
