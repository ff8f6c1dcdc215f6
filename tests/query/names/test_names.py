"""Finding things by what people call them, in the two-outlets graph and in a large one."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from kg.query.names import ListFilter, names_of, plain, things
from kg.rdf import iris, literals
from kg.store import Graph


def labels(graph: Graph, text: str, **more: object) -> list[str]:
    return [hit.thing.label for hit in names_of(graph).search(text, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Mushtak Talib al-Saidy", "Mushtaq Taleb al-Saidi"),
        ("irbil", "Erbil"),
        ("iran", "Iran"),
        ("Khataib Hizbullah", "Kataib Hezbollah"),  # another romanisation
        ("kataib hezbolah", "Kataib Hezbollah"),
        ("ba", "Baghdad"),  # two letters are enough to begin with
        ("Popular Mobilisation", "Popular Mobilization Forces"),
    ],
)
def test_typing_errors_and_romanisations_are_forgiven_and_the_nearest_comes_first(
    typed: str, meant: str, two_outlets: Graph
) -> None:
    assert labels(two_outlets, typed)[0] == meant


def test_what_is_like_nothing_finds_nothing(two_outlets: Graph) -> None:
    assert labels(two_outlets, "zzzzqqq") == labels(two_outlets, " ") == []


def test_a_search_can_be_narrowed_and_gone_on_with(two_outlets: Graph) -> None:
    assert labels(two_outlets, "hezbollah", cls="ArmedGroup") == ["Kataib Hezbollah"]
    assert labels(two_outlets, "baghdad", kinds=["entity"]) == ["Baghdad"]
    assert labels(two_outlets, "baghdad", among=[]) == []
    every = names_of(two_outlets).search("a strike in Baghdad", limit=100)
    again = names_of(two_outlets).search("a strike in Baghdad", after=every[0].key, limit=100)
    assert every[1:] == again


def test_lists_go_on_where_the_page_before_ended(two_outlets: Graph) -> None:
    names = names_of(two_outlets)
    every, end = things(names, "entity", ListFilter(), limit=100)
    assert end is None
    walked, after = [], None
    while True:
        page, after = things(names, "entity", ListFilter(), after=after, limit=4)
        walked += page
        if after is None:
            break
    assert walked == every
    assert every[-1].label == "a security official", "who has no name stands last"


class TestWhatIsMeant:
    def test_a_slug_an_iri_or_a_name_however_it_is_written(self, two_outlets: Graph) -> None:
        pmf = "https://w3id.org/sitrep/id/entity/popular-mobilization-forces"
        for text in ("popular-mobilization-forces", pmf, f"<{pmf}>", "HASHD AL SHAABI", "Hashd al-Shaabi"):
            assert names_of(two_outlets).meant(text) == [pmf]

    def test_nothing(self, two_outlets: Graph) -> None:
        with pytest.raises(ValueError, match="nothing here goes by that name; close ones: Harakat al-Nujaba"):
            names_of(two_outlets).meant("Harakat al-Nujba")

    def test_several_of_one_name_are_listed_and_the_unnamed_are_all_meant(self) -> None:
        with Graph.memory(base="https://example.org/") as graph:
            graph.apply(
                believed=[*person("abu-ali-1"), *person("abu-ali-2"), *person("a-man", "soldiers", named=False)]
            )
            with pytest.raises(ValueError, match=r"2 go by that name.*Abu Ali \(Person\): abu-ali-1; Abu Ali"):
                names_of(graph).meant("abu ali")
            assert names_of(graph).meant("Soldiers") == ["https://example.org/entity/a-man"]


def person(slug: str, label: str = "Abu Ali", *, named: bool = True) -> list[Quad]:
    node = NamedNode(f"https://example.org/entity/{slug}")
    return [
        Quad(node, iris.TYPE, iris.kg("Person")),
        Quad(node, iris.LABEL, Literal(label)),
        Quad(node, iris.kg("named"), literals.boolean(named)),
    ]


def test_the_index_beside_a_snapshot_is_what_readers_read(sample_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(sample_folder, tmp_path / "graph")
    with Graph.snapshot(tmp_path / "graph", base="https://w3id.org/sitrep/id/") as graph:
        assert graph.folder
        [file] = graph.folder.glob("names-*/base.sqlite")
        with sqlite3.connect(file) as database:
            database.execute("UPDATE things SET label = 'from the file'")
        assert labels(graph, "Hamas")[0] == "from the file"


@given(st.text(max_size=30))
def test_any_text_may_be_looked_for(text: str) -> None:
    with Graph.memory(base="https://example.org/") as graph:
        graph.apply(believed=person("abu-ali"))
        found = names_of(graph).search(text)
    assert all(0 <= hit.score <= 100 for hit in found)
    if plain(text) == "abu ali":
        assert found


def test_plain_forgets_case_diacritics_and_punctuation() -> None:
    assert plain("Mushtaq Talib al-Saïdi") == "mushtaq talib al saidi"
