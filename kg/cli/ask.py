"""The command that asks a graph: query."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kg.cli.output import Data, Store, complain, examples, say, settings
from kg.errors import ParameterError, QueryError

if TYPE_CHECKING:
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple

    from kg.query.canned import Question
    from kg.settings import Settings

    Result = QuerySolutions | QueryBoolean | Iterable[Triple]

_ROWS: Final = ("table", "tsv", "csv", "json", "xml")
_NARROWEST: Final = 12  # letters of a column that can be read; where there is no room, each row is a list
_TRIPLES: Final = ("turtle", "ntriples", "rdfxml", "jsonld")


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(
        epilog=examples(
            "kg query",
            "kg query who-attacked-whom",
            "kg query members-and-leaders -p group=Hezbollah --format csv",
            "kg query 'SELECT * { ?attacker kg:attacked ?target }'",
            "kg query my-question.rq --data graph | head",
        )
    )(query)


def query(
    question: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUESTION]",
            help="A canned query's name, a .rq file, SPARQL, or - for standard input. [default: list the canned ones]",
            show_default=False,
        ),
    ] = None,
    data: Data = None,
    params: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A canned query's parameter; repeatable."),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="FORM",
            help=f"{', '.join(_ROWS)} for rows, {', '.join(_TRIPLES)} for triples. "
            "[default: table and turtle on a terminal, tsv and ntriples in a pipe]",
        ),
    ] = None,
    store: Store = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="What was known when this day (UTC) ended; see docs/changes.md."),
    ] = None,
) -> None:
    """Ask the graph: a canned query, a file or SPARQL. The vocabulary's prefixes are declared.

    A server store, if there is one, answers instead of the folder.
    """
    chosen = settings(data=data, store=store)
    if question is None:
        _list(chosen)
        return
    if form is not None and form not in (*_ROWS, *_TRIPLES):
        raise typer.BadParameter(f"{form!r} is none of {', '.join((*_ROWS, *_TRIPLES))}", param_hint="--format")
    values = _values(params or ())
    asked = _question(question, chosen)
    if isinstance(asked, str) and values:
        raise ParameterError("Only a canned query, or a file with a header that declares them, has parameters")
    if chosen.store and as_of is None:
        _print(_asked_there(asked, values, chosen), chosen.base, form)
        return
    from kg.sparql.binding import checked  # noqa: PLC0415 - heavy
    from kg.store import Graph  # noqa: PLC0415

    with Graph.snapshot(chosen.data, base=chosen.base, day=as_of and as_of.date()) as graph:
        text = checked(asked, len(asked), chosen.base) if isinstance(asked, str) else asked.bind(values, graph)
        _print(graph.query(text), chosen.base, form)


def _asked_there(asked: Question | str, values: dict[str, list[str]], chosen: Settings) -> Result:
    """The server store's answer. Names are looked up in the folder's graph, if there is one, else on the server."""
    from kg.query.names import names_of  # noqa: PLC0415 - heavy
    from kg.replication.names import meant  # noqa: PLC0415
    from kg.replication.queries import for_server  # noqa: PLC0415
    from kg.replication.server import Server  # noqa: PLC0415
    from kg.sparql.binding import checked  # noqa: PLC0415
    from kg.store import Graph, latest_generation  # noqa: PLC0415

    with Server(chosen) as server:
        if isinstance(asked, str):
            text = checked(asked, chosen.query_depth, chosen.base)
        elif latest_generation(chosen.data) is not None:
            with Graph.snapshot(chosen.data, base=chosen.base) as graph:
                text = asked.filled(values, names_of(graph).meant)
        else:
            text = asked.filled(values, partial(meant, server, chosen.base))
        return server.query(for_server(text, chosen.base, chosen.store_default_graph, chosen.query_depth))


def _print(answer: Result, base: str, form: str | None) -> None:
    from pyoxigraph import QueryBoolean, QuerySolutions  # noqa: PLC0415

    from kg.sparql.xml import blanked  # noqa: PLC0415

    terminal = sys.stdout.isatty()
    if isinstance(answer, QueryBoolean):
        if form in (None, "table", "tsv"):
            say("true" if answer else "false")
        else:
            _write(answer.serialize(None, _rows_format(form)))
    elif isinstance(answer, QuerySolutions):
        if (form or ("table" if terminal else "tsv")) == "table":
            _table([v.value for v in answer.variables], _cells(answer, base))
        else:
            written = answer.serialize(None, _rows_format(form or "tsv"))
            _write(blanked(written or b"") if form == "xml" else written)
    else:
        written = _triples(answer, form or ("turtle" if terminal else "ntriples"))
        _write(blanked(written) if form == "rdfxml" else written)


def _list(chosen: Settings) -> None:
    from kg.query.canned import read_questions  # noqa: PLC0415

    known, broken = read_questions(*chosen.query_folders)
    for question in known.values():
        params = " ".join(f"{name}=…" if p.required else f"[{name}=…]" for name, p in question.params.items())
        say(f"{question.name}  {params}".rstrip())
        say(f"    {question.title}")
    for error in broken:
        complain(str(error))


def _question(asked: str, chosen: Settings) -> Question | str:
    """A canned query by its name, or by its file if that has a header; any other is SPARQL text."""
    from kg.query.canned import read_questions  # noqa: PLC0415

    if asked == "-":
        return sys.stdin.read()
    if not asked.endswith(".rq"):
        is_name = asked.strip() and not any(c in asked for c in "{ \n")
        if not is_name:
            return asked
        known, broken = read_questions(*chosen.query_folders)
        if asked not in known:  # it may be one of the broken ones
            for error in broken:
                complain(str(error))
        return known[asked]
    file = Path(asked)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if not any(line.startswith("#+") for line in text.splitlines()):
        return text
    known, errors = read_questions(file.parent)
    if file.stem not in known:
        raise next(error for error in errors if str(error).startswith(str(file)))
    return known[file.stem]


def _values(params: Iterable[str]) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise typer.BadParameter(f"{param!r} is not of the form NAME=VALUE", param_hint="--param")
        values.setdefault(name, []).append(value)
    return values


def _rows_format(form: str) -> QueryResultsFormat:
    from pyoxigraph import QueryResultsFormat  # noqa: PLC0415

    formats = {
        "json": QueryResultsFormat.JSON, "csv": QueryResultsFormat.CSV,
        "tsv": QueryResultsFormat.TSV, "xml": QueryResultsFormat.XML,
    }  # fmt: skip
    if form not in formats:
        raise QueryError(f"This query answers with rows, which cannot be written as {form}; use {', '.join(_ROWS)}")
    return formats[form]


def _triples(answer: Iterable[Triple], form: str) -> bytes:
    from pyoxigraph import RdfFormat, serialize  # noqa: PLC0415

    from kg.vocab import PREFIXES  # noqa: PLC0415

    formats: dict[str, RdfFormat] = {
        "turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES,
        "rdfxml": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD,
    }  # fmt: skip
    if form not in formats:
        raise QueryError(
            f"This query answers with triples, which cannot be written as {form}; use {', '.join(_TRIPLES)}"
        )
    return serialize(answer, format=formats[form], prefixes=PREFIXES) or b""


def _cells(rows: QuerySolutions, base: str) -> Iterator[list[str]]:
    """Every row's terms as people write them: IRIs as they may stand in a query, literals bare."""
    from kg.vocab import prefixed  # noqa: PLC0415

    def shown(term: object) -> str:
        value = str(getattr(term, "value", "" if term is None else term))
        if value.startswith(base):
            return f"<{value.removeprefix(base)}>"
        return prefixed(value)

    for row in rows:
        yield [shown(term) for term in row]


def _table(head: list[str], rows: Iterator[list[str]]) -> None:
    from rich import box  # noqa: PLC0415 - only for people's eyes
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console, all_ = Console(), list(rows)
    if len(head) * _NARROWEST > console.width:  # so many columns would be a few letters wide
        for row in all_:
            record = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
            for name, cell in zip(head, row, strict=True):
                if cell:
                    record.add_row(Text(name, style="dim"), Text(cell, overflow="fold"))
            console.print(record, "")
    else:
        table = Table(*head, box=box.SIMPLE)
        for row in all_:
            table.add_row(*(Text(cell, overflow="fold") for cell in row))
        console.print(table)
    console.print(f"{len(all_):,} row{'' if len(all_) == 1 else 's'}")


def _write(answer: bytes | None) -> None:
    sys.stdout.buffer.write(answer or b"")
    if answer and not answer.endswith(b"\n"):
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()
