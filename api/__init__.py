"""The graph over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from api.app import create_app

__all__ = ["create_app"]


def __getattr__(name: str) -> Any:
    # Loaded when it is first used: the reader processes are in this package too, and need no web framework.
    if name != "create_app":
        raise AttributeError(f"module 'api' has no attribute {name!r}")
    from api.app import create_app  # noqa: PLC0415

    return create_app
