"""Stories: articles meet in telling words, are counted by how many they share, and compared by all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.pipeline.spark.rows import Rows, mapped
from kg.pipeline.spark.work import WorkFolder
from kg.resolve.stories.near import are_near, enough, met, pair_key
from kg.resolve.stories.terms import StoryTerms

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_MEETING: Final = "left string, right string"
_TOLD: Final = "key string, id string"


def settle(work: WorkFolder, taken: DataFrame) -> DataFrame:
    """The articles (`id`) that share a `key` with another one of their story: two rows a pair."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    words = taken.select("id", "day", "vague", f.explode("met_by").alias("term"))
    blocks = (
        words.groupBy("term")
        .agg(f.collect_list(f.struct("id", "day", "vague")).alias("block"))
        .where("size(block) > 1")
    )
    meetings = mapped(blocks, _meet, _MEETING)
    often = meetings.groupBy("left", "right").agg(f.count("*").alias("times"))
    about = [taken.select(f.col("id").alias(side), f.col("terms").alias(f"{side}_terms")) for side in ("left", "right")]
    pairs = often.join(about[0], "left").join(about[1], "right")
    return work.stage("stories", mapped(pairs, _near, _TOLD))


def _meet(rows: Rows) -> Rows:
    for row in rows:
        for pair in met([(one["id"], one["day"], one["vague"]) for one in row["block"]]):
            yield {"left": min(pair), "right": max(pair)}


def _near(rows: Rows) -> Rows:
    for row in rows:
        left, right = row["left"], row["right"]
        if enough(row["times"]) and are_near(StoryTerms.loads(row["left_terms"]), StoryTerms.loads(row["right_terms"])):
            yield from ({"key": pair_key(left, right), "id": id_} for id_ in (left, right))
