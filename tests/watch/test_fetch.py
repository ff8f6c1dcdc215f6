"""Politeness, against a real server: who we are, what we may read, how often, and what we know already."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from kg.http import hosts
from kg.watch import fetch
from kg.watch.fetch import Fetcher, Refused, Stopped, Unavailable


def test_a_server_is_told_who_asks_and_what_is_known(site: Any, fetcher: Fetcher) -> None:
    site.put("/a", body="One.", headers={"ETag": '"1"', "Last-Modified": "Thu, 04 Jan 2024 10:00:00 GMT"})
    first = fetcher.get(f"{site.url}/a")
    assert (first.body, first.etag) == (b"One.", '"1"')
    assert fetcher.get(f"{site.url}/a", etag=first.etag, modified=first.modified).body is None
    assert site.paths() == ["/a", "/a"]
    _, headers = site.asked[-1]
    assert headers["User-Agent"] == "Sitrep-tests/1 (a@b.example)"
    assert (headers["If-None-Match"], headers["If-Modified-Since"]) == ('"1"', "Thu, 04 Jan 2024 10:00:00 GMT")


def test_robots_txt_is_asked_for_once_and_kept(site: Any, fetcher: Fetcher) -> None:
    site.put("/robots.txt", body="User-agent: sitrep-tests\nDisallow: /secret\n\nUser-agent: *\nDisallow: /\n")
    site.put("/secret")
    site.put("/open", status=302, headers={"Location": "/secret"})
    for path in ("/secret", "/open"):
        with pytest.raises(Refused, match="robots"):
            fetcher.get(site.url + path)
    assert [path for path, _ in site.asked] == ["/robots.txt", "/open"]


def test_where_robots_txt_cannot_be_had_for_now_nothing_is_read(site: Any, fetcher: Fetcher) -> None:
    site.put("/robots.txt", status=503, headers={"Retry-After": "7"})
    site.put("/a")
    with pytest.raises(Unavailable) as refused:
        fetcher.get(f"{site.url}/a")
    assert refused.value.wait == 7
    assert site.paths() == []


def test_a_host_is_left_alone_between_two_requests(site: Any, stop: threading.Event) -> None:
    site.put("/robots.txt", body="User-agent: *\nCrawl-delay: 0.3\nCrawl-delay: 1\n")
    site.put("/a")
    with Fetcher("polite", 0.2, stop) as fetcher:
        begun = time.monotonic()
        fetcher.get(f"{site.url}/a")
        assert time.monotonic() - begun >= 0.2  # behind robots.txt
        fetcher.get(f"{site.url}/a")
        assert time.monotonic() - begun >= 1.2  # as robots.txt asks


def test_waiting_ends_when_the_program_is_to_end(site: Any, stop: threading.Event) -> None:
    site.put("/a")
    with Fetcher("polite", 60, stop) as fetcher:
        stop.set()
        with pytest.raises(Stopped):
            fetcher.get(f"{site.url}/a")


@pytest.mark.parametrize(
    ("status", "retry_after", "kind", "wait"),
    [
        (404, "", Refused, None),
        (410, "", Refused, None),
        (500, "", Unavailable, (0, 0)),
        (429, "120", Unavailable, (120, 120)),
        (503, "date", Unavailable, (50, 60)),
    ],
)
def test_a_refusal_says_whether_to_ask_again_and_when(
    site: Any, fetcher: Fetcher, status: int, retry_after: str, kind: type[Exception], wait: tuple[int, int] | None
) -> None:
    if retry_after == "date":
        retry_after = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    site.put("/a", status=status, headers={"Retry-After": retry_after} if retry_after else {})
    with pytest.raises(kind, match=f"HTTP {status}") as refused:
        fetcher.get(f"{site.url}/a")
    if wait:
        assert isinstance(refused.value, Unavailable)
        assert wait[0] <= refused.value.wait <= wait[1]


def test_a_feed_on_the_internet_cannot_send_us_into_a_private_network(site: Any, fetcher: Fetcher) -> None:
    site.put("/a", body="One.")
    with pytest.raises(Refused, match="private network"):
        fetcher.get(f"{site.url}/a", linked_from="http://8.8.8.8/feed.xml")
    assert fetcher.get(f"{site.url}/a", linked_from=f"{site.url}/feed.xml").body == b"One."
    with pytest.raises(Refused, match="not on the web"):
        fetcher.get("file:///etc/passwd", linked_from=f"{site.url}/feed.xml")


@pytest.mark.parametrize("address", [
    "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:c0a8:101::1", "::ffff:127.0.0.1", "::127.0.0.1",
    "2001:0:7f00:1::", "fe80::1", "fc00::1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "ff02::1", "::1",
])  # fmt: skip
def test_an_address_that_stands_for_a_private_one_is_none_of_the_internet(address: str) -> None:
    assert not hosts.is_public(ipaddress.ip_address(address))
    assert hosts.is_public(ipaddress.ip_address("64:ff9b::808:808"))
    assert hosts.is_public(ipaddress.ip_address("2606:4700::1111"))


def test_what_was_checked_is_what_is_asked(site: Any, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    at, asked = int(site.url.rpartition(":")[2]), list[str]()

    def rebinding(host: str, port: int | None = None, *_: object, **__: object) -> list[Any]:
        if host.endswith(".example"):
            asked.append(host)
        # On the Internet when it is looked up first, and on this machine ever after.
        address = "8.8.8.8" if host == "feed.example" and asked.count(host) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, port or 0))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    site.put("/a", body="One.")
    named = f"http://intranet.example:{at}/a"
    assert fetcher.get(named).body == b"One."
    assert asked == ["intranet.example"], "once, for its robots.txt too"
    assert site.asked[-1][1]["Host"] == f"intranet.example:{at}"
    for _ in range(2):  # the feed's name was public once, so it counts as that
        with pytest.raises(Refused, match="private network"):
            fetcher.get(named, linked_from="http://feed.example/")


def test_a_name_that_cannot_be_looked_up_is_not_taken_for_a_public_one(
    site: Any, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror("no answer")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    with pytest.raises(Unavailable, match="cannot be reached: no answer"):
        fetcher.get(f"{site.url}/a", linked_from="http://8.8.8.8/feed.xml")


def test_a_robots_txt_leads_nowhere_that_a_page_may_not(site: Any, fetcher: Fetcher) -> None:
    site.put("/robots.txt", status=302, headers={"Location": "ftp://127.0.0.1/robots.txt"})
    with pytest.raises(Refused, match="not on the web"):
        fetcher.get(f"{site.url}/a")


def test_a_server_that_dawdles_does_not_hold_up_the_others(
    site: Any, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch, "LONGEST_ANSWER", 0.3)
    site.put("/a", body="slow " * 20, pause=0.1)
    begun = time.monotonic()
    with pytest.raises(Unavailable, match="takes longer"):
        fetcher.get(f"{site.url}/a")
    assert time.monotonic() - begun < 5


def test_a_body_that_could_unpack_to_anything_is_not_unpacked(site: Any, fetcher: Fetcher) -> None:
    for coding in ("br", "gzip, gzip"):
        site.put("/a", body="bomb", headers={"Content-Encoding": coding})
        with pytest.raises(Refused, match="not asked for"):
            fetcher.get(f"{site.url}/a")
    _, headers = site.asked[-1]
    assert headers["Accept-Encoding"] == "gzip"


class Impatient(threading.Event):
    """Ends the waiting, and keeps how long it would have been."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout or 0.0)
        return timeout is None or timeout > 1


def test_a_robots_txt_cannot_hold_up_the_others(site: Any) -> None:
    site.put("/robots.txt", body="User-agent: *\nCrawl-delay: 100000\n")
    site.put("/a")
    with Fetcher("polite", 0, stop := Impatient()) as fetcher:
        fetcher.get(f"{site.url}/a")
        with pytest.raises(Stopped):
            fetcher.get(f"{site.url}/a")
    assert 50 < max(stop.waits) <= 60


def test_what_leads_round_in_circles_or_nowhere_is_given_up(site: Any, fetcher: Fetcher) -> None:
    site.put("/a", status=301, headers={"Location": "/a"})
    with pytest.raises(Refused, match="redirected more than 5 times"):
        fetcher.get(f"{site.url}/a")
    with pytest.raises(Unavailable, match="cannot be reached"):
        fetcher.get("http://127.0.0.1:1/a")
