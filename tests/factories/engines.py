"""The engines that a test body runs on: DuckDB always, Spark where it can start."""
from __future__ import annotations

import os
from typing import Any

import pytest

from canevas.tools.engines.connecting import connect, why_no_spark

QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""For Java: what it runs here is over before thorough compiling would pay (half of the processor time is saved)."""
ENGINES = {"duckdb": "", "spark": "spark://local[2]"}


def engine(name: str) -> Any:
    """The backend; the test is skipped, with the reason, where Spark cannot be had. Started once for the process."""
    if name == "spark" and (lacking := why_no_spark()):
        pytest.skip(lacking)
    os.environ.setdefault("JDK_JAVA_OPTIONS", QUICK_START)
    return connect(ENGINES[name])
