"""The engines that a test body runs on: DuckDB always, Spark where it can start."""
from __future__ import annotations

from typing import Any

import pytest

from canevas.tools.engines.connecting import connect, why_no_spark

ENGINES = {"duckdb": "", "spark": "spark://local[2]"}


def engine(name: str) -> Any:
    """The backend; the test is skipped, with the reason, where Spark cannot be had. Started once for the process."""
    if name == "spark" and (lacking := why_no_spark()):
        pytest.skip(lacking)
    return connect(ENGINES[name])
