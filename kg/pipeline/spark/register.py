"""Rows of the register's tables: keys, evidence, components, clusters.

Rows are sorted as the register's tables: a bulk load appends, and the driver need not keep what it has put.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial, reduce
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from kg.pipeline.spark.entities import ResolvedEntities
from kg.pipeline.spark.events import ResolvedIncidents
from kg.pipeline.spark.intake import apart
from kg.pipeline.spark.work import WorkFolder
from kg.resolve.register.bulk_load import RegisterPart
from kg.resolve.register.schema import FILLED

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_SORTED: Final = ("table", "band", "term", "key", "id", "article", "local", "form")


def rows(taken: DataFrame, copies: DataFrame, who: ResolvedEntities, what: ResolvedIncidents) -> DataFrame:
    """All rows, sorted: of which `table` each is, and that one's columns; those of others are empty.

    Args:
        taken: what was taken of each article.
        copies: the `original` of those that are or have copies.
        who: the forms and entities.
        what: the accounts and incidents.
    """
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    def keyed(frame: DataFrame, *names: str) -> DataFrame:
        return frame.select(f.explode("keys").alias("key"), *names)

    def members(clusters: DataFrame, name: str) -> DataFrame:
        return clusters.select(f.explode("members").alias(name), "component", f.col("id").alias("cluster"))

    # Entities and incidents were numbered apart, and share one table.
    entities = who.entities.withColumns({"id": f.col("id") * 2, "kind": f.lit("entity")})
    incidents = what.incidents.withColumns({"id": f.col("id") * 2 + 1, "kind": f.lit("event"), "named": f.lit(True)})
    clusters = entities.drop("members").unionByName(incidents.drop("members"), allowMissingColumns=True)
    articles = taken.join(copies, "id", "left").withColumnRenamed("id", "article")
    accounts = apart(what.accounts)
    seen = who.by_article.select(f.col("id").alias("article"), f.explode("entities").alias("one"))
    tables = {
        "articles": articles,
        "bands": articles.withColumn("band", f.explode("bands")),
        "story_terms": articles.withColumn("term", f.explode("met_by")),
        "forms": apart(who.forms).join(members(entities, "id"), "id"),
        "entities": seen.select("article", "one.local", "one.form"),
        "form_keys": keyed(who.forms, "id").withColumnRenamed("id", "form"),
        "events": accounts.join(members(incidents, "ref"), "ref"),
        "event_keys": keyed(accounts, "article", "local"),
        "clusters": apart(clusters),
    }
    parts = (tables[each.name].select(f.lit(each.name).alias("table"), *each.columns) for each in FILLED)
    return reduce(lambda a, b: a.unionByName(b, allowMissingColumns=True), parts).orderBy(*_SORTED)


def parts(work: WorkFolder, stage: str) -> Iterator[RegisterPart]:
    """What was written of them, file by file."""
    for table in FILLED:
        folder = f"{stage}/table={table.name}"
        for file in work.names(folder):
            rows_of = partial(_rows, work, f"{folder}/{file}", table.columns)
            yield RegisterPart(f"{table.name}/{file}", table, table.columns, rows_of)


def _rows(work: WorkFolder, name: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    from pyarrow import parquet  # noqa: PLC0415  optional

    table = parquet.read_table(BytesIO(work.read(name)), columns=list(columns)).select(list(columns))
    for batch in table.to_batches():
        yield from zip(*(map(_plain, column.to_pylist()) for column in batch.columns), strict=True)


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
