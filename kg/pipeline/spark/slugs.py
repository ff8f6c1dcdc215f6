"""Slugs, allotted among all clusters that want the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.pipeline.spark.intake import ref_of
from kg.pipeline.spark.rows import Rows, mapped
from kg.resolve.register.slugs import Claimant, given

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def give_slugs(clusters: DataFrame, schema: str) -> DataFrame:
    """Clusters with a `slug` of their own, in the place of the `plain` one.

    Args:
        clusters: each with `plain`, `actor`, `place`, `day` and its first member, `ref`.
        schema: theirs.
    """
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    wanted = clusters.groupBy("plain").agg(f.collect_list(f.struct(*clusters.columns)).alias("clusters"))
    return mapped(wanted, _give, f"slug string, {schema}")


def _give(rows: Rows) -> Rows:
    for row in rows:
        there = dict(enumerate(row["clusters"]))
        claimants = (
            Claimant(n, one["actor"], one["place"], one["day"], ref_of(one["ref"])) for n, one in there.items()
        )
        for n, slug in given(row["plain"], claimants):
            yield {**there[n], "slug": slug}
