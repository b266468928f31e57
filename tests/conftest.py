"""What every test may use."""
from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Before Django reads its settings: the tests never touch the data of an installation.
os.environ["CANEVAS_HOME"] = tempfile.mkdtemp(prefix="canevas-tests-")

import pytest

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents, where it stands beside the checkout."""
    if not CORPUS.is_dir():
        pytest.skip("Les documents réels (../shared/corpus) ne sont pas à côté de ce dossier.")
    return CORPUS


