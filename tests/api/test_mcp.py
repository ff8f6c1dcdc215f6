"""Assistants: the MCP server, asked by the SDK's own client in this process, over standard input and over HTTP."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from mcp import Client, StdioServerParameters, stdio_client
from pydantic import TypeAdapter

from api.mcp.server import make_server
from api.mcp.transports import http_app
from api.readers import readers_for
from kg.query.changes import FOLDER, Change, Publication
from kg.settings import Settings
from kg.store import Graph

Call = Callable[..., Awaitable[Any]]
Asked = Callable[[Callable[[Call, Client], Awaitable[None]]], None]


def calls(client: Client) -> Call:
    async def call(tool: str, **arguments: Any) -> Any:
        answer = await client.call_tool(tool, arguments)
        return answer.content[0].text if answer.is_error else answer.structured_content

    return call


@pytest.fixture
def asked(two_outlets: Graph, tmp_path: Path) -> Asked:
    """Has the two-outlets graph asked by a client in this process."""

    def ask(what: Callable[[Call, Client], Awaitable[None]]) -> None:
        async def run() -> None:
            settings = Settings(data=tmp_path, base=two_outlets.iris.base)
            async with Client(make_server(settings, readers_for(settings, two_outlets))) as client:
                await what(calls(client), client)

        asyncio.run(run())

    return ask


def test_over_standard_input_an_assistant_finds_an_incident_and_why_it_is_one(sample_folder: Path) -> None:
    command = ["-c", "from kg.cli import run; run()", "mcp", "--data", str(sample_folder)]
    root = Path(__file__).resolve().parents[2]

    async def run() -> None:
        server = StdioServerParameters(command=sys.executable, args=command, env={"PYTHONPATH": str(root)})
        async with Client(stdio_client(server)) as client:
            call = calls(client)
            [incident] = (await call("incidents", disputed=True, limit=1))["incidents"]
            told = await call("incident", id=incident["slug"])
            assert told["disputed"] == incident["disputed"] != []
            why = await call("why", id=incident["slug"])
            assert {member["article"] for member in why["members"]} <= {
                account["article"]["id"] for account in told["accounts"]
            }

    asyncio.run(run())


def test_every_claim_has_its_words_its_article_and_a_link(asked: Asked) -> None:
    async def ask(call: Call, _: Client) -> None:
        claims = (await call("claims", limit=100))["claims"]
        claims += (await call("entity", id="Harakat al-Nujaba"))["claims"]
        ties = (await call("neighbours", id="Harakat al-Nujaba"))["ties"]
        claims += [claim for tie in ties for claim in tie["rests_on"]]
        steps = (await call("path", start="Mushtaq Taleb al-Saidi", end="Iran"))["steps"]
        claims += [claim for step in steps for tie in step for claim in tie["rests_on"]]
        assert len(steps) == 2
        incidents = (await call("incidents"))["incidents"]
        claims += [one["first_claim"] for one in incidents]
        assert len(ties) > 3
        assert len(incidents) > 3
        for claim in claims:
            assert claim["quote"]
            assert claim["quote"] in claim["sentence"]
            assert claim["article"]["link"].startswith("http")
            assert claim["end"] - claim["start"] == len(claim["quote"])

    asked(ask)


def test_an_incident_says_what_is_disputed_and_by_whom_each_account_is(asked: Asked) -> None:
    async def ask(call: Call, _: Client) -> None:
        [strike] = (await call("incidents", cls="DroneStrike", disputed=True))["incidents"]
        told = await call("incident", id=strike["slug"])
        assert told["disputed"] == ["killedCount"]
        tolls = {
            (account["voice"], claim["value"], claim["disputed"])
            for account in told["accounts"]
            for claim in account["claims"]
            if claim["predicate"] == "killedCount"
        }
        assert {value for _, value, _ in tolls} == {"2", "3"}
        assert all(disputed for *_, disputed in tolls)

    asked(ask)


def test_a_canned_query_and_sparql_answer_in_rows_and_say_if_there_are_more(asked: Asked) -> None:
    async def ask(call: Call, _: Client) -> None:
        names = {one["name"] for one in (await call("questions"))["questions"]}
        assert "who-attacked-whom" in names
        answer = await call("ask", question="who-attacked-whom", values={"target": "Harakat al-Nujaba"})
        assert [row["attackerName"] for row in answer["rows"]] == ["US military"]
        some = await call("sparql", query="SELECT ?s { ?s a kg:Event }", limit=1)
        assert (len(some["rows"]), some["more"]) == (1, True)
        assert (await call("sparql", query="ASK { ?s a kg:Attack }")) == {"answer": True}
        assert "a kg:" in (await call("sparql", query="CONSTRUCT WHERE { ?s a kg:Attack }"))["turtle"]

    asked(ask)


def test_what_changed_comes_newest_first_of_all_or_of_one(asked: Asked, tmp_path: Path) -> None:
    toll = Change(
        "toll", "https://w3id.org/sitrep/id/event/a", "Raid on A", "killed", ("2",), ("2", "3"), "three died", "w1"
    )
    gone = Change("incident-gone", "https://w3id.org/sitrep/id/event/b", "Raid on B")
    (tmp_path / FOLDER).mkdir()
    lines = [Publication(2, "2024-01-05T10:00:00Z", (toll,)), Publication(3, "2024-01-05T11:00:00Z", (gone,), more=4)]
    written = b"\n".join(TypeAdapter(Publication).dump_json(line) for line in lines)
    (tmp_path / FOLDER / "2024-01-05.jsonl").write_bytes(written)

    async def ask(call: Call, _: Client) -> None:
        told = await call("changes", since="2024-01-05")
        assert [one["words"] for one in told["changes"]] == ["no longer told", "killed 2–3, before 2"]
        assert told["left_out"] == 4
        [one] = (await call("changes", since="2024-01-01", about=toll.iri))["changes"]
        assert (one["quote"], one["article"]) == ("three died", "w1")
        assert (await call("changes"))["changes"] == []
        assert "is no day" in await call("changes", since="2024-13-01")

    asked(ask)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("sparql", {"query": "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"}, "SERVICE is not offered"),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "not valid SPARQL"),
        ("sparql", {"query": "SELECT * { " + "{" * 200}, "SITREP_QUERY_DEPTH"),
        ("entity", {"id": "Nobody of that name"}, "nothing here goes by that name"),
        ("ask", {"question": "who-attackd-whom"}, "who-attacked-whom"),
        ("neighbours", {"id": "Irbil", "predicates": ["knows"]}, "is no kind of tie"),
        ("incidents", {"cls": "Picnic"}, "AirStrike"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(
    tool: str, arguments: dict[str, str], said: str, asked: Asked
) -> None:
    async def ask(call: Call, _: Client) -> None:
        assert said in await call(tool, **arguments)

    asked(ask)


def test_the_schema_has_the_classes_and_properties_that_are_there(asked: Asked) -> None:
    async def ask(_: Call, client: Client) -> None:
        read = await client.read_resource("sitrep://schema")
        schema = json.loads(read.contents[0].text)  # type: ignore[union-attr]
        believed = {one["class"]: one for one in schema["believed"]}
        assert believed["kg:DroneStrike"]["things"] == 1
        assert "kg:Claim" not in believed
        [attacker] = [use for use in believed["kg:Event"]["properties"] if use["property"] == "kg:attacker"]
        assert "kg:ArmedGroup" in attacker["to"]
        told = {one["class"]: one for one in schema["told"]}
        assert "kg:quote" in {use["property"] for use in told["kg:Claim"]["properties"]}
        assert "kg:DroneStrike" in (await client.read_resource("sitrep://ontology")).contents[0].text  # type: ignore[union-attr]

    asked(ask)


def test_all_tools_are_said_to_read_only(asked: Asked) -> None:
    async def ask(_: Call, client: Client) -> None:
        for tool in (await client.list_tools()).tools:
            assert tool.annotations
            assert tool.annotations.read_only_hint
            assert tool.description

    asked(ask)


def test_over_http_a_request_is_answered_by_itself_and_only_to_the_servers_name(
    two_outlets: Graph, tmp_path: Path
) -> None:
    settings = Settings(data=tmp_path, base=two_outlets.iris.base, allowed_hosts="localhost")
    call = {
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {"name": "search", "arguments": {"text": "Nujaba", "limit": 1}},
    }  # fmt: skip
    accept = {"Accept": "application/json, text/event-stream"}
    with TestClient(http_app(settings, two_outlets), base_url="http://localhost") as client:
        answer = client.post("/mcp", json=call, headers=accept)
        assert answer.json()["result"]["structuredContent"]["found"][0]["label"] == "Harakat al-Nujaba"
        assert client.post("/mcp", json=call, headers=accept | {"Host": "evil.example"}).status_code == 421
