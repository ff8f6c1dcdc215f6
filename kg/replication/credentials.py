"""Credentials for a server store: a bearer token, or name and password in the scheme that the server asks for."""

from __future__ import annotations

from collections.abc import Generator
from urllib.parse import urlsplit

import httpx

from kg.errors import SettingsError
from kg.settings import Settings


def credentials(settings: Settings) -> httpx.Auth | None:
    """The credentials of every request; None if the settings name nobody.

    Raises:
        SettingsError: they name somebody by halves, or in an address.
    """
    for address in (settings.store, settings.store_query, settings.store_update, settings.store_data):
        if address and "@" in urlsplit(address).netloc:
            raise SettingsError(
                "An address with a name and a password in it ends up in logs; give them as SITREP_STORE_USER and "
                "SITREP_STORE_PASSWORD"
            )
    if settings.store_token is not None:
        return _Bearer(settings.store_token.get_secret_value())
    if (settings.store_user is None) != (settings.store_password is None):
        raise SettingsError("SITREP_STORE_USER and SITREP_STORE_PASSWORD are only of use together")
    if settings.store_user is None or settings.store_password is None:
        return None
    return _BasicOrDigest(settings.store_user, settings.store_password.get_secret_value())


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._said = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self._said
        yield request


class _BasicOrDigest(httpx.Auth):
    """Basic, at once; Digest (RFC 7616), as Virtuoso has it, once the server asks for that."""

    requires_request_body = True  # which is sent again with the answer to a challenge

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._asked = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if not self._asked:
            answer = yield next(self._basic.auth_flow(request))
            schemes = answer.headers.get_list("www-authenticate")
            self._asked = answer.status_code == httpx.codes.UNAUTHORIZED and any(
                scheme.lower().startswith("digest") for scheme in schemes
            )
            if not self._asked:
                return
            del request.headers["Authorization"]
        yield from self._digest.auth_flow(request)
