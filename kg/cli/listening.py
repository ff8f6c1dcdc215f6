"""The socket of the commands that listen: serve and mcp."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from kg.errors import SettingsError

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

    from kg.settings import Settings


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound already, so that a taken port is an error before anything is said.

    Raises:
        SettingsError: the address cannot be listened on.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(
            f"Cannot listen on {host}:{port}: {reason}; choose another with --port or --host"
        ) from error


def url_of(host: str, listening: socket.socket) -> str:
    """The address of a server on this socket."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listening.getsockname()[1]}"


def by_its_names(chosen: Settings) -> Settings:
    """The settings with the names that the server answers to, where none were set."""
    from api.middleware.hosts import names_of  # noqa: PLC0415 - heavy

    return chosen.model_copy(update={"allowed_hosts": chosen.allowed_hosts or " ".join(names_of(chosen.host))})


def server_of(app: ASGIApp, chosen: Settings) -> uvicorn.Server:
    """A server of this application, with the limits of the settings.

    Stopping waits for answers that are on their way, but not for ever for those who read slowly.
    """
    import uvicorn  # noqa: PLC0415 - heavy

    from api.http.client_address import Proxies  # noqa: PLC0415
    from api.http.request_limits import bounded  # noqa: PLC0415

    proxies = Proxies(chosen.proxies)
    return uvicorn.Server(
        uvicorn.Config(
            app, http=bounded(chosen.connections, proxies), log_config=None, access_log=False,
            timeout_graceful_shutdown=30, proxy_headers=bool(proxies.names), forwarded_allow_ips=proxies.names,
        )
    )  # fmt: skip
