from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.commons.backups.installation import Installation, keys
from tests.conftest import ROOT


@dataclass(frozen=True)
class Used:
    """An installation with work in it, one backup of that, and its keys."""

    installation: Installation
    backup: Path
    public: str
    key_file: Path


@pytest.fixture(scope="session")
def used(tmp_path_factory: pytest.TempPathFactory) -> Used:
    folder = tmp_path_factory.mktemp("installation")
    installation = Installation(folder / "home")
    installation.run("prepare")
    installation.run("user", "amina", "--role", "administrator", "--password-stdin", stdin="Harmattan-2026-sable\n")
    installation.run("import", *sorted((ROOT / "samples").glob("*.docx"))[:4], "--confirm")
    public, private = keys(installation.run("backup", "keygen"))
    key_file = folder / "clé.txt"
    key_file.write_text(f"Clé privée de la sauvegarde\n{private}\n", encoding="utf-8")
    installation.run("backup", folder / "out", "--to", public)
    return Used(installation, next((folder / "out").glob("*.age")), public, key_file)


@pytest.fixture
def copy(used: Used, tmp_path: Path) -> Installation:
    """The same installation elsewhere, to be spoilt."""
    shutil.copytree(used.installation.home, tmp_path / "home")
    return Installation(tmp_path / "home")
