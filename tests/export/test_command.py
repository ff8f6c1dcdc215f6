"""`kg export`: the file's ending says the form, options say which part."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Run
from lxml import etree

from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
GEXF = {"g": "http://gexf.net/1.3"}
Export = Callable[..., Path]


@pytest.fixture
def export(
    kg: Run, tmp_path: Path, put_two_outlets: Callable[[Graph], None], monkeypatch: pytest.MonkeyPatch
) -> Export:
    with Graph.open(tmp_path / "graph", base=BASE) as graph:
        put_two_outlets(graph)
    monkeypatch.setenv("SITREP_DATA", str(tmp_path / "graph"))

    def run(name: str, *options: str) -> Path:
        done = kg("export", tmp_path / name, *options)
        assert done.code == 0, done.err
        assert done.out.startswith(f"Wrote {tmp_path / name} (")
        return tmp_path / name

    return run


def kinds(file: Path) -> set[str]:
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return set(etree.fromstring(content).xpath("//g:edge/@kind", namespaces=GEXF))


def test_the_whole_network(export: Export) -> None:
    assert {"attacked", "leads", "place", "opposes"} <= kinds(export("network.gexf"))


def test_a_part_of_it_compressed(export: Export) -> None:
    filters = ("--predicate", "attacked", "--predicate", "leads", "--since", "2024-01", "--until", "2024-01")
    assert kinds(export("january.gexf.gz", *filters)) == {"attacked", "leads"}
    assert kinds(export("sure.gexf", "--min-confidence", "0.9")) == {"attacker", "leads", "partOf", "spokespersonFor"}
    told = ("--class", "Person", "--class", "Organization", "--outlet", "Gulf Courier")
    assert kinds(export("told.gexf", *told)) == {"attacked", "killed"}


@pytest.mark.parametrize("name", ["Nujaba Movement", "harakat-al-nujaba", BASE + "entity/harakat-al-nujaba"])
def test_what_is_around_one_by_name_slug_or_iri(export: Export, name: str) -> None:
    assert kinds(export("nujaba.gexf", "--of", name)) == {"attacked", "leads", "partOf", "backedBy", "target"}
    assert "place" in kinds(export("further.gexf", "--of", name, "--depth", "2"))


@pytest.mark.parametrize(("name", "starts"), [("nujaba.svg", b"<?xml"), ("nujaba.png", b"\x89PNG")])
def test_a_picture(export: Export, name: str, starts: bytes) -> None:
    assert export(name, "--of", "Harakat al-Nujaba").read_bytes().startswith(starts)


def test_tables(export: Export) -> None:
    assert export("nodes.csv").read_text().startswith("Id,Label,")
    assert export("edges.csv").read_text().startswith("Source,Target,")


@pytest.mark.usefixtures("export")
@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--of", "Nobody At All"), "nothing here goes by that name"),
        (("--predicate", "likes"), "'likes' is no kind of tie"),
        (("--since", "soon"), "since: 'soon' is no date"),
    ],
)
def test_what_makes_no_sense_is_said(kg: Run, options: tuple[str, ...], says: str) -> None:
    answer = kg("export", "x.gexf", *options)
    assert answer.code == 2
    assert says in answer.err


@pytest.mark.parametrize("ending", ["nq", "ttl", "trig", "gexf"])
def test_export_goes_by_the_ending(kg: Run, sample_folder: Path, tmp_path: Path, ending: str) -> None:
    answer = kg("export", f"out.{ending}", "--data", sample_folder)
    assert answer.code == 0
    assert answer.out.startswith(f"Wrote out.{ending} (")
    assert (tmp_path / f"out.{ending}").stat().st_size > 1000


def test_export_knows_no_other_ending(kg: Run, sample_folder: Path) -> None:
    answer = kg("export", "out.docx", "--data", sample_folder)
    assert answer.code == 2
    assert ".gexf" in answer.err
