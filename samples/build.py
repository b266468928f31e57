"""Build the sample documents from ``source/*.yaml``: ``python samples/build.py [NAME…]`` (all of them without a name).

Each source holds the truth (``gold``), written by hand, and one or more layouts (Jinja templates over that truth, in
the marks of :mod:`markup`; plain text is laid out by hand). PDF and ODT are made by LibreOffice from the Word file.
Binary files are committed: nobody needs LibreOffice to run the tests.
"""
from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

import jinja2
import pypdfium2
import refusals
import word
import yaml
from markup import Block, parse

HERE = Path(__file__).parent
TEMPLATES = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
                               autoescape=False)  # noqa: S701 (no HTML comes out of these)
TEMPLATES.filters["wrap"] = lambda text, width=90, indent="": textwrap.fill(
    text, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
PRINTED = " printed"
"""A text laid out like the page: what pdftotext (poppler) makes of the PDF."""
TAGS = {"title": "h1", "heading1": "h2", "heading2": "h3", "bullet": "li", "number": "li", "bold": "p"}


def build(source: Path, workshop: Path) -> None:
    """Write the truth and every format of one sample."""
    sample = yaml.safe_load(source.read_text(encoding="utf-8"))
    name, gold = source.stem, sample["gold"]
    (HERE / f"{name}.gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for extension, layout in sample["files"].items():
        text = TEMPLATES.from_string(sample["layouts"][layout.removesuffix(PRINTED)]).render({**gold, "gold": gold})
        target = HERE / f"{name}.{extension}"
        if layout.endswith(PRINTED):
            _office(parse(text), workshop / f"{name}.pdf", workshop, scanned=False)
            printed = subprocess.run(["pdftotext", "-layout", str(workshop / f"{name}.pdf"), "-"],  # noqa: S603, S607
                                     check=True, capture_output=True, timeout=60).stdout.decode()
            target.write_text(f"{word.MARK}\n\f{printed}", encoding="utf-8")
        elif extension == "txt":
            body = f"{word.MARK}\n\n{text.strip(chr(10))}\n".replace("\n", sample.get("newline", "\n"))
            target.write_bytes(body.encode(sample.get("encoding", "utf-8")))
        elif extension == "html":
            target.write_text(_html(parse(text)), encoding="utf-8")
        else:
            _office(parse(text), target, workshop, scanned=sample.get("scanned", False))


def _office(blocks: list[Block], target: Path, workshop: Path, *, scanned: bool) -> None:
    draft = workshop / f"{target.stem}.docx"
    word.write(blocks, draft)
    if target.suffix != ".docx":
        soffice = shutil.which("soffice") or "soffice"
        subprocess.run([soffice, f"-env:UserInstallation=file://{workshop}/profile", "--headless",  # noqa: S603
                        "--convert-to", target.suffix[1:], "--outdir", str(workshop), str(draft)],
                       check=True, capture_output=True, timeout=120)
    made = workshop / target.name
    if target.suffix == ".pdf" and scanned:
        _scan(made)
    if made != target:
        shutil.copyfile(made, target)


def _scan(path: Path) -> None:
    """Replace a PDF by pictures of its pages, as an office scanner would: black and white, 200 dpi."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.render(scale=200 / 72).to_pil().convert("1", dither=0) for page in pdf]
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=200, title=word.MARK, subject=word.MARK)


def _html(blocks: list[Block]) -> str:
    """HTML as Word saves it: a class on every paragraph, spans and non-breaking spaces."""
    body = []
    for block in blocks:
        if block.kind == "table":
            rows = ["<tr>" + "".join(_html_cells(block.rows, y)) + "</tr>" for y in range(len(block.rows))]
            body.append("<table class=MsoTableGrid border=1 cellspacing=0>\n" + "\n".join(rows) + "\n</table>")
        elif block.kind == "empty":
            body.append("<p class=MsoNormal><o:p>&nbsp;</o:p></p>")
        else:
            tag = TAGS.get(block.kind, "p")
            text = html.escape(block.text, quote=False)
            text = f"<b>{text}</b>" if block.kind == "bold" else text
            line = f"<{tag} class=MsoNormal><span lang=FR style='font-size:11.0pt'>{text}<o:p></o:p></span></{tag}>"
            body.append({"bullet": f"<ul>{line}</ul>", "number": f"<ol>{line}</ol>"}.get(block.kind, line))
    text = re.sub(r"</(ul|ol)>\n<\1>", "\n", "\n".join(body))
    return (f"<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" lang=FR><head><meta charset=utf-8>\n"
            f"<meta name=Generator content=\"Microsoft Word 15\"><meta name=description content=\"{word.MARK}\">\n"
            f"<title>{word.MARK}</title><style>p.MsoNormal {{margin:0cm; font-size:11.0pt}}</style></head>\n"
            f"<body lang=FR>\n{text}\n</body></html>\n")


def _html_cells(rows: list[list[str]], y: int) -> list[str]:
    cells = []
    for x, text in enumerate(rows[y]):
        if text in ("^", "<"):
            continue
        down = next((k for k in range(y + 1, len(rows)) if rows[k][x:x + 1] != ["^"]), len(rows)) - y
        across = next((k for k in range(x + 1, len(rows[y])) if rows[y][k] != "<"), len(rows[y])) - x
        spans = (f" rowspan={down}" if down > 1 else "") + (f" colspan={across}" if across > 1 else "")
        lines = "".join(f"<p class=MsoNormal>{html.escape(line, quote=False) or '&nbsp;'}</p>"
                        for line in text.split("<br>"))
        cells.append(f"<td{spans}>{lines}</td>")
    return cells


def _readme() -> None:
    """Rewrite the list of samples in README.md from what each source says of itself."""
    path = HERE / "README.md"
    lines = ["| Échantillon | Fichiers | Formes exercées |", "|---|---|---|"]
    for source in sorted((HERE / "source").glob("*.yaml")):
        sample: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
        lines.append(f"| `{source.stem}` | {', '.join(sample['files'])} | {sample['about']} |")
    head, _, rest = path.read_text(encoding="utf-8").partition("<!-- liste -->")
    tail = rest.partition("<!-- fin -->")[2]
    path.write_text(f"{head}<!-- liste -->\n" + "\n".join(lines) + f"\n<!-- fin -->{tail}", encoding="utf-8")


def main() -> None:
    names = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted((HERE / "source").glob("*.yaml")):
            if not names or source.stem in names:
                build(source, Path(folder))
        if not names or "refused" in names:
            refusals.write(HERE / "refused", HERE)
    _readme()


if __name__ == "__main__":
    main()
