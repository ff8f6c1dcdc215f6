"""What changed in a graph since it was last published, so that what is kept beside its snapshots can follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kg.rdf.iris import Iris, kg
from kg.vocab import KG

_MOST: Final = 20_000  # things that are worth telling one by one: whoever follows more had better begin anew
_REFERS: Final = kg("refersTo")


class Touched:
    """What changed; false where nothing did.

    Attributes:
        everything: whether so much changed that it is not told, or nobody knows what did.
        nodes: IRIs of which the default graph says something else than before, besides how they are tied.
        ties: triples of the default graph between two IRIs, by the vocabulary's predicates, that came or went.
        articles: IRIs of the articles whose graphs changed, came or went.
        mentions: by IRI, how many mentions it has more than before, or fewer.
    """

    def __init__(self, base: Iris, *, everything: bool) -> None:
        self.everything = everything
        self._articles = base.article("").value
        self.nodes: set[str] = set()
        self.ties: set[Triple] = set()
        self.articles: set[str] = set()
        self.mentions: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return self.everything or len(self) > 0

    def __len__(self) -> int:
        return len(self.nodes) + len(self.ties) + len(self.articles) + len(self.mentions)

    def note(self, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Some quads were removed, others were added; those of no article and not of the default graph do not count."""
        if self.everything:
            return
        for quads, more in ((gone, -1), (new, 1)):
            for quad in quads:
                if isinstance(quad.graph_name, DefaultGraph):
                    self._note_believed(quad.triple)
                elif isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith(self._articles):
                    self.articles.add(quad.graph_name.value)
                    if quad.predicate == _REFERS and isinstance(quad.object, NamedNode):
                        self.mentions[quad.object.value] += more
            if len(self) > _MOST:
                self.note_everything()
                return

    def note_everything(self) -> None:
        """Anything may have changed."""
        self.clear()
        self.everything = True

    def clear(self) -> None:
        """Begin anew: what changed was published."""
        self.everything = False
        for told in (self.nodes, self.ties, self.articles, self.mentions):
            told.clear()

    def _note_believed(self, triple: Triple) -> None:
        if isinstance(triple.subject, NamedNode):
            if isinstance(triple.object, NamedNode) and triple.predicate.value.startswith(KG):
                self.ties.add(triple)
            else:
                self.nodes.add(triple.subject.value)
