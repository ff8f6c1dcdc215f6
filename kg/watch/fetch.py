"""A polite HTTP client: named, one request at a time, within robots.txt and the host's pace."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Final
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies
from urllib.robotparser import RobotFileParser

import httpx

from kg.errors import SourceError
from kg.http import retry_after
from kg.http.hosts import Address, NoHost, is_public, look_up

_LARGEST: Final = 20_000_000  # bytes of an answer
_TIMEOUT: Final = 30.0  # seconds without a byte
LONGEST_ANSWER: Final = 120.0  # seconds for a whole answer: while one server dawdles, all others wait
_SLOWEST: Final = 60.0  # seconds between two requests that a robots.txt may ask for; likewise
_CODINGS: Final = ("", "identity", "gzip")  # of bodies; others, or several, can unpack to more than memory holds
_HOPS: Final = 5  # redirects that are followed
_ROBOTS_FOR: Final = 24 * 3600.0  # seconds for which a robots.txt is believed (RFC 9309, 2.4)
_MAX_AGE: Final = re.compile(r"max-age=(\d+)")


class Refused(SourceError):
    """It was not read for a reason that will not pass: it is not there, or not for programs like this one."""


class Unavailable(SourceError):
    """It was not read for now.

    Attributes:
        wait: seconds that the server asks to be left alone for, 0 if it does not say.
    """

    def __init__(self, source: str, reason: str, wait: float = 0) -> None:
        super().__init__(source, reason)
        self.wait = wait


class Stopped(Exception):
    """This program was told to end while it waited for its turn."""


@dataclass(frozen=True, slots=True)
class FetchResult:
    """A server's answer.

    Attributes:
        body: None if it has nothing new since the state that was named to it.
        etag, modified: what it calls this state.
        charset: the encoding that it states.
        fresh: seconds for which it says that asking again is of no use.
    """

    body: bytes | None
    etag: str | None
    modified: str | None
    charset: str | None
    fresh: float


class Fetcher:
    """A client that keeps robots.txt, leaves a host alone between two requests, and says who it is."""

    def __init__(self, user_agent: str, host_delay: float, stop: threading.Event) -> None:
        """Make one; close it when done.

        Args:
            user_agent: who it says that it is.
            host_delay: seconds between two requests to one host, at least; robots.txt may ask for up to a minute.
            stop: set when waiting is to end.
        """
        self._user_agent = user_agent
        self._host_delay = host_delay
        self._stop = stop
        said = {"User-Agent": user_agent, "Accept-Encoding": "gzip"}
        self._client = httpx.Client(headers=said, timeout=_TIMEOUT)
        self._robots: dict[str, tuple[float, RobotFileParser]] = {}
        self._free: dict[str, float] = {}  # when a host may be asked again
        # A proxy looks names up itself, and does where this machine may not be able to.
        self._proxied = bool(getproxies().keys() & {"http", "https", "all"})
        self._public: set[str] = set()  # hosts that were once found on the Internet: they stay there

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def get(
        self, url: str, *, etag: str | None = None, modified: str | None = None, linked_from: str | None = None
    ) -> FetchResult:
        """Ask for what is at an address.

        Args:
            url: the address, http or https.
            etag: what the server called the state that is known already.
            modified: when that was made, in its words.
            linked_from: the address of what links there. Neither that nor a redirection may lead from the Internet into
                a private network.

        Raises:
            Refused, Unavailable: it was not read.
            Stopped: the program is to end.
        """
        known = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in known.items() if value}
        at = url
        for _ in range(_HOPS):
            machine = self._step(linked_from or url, at)
            if not self._rules(at, machine).can_fetch(self._user_agent, at):
                raise Refused(url, "is not for programs, says its robots.txt")
            response, body = self._ask(at, headers, machine)
            if not response.is_redirect or "location" not in response.headers:
                return _answer(url, response, body)
            at = urljoin(at, response.headers["location"])
        raise Refused(url, f"is redirected more than {_HOPS} times")

    def _step(self, start: str, at: str) -> Address | None:
        """See that one may be led from one address to another; the machine that is there, None if a proxy knows it.

        Raises:
            Refused: it is not on the web, or in a private network that the first is outside of.
            Unavailable: it cannot be looked up, so that nobody knows.
        """
        if urlsplit(at).scheme not in ("http", "https"):
            raise Refused(at, "is not on the web")
        if self._proxied and at == start:
            return None
        machines = self._machines(at)
        if at != start and not all(map(is_public, machines)) and self._on_the_internet(start):
            raise Refused(at, f"is in a private network, and {start} on the Internet leads there")
        return None if self._proxied else machines[0]

    def _on_the_internet(self, url: str) -> bool:
        # A name that was public once may be made to stand for a machine of ours later (DNS rebinding).
        return urlsplit(url).netloc in self._public or all(map(is_public, self._machines(url)))

    def _machines(self, url: str) -> list[Address]:
        try:
            machines = look_up(url)
        except NoHost as failed:
            raise Unavailable(url, f"cannot be reached: {failed}") from None
        if all(map(is_public, machines)):
            self._public.add(urlsplit(url).netloc)
        return machines

    def _rules(self, url: str, machine: Address | None) -> RobotFileParser:
        """The rules of a host's robots.txt."""
        host = urljoin(url, "/")
        read, rules = self._robots.get(host, (-_ROBOTS_FOR, RobotFileParser()))
        if time.monotonic() - read < _ROBOTS_FOR:
            return rules
        rules = RobotFileParser()
        at = urljoin(url, "/robots.txt")
        for _ in range(_HOPS):
            machine = machine if urlsplit(at).netloc == urlsplit(url).netloc else self._step(url, at)
            if urlsplit(at).scheme not in ("http", "https"):
                raise Refused(at, "is not on the web")
            response, body = self._ask(at, {}, machine)
            if not response.is_redirect or "location" not in response.headers:
                break
            at = urljoin(at, response.headers["location"])
        if response.is_server_error or response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise Unavailable(
                url, f"has a robots.txt that cannot be read (HTTP {response.status_code})", retry_after(response)
            )
        # Without one, all is allowed (RFC 9309, 2.3.1.3).
        rules.parse(body.decode("utf-8", "replace").splitlines() if response.is_success else [])
        self._robots[host] = (time.monotonic(), rules)
        return rules

    def _ask(self, url: str, headers: dict[str, str], machine: Address | None) -> tuple[httpx.Response, bytes]:
        """One request to the machine that was found for the host, when it is its turn."""
        host = urlsplit(url).netloc
        _, rules = self._robots.get(urljoin(url, "/"), (0, None))
        asked = float((rules.crawl_delay(self._user_agent) if rules else None) or 0)
        delay = max(self._host_delay, min(_SLOWEST, asked))
        if self._stop.wait(max(0.0, self._free.get(host, 0.0) - time.monotonic())):
            raise Stopped
        until = time.monotonic() + LONGEST_ANSWER
        try:
            at, named = httpx.URL(url), {}
            if machine is not None:
                headers = {**headers, "Host": at.netloc.decode("ascii")}
                named = {"sni_hostname": at.host}  # whose certificate is asked for and checked
                at = at.copy_with(host=str(machine))
            with self._client.stream("GET", at, headers=headers, extensions=named) as response:
                coding = response.headers.get("content-encoding", "").strip().lower()
                if coding not in _CODINGS:
                    raise Refused(url, f"is encoded as {coding!r}, which was not asked for")
                body = bytearray()
                for part in response.iter_bytes():
                    body += part
                    if len(body) > _LARGEST:
                        raise Refused(url, f"is longer than {_LARGEST:,} bytes")
                    if self._stop.is_set():
                        raise Stopped
                    if time.monotonic() > until:
                        raise Unavailable(url, f"takes longer than {LONGEST_ANSWER:g} seconds")
                return response, bytes(body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(url, f"cannot be reached: {str(error) or type(error).__name__}") from None
        finally:
            self._free[host] = time.monotonic() + delay


def _answer(url: str, response: httpx.Response, body: bytes) -> FetchResult:
    status = response.status_code
    if status == httpx.codes.NOT_MODIFIED or response.is_success:
        age = _MAX_AGE.search(response.headers.get("cache-control", ""))
        return FetchResult(
            None if status == httpx.codes.NOT_MODIFIED else body,
            response.headers.get("etag"),
            response.headers.get("last-modified"),
            response.charset_encoding,
            float(age[1]) if age else 0,
        )
    reason = f"is answered with HTTP {status} {response.reason_phrase}".rstrip()
    if response.is_client_error and status not in (httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS):
        raise Refused(url, reason)
    raise Unavailable(url, reason, retry_after(response))
