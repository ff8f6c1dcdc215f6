"""Readers of a server store: SPARQL and canned queries go there, all else is read from the folder.

The folder's readers prepare each query, since they can be killed. The answer passes through as it comes, within the
readers' limits.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any, Final

import httpx

from api.http.negotiation import SOLUTIONS, TRIPLES, NotAcceptable, choose
from api.http.request_context import RequestContext, request_context
from api.readers.frames import PART_SIZE
from api.readers.pool import ReaderPool, allowances
from api.readers.size import Size
from api.readers.stream import Stream, StreamJob
from api.readers.turns import Turns
from api.sparql import jobs
from api.sparql.jobs import CannedJob, SparqlJob
from kg.errors import ClientGone, QueryError, ServerStoreError
from kg.http.tls import trusted
from kg.replication.credentials import credentials
from kg.replication.server import Server, refusal, said
from kg.settings import Settings
from kg.store.copies import is_copy
from kg.store.outbox import Outbox

_PAUSE: Final = 0.02  # seconds between two looks at what the server holds


class ServerReaders:
    """Readers of a folder that have queries answered by the server store that holds the same."""

    def __init__(self, settings: Settings, local: ReaderPool) -> None:
        self._settings = settings
        self._local = local
        self._address = ""
        self._client = httpx.AsyncClient(auth=credentials(settings), timeout=None, verify=trusted())  # noqa: S113  the deadline is ours
        self._under_way = {name: Turns(allowance) for name, allowance in allowances(settings).items()}

    async def open(self) -> None:
        """Start the folder's readers."""
        await self._local.open()

    async def close(self) -> None:
        """End them, and let go of the server."""
        await self._local.close()
        await self._client.aclose()

    def generation(self) -> int:
        """As `ReaderPool.generation`."""
        return self._local.generation()

    def state(self) -> tuple[object, int]:
        """Nothing: whoever writes to the server does not tell."""
        return None, 0

    async def call(self, job: Callable[..., Any], *args: Any, lane: str = "rest", **kwargs: Any) -> Any:
        """As `ReaderPool.call`."""
        return await self._local.call(job, *args, lane=lane, **kwargs)

    async def stream(self, job: StreamJob, *, lane: str = "query") -> Stream:
        """As `ReaderPool.stream`; queries are answered by the server store."""
        if request_context().as_of is not None:
            return await self._local.stream(job, lane=lane)  # the server holds the newest state alone
        match job:
            case SparqlJob():
                return await self._query(job)
            case CannedJob():
                return await self._question(job)
            case _:
                return await self._local.stream(job, lane=lane)

    async def _query(self, job: SparqlJob) -> Stream:
        settings, query = self._settings, job.query
        terms = settings.base, settings.store_default_graph
        text = await self._local.call(jobs.query_for_server, query, *terms, lane="query")
        sent = {"query": text, "default-graph-uri": query.default_graphs, "named-graph-uri": query.named_graphs}
        return await self._ask(sent, _forms(job.accept, job.form, (SOLUTIONS, TRIPLES)), "query")

    async def _question(self, job: CannedJob) -> Stream:
        settings = self._settings
        terms = settings.base, settings.store_default_graph
        text = await self._local.call(jobs.question_for_server, job.question, job.values, *terms)
        return await self._ask({"query": text}, _forms(job.accept, job.form, (SOLUTIONS,)), "rest")

    async def _ask(self, sent: dict[str, Any], forms: dict[str, str], lane: str) -> Stream:
        """The answer's beginning, and its rest as it comes."""
        turns, context = self._under_way[lane], request_context()
        deadline = asyncio.get_running_loop().time() + turns.allowance.seconds
        async with AsyncExitStack() as unless_kept:
            begun = asyncio.ensure_future(self._begin(sent, forms, context, turns, unless_kept))
            watched: list[asyncio.Future[Any]] = [begun, *([context.gone] if context.gone else [])]
            try:
                await asyncio.wait(watched, timeout=turns.allowance.seconds, return_when=asyncio.FIRST_COMPLETED)
                if not begun.done():
                    if context.gone is not None and context.gone.done():
                        raise ClientGone("The client hung up while it waited")
                    raise turns.allowance.timed_out("The answer of the server store took")
                head, rest = begun.result()
            finally:
                begun.cancel()
                await asyncio.wait([begun])
            generation = self._held() or self.generation()
            context.answer_from(generation)
            if rest.over:
                return Stream(head, generation, rest.first, None, deadline)
            rest.closing = unless_kept.pop_all()
            return Stream(head, generation, rest.first, rest, deadline)

    async def _begin(
        self,
        sent: dict[str, Any],
        forms: dict[str, str],
        context: RequestContext,
        turns: Turns,
        closing: AsyncExitStack,
    ) -> tuple[str, _ServerRest]:
        await closing.enter_async_context(turns.take(context.client))
        while (self._held() or context.at_least) < context.at_least:
            await asyncio.sleep(_PAUSE)
        if not self._address:
            self._address = await asyncio.to_thread(_address, self._settings)
        try:
            request = self._client.stream("POST", self._address, data=sent, headers={"Accept": ", ".join(forms)})
            answer = await closing.enter_async_context(request)
            kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
            if not answer.is_success or kind not in forms:
                await answer.aread()
                raise _refused(answer, kind, self._address)
            rest = _ServerRest(answer, turns.allowance.size, context)
            await rest.begin()
        except httpx.HTTPError as failed:
            raise ServerStoreError(
                f"The server store at {self._address} cannot be reached: {str(failed) or type(failed).__name__}"
            ) from None
        return forms[kind], rest

    def _held(self) -> int | None:
        """The publication of the folder that the server holds; None where that is not known."""
        return None if is_copy(self._settings.data) else Outbox(self._settings.data).sent


class _ServerRest:
    """An answer on its way.

    Attributes:
        first: what came first of it.
        over: whether that is all.
        closing: lets go of the request and of the turn.
    """

    def __init__(self, answer: httpx.Response, size: int | None, context: RequestContext) -> None:
        self.first = b""
        self.over = False
        self.closing = AsyncExitStack()
        self._parts = answer.aiter_bytes(PART_SIZE)
        self._size = Size(size)
        self._context = context

    async def begin(self) -> None:
        """Wait for the first part."""
        try:
            self.first = await self._next()
        except StopAsyncIteration:
            self.over = True
        self.over = self.over or len(self.first) < PART_SIZE  # parts are of that size, but for the last

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            try:
                part = await self._next()
            except StopAsyncIteration:
                return
            except httpx.HTTPError as failed:
                raise ServerStoreError(f"The server store broke off: {failed}") from None
            yield part

    async def aclose(self) -> None:
        """Let go of the server."""
        await self.closing.aclose()

    async def _next(self) -> bytes:
        part = await anext(self._parts)
        if self._context.gone is not None and self._context.gone.done():
            raise ClientGone("The client hung up")
        self._size.add(len(part))
        return part


def _forms(accept: str | None, name: str | None, kinds: tuple[Any, ...]) -> dict[str, str]:
    """The media types to ask the server for, each with what the answer is to be labelled as.

    Raises:
        NotAcceptable: the client accepts none that is offered.
    """
    forms, refused = {}, None
    for offers in kinds:
        try:
            offer, label = choose(accept, offers, name)
            forms[offer.media_type] = label
        except NotAcceptable as error:
            refused = refused or error
    if not forms and refused:
        raise refused
    return forms


def _refused(answer: httpx.Response, kind: str, at: str) -> Exception:
    if answer.is_success:
        return NotAcceptable(
            f"The server store answers in {kind or 'a form that it does not name'}; ask for another one."
        )
    if answer.status_code == httpx.codes.BAD_REQUEST:
        return QueryError(f"The server store refuses the query: {said(answer)}")
    return refusal(answer.status_code, at, said(answer))


def _address(settings: Settings) -> str:
    with Server(settings) as server:
        return server.at.query
