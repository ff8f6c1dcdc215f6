"""Connected components on the engine, by alternating stars (Kiveris et al., Connected Components in MapReduce, 2014).

A large star hangs a vertex' greater neighbours on the least of its neighbourhood, a small star hangs the lesser ones
and itself there. Neither changes what is connected, and taken in turns they leave stars: every vertex hung on the least
of its component. That takes some log² n rounds at most, and two or three where components are small, as here. The
driver sees no edge.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from kg.pipeline.spark.work import WorkFolder

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_TURNS: Final = 2  # between two looks at whether there is anything left to do: as many as small components take


def components(work: WorkFolder, name: str, edges: DataFrame) -> DataFrame:
    """Which component each vertex is in.

    Args:
        work: where what came of some turns is written.
        name: of these components' stages there.
        edges: `left` and `right`, texts; in any order, with repetitions.

    Returns:
        `ref`, and `root`, the least vertex of its component; of vertices without an edge nothing.
    """
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    pairs = edges.select(f.greatest("left", "right").alias("left"), f.least("left", "right").alias("right"))
    for number in count(1):
        for _ in range(_TURNS):
            pairs = _small_star(_large_star(pairs)).where("left != right").distinct()
        pairs = work.stage(f"{name} {number}", pairs)
        with work.step(name):
            settled = _are_stars(pairs)
        if settled:
            break
    roots = pairs.select(f.col("right").alias("ref"), f.col("right").alias("root")).distinct()
    return pairs.select(f.col("left").alias("ref"), f.col("right").alias("root")).union(roots)


def _large_star(pairs: DataFrame) -> DataFrame:
    from pyspark.sql import Window  # noqa: PLC0415  optional
    from pyspark.sql import functions as f  # noqa: PLC0415

    both = pairs.union(pairs.select("right", "left"))  # from each vertex (left) to each neighbour
    least = f.least("left", f.min("right").over(Window.partitionBy("left")))
    return both.select("left", "right", least.alias("least")).where("right > left").select("right", "least").distinct()


def _small_star(pairs: DataFrame) -> DataFrame:
    from pyspark.sql import Window  # noqa: PLC0415  optional
    from pyspark.sql import functions as f  # noqa: PLC0415

    # A large star hangs greater ones on lesser: what is there are the vertex (left) and its lesser neighbours.
    down = pairs.toDF("left", "right").withColumn("least", f.min("right").over(Window.partitionBy("left")))
    return down.select("left", f.col("least").alias("right")).union(down.select("right", "least"))


def _are_stars(pairs: DataFrame) -> bool:
    """Whether every vertex hangs on one that hangs on none."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    hangs = pairs.select(f.col("left").alias("ref"), f.lit(1).alias("hangs"), f.lit(0).alias("holds"))
    holds = pairs.select(f.col("right").alias("ref"), f.lit(0).alias("hangs"), f.lit(1).alias("holds")).distinct()
    each = hangs.union(holds).groupBy("ref").agg(f.sum("hangs").alias("hangs"), f.sum("holds").alias("holds"))
    return bool(each.where("hangs > 1 OR hangs = 1 AND holds = 1").isEmpty())
