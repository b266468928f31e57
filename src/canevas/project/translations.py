"""Translations of every room: extracted with GNU xgettext (developers), compiled with polib (everywhere).

``python -m canevas.project.translations`` rewrites each room's ``locale/fr/LC_MESSAGES/django.po`` from its sources,
keeping what is translated, and prints what still lacks French.
"""
from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale") / "fr" / "LC_MESSAGES" / "django.po"
KEYWORDS = ("gettext", "gettext_lazy", "ngettext:1,2", "ngettext_lazy:1,2", "pgettext:1c,2", "pgettext_lazy:1c,2",
            "npgettext:1c,2,3", "_", "say:1", "gettext_noop")


def compile_stale() -> None:
    """Compile the .po files that changed since their .mo was written. Silent where the folder is read-only."""
    for source in PACKAGE.rglob("django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        try:
            polib.pofile(str(source)).save_as_mofile(str(target))
        except PermissionError:
            return


def rooms() -> list[Path]:
    """Every folder that keeps a catalogue: the rooms, ``tools`` as one, and ``commons`` for what stands in no room."""
    found = {path.parent for path in PACKAGE.rglob("apps.py")}
    return sorted(found | {PACKAGE / "tools", PACKAGE / "commons"})


def messages_of(room: Path) -> polib.POFile:
    """What the sources of ``room`` say, as an untranslated catalogue. Needs xgettext on the machine."""
    inner = [one for one in rooms() if room in one.parents]  # each keeps its own
    with tempfile.TemporaryDirectory() as folder:
        copies: list[str] = []
        for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
            if "migrations" in path.parts or any(one in path.parents for one in inner):
                continue
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(PACKAGE).as_posix()
            copy = Path(folder) / (name + ("" if path.suffix == ".py" else ".py"))
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text if path.suffix == ".py" else templatize(text, origin=name), encoding="utf-8")
            copies.append(copy.relative_to(folder).as_posix())
        if not copies:
            return polib.POFile()
        out = subprocess.run(  # noqa: S603
            ["xgettext",  # noqa: S607 (a developer's tool, by its name on the PATH)
             "--language=Python", "--from-code=UTF-8", "--output=-", "--no-location", "--sort-output",
             "--add-comments=Translators",  # with its header: without one xgettext drops quotes and dashes
             *(f"--keyword={keyword}" for keyword in KEYWORDS), *copies],
            cwd=folder, capture_output=True, text=True, check=True)
    found = polib.pofile(out.stdout)
    found.header, found.metadata_is_fuzzy = "", False
    return found


def update(room: Path) -> list[str]:
    """Rewrite the catalogue of ``room``; the messages that lack French."""
    path = room / CATALOGUE
    fresh = messages_of(room)
    if not len(fresh) and not path.exists():
        return []
    known = polib.pofile(str(path)) if path.exists() else polib.POFile()
    translated = {(entry.msgctxt, entry.msgid): entry for entry in known}
    fresh.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
                      "Language": "fr", "Plural-Forms": "nplurals=2; plural=(n > 1);"}
    for entry in fresh:
        old = translated.get((entry.msgctxt, entry.msgid))
        if old:
            entry.msgstr, entry.msgstr_plural = old.msgstr, old.msgstr_plural or entry.msgstr_plural
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(path))
    return [entry.msgid for entry in fresh if not entry.translated()]


def main() -> int:
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext (xgettext) is not installed.")
    only = [Path(argument).resolve() for argument in sys.argv[1:]]
    missing = 0
    for room in only or rooms():
        for message in update(room):
            missing += 1
            print(f"{room.relative_to(PACKAGE)}: {message!r}")  # noqa: T201
    compile_stale()
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
