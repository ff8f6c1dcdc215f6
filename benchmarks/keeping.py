"""Clients of a soak that write, keep account of what was acknowledged, and look whether it is there."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

import httpx2
from asking import JSON
from tally import Tally

from kg.errors import SitrepError

SOAK = "http://soak.example/"
NUMBER = f"<{SOAK}number>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
GRAPHS, EDITS, ARTICLES = 12, 8, 6
TRIES, PATIENCE = 40, 1.0
STORY = (
    "At least {n} people were wounded when a bomb went off at a market in Gao on Tuesday, the police said. "
    "The Red Sand Brigade said that it had carried out the attack. A spokesman for the army gave no details."
)


class Lost(SitrepError):
    """A write was not acknowledged, however often it was sent."""


class Keeper:
    """Writes with a number that no other write has. Everything it sends can be sent again without harm."""

    def __init__(self, http: httpx2.Client, tally: Tally, random: Random) -> None:
        self.http, self._tally, self._random = http, tally, random
        self._last = 0

    def _next(self) -> int:
        self._last += 1
        return self._last

    def _write(self, kind: str, send: Callable[[], httpx2.Response], *, gone_is_well: bool = False) -> str:
        """The state of the graph that has a write, which is sent until it is acknowledged."""
        for attempt in range(TRIES):
            begun = time.perf_counter()
            try:
                answer = send()
            except httpx2.HTTPError as error:
                self._tally.refused(kind, type(error).__name__)
            else:
                if answer.is_success or (answer.status_code == 404 and gone_is_well and attempt):
                    self._tally.answered(kind, time.perf_counter() - begun)
                    return answer.headers.get("Graph-Generation", "0")
                if answer.status_code not in (503, 504):
                    self._tally.fault("unexpected", f"{kind}: {answer.status_code} {answer.text[:300]}")
                else:
                    self._tally.refused(kind, str(answer.status_code))
            time.sleep(PATIENCE)
        raise Lost(f"{kind}: {TRIES} times in vain")

    def _read(self, ask: Callable[[dict[str, str]], httpx2.Response], state: str) -> httpx2.Response:
        """What is read from a state of the graph, or a newer one; asked for until it is answered."""
        for _ in range(TRIES):
            try:
                answer = ask({"Graph-Generation": state, "Accept": f"{JSON}, application/json;q=0.5"})
            except httpx2.HTTPError as error:
                self._tally.refused("read back", type(error).__name__)
            else:
                if answer.status_code in (200, 404):
                    return answer
                self._tally.refused("read back", str(answer.status_code))
            time.sleep(PATIENCE)
        raise Lost(f"not read back in {TRIES} times")

    def _numbers(self, pattern: str, state: str) -> set[int]:
        text = f"SELECT ?n {{ {pattern} }}"
        answer = self._read(lambda headers: self.http.get("/sparql", params={"query": text}, headers=headers), state)
        return {int(row["n"]["value"].rpartition(" ")[2]) for row in answer.json()["results"]["bindings"]}

    def _compare(self, what: str, wanted: object, found: object, state: str) -> None:
        if wanted != found:
            self._tally.fault(
                "lost write", f"{what}: {wanted} was written, {found} is read from state {state} or later"
            )


class GraphKeeper(Keeper):
    """Keeps graphs of its own, by updates and by the Graph Store Protocol."""

    def __init__(self, http: httpx2.Client, tally: Tally, random: Random) -> None:
        super().__init__(http, tally, random)
        self.kept: dict[str, set[int]] = {}

    def step(self) -> None:
        """One write, read back."""
        graph = f"{SOAK}graph/{self._random.randrange(GRAPHS)}"
        numbers, n = self.kept.get(graph, set()), self._next()
        choice = self._random.choice(["put", "post", "insert", "remove", "move", "delete"])
        if choice in ("remove", "move", "delete") and not numbers:
            choice = "insert"
        if choice == "put":
            wanted = {n, -n}
            state = self._write("put", lambda: self._sent("PUT", graph, wanted))
        elif choice == "post":
            wanted = numbers | {n}
            state = self._write("post", lambda: self._sent("POST", graph, {n}))
        elif choice == "delete":
            wanted = set()
            state = self._write("delete", lambda: self._sent("DELETE", graph), gone_is_well=True)
        elif choice == "insert":
            wanted = numbers | {n}
            state = self._update(f"INSERT DATA {{ GRAPH <{graph}> {{ {_triple(n)} }} }}")
        elif choice == "remove":
            old = self._random.choice(sorted(numbers))
            wanted = numbers - {old}
            state = self._update(f"DELETE DATA {{ GRAPH <{graph}> {{ {_triple(old)} }} }}")
        else:
            old = self._random.choice(sorted(numbers))
            wanted = numbers - {old} | {n}
            state = self._update(
                f"WITH <{graph}> DELETE {{ ?s {NUMBER} {old} }} INSERT {{ {_triple(n)} }} "
                f"WHERE {{ OPTIONAL {{ ?s {NUMBER} {old} }} }}"
            )
        self.kept[graph] = wanted
        self._look(graph, state)

    def check(self) -> None:
        """Look whether all is there, and nothing else."""
        for graph in list(self.kept):
            self._look(graph, "0")

    def _look(self, graph: str, state: str) -> None:
        found = self._numbers(f"GRAPH <{graph}> {{ ?s {NUMBER} ?n }}", state)
        self._compare(graph, self.kept[graph], found, state)

    def _sent(self, method: str, graph: str, numbers: set[int] | None = None) -> httpx2.Response:
        body = "\n".join(map(_triple, numbers or ()))
        headers = {"Content-Type": "text/turtle"} if body else {}
        return self.http.request(method, "/graphs", params={"graph": graph}, content=body, headers=headers)

    def _update(self, text: str) -> str:
        return self._write("update", lambda: _update(self.http, text))


class NewsKeeper(Keeper):
    """Keeps edits of the default graph, and articles: what is drawn conclusions from."""

    def __init__(self, http: httpx2.Client, tally: Tally, random: Random) -> None:
        super().__init__(http, tally, random)
        self.edits: set[int] = set()
        self.articles: dict[str, int | None] = {}

    def step(self) -> None:
        """One write, read back."""
        if self._random.random() < 0.4:
            self._edit()
        else:
            self._article()

    def check(self) -> None:
        """Look whether all is there, and nothing else."""
        self._look_for_edits("0")
        for article in self.articles:
            self._look_for_article(article, "0")

    def _edit(self) -> None:
        if len(self.edits) < EDITS:
            n = self._next()
            wanted, text = self.edits | {n}, f"INSERT DATA {{ {_edit(n)} }}"
        else:
            n = self._random.choice(sorted(self.edits))
            wanted, text = self.edits - {n}, f"DELETE DATA {{ {_edit(n)} }}"
        state = self._write("edit", lambda: _update(self.http, text))
        self.edits = wanted
        self._look_for_edits(state)

    def _article(self) -> None:
        article, n = f"soak-{self._random.randrange(ARTICLES)}", self._next()
        if self.articles.get(article) is None or self._random.random() < 0.4:
            sent = {"id": article, "date": "2024-01-05", "publisher": "Soak Gazette", "text": STORY.format(n=n)}
            state = self._write("article", lambda: self.http.post("/articles", json=sent))
            self.articles[article] = n
        else:
            state = self._write(
                "retract", lambda: self.http.request("DELETE", f"/articles/{article}"), gone_is_well=True
            )
            self.articles[article] = None
        self._look_for_article(article, state)

    def _look_for_edits(self, state: str) -> None:
        found = self._numbers(f"?s {LABEL} ?n FILTER(STRSTARTS(STR(?s), '{SOAK}edit/'))", state)
        self._compare("edits", self.edits, found, state)

    def _look_for_article(self, article: str, state: str) -> None:
        n = self.articles[article]
        answer = self._read(lambda headers: self.http.get(f"/articles/{article}", headers=headers), state)
        wanted = STORY.format(n=n) if n is not None else None
        told = answer.json() if answer.status_code == 200 else None
        self._compare(article, wanted, told and told["text"], state)
        if told:
            claimed = {claim["predicate"] for claim in told["claims"]}
            self._compare(f"claims of {article}", True, bool(claimed), state)


def _triple(n: int) -> str:
    return f"<{SOAK}thing/{n}> {NUMBER} {n} ."


def _edit(n: int) -> str:
    return f'<{SOAK}edit/{n}> {LABEL} "edit {n}"'


def _update(http: httpx2.Client, text: str) -> httpx2.Response:
    return http.post("/update", content=text, headers={"Content-Type": "application/sparql-update"})
