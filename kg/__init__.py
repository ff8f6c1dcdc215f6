"""Sitrep: a knowledge graph of news about armed conflict.

The steps as functions and values, for those who write Python instead of calling `kg`; `kg.resolve.resolve` stands
beside them under its package's name. Each is loaded when it is first used: the language model and the store take a
second that `kg --help` does not need.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "Article": "kg.model",
    "Facts": "kg.model",
    "Resolution": "kg.model",
    "Settings": "kg.settings",
    "ActorList": "kg.knowledge",
    "Gazetteer": "kg.knowledge",
    "read": "kg.sources",
    "Extractor": "kg.extract",
    "Graph": "kg.store",
    "build": "kg.pipeline.build",
    "add": "kg.pipeline.build",
    "retract": "kg.pipeline.build",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
