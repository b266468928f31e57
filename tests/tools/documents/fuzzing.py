"""Damage done to small documents, and a process with bounded memory that reads what is left of them.

Run as a program it reads ``count`` damaged files and prints one JSON line: what came out of them, and the slowest.
"""
from __future__ import annotations

import io
import json
import random
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from time import perf_counter

from canevas.tools.documents.limits import ReadingLimits
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.reading import read_document
from tests.tools.documents.made import odt, pdf, word

try:
    import resource
except ImportError:  # Windows has no such bound
    resource = None  # type: ignore[assignment]

MEMORY = 2 * 1024 ** 3
LIMITS = ReadingLimits(seconds=10.0, recognition_seconds=5.0, conversion_seconds=30.0)
PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml", "content.xml", "styles.xml")


def seeds() -> dict[str, bytes]:
    """One small whole document of each format."""
    def fill(document) -> None:  # type: ignore[no-untyped-def]
        document.add_heading("Compte rendu", 1)
        document.add_paragraph("Premier point", style="List Number")
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = "Bande"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "Haute"

    page = ("<html><head><meta charset='utf-8'></head><body><h1>Réunion</h1><ul><li>un<ol><li>deux</ol></ul><table><tr>"
            "<td rowspan=2>a<td colspan=2>b<tr><td>c</table></body></html>")
    text = "Réunion du 17 mai\n\n- point un\n- point deux\nAction\tQui\tQuand\nN/A\t\t\n" * 4
    body = ('<text:h text:outline-level="1">Titre</text:h><text:list><text:list-item><text:p>un</text:p>'
            '</text:list-item></text:list><table:table><table:table-row><table:table-cell '
            'table:number-columns-repeated="3"><text:p>a</text:p></table:table-cell></table:table-row></table:table>')
    layout = "= Titre\n- un\n- deux\n#table(columns: 2, [a], [b], table.cell(rowspan: 2)[c], [d], [e])\nSuite " * 2
    return {"a.docx": word(fill), "a.pdf": pdf(layout), "a.odt": odt(body), "a.html": page.encode(),
            "a.txt": text.encode()}


def _change(content: bytes, chance: random.Random) -> bytes:
    out = bytearray(content)
    for _ in range(chance.choice((1, 3, 10, 60))):
        out[chance.randrange(len(out))] = chance.choice((0, 255, 60, 62, 32, chance.randrange(256)))
    return bytes(out)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[:chance.randrange(len(content))]


def _splice(content: bytes, chance: random.Random) -> bytes:
    """A stretch of the file repeated, taken out or put elsewhere."""
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    place = chance.randrange(len(content))
    piece = content[start:min(end, start + 2_000)]
    return chance.choice((content[:place] + piece * chance.choice((1, 2, 50)) + content[place:],
                          content[:start] + content[end:]))


def _inside(content: bytes, chance: random.Random) -> bytes:
    """The same done to a part inside a container, which is then whole again; deep nesting, huge numbers."""
    if not content.startswith(b"PK"):
        return chance.choice((_change, _splice))(content, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice([name for name in old.namelist() if name in PARTS])
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _harm_xml(part, chance) if name == chosen else part)
    return out.getvalue()


def _harm_xml(part: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    if kind == 0:
        return _change(part, chance)
    if kind == 1:
        return part.replace(b'"1"', chance.choice((b'"-7"', b'"99999999999999999999"', b'"x"', b'""')))
    if kind == 2:
        tags = part.split(b"<")
        chance.shuffle(tags[len(tags) // 2:])
        tags.insert(chance.randrange(1, len(tags)), chance.choice(tags[1:]))
        return b"<".join(tags)
    return part.replace(b"<w:p>", b"<w:tbl><w:tr><w:tc><w:p>" * 90, 1)


HARM: tuple[Callable[[bytes, random.Random], bytes], ...] = (_change, _cut, _splice, _inside, _inside)


def main(count: int, seed: int) -> None:
    whole = seeds()
    for name, content in whole.items():
        read_document(content, name)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "")
    for number in range(count):
        chance = random.Random(seed * 1_000_003 + number)
        name = chance.choice(sorted(whole))
        content = chance.choice(HARM)(whole[name], chance)
        if chance.random() < 0.2:
            content = chance.choice((_change, _cut, _splice))(content or b"x", chance)
        began = perf_counter()
        try:
            read_document(content, name, limits=LIMITS)
            outcomes["read"] += 1
        except DocumentRefused as refused:
            outcomes[refused.code] += 1
        except BaseException as fault:
            outcomes[f"{type(fault).__name__} on {number} ({name}): {fault}"] += 1
        slowest = max(slowest, (perf_counter() - began, f"{number} ({name})"))
    print(json.dumps({"outcomes": outcomes, "seconds": slowest[0], "slowest": slowest[1]}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
