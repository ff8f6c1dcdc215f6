"""Clients of a soak that read, and know what they have to be told."""

from __future__ import annotations

import csv
import io
import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx2
from tally import Tally

from kg.model import Article, Facts

BASE = "https://w3id.org/sitrep/id/"
JSON = "application/sparql-results+json"
TIME_UP = 5
"""Seconds that an answer may take."""

PASSING = {503: "busy", 504: "time's up"}
SCHEMA = "https://schema.org/"


@dataclass(frozen=True)
class Known:
    """What a corpus holds and no other article changes: articles by id, those of each outlet, and actors' slugs."""

    articles: Sequence[Article]
    outlets: Counter[str]
    actors: Sequence[str]

    @classmethod
    def of(cls, facts: Sequence[Facts]) -> Known:
        """What is known of a corpus."""
        articles = [one.article for one in facts]
        actors = {entity.actor for one in facts for entity in one.entities if entity.actor}
        return cls(articles, Counter(str(article.publisher) for article in articles), sorted(actors))


class Reader:
    """Asks one thing after another, by chance, and looks at the answers."""

    def __init__(self, http: httpx2.Client, tally: Tally, known: Known, random: Random) -> None:
        self._http, self._tally, self._known, self._random = http, tally, known, random
        self._canned = [
            one["name"]
            for one in http.get("/queries").json()["queries"]
            if not any(parameter.get("required") for parameter in one["params"])
        ]

    def step(self) -> None:
        """One request, or a few that belong together."""
        kinds = [self.point, self.neighbourhood, self.canned, self.list, self.search, self.export]
        self._random.choices(kinds, [40, 20, 12, 15, 12, 1])[0]()

    def probe(self) -> None:
        """The cheap query whose time tells how the server is."""
        self.point("probe")

    def point(self, kind: str = "point") -> None:
        """One article's metadata, by SPARQL."""
        article = self._random.choice(self._known.articles)
        iri = BASE + "article/" + article.id
        text = (
            f"SELECT ?day ?outlet {{ GRAPH <{iri}> {{ <{iri}> <{SCHEMA}datePublished> ?day ; "
            f"<{SCHEMA}publisher> ?outlet }} }}"
        )
        answer = self._get(kind, "/sparql", {"query": text}, JSON)
        if answer is not None:
            rows = answer.json()["results"]["bindings"]
            told = [(row["day"]["value"], row["outlet"]["value"]) for row in rows]
            self._right(kind, told == [(str(article.date), article.publisher)], f"{text}\n{told}")

    def neighbourhood(self) -> None:
        """An actor's neighbours, by REST."""
        slug = self._random.choice(self._known.actors)
        answer = self._twice("neighbourhood", f"/entities/{quote(slug)}/neighbours", {"limit": "200"})
        if answer is not None:
            graph = answer.json()
            keys = {node["key"] for node in graph["nodes"]}
            whole = all(edge["source"] in keys and edge["target"] in keys for edge in graph["edges"])
            self._right(
                "neighbourhood", whole and graph["attributes"]["centre"] in keys, f"{slug}: {answer.text[:300]}"
            )

    def canned(self) -> None:
        """A canned query with its defaults."""
        name = self._random.choice(self._canned)
        answer = self._twice("canned", f"/queries/{name}", {}, "text/csv")
        if answer is not None and name == "outlets":
            told = {row["outlet"]: int(row["articles"]) for row in csv.DictReader(io.StringIO(answer.text))}
            right = all(told.get(outlet) == n for outlet, n in self._known.outlets.items())
            self._right("canned", right, f"outlets: {answer.text[:300]}")

    def list(self) -> None:
        """A page of a list; or all articles of an outlet, page by page."""
        if self._random.random() < 0.8:
            path = self._random.choice(["/incidents", "/claims", "/entities", "/incidents?disputed=true"])
            self._twice("list", path, {"limit": "50"})
            return
        outlet = self._random.choice(sorted(self._known.outlets))
        found: list[str] = []
        following: str | None = f"/articles?publisher={quote(outlet)}&limit=100"
        while following:
            answer = self._get("list", following)
            if answer is None:
                return
            page = answer.json()
            found += [item["id"] for item in page["items"]]
            following = page["next"]
        wanted = {article.id for article in self._known.articles if article.publisher == outlet}
        self._right("list", set(found) == wanted and len(found) == len(wanted), f"{outlet}: {len(found)} articles")

    def search(self) -> None:
        """What somebody types."""
        slug = self._random.choice(self._known.actors)
        answer = self._get("search", "/search", {"q": slug.replace("-", " "), "limit": "10"})
        if answer is not None:
            self._right("search", isinstance(answer.json()["items"], list), slug)

    def export(self) -> None:
        """The whole network, which has to arrive whole."""
        form = self._random.choice(["graph.gexf", "graph.json"])
        answer = self._get("export", f"/export/{form}")
        if answer is not None:
            try:
                ET.fromstring(answer.content) if form.endswith("gexf") else json.loads(answer.content)
            except (ET.ParseError, ValueError) as wrong:
                self._right("export", False, f"{form}: {wrong}")

    def _twice(
        self, kind: str, path: str, parameters: dict[str, str], accept: str = "application/json"
    ) -> httpx2.Response | None:
        """An answer; now and then asked for again, which has to be the same from the same state of the graph."""
        answer = self._get(kind, path, parameters, accept)
        if answer is None or self._random.random() > 0.3:
            return answer
        again = self._get(kind, path, parameters, accept)
        state = "Graph-Generation"
        if again is not None and again.headers.get(state) == answer.headers.get(state):
            same = again.text == answer.text if kind != "canned" else rows(again.text) == rows(answer.text)
            self._right(kind, same, f"{path}: two answers from state {again.headers.get(state)}")
        return answer

    def _get(
        self, kind: str, path: str, parameters: dict[str, str] | None = None, accept: str = "application/json"
    ) -> httpx2.Response | None:
        """The answer; None if it was refused, as it may be, or failed, as it may not."""
        said = {"Accept": accept}
        return asked(self._tally, kind, path, lambda: self._http.get(path, params=parameters, headers=said))

    def _right(self, kind: str, right: bool, what: str) -> None:
        if not right:
            self._tally.fault("wrong answer", f"{kind}: {what}")


def asked(tally: Tally, kind: str, path: str, ask: Callable[[], httpx2.Response]) -> httpx2.Response | None:
    """What is answered with success; None, and counted, otherwise."""
    begun = time.perf_counter()
    try:
        answer = ask()
    except httpx2.HTTPError as error:
        if time.perf_counter() - begun >= TIME_UP:  # an answer that has begun is broken off when its time is up
            tally.refused(path if kind == "canned" else kind, "broken off")
        else:
            tally.fault("unexpected", f"{path}: {type(error).__name__}: {error}")
        return None
    if answer.is_success:
        tally.answered(kind, time.perf_counter() - begun)
        return answer
    if answer.status_code in PASSING and "SITREP_" in answer.text:
        # A canned query by its name, of which there are few.
        tally.refused(path if kind == "canned" else kind, str(answer.status_code))
    else:
        tally.fault("unexpected", f"{path}: {answer.status_code} {answer.text[:300]}")
    return None


def rows(text: str) -> list[list[list[str]]]:
    """A table's rows, sorted, and what a cell gathers sorted too, as that has no order."""
    return sorted([sorted(cell.split(" | ")) for cell in row] for row in csv.reader(io.StringIO(text)))
