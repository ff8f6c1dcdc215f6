"""Resources: the ontology, the queries, the data files and a page of the docs, in a checkout or in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Path of a file or folder under `ontology/`, `queries/`, `data/` or `docs/`, wherever the project is installed."""
    shipped = _PACKAGE / "resources"
    root = shipped if shipped.is_dir() else _PACKAGE.parent
    return root.joinpath(*parts)
