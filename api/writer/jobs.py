"""Jobs of the writer process; each takes the write session first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pyoxigraph import NamedNode, RdfFormat, Triple

from api.writer.write_session import WriteSession
from kg import updates
from kg.errors import NothingRead, SourceError, SourceWarning, TooLarge
from kg.model import Article
from kg.sources.posted import Upload, read_posted
from kg.store import Graph

if TYPE_CHECKING:
    from kg.pipeline.engines import LocalEngine
    from kg.query.lookup import Page
    from kg.resolve.context import ResolutionContext

MOST_READ: Final = 20
"""Articles that are read at once without being kept, at most: each takes a second or so."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one posted article.

    Attributes:
        id: the article's; None where it could not be read so far.
        reason: why it failed; or what of it could not be read, where it did not.
    """

    status: Literal["new", "replaced", "unchanged", "failed"]
    id: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ReadAhead:
    """What is read in an article that is not kept.

    Attributes:
        id: the article's; None where it could not be read so far.
        reason: why it failed; or what of it could not be read, where it did not.
        page: the article as the graph would show it; None where it failed.
    """

    id: str | None
    reason: str | None
    page: Page | None


@dataclass(frozen=True, slots=True)
class Payload:
    """One document of RDF, and the media type that RDF's own specifications give it."""

    data: bytes
    media_type: str


def update(session: WriteSession, text: str, using: Sequence[str] = (), named: Sequence[str] = ()) -> None:
    """Carry out a SPARQL update; see `kg.updates.update`."""
    updates.update(
        session.graph,
        text,
        using=[NamedNode(iri) for iri in using],
        named=[NamedNode(iri) for iri in named],
        depth=session.settings.query_depth,
    )


def replace_graph(session: WriteSession, name: str | None, payloads: Sequence[Payload], base: str) -> bool:
    """Make a graph just what was sent; whether it is new."""
    return updates.replace(session.graph, _node(name), _triples(payloads, base))


def add_to_graph(session: WriteSession, name: str | None, payloads: Sequence[Payload], base: str) -> bool:
    """Add what was sent to a graph; whether it is new."""
    return updates.add(session.graph, _node(name), _triples(payloads, base))


def change_graph(session: WriteSession, name: str | None, text: str) -> None:
    """Carry out a SPARQL update on one graph."""
    updates.change(session.graph, _node(name), text, depth=session.settings.query_depth)


def delete_graph(session: WriteSession, name: str | None) -> None:
    """Take a graph out."""
    updates.delete(session.graph, _node(name))


def put_articles(session: WriteSession, sent: Sequence[Upload]) -> list[Outcome]:
    """Put articles into the graph as `kg add` does; what became of each, in order."""
    extractor, version, context = session.extractor, session.extractor.version, session.context
    graph = session.graph  # opened only now: loading a language model takes seconds, in which others may write
    known, seen = set(graph.article_ids()), set[str]()
    outcomes: list[Outcome] = []
    wanted: list[Article] = []
    doubts = list[str]()
    for one in read_posted(sent):
        if isinstance(one, SourceWarning):
            doubts.append(str(one))
        elif isinstance(one, SourceError):
            outcomes.append(Outcome("failed", None, str(one)))
        elif one.id in seen:
            outcomes.append(Outcome("failed", one.id, f"another article in this request has the id {one.id!r}, too"))
        else:
            seen.add(one.id)
            held = graph.holds(one, version)
            doubt = "; ".join(doubts) or None
            outcomes.append(Outcome("unchanged" if held else "replaced" if one.id in known else "new", one.id, doubt))
            doubts.clear()
            if not held:
                wanted.append(one)
    if wanted:
        failed = _failures(graph, wanted, extractor, context)
        outcomes = [Outcome("failed", one.id, failed[one.id]) if one.id in failed else one for one in outcomes]
    return outcomes


def _failures(
    graph: Graph, articles: Sequence[Article], extractor: LocalEngine, context: ResolutionContext
) -> dict[str, str]:
    """Put articles in; why those that could not be read could not, by id."""
    from kg.pipeline import build as pipeline  # noqa: PLC0415  heavy, and updates have no need of it

    try:
        failed = pipeline.add(graph, articles, extractor=extractor, context=context).failed
    except NothingRead as nothing:
        failed = nothing.failed
    return {failure.source: str(failure) for failure in failed}


def retract_article(session: WriteSession, id_: str) -> None:
    """Take an article out as `kg retract` does."""
    from kg.pipeline import build as pipeline  # noqa: PLC0415  likewise

    context = session.context  # read before the store is opened: others may write meanwhile
    pipeline.retract(session.graph, [id_], context=context)


def read_articles(session: WriteSession, sent: Sequence[Upload]) -> list[ReadAhead]:
    """Read articles as `put_articles` would, each as if it were the only one, and keep nothing.

    Raises:
        TooLarge: they are more than `MOST_READ`.
    """
    from kg.query import lookup  # noqa: PLC0415  likewise
    from kg.resolve.context import ResolutionContext, lists  # noqa: PLC0415

    session.start()
    extractor, context = session.extractor, ResolutionContext(*lists(session.settings))
    done, doubts = list[ReadAhead](), list[str]()
    for one in read_posted(sent):
        if len(done) == MOST_READ:
            raise TooLarge(f"At most {MOST_READ} articles are read at once without being kept; send the others later")
        if isinstance(one, SourceWarning):
            doubts.append(str(one))
        elif isinstance(one, SourceError):
            done.append(ReadAhead(None, str(one), None))
        else:
            with Graph.memory(base=session.settings.base) as graph:
                failed = _failures(graph, [one], extractor, context).get(one.id)
                told = None if failed else lookup.article(graph, one.id)
            done.append(ReadAhead(one.id, failed or "; ".join(doubts) or None, told))
            doubts.clear()
    return done


def _node(name: str | None) -> NamedNode | None:
    return None if name is None else NamedNode(name)


def _triples(payloads: Sequence[Payload], base: str) -> list[Triple]:
    return [triple for one in payloads for triple in updates.triples_of(one.data, _form(one.media_type), base)]


def _form(media_type: str) -> RdfFormat:
    form = RdfFormat.from_media_type(media_type)
    assert form is not None
    return form
