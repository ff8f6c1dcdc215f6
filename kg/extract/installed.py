"""The installed language model, as far as it can be told without loading it."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any, cast

from kg.errors import ModelMissing


def model_meta(model: str) -> dict[str, Any]:
    """What a pipeline, installed or in a folder, says of itself in its `meta.json`: name, version and more.

    Raises:
        ModelMissing: it is not there; the message says how to install it.
    """
    package = find_spec(model) if model.isidentifier() else None
    folder = Path(package.origin).parent if package and package.origin else Path(model)
    try:
        return cast("dict[str, Any]", json.loads((folder / "meta.json").read_text("utf-8")))
    except OSError as error:
        raise missing(model) from error


def missing(model: str) -> ModelMissing:
    """The error for a pipeline that is not there."""
    return ModelMissing(
        f"The spaCy pipeline {model!r} is not installed. Install it with: pip install {model.replace('_', '-')}"
        " (SITREP_MODEL names another one)."
    )
