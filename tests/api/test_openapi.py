"""The OpenAPI document, held against what the server does with requests that are made from it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import serving

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
OURS = r"^/(entities|incidents|claims|articles|search|vocabulary|queries)[^.]*$"


@pytest.fixture(scope="module")
def server(sample_folder: Path) -> Iterator[str]:
    with serving(sample_folder) as served:
        yield served.url


def test_schemathesis_finds_no_fault(server: str) -> None:
    # No schema can say which names the graph holds, so a well-formed one may be refused all the same.
    program = [
        SCHEMATHESIS, "run", f"{server}/openapi.json", "--phases", "examples,fuzzing", "--max-examples", "3",
        "--seed", "1", "--exclude-checks", "positive_data_acceptance",
        "--exclude-method", "POST", "--exclude-method", "DELETE",
        "--include-path-regex", OURS, "--exclude-path-regex", "neighbours", "--no-color",
    ]  # fmt: skip
    ran = subprocess.run(program, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stdout[-6000:]
