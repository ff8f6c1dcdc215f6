"""The MCP server: tools that read the graph by REST's look-ups and within REST's limits."""

from __future__ import annotations

import datetime as dt
import json
from asyncio import to_thread
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any, Final, Literal

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from api.mcp import lookups, reasons
from api.params.enums import CLAIMED, EVENT_CLASSES
from api.readers import Readers
from kg.distribution import own_version
from kg.errors import ParameterError, SitrepError
from kg.query import lookup
from kg.query.canned import read_questions
from kg.query.network import PREDICATES, Direction, Filter, NeighbourhoodQuery
from kg.resources import resource
from kg.settings import Settings

Json = dict[str, Any]

_INSTRUCTIONS: Final = """\
A graph of news about armed conflict: who did what to whom, where, when, and who says so. Every answer has claims with
their words (`quote`, `start` and `end` in the article), their article with its outlet and link, `factuality` (Asserted,
Hedged, Denied, Hypothetical), `said_by` (whom the article quotes) and `disputed`. Cite article and quote, and say who
says it. Where something is disputed, give all accounts: the graph does not know who is right. Begin with `search`, and
read the resource sitrep://schema before writing SPARQL.
"""
_SOME: Final = dt.timedelta(days=7)
_READS: Final = ToolAnnotations(read_only_hint=True, destructive_hint=False, open_world_hint=False)

Id = Annotated[str, Field(description="a name, slug or IRI, as `search` gives it", max_length=2000)]
Few = Annotated[int, Field(ge=1, le=100, description="at most so many")]
Rows = Annotated[int, Field(ge=1, le=1000, description="at most so many rows or triples")]
Name = Annotated[str | None, Field(description="a name, slug or IRI", max_length=2000)]
Day = Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", description="a day such as 2024-01-31")]


class _Tools:
    """What an assistant can call; a method's docstring tells it when to."""

    def __init__(self, settings: Settings, readers: Readers) -> None:
        self._settings = settings
        self._readers = readers
        self._questions, _ = read_questions(*settings.query_folders)

    async def search(
        self,
        text: Annotated[str, Field(description="a name, part of one, or one with typing errors", max_length=500)],
        kinds: Annotated[
            list[Literal["entity", "incident", "article"]] | None, Field(description="only these; left out: all")
        ] = None,
        cls: Annotated[str | None, Field(description="only that class and those below it, such as ArmedGroup")] = None,
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
    ) -> Json:
        """Find actors, places, incidents and articles by what they are called, nearest first. Begin here."""
        return await self._ask(lookups.find, text, kinds or ("entity", "incident", "article"), cls, limit)

    async def entity(self, id: Id, limit: Few = 20) -> Json:  # noqa: A002 - what callers call it
        """An actor or place: names, relations, incidents, those that are disputed, and claims about it with quotes."""
        return await self._ask(lookups.thing, id, limit)

    async def incident(self, id: Id, limit: Few = 20) -> Json:  # noqa: A002 - likewise
        """An incident: who had which part, what is agreed, what is disputed, and every account with its quotes."""
        return await self._ask(lookups.thing, id, limit)

    async def incidents(
        self,
        since: Day = None,
        until: Day = None,
        place: Name = None,
        actor: Name = None,
        conflict: Name = None,
        outlet: Annotated[str | None, Field(description="the name of an outlet that tells of it")] = None,
        cls: Annotated[str, Field(description="its kind", json_schema_extra={"enum": EVENT_CLASSES})] = "Event",
        disputed: Annotated[bool, Field(description="only those whose accounts disagree")] = False,
        words: Annotated[str | None, Field(description="words of the label", max_length=500)] = None,
        order: Literal["oldest", "newest"] = "oldest",
        after: Annotated[
            tuple[str, str] | None, Field(description="`next` of the answer before, for those that follow")
        ] = None,
        limit: Few = 20,
    ) -> Json:
        """List incidents by day, place, actor, kind or dispute, each with its toll and the first words about it."""
        if cls not in EVENT_CLASSES:
            raise ToolError(f"'cls' is {cls!r}; it must be one of {', '.join(EVENT_CLASSES)}")
        wanted = lookup.IncidentFilter(
            cls=cls, since=since, until=until, place=place, actor=actor, conflict=conflict, outlet=outlet,
            disputed=disputed, words=words, order=order,
        )  # fmt: skip
        return await self._ask(lookups.incidents, wanted, after, limit)

    async def claims(
        self,
        about: Name = None,
        subject: Name = None,
        object: Name = None,  # noqa: A002 - the filter's own name
        predicate: Annotated[str | None, Field(json_schema_extra={"enum": CLAIMED})] = None,
        source: Annotated[str | None, Field(description="whom the article quotes: name, slug or IRI")] = None,
        article: Annotated[str | None, Field(description="the id of the article that makes it")] = None,
        factuality: Literal["Asserted", "Hedged", "Denied", "Hypothetical"] | None = None,
        limit: Few = 20,
    ) -> Json:
        """Who says what: claims about somebody, by a source, in an article, or of one kind, with their quotes."""
        if predicate is not None and predicate not in CLAIMED:
            raise ToolError(f"'predicate' is {predicate!r}; it must be one of {', '.join(CLAIMED)}")
        wanted = lookup.ClaimFilter(
            about=about, subject=subject, object=object, predicate=predicate, source=source, article=article,
            factuality=factuality,
        )  # fmt: skip
        return await self._ask(lookups.claims, wanted, limit)

    async def neighbours(
        self,
        id: Id,  # noqa: A002 - likewise
        depth: Annotated[int, Field(ge=1, le=3, description="how many steps away")] = 1,
        direction: Direction = "both",
        predicates: Annotated[list[str] | None, Field(description=f"only these of {', '.join(PREDICATES)}")] = None,
        cursor: Annotated[str | None, Field(description="`next` of the answer before", max_length=8000)] = None,
        limit: Few = 20,
    ) -> Json:
        """Who and what is tied to a thing, the best attested first, each tie with a quote that it rests on."""
        try:
            around = NeighbourhoodQuery(depth, direction, limit, cursor, Filter(predicates=predicates or ()))
        except ParameterError as error:
            raise ToolError(str(error)) from error
        return await self._ask(lookups.neighbours, id, around)

    async def path(self, start: Id, end: Id) -> Json:
        """How two are tied to each other: the shortest way between them, each tie with quotes that it rests on."""
        return await self._ask(lookups.path, start, end, Filter())

    async def changes(
        self,
        since: Annotated[Day, Field(description="a day, which counts too; left out: a week ago")] = None,
        about: Annotated[str | None, Field(description="only of this one: slug or IRI", max_length=2000)] = None,
        limit: Few = 20,
    ) -> Json:
        """What changed since a day, newest first: incidents, tolls, attackers, disputes, claims withdrawn, merges."""
        try:
            first = dt.date.fromisoformat(since) if since else dt.datetime.now(dt.UTC).date() - _SOME
        except ValueError as error:
            raise ToolError(f"'since' is {since!r}, which is no day") from error
        return await to_thread(lookups.changes, self._settings, first, about, limit)

    async def questions(self) -> Json:
        """List the canned queries that `ask` answers, with their parameters."""
        return {
            "questions": [
                {
                    "name": one.name, "title": one.title, "description": one.description,
                    "parameters": {
                        name: f"{p.description}: {p.wanted}{' (required)' * p.required}"
                        for name, p in one.params.items()
                    },
                }
                for one in self._questions.values()
            ]
        }  # fmt: skip

    async def ask(
        self,
        question: Annotated[str, Field(description="a canned query's name, as `questions` lists it")],
        values: Annotated[dict[str, str | list[str]] | None, Field(description="its parameters")] = None,
        limit: Rows = 50,
    ) -> Json:
        """Answer a canned query, such as accounts-that-disagree, denials, killed, timeline or who-attacked-whom."""
        try:
            chosen = self._questions[question]
        except SitrepError as error:
            raise ToolError(str(error)) from error
        return await self._ask(lookups.answers, chosen, values or {}, limit)

    async def sparql(
        self,
        query: Annotated[str, Field(description="SELECT, ASK, CONSTRUCT or DESCRIBE; our prefixes are declared")],
        limit: Rows = 50,
    ) -> Json:
        """Answer a SPARQL query (no updates, no SERVICE). Read sitrep://schema first.

        To cite, select ?article, and kg:quote, kg:start and kg:end of a claim, inside GRAPH ?article { … }.
        """
        size = self._settings.query_size
        if len(query.encode()) > size:
            raise ToolError(f"A query may have {size:,} bytes (SITREP_QUERY_SIZE)")
        return await self._ask(lookups.sparql, query, self._settings.query_depth, limit, lane="query")

    async def why(
        self,
        id: Annotated[str, Field(description="the IRI of a claim, or the slug or IRI of an entity or incident")],  # noqa: A002
        other: Annotated[str | None, Field(description="likewise, to compare with")] = None,
    ) -> Json:
        """Why a claim was read so, why an entity or incident is one over all articles, or why two are one, or not."""
        return await self._ask(reasons.why, id, other, self._settings, lane="export")

    async def schema(self) -> str:
        """The classes and properties that this graph really has, with counts, prefixes and what its graphs are."""
        told = await self._readers.call(lookups.schema, lane="export")
        return json.dumps(told, ensure_ascii=False)

    async def _ask(self, job: Callable[..., Json], *args: Any, lane: str = "rest") -> Json:
        try:
            answer: Json = await self._readers.call(job, *args, lane=lane)
        except SitrepError as error:
            raise ToolError(str(error)) from error
        return answer


def make_server(settings: Settings, readers: Readers) -> MCPServer:
    """A server that asks these readers, and opens and closes them; it writes nowhere.

    Args:
        settings: which canned queries there are, and what may be asked.
        readers: of the graph.
    """

    @asynccontextmanager
    async def reading(_: MCPServer) -> AsyncIterator[None]:
        await readers.open()
        try:
            yield
        finally:
            await readers.close()

    server = MCPServer(
        "sitrep", title="Sitrep", version=own_version(), instructions=_INSTRUCTIONS, lifespan=reading,
        log_level="WARNING",
    )  # fmt: skip
    tools = _Tools(settings, readers)
    for tool in (
        tools.search, tools.entity, tools.incident, tools.incidents, tools.claims, tools.neighbours, tools.path,
        tools.changes, tools.questions,
        tools.ask, tools.sparql, tools.why,
    ):  # fmt: skip
        server.add_tool(tool, annotations=_READS)
    server.resource("sitrep://schema", name="schema", mime_type="application/json")(tools.schema)

    @server.resource("sitrep://ontology", name="ontology", mime_type="text/turtle")
    def ontology() -> str:
        """The ontology: every class and property in words."""
        return resource("ontology", "sitrep.ttl").read_text(encoding="utf-8")

    return server
