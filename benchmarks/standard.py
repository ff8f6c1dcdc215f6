"""The W3C's own test suites of SPARQL, of queries and of updates, asked of Sitrep and of the bare engine.

    pip download --no-deps --no-binary :all: rdflib==6.3.2     # whose source distribution carries the suites
    python benchmarks/standard.py rdflib-6.3.2/test/data/suites/w3c [--all] [--keep]

They are the approved tests of SPARQL 1.0 and 1.1, but for those of entailment and of calls to other servers, which are
not offered. A test's default graph is what is believed, so updates of it are edits. A test passes where its
result is as expected, with numbers in the engine's canonical form. How many do is told, and where the two differ; the
exit status is 1 if the engine passes a test that Sitrep does not.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from figures import keep
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryResultsFormat, QueryTriples, RdfFormat, Store
from suites import Graphs, Outcome, Test, canonical, spreadsheet, tests, wire

from api.sparql.jobs import Query, SparqlJob
from kg.errors import SitrepError
from kg.store import Graph
from kg.updates import replace, update

CSV: Final = "text/csv"


class Engine:
    """The engine without house rules."""

    def __init__(self, base: str) -> None:
        self._store, self._base = Store(), base

    def load(self, graphs: Graphs) -> None:
        """Put data in."""
        for name, triples in graphs.items():
            place = NamedNode(name) if name else DefaultGraph()
            self._store.extend(Quad(one.subject, one.predicate, one.object, place) for one in triples)

    def ask(self, text: str, form: str | None = None) -> bytes:
        """A query's result as the wire has it: JSON or triples, or what is asked for."""
        found, out = self._store.query(text, base_iri=self._base), io.BytesIO()
        if isinstance(found, QueryTriples):
            found.serialize(out, RdfFormat.N_TRIPLES)
        else:
            found.serialize(out, QueryResultsFormat.CSV if form == CSV else QueryResultsFormat.JSON)
        return out.getvalue()

    def update(self, text: str) -> None:
        """Carry out an update."""
        self._store.update(text, base_iri=self._base)

    def quads(self) -> Iterable[Quad]:
        """All that is there."""
        return self._store


class Sitrep:
    """A graph of ours, asked as a reader asks it and written to as people write."""

    def __init__(self, base: str) -> None:
        self._graph = Graph.memory(base=base)

    def load(self, graphs: Graphs) -> None:
        """Put data in: the default graph as what is believed."""
        self._graph.apply(believed=[Quad(one.subject, one.predicate, one.object) for one in graphs[None]])
        for name, triples in graphs.items():
            if name:
                replace(self._graph, NamedNode(name), triples)

    def ask(self, text: str, form: str | None = None) -> bytes:
        """A query's result as the wire has it: JSON or triples, or what is asked for."""
        out = io.BytesIO()
        accept = form or "application/sparql-results+json, application/n-triples;q=0.9"
        SparqlJob(Query(text), accept).answer(self._graph).write(out)
        return out.getvalue()

    def update(self, text: str) -> None:
        """Carry out an update."""
        update(self._graph, text)

    def quads(self) -> Iterable[Quad]:
        """All that readers see."""
        ours = self._graph.iris.is_ours
        return [quad for quad in self._graph.quads() if not ours(getattr(quad.graph_name, "value", ""))]


def outcome(test: Test, system: Engine | Sitrep) -> Outcome:
    """What a system makes of a test; None where it fails."""
    try:
        if test.of_grammar:
            return _is_sparql(test, system)
        system.load(test.data())
        if test.updates:
            system.update(test.text)
            return canonical(system.quads())
        if test.kind == "CSVResultFormatTest":
            return spreadsheet(system.ask(test.text, CSV))
        return wire(system.ask(test.text))
    except (SitrepError, SyntaxError, ValueError, RuntimeError, OSError):
        return None


def _is_sparql(test: Test, system: Engine | Sitrep) -> bool:
    try:
        (system.update if test.updates else system.ask)(test.text)
    except (SitrepError, SyntaxError, ValueError, RuntimeError, OSError) as refused:
        return any(said in str(refused) for said in ("There is no function", "is not supported", "does not exist"))
    return True


def main() -> None:
    """As the command line says."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("suites", type=Path)
    asked.add_argument("--all", action="store_true", help="name what fails in the engine too")
    asked.add_argument("--keep", action="store_true", help="keep the figures")
    chosen = asked.parse_args()
    systems: dict[str, Callable[[str], Engine | Sitrep]] = {"engine": Engine, "sitrep": Sitrep}
    counts: dict[str, Counter[str]] = {}
    lost = 0
    for test in tests(chosen.suites):
        passed = {name: test.is_passed_by(outcome(test, system(test.base))) for name, system in systems.items()}
        kind = f"{'updates' if test.updates else 'queries'}: {'grammar' if test.of_grammar else 'results'}"
        counts.setdefault(kind, Counter()).update({"tests": 1} | passed)
        lost += passed["engine"] and not passed["sitrep"]
        if len({*passed.values()}) == 2 or (chosen.all and not all(passed.values())):
            print(test.name, *(f"{name} {'passes' if did else 'fails'}" for name, did in passed.items()))
    rows = [{"of": kind, **found} for kind, found in sorted(counts.items())]
    print(*rows, sep="\n")
    if chosen.keep:
        keep("standard", rows)
    sys.exit(bool(lost))


if __name__ == "__main__":
    main()
