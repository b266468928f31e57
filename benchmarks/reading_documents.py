"""Minutes read per second, by format, beside what reads the same text without understanding it, in the same run.

``python benchmarks/reading_documents.py [--rounds N] [FOLDER…]`` (``samples`` without a folder). The peers: python-docx
(every paragraph and cell as text), pdfplumber's ``extract_text``, odfdo's ``get_formatted_text``, lxml's
``text_content``, LibreOffice's conversion to text where it is installed (started once a file, as a program would).
Times are medians of ``N`` rounds over all files of a format, one process, one core; ours and the peer's alternate.
"""
from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import docx
import odfdo
import pdfplumber
from lxml import html

from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.readers.legacy import libreoffice
from canevas.tools.documents.reading import read_document

ROOT = Path(__file__).resolve().parent.parent
Reader = Callable[[Path, bytes], object]
FORMATS = ("docx", "pdf", "odt", "html", "txt")


def ours(path: Path, content: bytes) -> object:
    return read_document(content, path.name)


def with_python_docx(_: Path, content: bytes) -> object:
    document = docx.Document(io.BytesIO(content))
    texts = [paragraph.text for paragraph in document.paragraphs]
    return texts + [cell.text for table in document.tables for row in table.rows for cell in row.cells]


def with_pdfplumber(_: Path, content: bytes) -> object:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return [page.extract_text() for page in pdf.pages]


def with_odfdo(_: Path, content: bytes) -> object:
    return odfdo.Document(io.BytesIO(content)).get_formatted_text()


def with_lxml(_: Path, content: bytes) -> object:
    return html.document_fromstring(content).text_content()


def with_str(_: Path, content: bytes) -> object:
    return content.decode("utf-8", "replace").splitlines()


def with_libreoffice(path: Path, _: bytes) -> object:
    with tempfile.TemporaryDirectory() as folder:
        return subprocess.run([str(libreoffice()), "--headless", f"-env:UserInstallation={PROFILE.as_uri()}",
                               "--convert-to", "txt:Text", "--outdir", folder, str(path)],
                              capture_output=True, timeout=120, check=False)


PEERS: dict[str, tuple[str, Reader]] = {
    "docx": ("python-docx", with_python_docx), "pdf": ("pdfplumber", with_pdfplumber), "odt": ("odfdo", with_odfdo),
    "html": ("lxml text_content", with_lxml), "txt": ("str.splitlines", with_str),
}
PROFILE = Path(tempfile.gettempdir(), "canevas-benchmark-profile")


def seconds(reader: Reader, files: list[tuple[Path, bytes]]) -> float:
    """Seconds a file."""
    began = perf_counter()
    for path, content in files:
        reader(path, content)
    return (perf_counter() - began) / len(files)


def files_of(folders: list[Path], kind: str) -> list[tuple[Path, bytes]]:
    """The files of a format that have their text in them: a scan is not what is compared here."""
    found = []
    for path in sorted(path for folder in folders for path in folder.glob(f"*.{kind}")):
        content = path.read_bytes()
        try:
            document = read_document(content, path.name)
        except DocumentRefused:
            continue
        if all(node.recognised is None for node in document.root.walk()):
            found.append((path, content))
    return found


def compare(kind: str, files: list[tuple[Path, bytes]], rounds: int) -> str:
    name, peer = PEERS[kind]
    ours_times, peer_times = [], []
    for _ in range(rounds):
        ours_times.append(seconds(ours, files))
        peer_times.append(seconds(peer, files))
    mine, other = median(ours_times), median(peer_times)
    row = (f"| {kind} | {len(files)} | {1000 * mine:.1f} | {1 / mine:.0f} | {name} | {1000 * other:.1f} | "
           f"{other / mine:.1f} |")
    if kind in {"docx", "odt"} and libreoffice():
        office = median(seconds(with_libreoffice, [file]) for file in files[:3])
        row += f"\n| {kind} | {min(len(files), 3)} | | | LibreOffice | {1000 * office:.0f} | {office / mine:.0f} |"
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "samples"])
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    print("| format | files | ours, ms a file | files a second | peer | peer, ms a file | peer's time / ours |")
    print("|---|---|---|---|---|---|---|")
    for kind in FORMATS:
        files = files_of(arguments.folders, kind)
        if files:
            print(compare(kind, files, arguments.rounds), flush=True)
    shutil.rmtree(PROFILE, ignore_errors=True)
    print(f"\nPython {sys.version.split()[0]}, one core, {arguments.rounds} rounds, medians.")


if __name__ == "__main__":
    main()
