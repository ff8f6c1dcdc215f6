"""The work folder: stages as files, which outlast the death of any process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final

from kg.errors import EngineError
from kg.pipeline.projector import Progress
from kg.pipeline.spark.session import reason

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_LOOK: Final = 0.3  # seconds between two looks at how far Spark is


class WorkFolder:
    """A folder that the driver and all workers reach: on one machine or a shared disk, or at an address of Hadoop's.

    Attributes:
        spark: the session.
        root: the folder, as Spark wants it.
    """

    def __init__(self, spark: SparkSession, root: str, progress: Progress) -> None:
        self.spark = spark
        self.root = root if "://" in root else f"file://{Path(root).absolute()}"
        self._progress = progress

    def below(self, name: str) -> WorkFolder:
        """A folder in it."""
        return WorkFolder(self.spark, f"{self.root}/{name}", self._progress)

    def stage(self, name: str, frame: DataFrame) -> DataFrame:
        """A table, computed and written unless a run before has done so, and read from there."""
        path = f"{self.root}/{name}"
        if not self.exists(f"{name}/_SUCCESS"):
            with self.step(name):
                frame.write.mode("overwrite").parquet(path)
        return self.spark.read.schema(frame.schema).parquet(path)

    def shards(self, name: str, frame: DataFrame, by: str, **how: str) -> None:
        """A table, written likewise, but in a folder for each value of a column; `how` is what Spark's writers take."""
        if not self.exists(f"{name}/_SUCCESS"):
            with self.step(name):
                frame.write.save(f"{self.root}/{name}", mode="overwrite", partitionBy=by, **how)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Tell of the progress of all that Spark does meanwhile, task by task.

        Raises:
            EngineError: Spark gave up.
        """
        context, done = self.spark.sparkContext, Event()
        context.setJobGroup(f"{self.root}/{name}", name)
        watcher = Thread(target=self._watch, args=(f"{self.root}/{name}", name, done), daemon=True)
        watcher.start()
        try:
            yield
        except EngineError:
            raise
        except _failures() as failed:
            raise EngineError(f"Spark gave up at the step '{name}': {reason(failed)}") from failed
        finally:
            done.set()
            watcher.join()

    def _watch(self, group: str, name: str, done: Event) -> None:
        tracker = self.spark.sparkContext.statusTracker()
        while not done.wait(_LOOK):
            jobs = filter(None, map(tracker.getJobInfo, tracker.getJobIdsForGroup(group)))
            stages = [info for job in jobs for id_ in job.stageIds if (info := tracker.getStageInfo(id_)) is not None]
            if stages:
                self._progress(name, sum(s.numCompletedTasks for s in stages), sum(s.numTasks for s in stages))

    # Files, at whatever address

    def exists(self, name: str) -> bool:
        """Whether there is a file or folder."""
        fs, path = self._at(name)
        return bool(fs.exists(path))

    def remove(self, name: str = "") -> None:
        """Remove a file or folder, if it is there."""
        fs, path = self._at(name)
        fs.delete(path, True)

    def names(self, name: str = "") -> list[str]:
        """A folder's files, sorted, without Spark's own; none if the folder is missing."""
        fs, path = self._at(name)
        found = [each.getPath().getName() for each in fs.listStatus(path)] if fs.exists(path) else []
        return sorted(each for each in found if not each.startswith(("_", ".")))

    def read(self, name: str) -> bytes:
        """The bytes of a file."""
        [row] = self.spark.read.format("binaryFile").load(f"{self.root}/{name}").select("content").collect()
        return bytes(row.content)

    def _at(self, name: str) -> tuple[Any, Any]:
        context = self.spark.sparkContext
        path = context._jvm.org.apache.hadoop.fs.Path(f"{self.root}/{name}".rstrip("/"))  # noqa: SLF001
        return path.getFileSystem(context._jsc.hadoopConfiguration()), path  # noqa: SLF001  PySpark has no other way


def _failures() -> tuple[type[Exception], ...]:
    from py4j.protocol import Py4JError  # noqa: PLC0415  optional
    from pyspark.errors import PySparkException  # noqa: PLC0415

    return (Py4JError, PySparkException)
