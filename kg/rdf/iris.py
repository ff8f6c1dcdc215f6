"""The IRIs of the vocabulary and of the instances: a function of what they name alone."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode

from kg import vocab
from kg.errors import SettingsError
from kg.model import Span

# What a path segment may hold as it is (RFC 3986), less what shells and Turtle would have to escape.
_SAFE: Final = "-._~:@,;="


@cache
def kg(local: str) -> NamedNode:
    """A term of the vocabulary: `kg("attacker")`."""
    return NamedNode(vocab.KG + local)


TYPE: Final = NamedNode(vocab.RDF + "type")
SUBJECT: Final = NamedNode(vocab.RDF + "subject")
PREDICATE: Final = NamedNode(vocab.RDF + "predicate")
OBJECT: Final = NamedNode(vocab.RDF + "object")
LABEL: Final = NamedNode(vocab.RDFS + "label")
ALT_LABEL: Final = NamedNode(vocab.SKOS + "altLabel")
SAME_AS: Final = NamedNode(vocab.OWL + "sameAs")
LAT: Final = NamedNode(vocab.GEO + "lat")
LONG: Final = NamedNode(vocab.GEO + "long")
WKT: Final = NamedNode(vocab.GEOSPARQL + "asWKT")
IDENTIFIER: Final = NamedNode(vocab.DCTERMS + "identifier")
LANGUAGE: Final = NamedNode(vocab.DCTERMS + "language")
HEADLINE: Final = NamedNode(vocab.SCHEMA + "headline")
PUBLISHED: Final = NamedNode(vocab.SCHEMA + "datePublished")
URL: Final = NamedNode(vocab.SCHEMA + "url")
PUBLISHER: Final = NamedNode(vocab.SCHEMA + "publisher")
BODY: Final = NamedNode(vocab.SCHEMA + "articleBody")
GENERATED_BY: Final = NamedNode(vocab.PROV + "wasGeneratedBy")


class Iris:
    """The IRIs of a graph's own things, below one base.

    Whatever an IRI cannot hold is percent-encoded, as UTF-8; different names have different IRIs.
    """

    def __init__(self, base: str) -> None:
        """Take the base.

        Raises:
            SettingsError: it is no IRI that other parts can follow.
        """
        try:
            NamedNode(base)
        except ValueError as wrong:
            raise SettingsError(
                f"The base {base!r} is no IRI ({wrong}); give one like https://example.org/id/"
            ) from None
        if not base.endswith(("/", "#", ":")):
            raise SettingsError(f"The base {base!r} must end with a slash, so that names can follow it")
        self.base = base

    def entity(self, slug: str) -> NamedNode:
        """A canonical entity's IRI."""
        return self._below("entity", slug)

    def event(self, slug: str) -> NamedNode:
        """A canonical event's IRI."""
        return self._below("event", slug)

    def conflict(self, id_: str) -> NamedNode:
        """A war's IRI: it stands among the entities, whose slugs it never shares."""
        return self._below("entity", f"conflict-{id_}")

    def article(self, id_: str) -> NamedNode:
        """An article's IRI, which is its named graph's too."""
        return self._below("article", id_)

    def article_id(self, iri: str) -> str:
        """The id of the article that has that IRI."""
        return unquote(iri.removeprefix(f"{self.base}article/"))

    def is_article(self, iri: str) -> bool:
        """Whether that is the IRI of an article, and of its named graph."""
        return iri.startswith(f"{self.base}article/")

    def claim(self, digest: str) -> NamedNode:
        """A claim's IRI."""
        return self._below("claim", digest)

    def run(self, name: str) -> NamedNode:
        """The IRI of a run, by its time; or of a reading, by the extractor's version."""
        return self._below("run", name)

    def software(self, name: str) -> NamedNode:
        """The IRI of one version of a program."""
        return self._below("software", name)

    def graph(self, name: str) -> NamedNode:
        """One of the program's own named graphs, which holds no article."""
        return self._below("graph", name)

    def is_ours(self, graph: str) -> bool:
        """Whether a named graph is the program's: an article's, or one that it keeps its own things in."""
        return graph.startswith(self.ours)

    @property
    def ours(self) -> tuple[str, ...]:
        """What the IRIs of the program's named graphs begin with; all others are the users' own."""
        return tuple(f"{self.base}{kind}/" for kind in ("article", "graph", "run"))

    def mention(self, article_id: str, span: Span, *, headline: bool = False) -> NamedNode:
        """A stretch of an article's text, as RFC 5147 addresses it, or of its headline, addressed likewise."""
        where = "headline" if headline else "char"
        return NamedNode(f"{self.article(article_id).value}#{where}={span.start},{span.end}")

    def _below(self, kind: str, name: str) -> NamedNode:
        return NamedNode(f"{self.base}{kind}/{_encoded(name)}")


@lru_cache(maxsize=10_000)  # an article is named by each of its mentions
def _encoded(name: str) -> str:
    return quote(name, safe=_SAFE)
