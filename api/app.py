"""The HTTP application, put together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from api.http import problems
from api.http.fast_routes import FastRoutes
from api.middleware.context import GENERATION, REQUEST_ID, ContextMiddleware
from api.middleware.gzip import CompressionMiddleware
from api.middleware.head import HeadMiddleware
from api.middleware.hosts import HostsMiddleware
from api.middleware.metered import MeteredMiddleware
from api.middleware.rate import RateLimit, RateMiddleware
from api.middleware.remembered import RememberedMiddleware
from api.readers import readers_for
from api.routes import (
    article_uploads,
    articles,
    claims,
    entities,
    export,
    facets,
    features,
    graphs,
    health,
    incidents,
    metrics,
    overview,
    pages,
    queries,
    readings,
    reconcile,
    search,
    sparql,
    updates,
    vocabulary,
)
from api.routes.judging import claims as claim_judgements
from api.routes.judging import recorded, review
from api.routes.network import neighbours, path, whole
from api.routes.watching import changes, query_changes, webhooks
from api.writer import Writer
from kg.distribution import own_version
from kg.query.canned import read_questions
from kg.settings import Settings
from kg.store import Graph
from kg.webhooks import Deliveries

_DESCRIPTION = """\
Who did what to whom, where, when, and who says so: a knowledge graph of news about armed conflict.

The default graph is what is believed now; one named graph per article is what that article says. Vocabulary:
<https://w3id.org/sitrep/ontology>.
"""


def create_app(settings: Settings, graph: Graph | None = None) -> FastAPI:
    """An application that answers from the newest published graph in the settings' folder, and writes to it.

    It starts without a graph too, and answers 503 until there is one. Broken files of canned queries are listed under
    `/queries` and take nothing else down.

    Args:
        settings: where the graph and the canned queries are.
        graph: answer from this one instead, and write nowhere; it stays the caller's to close.
    """
    readers = readers_for(settings, graph)
    writer = Writer(settings) if graph is None else None  # a given graph is only read
    deliveries = Deliveries(settings) if graph is None else None  # nor does it change

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await readers.open()
        if deliveries:
            deliveries.start()
        yield
        if deliveries:
            deliveries.close()
        await readers.close()
        if writer:
            writer.close()

    app = FastAPI(
        title="Sitrep",
        version=own_version(),
        description=_DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        # Prometheus is told at /metrics; the framework would look for other listeners anew at each request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.settings = settings
    app.state.readers = readers
    app.state.writer = writer
    app.state.questions, app.state.broken_queries = read_questions(*settings.query_folders)
    problems.install(app)
    canned = queries.router_for(app.state.questions)
    app.router.routes.append(FastRoutes([*sparql.router.routes, *canned.routes]))
    for router in (
        sparql.router, canned, search.router, overview.router, path.router, neighbours.router, whole.router,
        entities.router, incidents.router, claims.router, articles.router, vocabulary.router, export.router,
        features.router, reconcile.router, health.router, metrics.router, updates.router, graphs.router,
        article_uploads.router, claim_judgements.router, changes.router, facets.router, webhooks.router,
        query_changes.router, readings.router, review.router, recorded.router,
    ):  # fmt: skip
        app.include_router(router)
    pages.install(app)
    # The last one is the outermost.
    app.add_middleware(CompressionMiddleware)
    app.add_middleware(HeadMiddleware)
    limit = RateLimit(settings.rate_limit) if settings.rate_limit else None
    if limit:
        app.add_middleware(RateMiddleware, limit=limit)
    if settings.allowed_hosts:
        app.add_middleware(HostsMiddleware, names=settings.allowed_hosts.replace(",", " ").split())
    app.add_middleware(ContextMiddleware)
    app.add_middleware(MeteredMiddleware)
    # Anyone's page may read what anyone may read; there are no credentials to lend it.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["*"],
        expose_headers=[
            GENERATION,
            REQUEST_ID,
            "Allow",
            "Content-Disposition",
            "ETag",
            "Link",
            "Location",
            "Retry-After",
        ],
    )
    if settings.remembered:
        app.add_middleware(RememberedMiddleware, room=settings.remembered << 20, state=readers.state, limit=limit)
    return app
