"""Reference pages made from code: commands, routes, canned queries and terms of the vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.collection import Collection

from api import create_app
from kg.cli.main import app
from kg.query.canned import load_questions
from kg.resources import resource
from kg.settings import Settings

PREFIX = "https://w3id.org/sitrep/ontology#"
METHODS = ("get", "post", "put", "patch", "delete")


def pages() -> Iterator[tuple[str, str]]:
    """Each page's file name and its Markdown."""
    yield "commands.md", commands()
    yield "routes.md", routes()
    yield "queries.md", queries()
    yield "terms.md", terms()


def commands() -> str:
    """A section for each command, with its help as `--help` prints it."""
    parts = ["# Commands\n\nEach command's help, as `kg COMMAND --help` prints it.\n"]
    for name, command in _commands(typer.main.get_command(app), "kg"):
        context = command.context_class(command, info_name=name, terminal_width=100, max_content_width=100)
        parts.append(f"## {name}\n\n```text\n{command.get_help(context).strip()}\n```\n")
    return "\n".join(parts)


def _commands(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    for own, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{name} {own}")
        else:
            yield f"{name} {own}", command


def routes() -> str:
    """A section for each tag of the API, a route in each row, and a table of the parameters of each."""
    described = create_app(Settings(data=Path("graph"))).openapi()
    by_tag = defaultdict[str, list[str]](list)
    for path, methods in described["paths"].items():
        for method in METHODS:
            if method in methods:
                route = methods[method]
                by_tag[route.get("tags", ["Other"])[0]].append(_route(f"{method.upper()} {path}", route))
    parts = [
        "# Routes",
        "`kg serve` describes the same, with the shapes of answers, at `/docs` (for people) and `/openapi.json`.",
    ]
    for tag, sections in by_tag.items():
        parts += [f"## {tag}", *sections]
    return "\n\n".join(parts) + "\n"


def _route(title: str, route: Mapping[str, Any]) -> str:
    forms = {form for code, answer in route["responses"].items() if code < "3" for form in answer.get("content", ())}
    parts = [f"### `{title}`", route.get("description") or route.get("summary", "")]
    if forms:
        parts.append(f"Answers {_listed(f'`{form}`' for form in sorted(forms))}.")
    rows = [
        (f"`{each['name']}`", each["in"], each.get("description") or each.get("schema", {}).get("description", ""))
        for each in route.get("parameters", ())
    ]
    if rows:
        parts.append(_table(("parameter", "in", "what"), rows))
    return "\n\n".join(part for part in parts if part)


def queries() -> str:
    """A section for each canned query: what it asks, its parameters, its text."""
    parts = ["# Canned queries", "`kg query NAME`, `GET /queries/NAME`, and a form in the browser."]
    for question in load_questions(resource("queries")).values():
        parts += [f"## {question.name}", f"**{question.title}.** {question.description}"]
        rows = [
            (f"`{each.name}`", each.type, each.description, f"`{each.default}`" if each.default else "")
            for each in question.params.values()
        ]
        if rows:
            parts.append(_table(("parameter", "type", "what", "default"), rows))
        text = "\n".join(line for line in question.text.splitlines() if not line.startswith("#+"))
        parts.append(f"```sparql\n{text.strip()}\n```")
    return "\n\n".join(parts) + "\n"


def terms() -> str:
    """A section for each class, property and individual of the ontology, with what the ontology says of it."""
    ontology = Graph().parse(resource("ontology", "sitrep.ttl"), format="turtle")
    kinds = {"Classes": (OWL.Class,), "Properties": (OWL.ObjectProperty, OWL.DatatypeProperty), "Individuals": ()}
    found = defaultdict[str, list[URIRef]](list)
    for term in sorted({each for each in ontology.subjects() if str(each).startswith(PREFIX)}):
        types = set(ontology.objects(term, RDF.type))
        found[next((name for name, wanted in kinds.items() if types & set(wanted)), "Individuals")].append(term)
    parts = ["# Vocabulary, term by term", f"Every term is `{PREFIX}` and its name."]
    for name in kinds:
        parts.append(f"## {name}")
        for term in found[name]:
            parts += _term(ontology, term)
    return "\n\n".join(parts) + "\n"


def _term(ontology: Graph, term: URIRef) -> Iterator[str]:
    yield f"### kg:{term.removeprefix(PREFIX)}"
    yield " ".join(str(each) for each in ontology.objects(term, RDFS.comment) if isinstance(each, Literal))
    relations = ("below", RDFS.subClassOf), ("below", RDFS.subPropertyOf), ("of", RDFS.domain), ("to", RDFS.range)
    told = [
        f"{word} {_listed(names)}"
        for word, relation in (*relations, ("inverse of", OWL.inverseOf), ("see also", RDFS.seeAlso))
        if (names := sorted(_name(ontology, each) for each in ontology.objects(term, relation)))
    ]
    if told:
        yield f"{'; '.join(told)}."


def _name(ontology: Graph, node: Any) -> str:
    if not isinstance(node, URIRef):
        return " or ".join(_name(ontology, each) for each in Collection(ontology, ontology.value(node, OWL.unionOf)))
    prefix, _, local = ontology.namespace_manager.compute_qname(node, generate=True)
    return f"`{prefix}:{local}`"


def _listed(items: Iterable[str]) -> str:
    return ", ".join(items)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(' '.join(cell.replace('|', '&#124;').split()) for cell in row)} |" for row in lines
    )
