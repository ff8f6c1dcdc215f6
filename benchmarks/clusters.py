"""A standalone Spark cluster of this machine's own: a master and two workers, each a process, all on loopback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyspark

T = TypeVar("T")
# What makes the small quick: no code is generated for queries that run once, little is compiled, and Spark's own
# classes are taken on trust. The driver's memory is there from the start, since each growth of it is a collection.
_JAVA = (
    "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:MetaspaceSize=256m -XX:+UnlockDiagnosticVMOptions "
    "-XX:-BytecodeVerificationRemote"
)
QUICK = f"""
spark.sql.codegen.wholeStage false
spark.sql.codegen.factoryMode NO_CODEGEN
spark.sql.adaptive.enabled false
spark.sql.constraintPropagation.enabled false
spark.sql.optimizer.dynamicPartitionPruning.enabled false
spark.sql.optimizer.runtime.bloomFilter.enabled false
spark.sql.ui.explainMode simple
spark.sql.maxPlanStringLength 100
spark.sql.shuffle.partitions 2
spark.driver.extraJavaOptions {_JAVA} -Xms1g -Xmn600m
spark.executor.extraJavaOptions {_JAVA}
spark.executor.memory 512m
"""


@dataclass
class Cluster:
    """One that runs: its master's address, its workers, and the environment for those who use it."""

    master: str
    workers: list[subprocess.Popen[bytes]]
    env: dict[str, str]

    def below(self, word: str) -> list[int]:
        """The processes that the workers started, and theirs, whose command lines have a word in them."""
        return processes_below([worker.pid for worker in self.workers], word)


def processes_below(ancestors: Iterable[int], word: str) -> list[int]:
    """The processes that some started, and theirs, whose command lines have a word in them."""
    listed = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
    ours = set(ancestors)
    while more := {int(pid) for pid, parent, _ in rows if int(parent) in ours} - ours:
        ours |= more
    return sorted(int(pid) for pid, _, args in rows if int(pid) in ours and word in args)


@contextmanager
def cluster(folder: Path, conf: str = QUICK, memory: str = "1g") -> Iterator[Cluster]:
    """Start one; end it.

    Args:
        folder: for what it writes.
        conf: what `spark-defaults.conf` is to say, for the cluster and those who use it.
        memory: of each worker, for its executors.
    """
    (folder / "spark-defaults.conf").write_text(conf)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m",
        "SPARK_DAEMON_JAVA_OPTS": _JAVA, "PYSPARK_PYTHON": sys.executable, "SPARK_HOME": "",
    }  # fmt: skip
    env = {name: value for name, value in {**os.environ, **own}.items() if value}
    started: list[subprocess.Popen[bytes]] = []

    def start(*args: str) -> subprocess.Popen[bytes]:
        program = Path(pyspark.__file__).parent / "bin" / "spark-class"
        with (folder / f"{len(started)}.log").open("wb") as log:
            started.append(subprocess.Popen([program, *args], env=env, stdout=log, stderr=log))
        return started[-1]

    master = f"spark://127.0.0.1:{port}"
    try:
        start(
            "org.apache.spark.deploy.master.Master",
            *("--host", "127.0.0.1", "--port", str(port), "--webui-port", "0"),
        )
        until(lambda: _answers(port))
        workers = [
            start(
                "org.apache.spark.deploy.worker.Worker",
                *("--host", "127.0.0.1", "--webui-port", "0", "--cores", "1", "--memory", memory),
                *("--work-dir", str(folder / f"worker{n}"), master),
            )
            for n in range(2)
        ]
        yield Cluster(master, workers, env)
    finally:
        for process in reversed(started):
            process.send_signal(signal.SIGTERM)
        for process in started:
            process.wait(60)


def until(found: Callable[[], T], patience: float = 1200) -> T:
    """What is found, as soon as there is something."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if it := found():
            return it
        time.sleep(0.05)
    raise TimeoutError("it did not come")


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
