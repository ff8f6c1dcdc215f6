"""From all articles' facts to shards of the graph: `kg.pipeline.update`, with tables instead of a register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import kg.pipeline.spark
import kg.rdf
from kg.fingerprint import code_fingerprint
from kg.model import Facts
from kg.pipeline.spark import copies, entities, events, register, stories
from kg.pipeline.spark.broadcast import BroadcastContext
from kg.pipeline.spark.intake import take_in
from kg.pipeline.spark.projection import ARTICLES, DESCRIBED, project
from kg.pipeline.spark.work import WorkFolder
from kg.resolve import Judgement
from kg.resolve.clustering.judgements import Verdicts, place
from kg.resolve.register.bulk_load import RegisterPart
from kg.resolve.resolver import noted
from kg.store import Shard

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_BUILDS: Final = "builds"
_REGISTER: Final = "register"
_KEPT: Final = ("held", "quads", _REGISTER)
_A_PARTITION: Final = 2000  # articles whose forms and accounts a worker sorts at once


@dataclass(frozen=True, slots=True)
class BuiltGraph:
    """The shards and the register of a build.

    Attributes:
        name: other facts, lists, judgements or versions give another one.
        world: the version of the lists, and of what resolved.
        shards: the N-Quads that a graph is loaded from.
        parts: what resolution remembers of it.
        verdicts, claims: what people said of members and of claims, as resolution remembers it.
        articles, entities, incidents: how many there are.
        merged: articles' entities and events that are one with another.
    """

    name: str
    world: str
    shards: tuple[Shard, ...]
    parts: tuple[RegisterPart, ...]
    verdicts: dict[str, str]
    claims: dict[str, str]
    articles: int
    entities: int
    incidents: int
    merged: int


def merge(
    work: WorkFolder, facts: DataFrame, known: BroadcastContext, judgements: Iterable[Judgement] = ()
) -> BuiltGraph:
    """Resolve all facts, and write the graph that follows as shards.

    Args:
        work: the folder; stages that stand in it are not made again.
        facts: `id`, `facts` as JSON, and `text`, a row an article.
        known: the workers' knowledge, but for people's verdicts on members.
        judgements: these, oldest first.

    Raises:
        JudgementError: people's judgements contradict each other.
        EngineError: Spark gave up.
    """
    known = replace(known, verdicts=_verdicts(work, facts, known, tuple(judgements)))
    name = _name(work, facts, known)
    here = work.below(f"{_BUILDS}/{name}")
    if not here.exists("held/_SUCCESS"):
        _merge(here, here.stage("facts", facts), known)
    [held] = work.spark.read.parquet(f"{here.root}/held").collect()
    shards = (
        Shard(f"{kind}/{file}", partial(here.read, f"quads/kind={kind}/{file}"))
        for kind in (ARTICLES, DESCRIBED)
        for file in here.names(f"quads/kind={kind}")
    )
    parts = register.parts(here, _REGISTER)
    counts = (held.articles, held.entities, held.incidents, held.merged)
    return BuiltGraph(
        name, known.context, tuple(shards), tuple(parts), noted(known.verdicts), known.claims.noted(), *counts
    )


def clear_away(work: WorkFolder, built: BuiltGraph) -> None:
    """Remove all stages but the facts that were read, and this build's shards and what is remembered of it."""
    work.remove("read")
    for other in work.names(_BUILDS):
        if other != built.name:
            work.remove(f"{_BUILDS}/{other}")
    for stage in work.names(f"{_BUILDS}/{built.name}"):
        if stage not in _KEPT:
            work.remove(f"{_BUILDS}/{built.name}/{stage}")


def _merge(here: WorkFolder, facts: DataFrame, known: BroadcastContext) -> None:
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    taken = here.stage("taken in", take_in(facts, known))
    reports = here.stage("copies", copies.settle(here, taken))
    who = entities.settle(here, taken, known)
    near = stories.settle(here, taken)
    what = events.settle(here, taken, who.by_article, reports, near, known)
    tables = {"facts": facts, "who": who.by_article, "events": what.by_article, "copies": reports}
    tables |= {"entities": who.entities, "incidents": what.incidents}
    here.shards("quads", project(tables, known), "kind", format="text", compression="gzip")
    here.shards(_REGISTER, register.rows(taken, reports, who, what), "table", format="parquet")
    members = f.sum(f.size("entities") + f.size("events")).alias("members")
    counted = taken.agg(f.count("id").alias("articles"), members)
    for name, table in (("entities", who.entities), ("incidents", what.incidents)):
        counted = counted.crossJoin(table.agg(f.count("slug").alias(name)))
    here.stage("held", counted.withColumn("merged", f.expr("members - entities - incidents")))


def _verdicts(
    work: WorkFolder, facts: DataFrame, known: BroadcastContext, judgements: tuple[Judgement, ...]
) -> Verdicts:
    judged = {name.article for said in judgements for name in (said.left, said.right)}
    there: dict[str, Facts] = {}
    if judged:
        with work.step("judged"):
            for row in facts.where(facts.id.isin(sorted(judged))).collect():
                there[row.id] = known.facts(row.facts, row.text)
    verdicts = place(judgements, there.get)
    verdicts.check()
    return verdicts


def _name(work: WorkFolder, facts: DataFrame, known: BroadcastContext) -> str:
    """A digest of everything that the outcome follows from: sixteen hex digits."""
    from pyspark.sql import functions as f  # noqa: PLC0415  optional

    each = f.xxhash64("id", "facts", "text")
    total = f.sum(each.cast("decimal(38,0)")).cast("string")
    with work.step("count"):
        [row] = facts.agg(f.count("id"), f.bit_xor(each), total).collect()
    said = sorted(known.verdicts.on.items()), known.claims.noted()
    digest = sha256(repr((tuple(row), known.context, known.settings.base, said)).encode())
    digest.update(code_fingerprint(kg.rdf, kg.pipeline.spark).encode())
    parallel = work.spark.sparkContext.defaultParallelism
    if not work.spark.sparkContext.getConf().contains("spark.sql.shuffle.partitions"):
        work.spark.conf.set("spark.sql.shuffle.partitions", max(parallel, row[0] // _A_PARTITION))
    return digest.hexdigest()[:16]
