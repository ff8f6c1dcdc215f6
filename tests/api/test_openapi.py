"""The OpenAPI document, held against what the server does with requests that are made from it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import serving

BIN = Path(sys.executable).parent
HERE = Path(__file__).parent
TOKEN = "open sesame"


@pytest.fixture(scope="module")
def server(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server to which those may write who know the token."""
    folder = tmp_path_factory.mktemp("openapi") / "graph"
    shutil.copytree(small_folder, folder)
    with serving(folder, token=TOKEN, log_level="warning") as served:
        yield served.url


@pytest.mark.parametrize(
    "asking",
    [["--header", f"Authorization: Bearer {TOKEN}"], ["--include-tag", "Writing"]],
    ids=["with the token", "without it"],
)
def test_schemathesis_finds_no_fault(asking: list[str], server: str) -> None:
    # A few requests of every operation; `--phases coverage,fuzzing --max-examples 200` takes the time that it takes.
    program = [
        BIN / "schemathesis", "--config-file", HERE / "schemathesis" / "schemathesis.toml", "run",
        f"{server}/openapi.json", "--phases", "fuzzing", "--max-examples", "1", "--seed", "1", "--no-color",
        "--no-shrink", *asking,
    ]  # fmt: skip
    ran = subprocess.run(program, capture_output=True, text=True, timeout=300, check=False, cwd=HERE.parent.parent)
    assert ran.returncode == 0, ran.stdout[-6000:]
    assert " passed" in ran.stdout
