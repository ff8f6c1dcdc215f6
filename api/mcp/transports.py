"""Transports of the MCP server: standard input and output, or streamable HTTP."""

from __future__ import annotations

import anyio
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import ASGIApp

from api.mcp.server import make_server
from api.middleware.context import ContextMiddleware
from api.middleware.hosts import HostsMiddleware
from api.middleware.rate import RateLimit, RateMiddleware
from api.readers import readers_for
from kg.settings import Settings
from kg.store import Graph


def serve_stdio(settings: Settings) -> None:
    """Answer the program at the other end of standard input and output until it hangs up."""

    async def run() -> None:
        await make_server(settings, readers_for(settings)).run_stdio_async()

    anyio.run(run)


def http_app(settings: Settings, graph: Graph | None = None) -> ASGIApp:
    """Streamable HTTP at /mcp, each request by itself, behind the same limits as the REST server.

    Args:
        settings: where the graph is, and what may be asked; `allowed_hosts` are the names that it answers to.
        graph: answer from this one instead; it stays the caller's to close.
    """
    server = make_server(settings, readers_for(settings, graph))
    app = server.streamable_http_app(
        stateless_http=True,
        json_response=True,
        max_request_body_size=settings.query_size,
        # Ours tells more than the SDK's, and knows the settings.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    if settings.rate_limit:
        app.add_middleware(RateMiddleware, limit=RateLimit(settings.rate_limit))
    if settings.allowed_hosts:
        app.add_middleware(HostsMiddleware, names=settings.allowed_hosts.replace(",", " ").split())
    app.add_middleware(ContextMiddleware)
    return app
