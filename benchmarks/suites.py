"""The W3C's test suites of SPARQL 1.0 and 1.1, as their manifests tell them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

Term = NamedNode | BlankNode | Literal
Graphs = dict[str | None, list[Triple]]
Outcome = object
"""What came of a test, in a form that can be compared."""

LEFT_OUT: Final = ("entailment", "service", "syntax-fed", "protocol", "service-description", "http-rdf-update")
_REACHES_OUT: Final = re.compile(r"^\s*LOAD\s+(?!SILENT)", re.IGNORECASE | re.MULTILINE)
_BASE: Final = "http://suite.example/"
_RDF, _RDFS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#"
_DAWG = "http://www.w3.org/2001/sw/DataAccess/tests/"
_MF, _QT, _RS = f"{_DAWG}test-manifest#", f"{_DAWG}test-query#", f"{_DAWG}result-set#"
_APPROVAL = f"{_DAWG}test-dawg#"
_UT = "http://www.w3.org/2009/sparql/tests/test-update#"
_RDF_FORMATS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}
_TABLES = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}


@dataclass(frozen=True)
class Test:
    """One entry of a manifest.

    Attributes:
        folder: that of its files.
        name: with the suite and the folder.
        kind: such as QueryEvaluationTest.
    """

    folder: Path
    name: str
    kind: str
    _manifest: Store
    _node: NamedNode

    @property
    def base(self) -> str:
        """What relative IRIs of the test are below."""
        return f"{_BASE}{self.folder.name}/"

    @cached_property
    def text(self) -> str:
        """The query or the update."""
        return self._file.read_text(encoding="utf-8")

    @property
    def updates(self) -> bool:
        """Whether it is about an update."""
        return self._file.suffix == ".ru"

    @property
    def of_grammar(self) -> bool:
        """Whether all that is asked is if it is SPARQL."""
        return "Syntax" in self.kind

    @property
    def approved(self) -> bool:
        """Whether the working group approved it, and all its files are there."""
        files = [self._path(file) for file in (self._result,) if isinstance(file, NamedNode)]
        said = self._values(self._node, f"{_APPROVAL}approval")
        return NamedNode(f"{_APPROVAL}Approved") in said and all(path.exists() for path in (self._file, *files))

    def data(self) -> Graphs:
        """What the query or the update finds; the graphs that FROM names are there too."""
        found = self._graphs(self._action)
        for relative in re.findall(r"FROM\s+(?:NAMED\s+)?<([^>:]+)>", self.text):
            name = NamedNode(self.base + relative)
            found.setdefault(name.value, self._triples(name))
        return found

    def is_passed_by(self, outcome: Outcome) -> bool:
        """Whether that may come of it."""
        wanted = self._expected()
        if "REDUCED" in self.text and isinstance(wanted, tuple) and isinstance(outcome, tuple):
            return bool(wanted[0].keys() == outcome[0].keys() and wanted[1] == outcome[1])
        return wanted == outcome

    def _expected(self) -> Outcome:
        if self.of_grammar:
            return "Negative" not in self.kind
        assert self._result is not None
        if self.updates:
            graphs = self._graphs(self._result)
            return canonical(
                Quad(one.subject, one.predicate, one.object, NamedNode(name) if name else DefaultGraph())
                for name, triples in graphs.items()
                for one in triples
            )
        path = self._path(self._result)
        if path.suffix == ".csv":
            return spreadsheet(path.read_bytes())
        if path.suffix in _TABLES:
            return _table(parse_query_results(path=str(path), format=_TABLES[path.suffix]))
        triples = self._triples(self._result)
        is_table = any(one.object == NamedNode(f"{_RS}ResultSet") for one in triples)
        return _table_in_rdf(triples) if is_table else _graph(triples)

    @cached_property
    def _action(self) -> Term:
        [action] = self._values(self._node, f"{_MF}action")
        return action

    @cached_property
    def _file(self) -> Path:
        asked = [*self._values(self._action, f"{_QT}query"), *self._values(self._action, f"{_UT}request"), self._action]
        return self._path(asked[0])

    @property
    def _result(self) -> Term | None:
        return next(iter(self._values(self._node, f"{_MF}result")), None)

    def _values(self, node: Term, predicate: str) -> list[Term]:
        found = self._manifest.quads_for_pattern(node, NamedNode(predicate), None)  # type: ignore[arg-type]
        return [quad.object for quad in found]  # type: ignore[misc]

    def _path(self, file: Term) -> Path:
        return self.folder / file.value.removeprefix(self.base)

    def _graphs(self, node: Term) -> Graphs:
        """The data that a node of the manifest lists, by the graphs' names."""
        found: Graphs = {None: []}
        for kind in (_QT, _UT):
            for file in self._values(node, f"{kind}data"):
                found[None] += self._triples(file)
            for named in self._values(node, f"{kind}graphData"):
                file = next(iter(self._values(named, f"{_UT}graph")), named)
                label = next((said.value for said in self._values(named, f"{_RDFS}label")), file.value)
                found.setdefault(label, []).extend(self._triples(file))
        return found

    def _triples(self, file: Term) -> list[Triple]:
        path = self._path(file)
        quads = parse(path=str(path), format=_RDF_FORMATS[path.suffix], base_iri=file.value, rename_blank_nodes=True)
        return [quad.triple for quad in quads]


def tests(suites: Path) -> Iterator[Test]:
    """All approved ones that are no other server's affair, in order."""
    for manifest in sorted(suites.glob("*/*/manifest.ttl")):
        folder = manifest.parent
        if folder.parent.name not in ("dawg-data-r2", "sparql11") or folder.name in LEFT_OUT:
            continue
        store = Store()
        store.load(path=str(manifest), format=RdfFormat.TURTLE, base_iri=f"{_BASE}{folder.name}/")
        entries = store.quads_for_pattern(None, NamedNode(f"{_RDF}type"), None)
        for quad in sorted(entries, key=lambda quad: str(quad.subject)):
            kind = quad.object.value.partition("#")[2]  # type: ignore[union-attr]
            if kind.endswith(("Test", "Test11")) and isinstance(quad.subject, NamedNode):
                name = f"{folder.parent.name}/{folder.name}/{quad.subject.value.rpartition('#')[2]}"
                test = Test(folder, name, kind, store, quad.subject)
                if test.approved and not _REACHES_OUT.search(test.text):
                    yield test


def canonical(quads: Iterable[Quad]) -> Outcome:
    """Quads whose blank nodes are called alike where they are alike, and whose numbers are as the engine keeps them."""
    found = Dataset(_kept(quads))
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, found))


def spreadsheet(table: bytes) -> Outcome:
    """A table of CSV, whatever its columns' and rows' order, and however blank nodes are called."""
    rows = csv.DictReader(io.StringIO(re.sub(r"_:\w+", "_:", table.decode()), newline=""))
    return sorted(sorted(row.items()) for row in rows)


def wire(result: bytes) -> Outcome:
    """A result in JSON, or the triples of one."""
    if result.startswith(b"{"):
        return _table(parse_query_results(result, QueryResultsFormat.JSON))
    return _graph(quad.triple for quad in parse(result, RdfFormat.N_TRIPLES))


def _table_in_rdf(triples: list[Triple]) -> Outcome:
    of: dict[object, dict[str, list[Term]]] = {}
    for one in triples:
        of.setdefault(one.subject, {}).setdefault(one.predicate.value, []).append(one.object)  # type: ignore[arg-type]
    [table] = [said for said in of.values() if NamedNode(f"{_RS}ResultSet") in said.get(f"{_RDF}type", ())]
    if holds := table.get(f"{_RS}boolean"):
        return holds[0].value == "true"
    return _rows(
        {of[one][f"{_RS}variable"][0].value: of[one][f"{_RS}value"][0] for one in of[row].get(f"{_RS}binding", ())}
        for row in table.get(f"{_RS}solution", ())
    )


def _table(found: QuerySolutions | QueryBoolean) -> Outcome:
    if isinstance(found, QueryBoolean):
        return bool(found)
    names = [one.value for one in found.variables]
    return _rows({name: row[name] for name in names if row[name] is not None} for row in found)


def _rows(rows: Iterable[dict[str, Term]]) -> Outcome:
    """Rows in no order, as often as they come; those with blank nodes but for what these are called."""
    plain, rest = Counter[Outcome](), list[Quad]()
    for number, row in enumerate(rows):
        node = BlankNode(f"row{number}")
        quads = [Quad(node, NamedNode(f"var:{name}"), term) for name, term in row.items()]
        if any(isinstance(term, BlankNode) for term in row.values()):
            rest += quads
        else:
            plain[frozenset((str(quad.predicate), str(quad.object)) for quad in _kept(quads))] += 1
    return plain, canonical(rest)


def _graph(triples: Iterable[Triple]) -> Outcome:
    return canonical(Quad(one.subject, one.predicate, one.object) for one in triples)


def _kept(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store
