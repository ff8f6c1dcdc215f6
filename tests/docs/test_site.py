"""The documentation site: it builds, no link leads nowhere, and its reference pages hold what the code has."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import typer

from kg.cli.main import app
from kg.resources import resource

SITE = Path(__file__).resolve().parents[2] / "docs" / "site"
sys.path.insert(0, str(SITE))
from build import BrokenLink, build, moved  # noqa: E402


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site") / "built")


def test_every_page_is_built_and_in_the_table_of_contents(site: Path) -> None:
    contents = (SITE / "zensical.toml").read_text("utf-8")
    for page in (site.parent / "pages").glob("*.md"):
        assert (site / f"{page.stem}.html").exists()
        assert f'"{page.name}"' in contents, f"{page.name} is in no part of the contents"


def test_nothing_is_fetched_from_elsewhere(site: Path) -> None:
    page = (site / "index.html").read_text("utf-8")
    assert 'src="http' not in page
    assert 'rel="stylesheet" href="http' not in page


def test_the_reference_has_every_command_query_and_term(site: Path) -> None:
    reference = site.parent / "pages" / "reference"
    told = (reference / "commands.md").read_text("utf-8")
    assert {name for name in typer.main.get_command(app).commands if f"## kg {name}" not in told} == set()
    told = (reference / "queries.md").read_text("utf-8")
    assert [file for file in resource("queries").glob("*.rq") if f"## {file.stem}\n" not in told] == []
    told = (reference / "terms.md").read_text("utf-8")
    ontology = resource("ontology", "sitrep.ttl").read_text("utf-8").splitlines()
    subjects = {line.split()[0] for line in ontology if line.startswith("kg:")}
    assert {term for term in subjects if f"### {term}\n" not in told} == set()
    assert "### `GET /incidents/{slug}`" in (reference / "routes.md").read_text("utf-8")


def test_a_link_to_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(BrokenLink, match=r"docs/limits\.md leads to gone\.md"):
        moved("docs/limits.md", "See [this](gone.md).")
