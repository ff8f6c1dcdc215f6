"""The SPARQL endpoint beside the protocol: what it says of itself, to pages of other origins, and does not do."""

from __future__ import annotations

import httpx2
import pytest
from pyoxigraph import RdfFormat, parse

ASK = "ASK { ?s ?p ?o }"


def test_it_calls_no_other_server(http: httpx2.Client) -> None:
    answer = http.get("/sparql", params={"query": "ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"})
    assert answer.status_code == 400
    assert "calls no other server" in answer.json()["detail"]


class TestServiceDescription:
    """SPARQL 1.1 Service Description, section 2: what a GET without a query gives."""

    @pytest.mark.parametrize(
        "media_type", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
    )
    def test_in_every_form_of_rdf(self, media_type: str, http: httpx2.Client) -> None:
        answer = http.get("/sparql", headers={"Accept": media_type})
        form = RdfFormat.from_media_type(media_type)
        assert form
        said = {
            (triple.predicate.value.rpartition("#")[2], getattr(triple.object, "value", ""))
            for triple in parse(answer.content, form)
        }
        assert ("endpoint", f"{str(http.base_url).rstrip('/')}/sparql") in said
        assert ("supportedLanguage", "http://www.w3.org/ns/sparql-service-description#SPARQL11Query") in said
        assert not [said_so for said_so in said if "Federated" in said_so[1] or "Update" in said_so[1]]

    def test_browsers_are_sent_to_the_editor(self, http: httpx2.Client) -> None:
        answer = http.get("/sparql", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/explore")


class TestOtherOrigins:
    """Fetch, section 3.2: scripts of any origin may ask, and none of them with credentials."""

    def test_simple_requests(self, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": ASK}, headers={"Origin": "https://example.org"})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "Graph-Generation" in answer.headers["access-control-expose-headers"]

    def test_preflights(self, http: httpx2.Client) -> None:
        asks = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "content-type"}  # fmt: skip
        answer = http.options("/sparql", headers=asks)
        assert answer.status_code == 200
        assert "POST" in answer.headers["access-control-allow-methods"]

    def test_errors_can_be_read_too(self, http: httpx2.Client) -> None:
        answer = http.get("/sparql", params={"query": "x"}, headers={"Origin": "https://example.org"})
        assert answer.status_code == 400
        assert answer.headers["access-control-allow-origin"] == "*"
