"""Reading facts in articles, some hundred of them in a task, with a language model in each worker process.

What a task has read is kept when it ends, whatever becomes of the run: a row holds an article's facts as JSON, under
its id, what it was like, and which extractor read it. Rows that two attempts wrote are equal, and count once. A row
without facts says why an article could not be read, for this run to tell; the next one tries again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import uuid4

from kg.errors import SourceError
from kg.pipeline.engines.guarded import read_guarded
from kg.pipeline.spark.articles import article_of, digest
from kg.pipeline.spark.broadcast import BroadcastContext
from kg.pipeline.spark.rows import Rows, mapped
from kg.pipeline.spark.work import WorkFolder
from kg.rdf import facts_json

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FACTS: Final = "id string, facts string, text string"
_KEPT: Final = "id string, digest string, extractor string, facts string, claims long, failed string, run string"
_KEY: Final = ["id", "digest"]
_A_TASK: Final = 200  # articles: seconds of work that a death may cost
# Files of a task appear when it ends, not when all have ended.
_TASK_BY_TASK: Final = ("mapreduce.fileoutputcommitter.algorithm.version", "2")


class ExtractionCounts(NamedTuple):
    """The outcome of extraction: the facts, and the numbers of articles, of articles read now, and of claims.

    `failed` has the error of each article besides these, which could not be read.
    """

    facts: DataFrame
    articles: int
    read: int
    claims: int
    failed: list[SourceError]


def extract(work: WorkFolder, articles: DataFrame, known: BroadcastContext) -> ExtractionCounts:
    """The facts of all articles, read where no run before has read them."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    spark, path, run = work.spark, f"{work.root}/facts", uuid4().hex

    def rows() -> DataFrame:
        # An absent folder would be an error; an empty one is a table without rows.
        found = spark.read.schema(_KEPT).parquet(path) if work.exists("facts") else spark.createDataFrame([], _KEPT)
        return found.where(f.col("extractor") == known.extractor)

    def kept() -> DataFrame:
        return rows().where("facts IS NOT NULL").dropDuplicates(_KEY)

    def tally() -> tuple[int, int, int]:
        here = articles.select(*_KEY).join(kept().select(*_KEY, "claims"), _KEY, "left")
        [row] = here.agg(f.count("id"), f.count("claims"), f.sum("claims")).collect()
        return row[0], row[1], row[2] or 0

    with work.step("extract"):
        total, known_before, claims_before = tally()
        missing = total - known_before
        if missing:
            new = articles.join(kept().select(*_KEY), _KEY, "left_anti")
            tasks = max(-(-missing // _A_TASK), spark.sparkContext.defaultParallelism)
            read = mapped(new.repartition(tasks), _extract(known, run), _KEPT)
            read.write.option(*_TASK_BY_TASK).mode("append").parquet(path)
        now = tally() if missing else (total, known_before, claims_before)
        failed = rows().where((f.col("run") == run) & f.col("failed").isNotNull()).dropDuplicates(["id"]).collect()
    facts = articles.select(*_KEY, "text").join(kept().select(*_KEY, "facts"), _KEY).select("id", "facts", "text")
    errors = [SourceError(row.id, row.failed) for row in sorted(failed, key=lambda row: row.id)]
    return ExtractionCounts(facts, now[1], now[1] - known_before, now[2] - claims_before, errors)


def _extract(known: BroadcastContext, run: str) -> Callable[[Rows], Rows]:
    def read(rows: Rows) -> Rows:
        empty = {"extractor": known.extractor, "facts": None, "claims": None, "failed": None, "run": run}
        for told in read_guarded(known.reader(), map(article_of, rows), known.settings.reading_timeout):
            if isinstance(told, SourceError):
                yield {**empty, "id": told.source, "digest": "", "failed": told.reason}
            else:
                article, facts = told.article, facts_json.dumps(told)
                yield {**empty, "id": article.id, "digest": digest(article), "facts": facts, "claims": len(told.claims)}

    return read
