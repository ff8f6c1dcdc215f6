"""Webhooks: each change is sent once, signed, in order; what is not taken is sent again."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from commands import Run
from factories import BASE
from fastapi.testclient import TestClient
from pydantic import TypeAdapter
from serving import TOKEN

from api import create_app
from kg.errors import ParameterError
from kg.query.changes import Change, Publication
from kg.settings import Settings
from kg.webhooks import Subscription, Subscriptions, check_address, deliver

HEZBOLLAH = f"{BASE}entity/hezbollah"


class Receiver:
    """Takes what is posted to it, or answers as it is told first."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, str]]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
                status, headers = receiver.answers.pop(0) if receiver.answers else (204, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def labels(self) -> list[str]:
        return [json.loads(body)["label"] for _, body in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    """The settings of a graph whose journal `publish` writes."""
    (tmp_path / "changes").mkdir()
    (tmp_path / "CURRENT").write_text("1\n")
    return Settings(data=tmp_path, webhooks_private=True)


def publish(chosen: Settings, generation: int, *labels: str, about: Sequence[str] = ()) -> None:
    now = dt.datetime.now(dt.UTC)
    changes = (
        Change("toll", f"{BASE}event/{label}", label, "killed", ("2",), ("3",), "three died", "wire-1", tuple(about))
        for label in labels
    )
    line = Publication(generation, now.isoformat(timespec="seconds"), tuple(changes))
    with (chosen.data / "changes" / f"{now.date()}.jsonl").open("ab") as file:
        file.write(TypeAdapter(Publication).dump_json(line, exclude_defaults=True) + b"\n")
    (chosen.data / "CURRENT").write_text(f"{generation}\n")


def due_now(chosen: Settings, one: Subscription) -> None:
    """Let the wait after a failure be over."""
    Subscriptions(chosen.data).failed(one, "again", 0)


def test_each_change_is_one_signed_item_that_says_what_changed_and_quotes_it(
    chosen: Settings, receiver: Receiver
) -> None:
    publish(chosen, 2, "before")  # what was before is not sent
    one = Subscriptions(chosen.data).add(receiver.url)
    publish(chosen, 3, "a", "b")
    assert deliver(chosen) == 2
    assert deliver(chosen) == 0
    headers, body = receiver.got[0]
    told = json.loads(body)
    assert (told["label"], told["words"], told["quote"]) == ("a", "killed 3, before 2", "three died")
    assert told["id"] == headers["webhook-id"] != json.loads(receiver.got[1][1])["id"]
    key = base64.b64decode(one.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{wanted}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60


def test_what_was_not_taken_is_sent_again_first_under_the_same_id_and_nothing_is_lost(
    chosen: Settings, receiver: Receiver
) -> None:
    one = Subscriptions(chosen.data).add(receiver.url)
    publish(chosen, 2, "a", "b", "c")
    publish(chosen, 3, "d")
    receiver.answers = [(204, {}), (500, {}), (503, {})]
    assert deliver(chosen) == 1
    assert deliver(chosen) == 0, "the wait is not over"
    for taken in (0, 3):  # each by a program that knows only what the file holds
        due_now(chosen, one)
        assert deliver(chosen) == taken
    assert receiver.labels == ["a", "b", "b", "b", "c", "d"]
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 4
    [left] = Subscriptions(chosen.data).all()
    assert (left.items, left.failures, left.problem) == (4, 0, "")


def test_a_receiver_is_left_alone_for_as_long_as_it_asks_and_for_good_when_it_is_gone(
    chosen: Settings, receiver: Receiver
) -> None:
    one = Subscriptions(chosen.data).add(receiver.url)
    publish(chosen, 2, "a")
    receiver.answers = [(429, {"Retry-After": "7200"}), (410, {})]
    deliver(chosen)
    [held] = Subscriptions(chosen.data).all()
    assert held.due - time.time() == pytest.approx(7200, abs=60)
    due_now(chosen, one)
    deliver(chosen)
    [ended] = Subscriptions(chosen.data).all()
    assert (ended.ended, "410" in ended.problem) == (True, True)
    due_now(chosen, one)
    Subscriptions(chosen.data).failed(one, "again", 0, ended=True)
    deliver(chosen)
    assert len(receiver.got) == 2


def test_a_webhook_of_a_thing_gets_what_changes_of_it_alone(chosen: Settings, receiver: Receiver) -> None:
    Subscriptions(chosen.data).add(receiver.url, name="hezbollah", about=[HEZBOLLAH])
    publish(chosen, 2, "a")
    publish(chosen, 3, "b", about=[HEZBOLLAH])
    deliver(chosen)
    assert receiver.labels == ["b"]


def test_nothing_goes_to_a_private_network_unless_a_setting_allows_it(chosen: Settings, receiver: Receiver) -> None:
    for url in (receiver.url, "http://10.1.2.3/x", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/"):
        with pytest.raises(ParameterError, match="SITREP_WEBHOOKS_PRIVATE"):
            check_address(url, private=False)
    for url in ("ftp://example.org/", "https://me:secret@example.org/", "nonsense"):
        with pytest.raises(ParameterError):
            check_address(url, private=True)
    Subscriptions(chosen.data).add(receiver.url)  # as when its name came to stand for another machine later
    publish(chosen, 2, "a")
    deliver(Settings(data=chosen.data))
    [one] = Subscriptions(chosen.data).all()
    assert (receiver.got, "private network" in one.problem) == ([], True)


def test_webhooks_are_kept_by_those_who_know_the_token_and_their_secret_is_told_once(
    chosen: Settings, receiver: Receiver
) -> None:
    held = chosen.model_copy(update={"token": Settings(token=TOKEN).token})
    client = TestClient(create_app(held), headers={"Authorization": f"Bearer {TOKEN}".encode()})
    assert (
        client.post("/webhooks", json={"url": receiver.url}, headers={"Authorization": "Bearer no"}).status_code == 401
    )
    made = client.post("/webhooks", json={"url": receiver.url, "about": "hezbollah"})
    assert (made.status_code, made.json()["secret"][:6]) == (201, "whsec_")
    [listed] = client.get("/webhooks").json()["items"]
    assert (listed["about"], "secret" in listed) == ("hezbollah", False)
    assert client.delete(f"/webhooks/{listed['id']}").status_code == 204
    assert client.delete(f"/webhooks/{listed['id']}").status_code == 404
    assert (chosen.data / "webhooks.sqlite").stat().st_mode & 0o077 == 0


def test_commands_add_list_send_and_remove(
    own: Path, kg: Run, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITREP_WEBHOOKS_PRIVATE", "true")
    added = kg("webhooks", "add", receiver.url, "--data", own, "--about", "hamas")
    assert "whsec_" in added.out
    assert "what changes of hamas" in added.out
    listed = kg("webhooks", "list", "--data", own)
    assert receiver.url in listed.out
    assert "0 items sent." in kg("webhooks", "send", "--data", own).out
    kg("webhooks", "remove", added.out.split()[1], "--data", own)
    assert "no webhooks" in kg("webhooks", "list", "--data", own).out
