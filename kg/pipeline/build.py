"""From articles to a published graph: extract, resolve, project, write. Composition only.

The caller chooses the extractor: here, on many cores or on a cluster. Facts are written as they come, so an interrupted
run goes on where it was.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.errors import NotFound, SourceError, SourceWarning
from kg.model import Article
from kg.pipeline.engines.guarded import ArticleReader
from kg.pipeline.projector import Progress
from kg.pipeline.report import BuildReport
from kg.pipeline.run import BuildRun
from kg.resolve.context import ResolutionContext
from kg.store import Graph
from kg.store.reading import articles_of


def build(
    graph: Graph,
    articles: Iterable[Article | SourceError | SourceWarning],
    *,
    extractor: ArticleReader,
    context: ResolutionContext,
    progress: Progress | None = None,
) -> BuildReport:
    """Make the graph exactly that of some articles, and publish it.

    Articles that are in it unchanged are not extracted again; those in it that are not among these are taken out.

    Raises:
        NothingRead: no article could be read; the graph is left as it was, and the error's notes tell of each.
        StoreError: the graph could not be written.
    """
    run = BuildRun("build", graph, context, progress)
    run.extract(articles, extractor)
    return run.merge(without=set(graph.article_ids()) - run.seen.keys(), thorough=True)


def add(
    graph: Graph,
    articles: Iterable[Article | SourceError | SourceWarning],
    *,
    extractor: ArticleReader,
    context: ResolutionContext,
    progress: Progress | None = None,
) -> BuildReport:
    """Put articles into the graph, replacing those of the same id, and publish it.

    Raises:
        NothingRead: no article could be read; the graph is left as it was, and the error's notes tell of each.
        StoreError: the graph could not be written.
    """
    run = BuildRun("add", graph, context, progress)
    run.extract(articles, extractor)
    return run.merge()


def retract(
    graph: Graph,
    ids: Iterable[str],
    *,
    context: ResolutionContext,
    progress: Progress | None = None,
    lenient: bool = False,
) -> BuildReport:
    """Take articles out of the graph, with all that hung on them alone, and publish it.

    What a run that died took out without publishing that is taken for there: readers still see it.

    Args:
        graph: open for writing.
        ids: the articles' ids.
        context: the lists and people's judgements.
        progress: is told of each step.
        lenient: whether it does not matter if some are not there.

    Raises:
        NotFound: it lacks one of them, and that matters; nothing is taken out.
        StoreError: the graph could not be written.
    """
    gone = set(ids)
    missing = {id_ for id_ in gone if not graph.has_article(id_)}
    if missing and graph.unpublished:
        missing -= articles_of(graph.published, graph.iris)
    if missing and not lenient:
        named = ", ".join(map(repr, sorted(missing)))
        raise NotFound(f"There is no article {named} in the graph; nothing was taken out")
    return BuildRun("retract", graph, context, progress).merge(without=gone - missing)


def refresh(
    graph: Graph,
    *,
    context: ResolutionContext,
    progress: Progress | None = None,
) -> BuildReport:
    """Let the graph be what judgements and the lists make of it, without reading a text again. Publishes it.

    Raises:
        StoreError: the graph could not be written.
    """
    return BuildRun("refresh", graph, context, progress).merge()


def reread(
    graph: Graph,
    *,
    extractor: ArticleReader,
    context: ResolutionContext,
    progress: Progress | None = None,
) -> BuildReport:
    """Read the articles again that another version of the extractor read, from the texts in the graph. Publishes it.

    Raises:
        NothingRead: there are such articles, and none could be read; the graph is left as it was.
        StoreError: the graph could not be written.
    """
    run = BuildRun("reread", graph, context, progress)
    if ids := graph.read_otherwise(extractor.version):
        run.extract(map(graph.article, ids), extractor)
    return run.merge()
