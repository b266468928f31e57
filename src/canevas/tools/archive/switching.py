"""How a restored home takes the place of the one that stood there.

The restored things lie in a folder inside the home, so that every move is a renaming on the same disk. The moves are
written down before the first is made: whoever starts Canevas after an interruption in the middle finishes them
(:func:`finish`), and never sees half of one home and half of the other. Nothing is deleted: what stood there lies in a
folder of its own afterwards.
"""
from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from canevas.tools.archive.errors import ArchiveRefused
from canevas.tools.archive.writing import sync_folder
from canevas.tools.text.sentences import say

PLAN = "switching.json"
Plan = TypedDict("Plan", {"staged": str, "aside": str, "out": list[str], "in": list[str]})
"""What comes in from where, what goes out to where: names in the home."""
STAGED, ASIDE = ".restoring-", "mise-de-cote-"


def stands_in(home: Path, left: Iterable[str]) -> list[str]:
    """Names of what a switch moves out of ``home``: all but ``left``, what is being restored and what was set aside."""
    kept = {PLAN, *left}
    return sorted(path.name for path in home.iterdir()
                  if path.name not in kept and not path.name.startswith((STAGED, ASIDE)))


def switch(home: Path, staged: Path, aside: str, left: Iterable[str] = ()) -> None:
    """Put what lies in ``staged`` (a folder inside ``home``) in the place of what stands in ``home``, which goes to the
    folder ``aside`` there; ``left`` stays.

    Raises :class:`ArchiveRefused` where something is held open by a program; then everything is as it was.
    """
    plan: Plan = {"staged": staged.relative_to(home).as_posix(), "aside": aside, "out": stands_in(home, left),
            "in": sorted(path.name for path in staged.iterdir())}
    _write_down(home, plan)
    try:
        finish(home)
    except OSError as error:
        _take_back(home, plan)
        raise ArchiveRefused(say(
            "“%(name)s” is held by another program: nothing was changed. Close Canevas everywhere on this computer and "
            "start again.", name=Path(str(error.filename or home)).name)) from error


def finish(home: Path) -> bool:
    """Finish the switch that was begun in ``home``; ``False`` where there is none."""
    try:
        plan: Plan = json.loads((home / PLAN).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    staged, aside = home / plan["staged"], home / plan["aside"]
    aside.mkdir(exist_ok=True)
    for name in plan["out"]:
        if (home / name).exists() and not (aside / name).exists():
            os.rename(home / name, aside / name)
    for name in plan["in"]:
        if (staged / name).exists():
            os.rename(staged / name, home / name)
    sync_folder(home)
    (home / PLAN).unlink()
    if not any(aside.iterdir()):
        aside.rmdir()
    shutil.rmtree(staged, ignore_errors=True)
    return True


def _write_down(home: Path, plan: Plan) -> None:
    temporary = home / f"{PLAN}.part"
    with temporary.open("w", encoding="utf-8") as out:
        json.dump(plan, out)
        out.flush()
        os.fsync(out.fileno())
    os.replace(temporary, home / PLAN)
    sync_folder(home)


def _take_back(home: Path, plan: Plan) -> None:
    staged, aside = home / plan["staged"], home / plan["aside"]
    coming, going = plan["in"], plan["out"]
    for name in coming:
        if (home / name).exists() and not (staged / name).exists() and (name not in going or (aside / name).exists()):
            os.rename(home / name, staged / name)
    for name in going:
        if (aside / name).exists() and not (home / name).exists():
            os.rename(aside / name, home / name)
    (home / PLAN).unlink()
