"""The notebooks run from top to bottom on the graph of the sample articles, and find what they are about."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"


@pytest.fixture(scope="module", autouse=True)
def unseen() -> None:
    """Plots are drawn and looked at by nobody."""
    import matplotlib  # noqa: ICN001

    matplotlib.use("agg")


def ran(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What a notebook's names stand for in the end."""
    monkeypatch.setenv("SITREP_DATA", str(folder))
    names: dict[str, Any] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries' own making
        for cell in json.loads((NOTEBOOKS / f"{name}.ipynb").read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                exec(compile("".join(cell["source"]), f"{name}, {cell['id']}", "exec"), names)
    names["graph"].close()
    return names


def test_first_questions(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ran("first_questions", sample_folder, monkeypatch)
    assert "United States" in set(found["attackers"])
    assert len(found["disputed"])
    assert {"Asserted", "Hedged"} <= set(found["firmness"].columns)


def test_network(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ran("network", sample_folder, monkeypatch)
    assert found["ties"].number_of_edges() > 10
    assert len(found["camps"]) > 1
    assert len(found["behind"])


def test_rival_tolls(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ran("rival_tolls", sample_folder, monkeypatch)
    assert found["accounts"]["number"].nunique() > 1
    assert found["totals"]["dead_low"] <= found["totals"]["dead_best"] <= found["totals"]["dead_high"]


@pytest.mark.parametrize("file", sorted(NOTEBOOKS.glob("*.ipynb")), ids=lambda file: file.stem)
def test_a_notebook_is_kept_without_what_a_run_printed(file: Path) -> None:
    cells = json.loads(file.read_text("utf-8"))["cells"]
    assert not [cell["id"] for cell in cells if cell.get("outputs")]
