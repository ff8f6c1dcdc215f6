"""What the README promises is what happens: its query and its call are run and compared, and the table of settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api import create_app
from kg.evaluate import evaluate
from kg.extract import Extractor
from kg.pipeline.build import build
from kg.resolve.context import load_context
from kg.resources import resource
from kg.settings import Settings
from kg.sources import read
from kg.store import Graph

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph that `make run` builds: by default, what is doubtful is not believed."""
    settings = Settings(data=tmp_path_factory.mktemp("readme") / "graph")
    with Graph.open(settings.data, base=settings.base) as graph:
        build(graph, read([ROOT / "data/articles"]), extractor=Extractor(settings), context=load_context(settings))
    return settings.data


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found, f"the README has no {language} block"
    return found[1].strip()


def test_the_first_query_answers_what_the_readme_prints(folder: Path) -> None:
    with TestClient(create_app(Settings(data=folder))) as client:
        answer = client.post("/sparql", data={"query": block("sparql")}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    assert answer.text.replace("\r\n", "\n").strip() == block("text")


def test_the_rest_call_answers_what_the_readme_prints(folder: Path) -> None:
    with TestClient(create_app(Settings(data=folder))) as client:
        found = client.get("/search", params={"q": "Arouri", "limit": 1})
        assert found.text.strip() == "".join(line.strip() for line in block("json").splitlines())
        neighbours = client.get(f"{found.json()['items'][0]['href']}/neighbours")
    assert neighbours.status_code == 200
    assert neighbours.json()["nodes"]


def test_the_figure_is_what_eval_says(folder: Path) -> None:
    stated = re.search(r"overall figure is (\d\.\d\d)", README)
    assert stated
    with Graph.snapshot(folder, base=Settings().base) as graph:
        assert float(stated[1]) == round(evaluate(graph, resource("data", "gold")).overall, 2)


def test_every_setting_stands_in_the_table() -> None:
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `SITREP_(\w+)` ", table, re.MULTILINE))
    assert documented == {name.upper() for name in Settings.model_fields}


def test_every_page_and_picture_that_it_points_to_is_there() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for link in re.findall(r"\]\((?!https?:|#|/)([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name} points to {link}"
