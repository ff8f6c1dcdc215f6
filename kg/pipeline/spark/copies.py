"""Near duplicates: articles meet in bands, are compared by their sketches, and connected to reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.pipeline.spark.rows import Rows, mapped
from kg.pipeline.spark.stars import components
from kg.pipeline.spark.work import WorkFolder
from kg.resolve.duplicates.minhash import meetings, resemble

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_PAIR: Final = "left string, right string"


def settle(work: WorkFolder, taken: DataFrame) -> DataFrame:
    """Each article that is a copy, or has copies, with its report's `original`."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    banded = taken.select("id", "day", f.explode("bands").alias("band"))
    blocks = banded.groupBy("band").agg(f.collect_list(f.struct("id", "day")).alias("block")).where("size(block) > 1")
    pairs = mapped(blocks, _meet, _PAIR).distinct()
    sketches = [taken.select(f.col("id").alias(side), f.col("sketch").alias(f"{side}_sketch")) for side in _SIDES]
    met = pairs.join(sketches[0], "left").join(sketches[1], "right")
    found = components(work, "components of copies", work.stage("likenesses of articles", mapped(met, _compare, _PAIR)))
    reports = found.join(taken.select(f.col("id").alias("ref"), "day"), "ref")
    earliest = reports.groupBy("root").agg(f.min(f.struct("day", "ref")).alias("first"))
    return found.join(earliest, "root").select(f.col("ref").alias("id"), f.col("first.ref").alias("original"))


_SIDES: Final = ("left", "right")


def _meet(rows: Rows) -> Rows:
    for row in rows:
        yield from ({"left": a, "right": b} for a, b in meetings([(one["id"], one["day"]) for one in row["block"]]))


def _compare(rows: Rows) -> Rows:
    for row in rows:
        if resemble(row["left_sketch"], row["right_sketch"]):
            yield {side: row[side] for side in _SIDES}
