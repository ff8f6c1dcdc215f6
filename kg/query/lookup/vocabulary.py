"""The vocabulary's classes and properties in words, as the ontology has them: for filters, legends and editors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Final

from pydantic import Field
from pyoxigraph import RdfFormat, parse

from kg.resources import resource
from kg.vocab import KG, OWL, PREFIXES, RDF, RDFS

_CLASSES: Final = {OWL + "Class"}
_PROPERTIES: Final = {OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property"}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property.

    Attributes:
        name: the local name, by which filters call it.
        above: the local names of the classes or properties right above it.
        domain, range: for a property, the local names (or IRIs, where they are not ours) of what it is from and to.
    """

    name: str
    iri: str
    label: str
    comment: str
    above: Annotated[tuple[str, ...], Field(serialization_alias="super")]
    domain: str | None
    range: str | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms of ours, and the prefixes that every query may use without declaring them."""

    prefixes: Mapping[str, str]
    base: Annotated[str, Field(description="what the IRIs of entities, events, articles and claims begin with")]
    classes: tuple[Term, ...]
    predicates: tuple[Term, ...]


def vocabulary(base: str) -> Vocabulary:
    """The vocabulary, for a graph whose instances have that base."""
    classes, predicates = _terms()
    return Vocabulary(PREFIXES, base, classes, predicates)


@cache
def _terms() -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    told = defaultdict[str, defaultdict[str, list[str]]](lambda: defaultdict(list))
    for quad in parse(path=str(resource("ontology", "sitrep.ttl")), format=RdfFormat.TURTLE):
        told[getattr(quad.subject, "value", "")][quad.predicate.value].append(getattr(quad.object, "value", ""))
    ours = {iri: about for iri, about in sorted(told.items()) if iri.startswith(KG)}

    def of(kinds: set[str]) -> tuple[Term, ...]:
        return tuple(_term(iri, about) for iri, about in ours.items() if kinds & set(about[RDF + "type"]))

    return of(_CLASSES), of(_PROPERTIES)


def _term(iri: str, about: Mapping[str, list[str]]) -> Term:
    above = about.get(RDFS + "subClassOf", []) + about.get(RDFS + "subPropertyOf", [])
    return Term(
        name=iri.removeprefix(KG),
        iri=iri,
        label=_one(about, "label") or iri.removeprefix(KG),
        comment=_one(about, "comment") or "",
        above=tuple(sorted(name.removeprefix(KG) for name in above if name.startswith(KG))),
        domain=_one(about, "domain"),
        range=_one(about, "range"),
    )


def _one(about: Mapping[str, list[str]], name: str) -> str | None:
    found = about.get(RDFS + name)
    return found[0].removeprefix(KG) if found else None
