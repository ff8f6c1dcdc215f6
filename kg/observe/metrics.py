"""Prometheus metrics of extraction, resolution, the store, the server store, watching and HTTP.

Counters count since the process began; each process has its own. `exposition` is the page that is scraped.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest, start_http_server

from kg.model import Facts

MEDIA_TYPE: Final = CONTENT_TYPE_LATEST
"""Of the page that is scraped."""

_QUICK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds, of requests
_SLOW: Final = (1, 2, 5, 10, 30, 60, 120, 300, 900, 3600)  # seconds, from seeing an article to publishing it

ARTICLES: Final = Counter("sitrep_articles", "Articles by what a run did with them.", ["outcome"])
FACTS: Final = Counter("sitrep_facts", "What was read in articles, by kind.", ["kind"])
WORDS: Final = Counter("sitrep_words", "Words of the articles that were read.")
STEP_SECONDS: Final = Counter("sitrep_step_seconds", "Seconds that the steps of runs took.", ["step"])
RUNS: Final = Counter("sitrep_runs", "Runs over the graph, by command.", ["command"])

ENTITIES: Final = Gauge("sitrep_entities", "Entities in the graph, over all articles.")
INCIDENTS: Final = Gauge("sitrep_incidents", "Incidents in the graph, over all articles.")
MERGES: Final = Gauge("sitrep_merges", "Entities and events of articles that stand for one that another named before.")

QUADS: Final = Gauge("sitrep_quads", "Quads in the graph.")
GENERATION: Final = Gauge("sitrep_generation", "The number of the published snapshot.")

STORE_QUADS: Final = Counter(
    "sitrep_store_quads", "Quads sent to the server store, or fetched from it to a copy.", ["direction"]
)
STORE_SECONDS: Final = Counter(
    "sitrep_store_seconds", "Seconds that it took to look whether the server store is in step, and to bring it there.",
    ["direction"],
)  # fmt: skip
STORE_FAILURES: Final = Counter(
    "sitrep_store_failures", "Times that the server store could not be brought in step.", ["direction"]
)
STORE_REQUESTS: Final = Counter("sitrep_store_requests", "Requests to the server store, to keep it in step.")
STORE_RETRIES: Final = Counter("sitrep_store_retries", "Those of them that were sent since one before had failed.")
STORE_WAITING: Final = Gauge("sitrep_store_waiting_bytes", "Bytes of what the server store has yet to hear.")
STORE_BEHIND: Final = Gauge("sitrep_store_behind", "Publications of the graph that the server store has not.")

POLLS: Final = Counter("sitrep_watch_polls", "Looks at sources, by kind and outcome.", ["kind", "outcome"])
FOUND: Final = Counter("sitrep_watch_articles", "Articles found by watching, by what became of them.", ["outcome"])
LAG: Final = Histogram("sitrep_watch_lag_seconds", "From seeing an article to publishing it.", buckets=_SLOW)
LAST_SUCCESS: Final = Gauge("sitrep_watch_last_success_seconds", "When a source was last read, Unix time.", ["source"])

REQUESTS: Final = Counter("sitrep_http_requests", "HTTP requests answered.", ["method", "route", "status"])
REQUEST_SECONDS: Final = Histogram(
    "sitrep_http_request_seconds", "Seconds from a request to the end of its answer.", ["route"], buckets=_QUICK
)


def note_article(facts: Facts) -> None:
    """An article was read."""
    WORDS.inc(len(facts.article.text.split()))
    for kind in ("entities", "events", "mentions", "claims"):
        FACTS.labels(kind).inc(len(getattr(facts, kind)))


def note_run(command: str, counts: Mapping[str, int], seconds: Mapping[str, float]) -> None:
    """A run was done: what became of the articles, and how long its steps took."""
    RUNS.labels(command).inc()
    for outcome in ("extracted", "unchanged", "failed", "retracted"):
        ARTICLES.labels(outcome).inc(counts[outcome])
    for step, took in seconds.items():
        STEP_SECONDS.labels(step).inc(took)


def note_graph(quads: int, entities: int, incidents: int, merges: int) -> None:
    """The graph now holds so much."""
    QUADS.set(quads)
    ENTITIES.set(entities)
    INCIDENTS.set(incidents)
    MERGES.set(merges)


def note_store(
    *, direction: str, quads: int, requests: int, retries: int, seconds: float, failed: bool, waiting: int, behind: int
) -> None:
    """A folder and its server store were brought in step, or were to be; see `kg.replication.sync_once.Step`."""
    STORE_QUADS.labels(direction).inc(quads)
    STORE_SECONDS.labels(direction).inc(seconds)
    STORE_FAILURES.labels(direction).inc(failed)
    STORE_REQUESTS.inc(requests)
    STORE_RETRIES.inc(retries)
    STORE_WAITING.set(waiting)
    STORE_BEHIND.set(behind)


def exposition() -> bytes:
    """All metrics of this process, in Prometheus' text format."""
    return generate_latest()


def serve(port: int, host: str = "127.0.0.1") -> int:
    """Answer Prometheus on a port, from a thread of its own.

    Returns:
        The port: another one if 0 was asked for.

    Raises:
        OSError: the port is taken.
    """
    server, _ = start_http_server(port, host)
    return int(server.server_port)
