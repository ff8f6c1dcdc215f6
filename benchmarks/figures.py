"""Figures that benchmarks found, kept beside them: what the plots and the tables in docs/ are made of.

A file a benchmark, `benchmarks/figures/NAME.json`, written anew by each run, so that git tells how figures change.
"""

from __future__ import annotations

import datetime as dt
import json
import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from kg.pipeline.engines.local import cores

Row = dict[str, Any]

FOLDER: Final = Path(__file__).resolve().parent / "figures"


def keep(name: str, rows: Sequence[Row]) -> None:
    """Write what a benchmark found, with when, where and at which commit."""
    FOLDER.mkdir(exist_ok=True)
    made = {"date": dt.datetime.now(dt.UTC).date().isoformat(), "commit": _commit(), "machine": _machine()}
    lines = ",\n    ".join(json.dumps(row) for row in rows)
    path = FOLDER / f"{name}.json"
    path.write_text(f'{{\n  "made": {json.dumps(made)},\n  "rows": [\n    {lines}\n  ]\n}}\n', encoding="utf-8")
    print(f"Kept in {path}.")


def kept(name: str) -> list[Row]:
    """What the last run of a benchmark found."""
    rows: list[Row] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["rows"]
    return rows


def _commit() -> str:
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    return found.stdout.strip()


def _machine() -> str:
    return f"{cores()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
