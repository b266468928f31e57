"""A backend of Ibis by its address: "" or ``duckdb://`` for DuckDB in this process, ``spark://local[2]`` for Spark in
this process, ``spark://host:7077`` for a cluster that somebody else keeps."""
from __future__ import annotations

import importlib.util
import os
import shutil
import threading
from pathlib import Path
from typing import Any

from canevas.tools.engines.libraries import Backend, ibis
from canevas.tools.text.sentences import say

SPARK, DUCKDB = "spark://", "duckdb://"
_kept = threading.local()
_spark: dict[str, Backend] = {}
_starting = threading.Lock()


class EngineUnavailable(Exception):  # noqa: N818 (said to whoever set it)
    """The engine that the settings name cannot be had; the message says what lacks and what to do."""


def connect(url: str = "") -> Backend:
    """The backend of ``url``, kept: DuckDB once for each thread (its connection serves one at a time), Spark once for
    the process (it takes many seconds to start). Raises :class:`EngineUnavailable`."""
    if url.startswith(SPARK):
        with _starting:
            if url not in _spark:
                _spark[url] = _connect_spark(url)
            return _spark[url]
    if url and url != DUCKDB:
        raise EngineUnavailable(say(
            "The engine “%(url)s” is unknown: leave CANEVAS_ENGINE empty for DuckDB, or give spark://local[2] or "
            "spark://server:7077.", url=url))
    found: Backend | None = getattr(_kept, "duckdb", None)
    if found is None:
        found = _kept.duckdb = _connect_duckdb()
    return found


def is_spark(backend: Backend) -> bool:
    return bool(backend.name == "pyspark")


def why_no_spark() -> str:
    """What lacks for Spark here, as a sentence; "" where it can start."""
    if importlib.util.find_spec("pyspark") is None:
        return say("Spark is not installed here: install the optional part “spark” of Canevas.")
    home = os.environ.get("JAVA_HOME", "")
    if not shutil.which("java") and not (home and (Path(home) / "bin" / "java").exists()):
        return say("Spark needs Java 17 or later, which is not installed here.")
    return ""


def _connect_duckdb() -> Backend:
    backend = ibis.duckdb.connect()
    # a laptop without network must not wait for an extension that it does not need
    backend.con.execute("SET autoinstall_known_extensions = false")
    backend.con.execute("SET enable_progress_bar = false")
    # its files never change once written: what their footers say is read once
    backend.con.execute("SET parquet_metadata_cache = true")
    return backend


def _connect_spark(url: str) -> Backend:
    if lacking := why_no_spark():
        raise EngineUnavailable(lacking)
    rest = url.removeprefix(SPARK)
    is_local = rest.startswith("local")
    sql: Any = importlib.import_module("pyspark.sql")
    settings = {
        "spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "2" if is_local else "200",
        "spark.ui.showConsoleProgress": "false",
        # an overflow or a division by nothing is a fault to be told, not an empty cell
        "spark.sql.ansi.enabled": "true",
    }
    builder = sql.SparkSession.builder.appName("canevas").master(rest if is_local else url)
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:  # the bridge to Java raises what it likes
        raise EngineUnavailable(say("Spark does not answer at “%(url)s” (%(reason)s).", url=url,
                                    reason=(str(error).splitlines() or [type(error).__name__])[0])) from error
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)
