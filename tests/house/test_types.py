"""mypy --strict on tools/ and on every rules, whatever rooms there are."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_tools_and_rules_are_strictly_typed() -> None:
    rules = [str(path) for path in sorted((ROOT / "src" / "canevas").glob("*/*/rules*")) if path.name != "__pycache__"]
    assert rules
    run = subprocess.run([sys.executable, "-m", "mypy", str(ROOT / "src" / "canevas" / "tools"), *rules],
                         cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
