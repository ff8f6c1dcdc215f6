"""The command for assistants: mcp."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.listening import by_its_names, listen, server_of, url_of
from kg.cli.output import Data, complain, examples, say, settings
from kg.errors import SettingsError


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        epilog=examples(
            "kg mcp --data graph                  for an assistant that starts it",
            "kg mcp --http --port 8001            for assistants elsewhere, at http://127.0.0.1:8001/mcp",
        )
    )(mcp)


def mcp(
    data: Data = None,
    http: Annotated[bool, typer.Option("--http", help="Streamable HTTP instead of standard input and output.")] = False,
    host: Annotated[
        str | None,
        typer.Option(metavar="HOST", help="The address to listen on, with --http. [default: 127.0.0.1]"),
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, metavar="PORT", help="Its port. [default: 8000]")
    ] = None,
) -> None:
    """Serve the graph to assistants, read-only. The protocol is MCP; the limits are those of REST."""
    try:
        from api.mcp.transports import serve_stdio  # noqa: PLC0415 - heavy
    except ModuleNotFoundError as missing:
        if missing.name not in ("mcp", "mcp_types"):
            raise
        raise SettingsError("kg mcp needs the MCP SDK: pip install 'mcp>=2.2,<3'") from missing
    from kg.pipeline.publish import build_missing_indexes  # noqa: PLC0415
    from kg.store import Graph  # noqa: PLC0415

    chosen = settings(data=data, host=host, port=port)
    with Graph.snapshot(chosen.data, base=chosen.base) as graph:
        build_missing_indexes(graph, complain)
    if not http:
        serve_stdio(chosen)
        return
    from api.mcp.transports import http_app  # noqa: PLC0415
    from kg.observe import configure_logs  # noqa: PLC0415

    listening = listen(chosen.host, chosen.port)
    configure_logs(chosen)
    chosen = by_its_names(chosen)
    server = server_of(http_app(chosen), chosen)
    say(f"Serving {chosen.data} to assistants at {url_of(chosen.host, listening)}/mcp. Stop with Ctrl-C.")
    sys.stdout.flush()
    server.run(sockets=[listening])
