"""A SPARQL 1.1 server as a client sees it: queries, updates, graphs, with retries."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Final

import httpx
from pyoxigraph import (
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from kg.errors import QueryError, ServerStoreError
from kg.http.tls import trusted
from kg.observe import logger
from kg.replication.addresses import Addresses, find
from kg.replication.credentials import credentials
from kg.replication.retry import persistently
from kg.replication.terms import Terms, listed
from kg.settings import Settings

RESULTS: Final = "application/sparql-results+json"
UPDATE: Final = "application/sparql-update"
_NQUADS: Final = "application/n-quads"
_NTRIPLES: Final = "application/n-triples"
_ANY_RESULT: Final = f"{RESULTS}, {_NTRIPLES}, text/turtle;q=0.9"
_IN_MEMORY: Final = 1 << 20  # bytes of an answer; what is longer goes to disk until it is read
_log: Final = logger("kg.replication")
_QUOTED: Final = 300  # characters of what the server says that are told on


@dataclass(slots=True)
class Traffic:
    """The traffic with a server.

    Attributes:
        requests: how many were sent; `retries` of them since the one before failed in passing.
        received: bytes of the answers to queries.
    """

    requests: int = 0
    retries: int = 0
    received: int = 0


class Server:
    """One server; a context manager.

    Attributes:
        url: its address, as the settings name it.
        terms: how it writes our quads.
        traffic: what went to and fro so far.
    """

    def __init__(self, settings: Settings) -> None:
        """Reach for nothing yet.

        Raises:
            SettingsError: who this is to the server is told by halves.
        """
        self.url = settings.store or ""
        self.terms = Terms(settings.base, settings.store_default_graph)
        self._settings = settings
        self.traffic = Traffic()
        self._client = httpx.Client(auth=credentials(settings), timeout=settings.store_timeout, verify=trusted())
        self._addresses: Addresses | None = None
        self._takes_nquads = True

    def __enter__(self) -> Server:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    @property
    def at(self) -> Addresses:
        """Where it takes what.

        Raises:
            SettingsError: the settings name no server.
            ServerStoreError: it cannot be reached, or answers no queries.
        """
        if self._addresses is None:
            self._addresses = find(self._settings, self._answers, self._holds)
        return self._addresses

    # Reading

    def select(self, text: str) -> Iterator[QuerySolution]:
        """The solutions of a SELECT query, all of them received before the first is given.

        Raises:
            QueryError: the server finds fault with the query.
            ServerStoreError: it does not answer.
        """
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as received:
            self._receive(text, received)
            found = parse_query_results(received, format=QueryResultsFormat.JSON)
            assert isinstance(found, QuerySolutions)
            yield from found

    def ask(self, text: str) -> bool:
        """The answer to an ASK query; raises as `select` does."""
        found = self.query(text)
        assert isinstance(found, QueryBoolean)
        return bool(found)

    def query(self, text: str) -> QuerySolutions | QueryBoolean | Iterator[Triple]:
        """The answer to any query, held in memory; raises as `select` does."""
        received = io.BytesIO()
        kind = self._receive(text, received)
        if form := QueryResultsFormat.from_media_type(kind):
            return parse_query_results(received.getvalue(), format=form)
        if rdf := RdfFormat.from_media_type(kind):
            return (quad.triple for quad in parse(received.getvalue(), format=rdf))
        raise ServerStoreError(
            f"The server store answers a query with {kind or 'nothing named'}, which is not read here"
        )

    # Writing; all of it may be done twice without harm

    def update(self, text: str) -> None:
        """Have a SPARQL update carried out that does no harm when it is done twice.

        Raises:
            ServerStoreError: it was not, or perhaps not.
        """
        self._write("POST", self.at.update, text.encode(), UPDATE)

    def load(self, nquads: bytes) -> None:
        """Add quads, in the quickest way that the server knows.

        Raises:
            ServerStoreError: they were not added, or perhaps not all.
        """
        if self.at.data and self._takes_nquads:
            answer = self._send("POST", self.at.data, nquads, _NQUADS)
            if answer.status_code not in (400, 404, 405, 406, 415, 501):
                self._check(answer, self.at.data)
                return
            self._takes_nquads = False  # the protocol speaks of single graphs: not every server takes several at once
        self.update(f"INSERT DATA {{ {listed(parse(nquads, format=RdfFormat.N_QUADS))} }}")

    def put(self, name: NamedNode, quads: Sequence[Quad]) -> None:
        """Make a named graph just these quads.

        Raises:
            ServerStoreError: it is not, or perhaps not.
        """
        if self.at.data is None or not quads:
            self.update(f"DROP SILENT GRAPH {name} ;\n{self.terms.update((), quads)}")
            return
        triples = (self.terms.there(quad).triple for quad in quads)
        self._write("PUT", self.at.data, serialize(triples, format=RdfFormat.N_TRIPLES) or b"", _NTRIPLES, name)

    def drop(self, names: Iterable[NamedNode]) -> None:
        """Take named graphs out, whether they are there or not; raises as `update` does."""
        self.update(" ;\n".join(f"DROP SILENT GRAPH {name}" for name in names))

    # What both need

    def _answers(self, address: str) -> bool:
        answer = self._query(address, "ASK {}")
        if answer.status_code in (401, 403):
            self._check(answer, address)
        try:
            return answer.is_success and "boolean" in answer.json()
        except (json.JSONDecodeError, UnicodeDecodeError):
            return False

    def _holds(self, address: str) -> bool:
        sent = {"params": {"graph": self.terms.state.value}, "headers": {"Accept": _NTRIPLES}}
        answer = self._persistently(lambda: self._client.get(address, **sent), address)  # type: ignore[arg-type]
        # A graph that is not there is answered with 404 too, but not in the words of a server that knows no such page.
        return answer.is_success or (answer.status_code == 404 and self.terms.state.value in answer.text)

    def _query(self, address: str, text: str) -> httpx.Response:
        def send() -> httpx.Response:
            return self._client.post(address, data={"query": text}, headers={"Accept": RESULTS})

        return self._persistently(send, address)

    def _receive(self, text: str, into: IO[bytes]) -> str:
        """Write what a query is answered with; its media type."""
        at = self.at.query

        def send() -> httpx.Response:
            into.seek(0)
            into.truncate()
            with self._client.stream("POST", at, data={"query": text}, headers={"Accept": _ANY_RESULT}) as answer:
                if answer.is_success:
                    for part in answer.iter_bytes():
                        into.write(part)
                else:
                    answer.read()
                return answer

        answer = self._persistently(send, at)
        self.traffic.received += into.tell()
        if answer.status_code == 400:
            raise QueryError(f"The server store refuses the query: {said(answer)}")
        self._check(answer, at)
        into.seek(0)
        return str(answer.headers.get("content-type", ""))

    def _write(self, method: str, at: str, body: bytes, media_type: str, graph: NamedNode | None = None) -> None:
        self._check(self._send(method, at, body, media_type, graph), at)

    def _send(
        self, method: str, at: str, body: bytes, media_type: str, graph: NamedNode | None = None
    ) -> httpx.Response:
        def send() -> httpx.Response:
            return self._client.request(
                method, at, content=body, headers={"Content-Type": media_type},
                params={"graph": graph.value} if graph else None,
            )  # fmt: skip

        return self._persistently(send, at)

    def _persistently(self, send: Callable[[], httpx.Response], at: str) -> httpx.Response:
        def counted() -> httpx.Response:
            self.traffic.requests += 1
            return send()

        def again(why: str) -> None:
            self.traffic.retries += 1
            _log.info("asked again", at=at, reason=why)

        return persistently(counted, at, self._settings.store_patience, again)

    def _check(self, answer: httpx.Response, at: str) -> None:
        if not answer.is_success:
            raise refusal(answer.status_code, at, said(answer))


def refusal(status: int, at: str, why: str) -> ServerStoreError:
    """The error for an answer that is none: what the server said, and what to do about it."""
    advice = {
        401: "it wants to know who asks: set SITREP_STORE_USER and SITREP_STORE_PASSWORD, or SITREP_STORE_TOKEN",
        403: "it does not let this user do that; perhaps it only lets itself be read",
        404: "there is nothing there; name the right address with SITREP_STORE_QUERY, _UPDATE or _DATA",
        405: "it does not do that there: it is only to be read, or SITREP_STORE_UPDATE or _DATA is another address",
        413: "that is too much for it at once; lower SITREP_STORE_BATCH",
    }
    if 300 <= status < 400:
        advice[status] = "it has moved; name the address that it is at now"
    hint = f": {advice[status]}" if status in advice else ""
    return ServerStoreError(f"The server store answers {status} at {at}{hint}" + (f" (it says: {why})" if why else ""))


def said(answer: httpx.Response) -> str:
    """A server's error, on one short line."""
    text = " ".join(answer.text.split())
    return text if len(text) <= _QUOTED else text[: _QUOTED - 1] + "…"
