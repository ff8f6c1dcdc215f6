"""Articles from sources: read by workers where they can reach them, else by the driver."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from kg.errors import SourceError, SourceWarning
from kg.model import Article
from kg.pipeline.spark.rows import Row, Rows, mapped
from kg.pipeline.spark.work import WorkFolder
from kg.sources.names import FieldNames
from kg.sources.parts import InputPart, parts
from kg.sources.records import Location

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

ARTICLE: Final = "id string, text string, title string, date date, publisher string, url string, digest string"
_READ: Final = (
    f"part int, at long, {ARTICLE}, source string, number long, unit string, failed array<string>,"
    " warned array<array<string>>, unseen boolean"
)
_PART: Final = "part int, name string, at string, shared boolean, within string"
_Told = TypeVar("_Told")
_TOGETHER: Final = 1000  # articles that the driver hands over at once


def read(
    work: WorkFolder, sources: Iterable[str | Path], names: FieldNames
) -> tuple[DataFrame, list[SourceError], list[SourceWarning]]:
    """All articles of some sources; and the errors and warnings that `kg.sources.read` yields between them.

    Of several with one id the first is read, in the order of the sources.
    """
    spark = work.spark
    every = dict(enumerate(parts(sources)))
    shared = [(n, *astuple(part)) for n, part in every.items() if part.shared]
    slices = max(1, min(len(shared), 4 * spark.sparkContext.defaultParallelism))
    listed = spark.createDataFrame(spark.sparkContext.parallelize(shared, slices), _PART)
    path = f"{work.root}/read"
    with work.step("read"):
        mapped(listed, _read(names), _READ).write.mode("overwrite").parquet(path)
        found = spark.read.schema(_READ).parquet(path)
        told = found.where("unseen OR failed IS NOT NULL").select("part", "at", "unseen", "failed").collect()
        unseen = {row.part for row in told if row.unseen}
        errors = [(row.part, row.at, SourceError(*row.failed)) for row in told if row.failed]
        warned = [
            (row.part, row.at, SourceWarning(*told))
            for row in found.where("size(warned) > 0").select("part", "at", "warned").collect()
            for told in row.warned
        ]
        own = (n for n, part in every.items() if n in unseen or not part.shared)
        rows = (row for n in own for row in _rows(n, every[n], names))
        while together := list(islice(rows, _TOGETHER)):
            errors += ((row["part"], row["at"], SourceError(*row["failed"])) for row in together if row["failed"])
            warned += (
                (row["part"], row["at"], SourceWarning(*told)) for row in together for told in row["warned"] or ()
            )
            spark.createDataFrame(together, _READ).write.mode("append").parquet(path)
        articles, again = _first_of_each(spark.read.schema(_READ).parquet(path).where("failed IS NULL AND NOT unseen"))
        for row in again.collect():
            reason = f"id {row.id!r} is already that of {Location(*row.first)}"
            errors.append((row.part, row.at, Location(*row.place).error(reason)))
    return articles, _in_order(errors), _in_order(warned)


def _in_order(told: list[tuple[int, int, _Told]]) -> list[_Told]:
    """The errors and warnings of rows, by part and place."""
    return [each for _, _, each in sorted(told, key=lambda row: row[:2])]


def _first_of_each(found: DataFrame) -> tuple[DataFrame, DataFrame]:
    """The articles that are first of their id, and where the others stand."""
    from pyspark.sql import Window  # noqa: PLC0415  optional
    from pyspark.sql import functions as f  # noqa: PLC0415

    place = f.struct("source", "number", "unit")
    same = Window.partitionBy("id").orderBy("part", "at")
    ranked = found.select(
        *("part", "at", *_names(ARTICLE)), place.alias("place"),
        f.row_number().over(same).alias("rank"), f.first(place).over(same).alias("first"),
        (f.first("digest").over(same) == f.col("digest")).alias("same"),
    )  # fmt: skip
    again = ranked.where("rank > 1 AND NOT same").select("part", "at", "id", "place", "first")
    return ranked.where("rank = 1").select(*_names(ARTICLE)), again


def _read(names: FieldNames) -> Callable[[Rows], Rows]:
    def run(rows: Rows) -> Rows:
        for row in rows:
            part = InputPart(row["name"], row["at"], row["shared"], row["within"])
            if part.is_file and not Path(part.at).exists():
                yield {"part": row["part"], "at": 0, "unseen": True}
            else:
                yield from _rows(row["part"], part, names)

    return run


def _rows(number: int, part: InputPart, names: FieldNames) -> Iterator[Row]:
    for at, record in enumerate(part.records()):
        row: Row = {"part": number, "at": at, "unseen": False, "warned": None, **dict.fromkeys(_names(ARTICLE))}
        try:
            if isinstance(record, SourceError):
                raise record
            reading = record.read(names)
        except SourceError as error:
            yield {**row, "source": None, "number": None, "unit": None, "failed": [error.source, error.reason]}
            continue
        article, place = reading.article, record.place
        where = {"source": place.source, "number": place.number, "unit": place.unit, "failed": None}
        warned = [[told.source, told.reason] for told in reading.warnings]
        yield {**row, **_plain(article), "digest": digest(article), **where, "warned": warned}


def digest(article: Article) -> str:
    """Changes with anything that is known of an article."""
    return sha256(json.dumps(_plain(article), default=str).encode()).hexdigest()


def article_of(row: Row) -> Article:
    """The article that a row tells of."""
    return Article(**{name: row[name] for name in Article.__dataclass_fields__})


def _plain(article: Article) -> Row:
    return {name: getattr(article, name) for name in Article.__dataclass_fields__}


def _names(schema: str) -> list[str]:
    return [column.split()[0] for column in schema.split(", ")]
