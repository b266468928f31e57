"""The real minutes, where they stand beside the checkout, are understood as their hand-read truth says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from canevas.governance.concertation.rules.json_form import to_json
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.tools.documents.reading import read_file
from canevas.tools.vocabulary import load_vocabulary

pytestmark = pytest.mark.corpus
INPUTS = [
    (name, extension)
    for name in ("ccm-7-technique-2022-07-28", "gtm-tahoua-2022-05-17")
    for extension in ("docx", "pdf", "txt")
]


@pytest.mark.parametrize(("name", "extension"), INPUTS)
def test_real_minutes_are_understood(corpus: Path, tmp_path: Path, name: str, extension: str):
    read = to_json(read_minutes(read_file(corpus / f"{name}.{extension}"), load_vocabulary("niger")))
    out = tmp_path / "read.json"
    out.write_text(json.dumps(read), encoding="utf-8")
    scored = subprocess.run(
        [sys.executable, str(corpus / "score.py"), str(corpus / f"{name}.gold.json"), str(out)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert float(scored.split()[-2]) >= 0.97, scored
