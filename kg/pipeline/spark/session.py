"""The Spark session: started or reached, with advice if that fails."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import EngineError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DEFAULT_MASTER: Final = "local[*,4]"  # all cores; a task may fail three times, so that a killed process ends nothing
_LOOPBACK: Final = ("local", "spark://127.", "spark://localhost")
_PATIENCE: Final = 5.0  # seconds for a master to answer
_DEFAULTS: Final = {
    "spark.app.name": "sitrep",
    "spark.log.level": "ERROR",
    "spark.ui.enabled": "false",  # it would listen on all interfaces
    "spark.executorEnv.OMP_NUM_THREADS": "1",  # more would fight over the same cores
    "spark.sql.execution.arrow.maxRecordsPerBatch": "50",  # articles or blocks that a worker takes at once
    "spark.sql.parquet.compression.codec": "zstd",
}


@contextmanager
def session(master: str | None) -> Iterator[SparkSession]:
    """A session, stopped in the end. What `spark-defaults.conf` says outranks our defaults.

    Args:
        master: Spark's address for its master; None for what its configuration says, else this machine's cores.

    Raises:
        EngineError: Spark or Java is not installed, or the master is not reached; says what to do.
    """
    check(master)
    from pyspark import SparkConf, SparkContext  # noqa: PLC0415  optional
    from pyspark.sql import SparkSession  # noqa: PLC0415

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if (master or DEFAULT_MASTER).startswith(_LOOPBACK):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    try:
        SparkContext._ensure_initialized()  # noqa: SLF001  a configuration knows Spark's own files only after this
        conf = SparkConf()
        if master:
            conf.setMaster(master)
        conf.setIfMissing("spark.master", DEFAULT_MASTER)
        conf.set("spark.ui.showConsoleProgress", "false")  # which is on for all that is no script of Spark's own
        for name, value in _DEFAULTS.items():
            conf.setIfMissing(name, value)
        spark = SparkSession.builder.config(conf=conf).getOrCreate()
    except Exception as failed:
        raise EngineError(f"Spark cannot be started: {reason(failed)}") from failed
    try:
        yield spark
    finally:
        spark.stop()


def check(master: str | None) -> None:
    """See, before anything slow is done, that Spark is there.

    Raises:
        EngineError: Spark or Java is not installed, or the master is not reached; says what to do.
    """
    if find_spec("pyspark") is None or find_spec("pandas") is None:
        raise EngineError("Spark is not installed: pip install 'pyspark[sql]>=4,<5'")
    _find_java()
    _reach(master or "")


def reason(failed: Exception) -> str:
    """Spark's error in a line: the last one of a worker's traceback, or the first of Java's."""
    lines = [line.strip() for line in str(failed).splitlines() if line.strip()]
    told = [line for line in lines if line.startswith("kg.errors.")]
    if told:
        return told[-1].partition(": ")[2]
    java = [line for line in lines if "Exception: " in line]
    return (java or lines or [type(failed).__name__])[0].rpartition("Exception: ")[2]


def _find_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if home and not Path(home, "bin", "java").exists():
        raise EngineError(f"There is no Java in JAVA_HOME ({home}); set it to the folder of Java 17 or newer")
    if not home and shutil.which("java") is None:
        raise EngineError("Spark needs Java 17 or newer: install it, or set JAVA_HOME to its folder")


def _reach(master: str) -> None:
    """See that one of a standalone cluster's masters answers: Spark itself would try for a minute."""
    if not master.startswith("spark://"):
        return
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host, int(port)), _PATIENCE).close()
        except (OSError, ValueError, OverflowError):
            continue
        return
    raise EngineError(f"No Spark master answers at {master}: start one, or name another with --master")
