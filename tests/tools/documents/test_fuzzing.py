"""Damaged files: a document or a refusal, in bounded time and memory, and nothing else."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CODES = {"read", "empty", "too-large", "encrypted", "truncated", "mislabelled", "unknown-format", "macros", "bomb",
         "no-text", "timeout"}
SLOWEST = 15.0
"""Seconds for one damaged file of a few kilobytes, on a busy machine."""


def fuzz(count: int, seed: int) -> dict[str, int]:
    """What came of ``count`` damaged files read in a process of their own, whose memory is bounded."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.tools.documents.fuzzing", str(count), str(seed)], cwd=ROOT, text=True,
        capture_output=True, timeout=60 + count, env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"})
    assert made.returncode == 0, made.stderr[-2_000:]
    result = json.loads(made.stdout.splitlines()[-1])
    assert result["seconds"] < SLOWEST, result["slowest"]
    outcomes: dict[str, int] = result["outcomes"]
    assert set(outcomes) <= CODES, outcomes
    return outcomes


def test_300_damaged_files() -> None:
    outcomes = fuzz(300, seed=1)
    assert sum(outcomes.values()) == 300
    assert outcomes["read"] > 20
    assert outcomes["truncated"] > 20


@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get("CANEVAS_FULL"), reason="Les 2 000 fichiers abîmés : avec CANEVAS_FULL=1.")
def test_2000_damaged_files() -> None:
    outcomes = fuzz(2_000, seed=2)
    assert sum(outcomes.values()) == 2_000
