"""Authorization: the bearer token of those who may write."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Final

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.http.problems import PROBLEMS
from kg.errors import Forbidden
from kg.settings import Settings

_ASKED: Final = 'Bearer realm="sitrep"'
_WRONG: Final = "invalid_token"
_BEARER: Final = HTTPBearer(auto_error=False, description="The server's setting SITREP_TOKEN")


async def may_write(request: Request, said: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> None:
    """Let pass who says the token.

    Raises:
        Forbidden: nobody writes here.
        HTTPException: the token is missing or wrong.
    """
    if request.app.state.settings.token is None or request.app.state.writer is None:
        raise Forbidden("This server takes no writes over HTTP; its operator can allow them by setting SITREP_TOKEN")
    _check(request, said)


async def knows_token(request: Request) -> None:
    """Let pass who says the token, where only a setting asks for it: OpenAPI would have it asked for always.

    Raises:
        Forbidden: there is none.
        HTTPException: it is missing or wrong.
    """
    _check(request, await _BEARER(request))


def _check(request: Request, said: HTTPAuthorizationCredentials | None) -> None:
    """Let pass who says the token.

    Raises:
        Forbidden: there is none.
        HTTPException: it is missing or wrong.
    """
    settings: Settings = request.app.state.settings
    if settings.token is None:
        raise Forbidden("This server does not allow this; its operator can by setting SITREP_TOKEN")
    wanted = settings.token.get_secret_value().encode()
    if said is None:
        raise HTTPException(401, "Send the header Authorization: Bearer with the token", {"WWW-Authenticate": _ASKED})
    # Headers arrive as Latin-1, whatever bytes were sent.
    if not secrets.compare_digest(said.credentials.encode("latin-1"), wanted):
        raise HTTPException(401, "The token is wrong", {"WWW-Authenticate": f'{_ASKED}, error="{_WRONG}"'})


REFUSALS: Final[dict[int | str, dict[str, Any]]] = PROBLEMS | {
    status: PROBLEMS[400] | {"description": what}
    for status, what in (
        (401, "The token is missing or wrong"),
        (403, "Nobody writes here; or nobody writes to that graph, since the program keeps it"),
        (413, "The body is too large"),
        (415, "The body is of a type that is not read here; the detail lists those that are"),
    )
}
"""Responses that any route that writes may give, for the OpenAPI document."""

ALLOWED: Final = Depends(may_write)
