"""The guide for researchers names every term, and its queries run."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.resources import resource

GUIDE = (Path(__file__).parents[2] / "docs" / "vocabulary.md").read_text("utf-8")
QUERIES = re.findall(r"^```sparql\n(.*?)^```", GUIDE, flags=re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(path=Path(__file__).with_name("conforming.trig"))
    return store


def test_the_guide_names_every_term_and_none_that_is_not() -> None:
    terms = {
        triple.subject.value.removeprefix(vocab.KG)
        for triple in ox.parse(path=resource("ontology", "sitrep.ttl"))
        if triple.subject.value.startswith(vocab.KG)
    }
    assert set(re.findall(r"\bkg:(\w+)", GUIDE)) == terms


@pytest.mark.parametrize("query", QUERIES)
def test_its_queries_have_answers(store: ox.Store, query: str) -> None:
    solutions = store.query(query, prefixes=vocab.PREFIXES)
    assert isinstance(solutions, ox.QuerySolutions)
    assert list(solutions)


def test_there_are_four_of_them() -> None:
    assert len(QUERIES) == 4
