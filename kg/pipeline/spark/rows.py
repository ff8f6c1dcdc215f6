"""Functions from rows to rows, carried out by the workers."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

Row = dict[str, Any]
Rows = Iterator[Row]
_TOGETHER: Final = 64  # rows that go back to Spark at once


def numbered(frame: DataFrame) -> DataFrame:
    """A table's rows with an `id`, a whole number of its own for each; another one whenever they are made anew."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    return frame.withColumn("id", f.monotonically_increasing_id())


def mapped(frame: DataFrame, function: Callable[[Rows], Rows], schema: str) -> DataFrame:
    """The rows that a function makes of a table's rows, partition by partition, lazily.

    Args:
        frame: the table; its arrays of structs arrive as lists of dictionaries.
        function: called once a partition, in a process of a worker; must be picklable.
        schema: of what it yields, as Spark's DDL.
    """
    from pyspark.sql.pandas.types import to_arrow_schema  # noqa: PLC0415  optional
    from pyspark.sql.types import StructType  # noqa: PLC0415

    arrow = to_arrow_schema(StructType.fromDDL(schema))

    def run(batches: Iterator[RecordBatch]) -> Iterator[RecordBatch]:
        import pyarrow as pa  # noqa: PLC0415

        made = function(row for batch in batches for row in batch.to_pylist())
        while together := list(islice(made, _TOGETHER)):
            yield pa.RecordBatch.from_pylist(together, schema=arrow)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of pandas, which this never calls
        return frame.mapInArrow(run, schema)
