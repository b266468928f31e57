from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_production_defaults_pass_the_deployment_checks(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("CANEVAS_", "DJANGO_"))}
    run = subprocess.run(
        [sys.executable, "-m", "canevas.project.cli", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment | {"CANEVAS_HOME": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
