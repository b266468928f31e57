"""The wheel is whole: a machine that installs it has pages, styles, vocabulary, French and the command."""
from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run = subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
                         cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return next(folder.glob("*.whl"))


def test_nothing_of_the_package_is_left_out(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    source = ROOT / "src"
    wanted = {path.relative_to(source).as_posix() for path in (source / "canevas").rglob("*")
              if path.is_file() and "__pycache__" not in path.parts and path.name != ".gitkeep"}
    assert sorted(wanted - inside) == []
    catalogues = {name for name in wanted if name.endswith("django.po")}
    assert catalogues
    assert {name[:-2] + "mo" for name in catalogues} <= inside


def test_the_wheel_runs_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "site"), "CANEVAS_HOME": str(tmp_path / "home"),
                                "DATABASE_URL": ""}
    environment.pop("DATABASE_URL")
    run = subprocess.run(
        [sys.executable, "-c", "import canevas; print(canevas.__file__); from canevas.project.cli import main; main()",
         "prepare"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert str(tmp_path / "site") in run.stdout
    assert "La base est prête." in run.stdout
