"""A restored home takes the place of the former one whole, whenever it is interrupted."""
from __future__ import annotations

import os
from pathlib import Path

import pytest

from canevas.tools.archive import switching
from canevas.tools.archive.errors import ArchiveRefused
from canevas.tools.archive.locks import hold

FORMER = {"canevas.sqlite3": "former", "canevas.sqlite3-wal": "former", "secret.key": "former", "files/aa/x": "former",
          "media/y": "former"}
COMING = {"canevas.sqlite3": "new", "secret.key": "new", "journal.key": "new", "files/aa/x": "new"}
ASIDE = "mise-de-cote-1"


def lay(folder: Path, content: dict[str, str]) -> None:
    for name, text in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def held(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*")
            if path.is_file() and "logs" not in path.parts}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    lay(tmp_path, FORMER | {"logs/l": "log"})
    lay(tmp_path / ".restoring-1" / "home", COMING)
    return tmp_path


def is_switched(home: Path) -> bool:
    return held(home) == COMING | {f"{ASIDE}/{name}": text for name, text in FORMER.items()}


def test_the_former_home_is_set_aside_whole(home: Path) -> None:
    switching.switch(home, home / ".restoring-1" / "home", ASIDE, ["logs"])
    assert is_switched(home)
    assert (home / "logs" / "l").exists()


@pytest.mark.parametrize("moment", range(11))
def test_an_interruption_is_made_good_at_the_next_start(
    home: Path, moment: int, monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Killed(BaseException):
        pass

    calls = [0]
    real = os.rename

    def rename(old: Path, new: Path) -> None:
        if calls[0] == moment:
            raise Killed
        calls[0] += 1
        real(old, new)

    monkeypatch.setattr(os, "rename", rename)
    if moment < 9:  # 5 things go, 4 come
        with pytest.raises(Killed):
            switching.switch(home, home / ".restoring-1" / "home", ASIDE, ["logs"])
        monkeypatch.setattr(os, "rename", real)
        assert switching.finish(home)
    else:
        switching.switch(home, home / ".restoring-1" / "home", ASIDE, ["logs"])
    assert is_switched(home)
    assert not switching.finish(home)


@pytest.mark.parametrize("moment", range(9))
def test_a_file_held_by_a_program_leaves_all_as_it_was(
    home: Path, moment: int, monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = held(home)
    calls = [0]
    real = os.rename

    def rename(old: Path, new: Path) -> None:
        if calls[0] == moment:
            calls[0] += 1
            raise PermissionError(13, "held", str(old))
        calls[0] += 1
        real(old, new)

    monkeypatch.setattr(os, "rename", rename)
    with pytest.raises(ArchiveRefused):
        switching.switch(home, home / ".restoring-1" / "home", ASIDE, ["logs"])
    assert held(home) == before


def test_a_lock_is_held_once(tmp_path: Path) -> None:
    first = hold(tmp_path / "lock")
    assert first is not None
    assert hold(tmp_path / "lock") is None
    first.close()
    again = hold(tmp_path / "lock")
    assert again is not None
    again.close()
