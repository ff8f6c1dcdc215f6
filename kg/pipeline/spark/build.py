"""From sources to a published graph, on Spark. Composition only; on one machine, `kg.pipeline.build` does it."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from kg.pipeline.projector import Progress
from kg.pipeline.report import BuildReport
from kg.pipeline.run import BuildRun
from kg.pipeline.spark.articles import read
from kg.pipeline.spark.broadcast import BroadcastContext, for_workers
from kg.pipeline.spark.extraction import extract
from kg.pipeline.spark.merging import BuiltGraph, clear_away, merge
from kg.pipeline.spark.session import session
from kg.pipeline.spark.work import WorkFolder
from kg.pipeline.update import GENERATION_KEY, GraphCounts, next_generation
from kg.resolve.context import ResolutionContext
from kg.resolve.register.bulk_load import bulk_load
from kg.resolve.resolver import CLAIM_VERDICTS
from kg.settings import Settings
from kg.sources.names import FieldNames
from kg.store import Graph

FOLDER: Final = "spark"  # in the graph's folder, where the settings name no other


def build(
    graph: Graph,
    sources: Sequence[str | Path],
    *,
    settings: Settings,
    master: str | None,
    extractor: str,
    context: ResolutionContext,
    names: FieldNames | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Make the graph exactly that of some articles, and publish it.

    Articles whose facts are in the work folder are not read again; those in the graph that are not among these are
    taken out. A run that was killed goes on when it is started again.

    Args:
        graph: open for writing, in a folder.
        sources: as `kg.sources.read` takes them.
        settings: with which all workers work; their paths are the same on every machine.
        master: Spark's address for its master; None for this machine's cores.
        extractor: the version of the extractor, which has to be that of all workers.
        context: the lists and people's judgements.
        names: what the sources call their fields.
        progress: is told of each step.

    Raises:
        SourceError: no article could be read; the graph is left as it was.
        EngineError: Spark cannot be started or reached, or gave up.
        JudgementError: people's judgements contradict each other.
        StoreError: the graph could not be written.
    """
    run = BuildRun("build", graph, context, progress)
    with session(master) as spark:
        work = WorkFolder(spark, settings.work or str(settings.data / FOLDER), run.progress)
        known = BroadcastContext(for_workers(settings), extractor, context.version, claims=context.claims)
        with run.timed("extract"):
            articles, run.failed, run.warnings = read(work, sources, names or FieldNames())
            found = extract(work, articles, known)
        run.failed += found.failed
        run.read, run.extracted, run.stated = found.articles, found.read, found.claims
        run.unchanged = found.articles - found.read
        run.extractors = {extractor} if found.read else set()
        run.check()
        with run.timed("merge"):
            built = merge(work, found.facts, known, context.judgements)
        with run.timed("load"):
            gone = set(graph.article_ids())
            if gone:
                gone.difference_update(row.id for row in found.facts.select("id").toLocalIterator())
            held = load(graph, built, gone, run.progress)
        clear_away(work, built)
        return run.publish(held, gone)


def load(
    graph: Graph, built: BuiltGraph, gone: Collection[str] = (), progress: Progress = lambda *_: None
) -> GraphCounts:
    """Put what was built into a graph, in the place of all that it holds but people's edits; and what is remembered.

    Args:
        graph: open for writing.
        built: the shards, and the parts of the register.
        gone: ids of the articles that are not among these.
        progress: is told of each shard and part.
    """
    loaded = graph.loading(built.name).load(built.shards, map(graph.iris.article, gone))
    for done, _ in enumerate(loaded, start=1):
        progress("load", done, len(built.shards))
    held = GraphCounts(built.articles, built.entities, built.incidents, graph.claim_count(), len(graph), built.merged)
    if graph.resolution:
        _remember(graph.resolution, built, held, next_generation(graph), progress)
    graph.merged()
    return held


def _remember(register: Path, built: BuiltGraph, held: GraphCounts, state: str, progress: Progress) -> None:
    """Let what changes next be resolved where it happens, and nowhere else."""
    counts = {
        "articles": held.articles, "entity": held.entities, "event": held.events, "claims": held.claims,
        "quads": held.triples, "members": held.merged + held.entities + held.events,
    }  # fmt: skip
    told = {name: str(count) for name, count in counts.items()}
    told |= {"verdicts": json.dumps(built.verdicts), CLAIM_VERDICTS: json.dumps(built.claims), GENERATION_KEY: state}
    filled = bulk_load(register, built.world, built.name, built.parts, told)
    for done, _ in enumerate(filled, start=1):
        progress("remember", done, len(built.parts))
