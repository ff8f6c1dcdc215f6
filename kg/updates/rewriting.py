"""The rewriting of a SPARQL update, so that its own transaction keeps the rules of the graph.

- Writes to the default graph go into scratch graphs first, and are settled from there as people's edits.
- Writes to the program's own named graphs are refused. If a variable names the graph, only the running update shows
  which: a write to a protected graph marks `<base>graph/refused`. Creating the marked graph at the end fails, which
  undoes the whole update.
- LOAD and SERVICE are refused, since the server calls no other. LOAD SILENT does nothing: it may fail, and always does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.errors import InvalidSparql, QueryError
from kg.sparql.faults import explained
from kg.sparql.graphs import without_graphs
from kg.sparql.tokens import Names, Token, iri, tokens, written
from kg.store import Graph, parse_update
from kg.updates.quads import NotDeletable, Quads, read_quads
from kg.updates.reading import UpdateReader
from kg.updates.refusals import may_call, not_offered, protected, refused
from kg.vocab import PREFIXES

_ALL = "?s ?p ?o"


def update(
    graph: Graph,
    text: str,
    *,
    using: Iterable[NamedNode] = (),
    named: Iterable[NamedNode] = (),
    home: NamedNode | None = None,
    depth: int = 100,
) -> None:
    """Carry out a SPARQL update: all of its operations, or none.

    Args:
        graph: open for writing.
        text: the operations.
        using: the graphs that patterns outside of GRAPH match in, as the protocol's `using-graph-uri` names them.
        named: the graphs that GRAPH finds, as `using-named-graph-uri` names them.
        home: the graph that it takes for the default graph; None for that itself.
        depth: how deep its brackets may be nested.

    Raises:
        QueryError: it is no update, or cannot be done.
        Forbidden: it would write to a graph that is not to be written to.
        TooDeep: it is nested more deeply.
        StoreError: the store could not be written.
    """
    pieces = tokens(text, depth)
    try:
        _carry_out(graph, pieces, [*using], [*named], home)
    except InvalidSparql as wrong:
        raise explained(text, str(wrong), "update") from None


def _carry_out(
    graph: Graph, pieces: list[Token], using: list[NamedNode], named: list[NamedNode], home: NamedNode | None
) -> None:
    try:
        graph.update(_Rewriting(graph, pieces, using, named, home).text())
    except QueryError as wrong:
        if graph.edits.refused.value in str(wrong):
            raise refused("A graph that a variable of the update names") from None
        if not isinstance(wrong, NotDeletable) and not any(map(may_call, pieces)):
            parse_update(written(pieces), graph.iris)  # where the engine finds fault with it too, it says better where
        raise


@dataclass(frozen=True, slots=True)
class _Target:
    """The object of CLEAR, COPY and the like: a graph, or DEFAULT, NAMED or ALL."""

    word: str
    name: Token | None = None

    def __str__(self) -> str:
        return f"GRAPH {self.name.text}" if self.name else self.word


class _Rewriting:
    """One reading of an update, from its first token to its last."""

    def __init__(
        self,
        graph: Graph,
        pieces: list[Token],
        using: list[NamedNode],
        named: list[NamedNode],
        home: NamedNode | None,
    ) -> None:
        self._graph = graph
        self._edits = graph.edits
        self._reading = UpdateReader(pieces, Names(graph.iris.base, PREFIXES))
        self._using = [f"USING {iri(one.value).text}" for one in using]
        self._using += [f"USING NAMED {iri(one.value).text}" for one in named]
        self._home = home and _Target("GRAPH", iri(home.value))
        self._watched = False

    def text(self) -> str:
        """The update to run."""
        done: list[str] = []
        while True:
            prologue = self._reading.prologue()
            if self._reading.over:
                break
            operations = [*self._operation()]
            done.append(prologue + " ;\n".join(operations or ["INSERT DATA {}"]))
            if not self._reading.over:
                self._reading.expect(";")
        if self._watched:
            mark = self._edits.refused
            done.append(f"CREATE GRAPH {mark} ;\nDROP GRAPH {mark}")
        return " ;\n".join(done)

    def _graph_name(self, *, to_write: bool) -> Token:
        """The next token's graph, by its absolute IRI, so that the engine cannot take it for another."""
        name = self._reading.names.resolve(self._reading.next())
        if to_write:
            protected(self._graph, NamedNode(name))
        return iri(name)

    def _operation(self) -> Iterator[str]:
        first = self._reading.next()
        word = first.text.upper() if first.kind == "word" else ""
        if word in ("CLEAR", "DROP"):
            yield from self._clear(word)
        elif word == "CREATE":
            silent = self._silent()
            self._reading.expect("GRAPH")
            yield f"CREATE {silent}GRAPH {self._graph_name(to_write=True).text}"
        elif word in ("ADD", "COPY", "MOVE"):
            yield from self._transfer(word)
        elif word == "LOAD":
            self._load()
        elif word == "INSERT" and self._reading.accept("DATA"):
            yield from self._insert_data(self._quads())
        elif word == "DELETE" and self._reading.accept("DATA"):
            yield from self._delete_data(self._quads())
        elif word == "DELETE" and self._reading.accept("WHERE"):
            group = self._reading.group()
            yield from self._modify(None, self._quads(group), None, self._using, self._where(group))
        elif word in ("WITH", "INSERT", "DELETE"):
            yield from self._modification(word)
        else:
            raise QueryError(f"The update says {first.text!r} where an operation such as INSERT DATA is expected")

    def _silent(self) -> str:
        return "SILENT " if self._reading.accept("SILENT") else ""

    def _clear(self, word: str) -> Iterator[str]:
        silent = self._silent()
        if self._reading.accept("GRAPH"):
            yield f"{word} {silent}GRAPH {self._graph_name(to_write=True).text}"
        elif self._reading.accept("DEFAULT"):
            if self._home:
                yield f"{word} {silent}{self._home}"
            else:
                yield f"INSERT {{ GRAPH {self._edits.deletes} {{ {_ALL} }} }} WHERE {{ {_ALL} }}"
                yield self._edits.settle()
        elif self._reading.look().says("NAMED") or self._reading.look().says("ALL"):
            everything = self._reading.next().says("ALL")
            if self._graph.article_ids():
                raise refused(f"There are articles, and a graph that {word} {'ALL' if everything else 'NAMED'} empties")
            yield f"{word} {'ALL' if everything else 'NAMED'}"
            yield self._edits.trace_everything()
            if not everything:  # without articles nothing is believed: the default graph is all people's
                yield f"INSERT {{ GRAPH {self._edits.added} {{ {_ALL} }} }} WHERE {{ {_ALL} }}"
        else:
            raise QueryError(f"The update says {self._reading.look().text!r} where {word} needs a graph")

    def _transfer(self, word: str) -> Iterator[str]:
        silent = self._silent()
        start = self._target(to_write=word == "MOVE")
        self._reading.expect("TO")
        end = self._target(to_write=True)
        if start == end:
            if start.name:
                yield f"{word} {silent}{start} TO {end}"
        elif end.name and (start.name or word != "MOVE"):
            yield f"{word} {silent}{start} TO {end}"
        elif end.name:
            yield f"COPY DEFAULT TO {end}"
            yield f"INSERT {{ GRAPH {self._edits.deletes} {{ {_ALL} }} }} WHERE {{ {_ALL} }}"
            yield self._edits.settle()
        else:
            if word != "ADD":
                yield f"INSERT {{ GRAPH {self._edits.deletes} {{ {_ALL} }} }} WHERE {{ {_ALL} }}"
            yield f"COPY {silent}{start} TO GRAPH {self._edits.inserts}"
            yield self._edits.settle()
            if word == "MOVE":
                yield f"DROP {silent}{start}"

    def _load(self) -> None:
        """Step over a LOAD SILENT, of which the engine is not told."""
        if not self._reading.accept("SILENT"):
            raise not_offered("LOAD")
        self._graph_name(to_write=False)
        if self._reading.accept("INTO"):
            self._reading.expect("GRAPH")
            self._graph_name(to_write=True)

    def _target(self, *, to_write: bool) -> _Target:
        if self._reading.accept("DEFAULT"):
            return self._home or _Target("DEFAULT")
        self._reading.accept("GRAPH")
        return _Target("GRAPH", self._graph_name(to_write=to_write))

    def _insert_data(self, quads: Quads) -> Iterator[str]:
        if self._home:
            yield f"INSERT DATA {{ {quads.named} {self._home} {{ {quads.default} }} }}"
            return
        yield f"INSERT DATA {{ {quads.named} {_in(self._edits.inserts, quads.default)} }}"
        if quads.default:
            yield self._edits.settle()

    def _delete_data(self, quads: Quads) -> Iterator[str]:
        quads.without_blank_nodes()
        if self._home:
            yield f"DELETE DATA {{ {quads.named} {self._home} {{ {quads.default} }} }}"
            return
        if quads.default:
            yield f"INSERT DATA {{ {_in(self._edits.deletes, quads.default)} }}"
        yield f"DELETE DATA {{ {quads.named} }}"
        if quads.default:
            yield self._edits.settle()

    def _modification(self, word: str) -> Iterator[str]:
        home = None
        if word == "WITH":
            self._no_using()
            home = self._graph_name(to_write=True)
            word = self._reading.next().text.upper()
        gone = self._quads() if word == "DELETE" else None
        new = self._quads() if word == "INSERT" or (word == "DELETE" and self._reading.accept("INSERT")) else None
        if gone is None and new is None:
            raise QueryError(f"The update says {word!r} where DELETE or INSERT is expected")
        using = []
        while self._reading.accept("USING"):
            self._no_using()
            named = "NAMED " if self._reading.accept("NAMED") else ""
            using.append(f"USING {named}{self._graph_name(to_write=False).text}")
        self._reading.expect("WHERE")
        yield from self._modify(home, gone, new, using or self._using, self._where(self._reading.group()))

    def _modify(
        self, home: Token | None, gone: Quads | None, new: Quads | None, using: list[str], where: str
    ) -> Iterator[str]:
        """`DELETE … INSERT … WHERE`, in a form that edits the default graph by way of the scratch graphs."""
        if gone:
            gone.without_blank_nodes()
        home = home or (self._home.name if self._home else None)
        delete, insert = (gone.named if gone else ""), (new.named if new else "")
        if home:
            delete, insert = (f"{gone.default} {delete}" if gone else ""), (f"{new.default} {insert}" if new else "")
        else:
            insert += _in(self._edits.deletes, gone.default if gone else "")
            insert += _in(self._edits.inserts, new.default if new else "")
        watched = {token.text[1:] for quads in (gone, new) if quads for token in quads.variables}
        for number, variable in enumerate(sorted(watched)):
            self._watched = True
            ours = " || ".join(f'STRSTARTS(STR(?{variable}), "{_escaped(start)}")' for start in self._graph.iris.ours)
            # 1/0 is an error, which leaves the variable unbound, so that nothing is marked.
            where = f"{{ {where} BIND(IF({ours}, {self._edits.refused}, 1/0) AS ?refused__{number}) }}"
            insert += f" GRAPH ?refused__{number} {{ {self._edits.refused} a {self._edits.refused} }}"
        lines = [f"WITH {home.text}" if home else "", f"DELETE {{ {delete} }}" if gone else ""]
        lines += [f"INSERT {{ {insert} }}" if insert or new else "", *using, f"WHERE {where}"]
        yield "\n".join(line for line in lines if line)
        if not home and ((gone and gone.default) or (new and new.default)):
            yield self._edits.settle()

    def _where(self, group: list[Token]) -> str:
        """A pattern that finds none of the graphs in which edits are kept: no article says what is in there."""
        edits = self._edits
        return written(without_graphs(group, [*map(str, (edits.added, edits.removed, edits.trace))]))

    def _no_using(self) -> None:
        if self._using:
            raise QueryError(
                "The update says WITH or USING, and the request using-graph-uri or using-named-graph-uri; by the "
                "protocol only one of them may"
            )

    def _quads(self, group: list[Token] | None = None) -> Quads:
        return read_quads(
            group or self._reading.group(), self._reading.names, lambda name: protected(self._graph, NamedNode(name))
        )


def _in(graph: NamedNode, triples: str) -> str:
    return f" GRAPH {graph} {{ {triples} }}" if triples else ""


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
