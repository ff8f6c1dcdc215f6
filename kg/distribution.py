"""The distribution: its name on package registries, and the installed version."""

from __future__ import annotations

from importlib.metadata import version
from typing import Final

DISTRIBUTION: Final = "sitrep-kg"  # `sitrep` is somebody else's there


def own_version() -> str:
    """The installed version: "0.1.0"."""
    return version(DISTRIBUTION)
