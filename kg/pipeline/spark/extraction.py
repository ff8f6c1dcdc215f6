"""Reading facts in articles, some hundred of them in a task, with a language model in each worker process.

What a task has read is kept when it ends, whatever becomes of the run: a row holds an article's facts as JSON, under
its id, what it was like, and which extractor read it. Rows that two attempts wrote are equal, and count once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.pipeline.spark.articles import article_of, digest
from kg.pipeline.spark.broadcast import BroadcastContext
from kg.pipeline.spark.rows import Rows, mapped
from kg.pipeline.spark.work import WorkFolder
from kg.rdf import facts_json

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

FACTS: Final = "id string, facts string, text string"
_KEPT: Final = "id string, digest string, extractor string, facts string, claims long"
_KEY: Final = ["id", "digest"]
_A_TASK: Final = 200  # articles: seconds of work that a death may cost
# Files of a task appear when it ends, not when all have ended.
_TASK_BY_TASK: Final = ("mapreduce.fileoutputcommitter.algorithm.version", "2")


class ExtractionCounts(NamedTuple):
    """What extraction came to: the facts, of how many articles, how many of these read now, making how many claims."""

    facts: DataFrame
    articles: int
    read: int
    claims: int


def extract(work: WorkFolder, articles: DataFrame, known: BroadcastContext) -> ExtractionCounts:
    """The facts of all articles, read where no run before has read them."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    spark, path = work.spark, f"{work.root}/facts"

    def kept() -> DataFrame:
        # An absent folder would be an error; an empty one is a table without rows.
        found = spark.read.schema(_KEPT).parquet(path) if work.exists("facts") else spark.createDataFrame([], _KEPT)
        return found.where(f.col("extractor") == known.extractor).dropDuplicates(_KEY)

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
            read = mapped(new.repartition(tasks), _extract(known), _KEPT)
            read.write.option(*_TASK_BY_TASK).mode("append").parquet(path)
        claims = tally()[2] - claims_before if missing else 0
    facts = articles.select(*_KEY, "text").join(kept().select(*_KEY, "facts"), _KEY).select("id", "facts", "text")
    return ExtractionCounts(facts, total, missing, claims)


def _extract(known: BroadcastContext) -> Callable[[Rows], Rows]:
    def run(rows: Rows) -> Rows:
        for told in known.reader().extract(map(article_of, rows)):
            article, facts = told.article, facts_json.dumps(told)
            yield {
                "id": article.id, "digest": digest(article), "extractor": told.extractor, "facts": facts,
                "claims": len(told.claims),
            }  # fmt: skip

    return run
