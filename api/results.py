"""Answers of any size, in the form that the client asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Final

from fastapi import Response
from fastapi.responses import StreamingResponse
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from api.negotiation import SOLUTIONS, TRIPLES, choose
from kg.errors import QueryError

_IN_MEMORY: Final = 4 * 1024 * 1024
_CHUNK: Final = 256 * 1024
_VARY: Final = {"Vary": "Accept"}


def answer(result: QuerySolutions | QueryBoolean | QueryTriples, accept: str | None, name: str | None) -> Response:
    """A query's result, written out.

    Args:
        result: as `Graph.query` gives it.
        accept: the Accept header.
        name: what `format=` asks for.

    Raises:
        NotAcceptable: the result cannot take a form that the client accepts.
        QueryError: the query fails as it runs.
    """
    try:
        if isinstance(result, QueryTriples):
            triples, form = choose(accept, TRIPLES, name)
            return send(_checked(partial(result.serialize, format=triples.form)), form, _VARY)
        solutions, form = choose(accept, SOLUTIONS, name)
        return send(_checked(partial(result.serialize, format=solutions.form)), form, _VARY)
    finally:
        # An error is handled in another thread, and its traceback must not take the result there: pyoxigraph's results
        # can only be let go in the thread that made them.
        del result


def _checked(write: Callable[[IO[bytes]], object]) -> Callable[[IO[bytes]], None]:
    def checked(out: IO[bytes]) -> None:
        nonlocal write
        try:
            write(out)
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"The query failed as it ran: {error}") from None
        finally:
            del write  # it holds the result

    return checked


def send(write: Callable[[IO[bytes]], None], media_type: str, headers: dict[str, str] | None = None) -> Response:
    """What `write` writes: all of it is written before the first byte leaves, so that an error is still an error."""
    out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  closed when it was sent
    try:
        write(out)
        size = out.tell()
        out.seek(0)
    except BaseException:
        out.close()
        raise

    def chunks() -> Iterator[bytes]:
        with out:
            while chunk := out.read(_CHUNK):
                yield chunk

    if size <= _CHUNK:
        return Response(b"".join(chunks()), media_type=media_type, headers=headers)
    return StreamingResponse(chunks(), media_type=media_type, headers={**(headers or {}), "Content-Length": str(size)})
