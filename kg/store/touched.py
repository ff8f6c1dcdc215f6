"""The change set since the last publication, by which the indexes beside snapshots are updated."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kg.rdf.iris import Iris, kg
from kg.vocab import KG

MOST_NOTED: Final = 20_000  # things that are worth telling one by one: whoever follows more had better begin anew
_REFERS: Final = kg("refersTo")


class ChangeSet:
    """The changes; false if there are none.

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
            if len(self) > MOST_NOTED:
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

    def include(self, other: ChangeSet) -> None:
        """Tell of what another one does, too."""
        if self.everything or other.everything:
            self.note_everything()
            return
        self.nodes |= other.nodes
        self.ties |= other.ties
        self.articles |= other.articles
        self.mentions.update(other.mentions)

    def save(self, file: Path) -> None:
        """Write it down, unless it is everything.

        Raises:
            OSError: it cannot be written.
        """
        ties = [[str(term)[1:-1] for term in tie] for tie in self.ties]
        told = {"nodes": [*self.nodes], "ties": ties, "articles": [*self.articles], "mentions": self.mentions}
        file.write_text(json.dumps(told), encoding="utf-8")

    @classmethod
    def load(cls, file: Path, base: Iris) -> ChangeSet:
        """The change set of a file.

        Raises:
            OSError, ValueError: it is not there, or broken.
        """
        told = json.loads(file.read_text(encoding="utf-8"))
        here = cls(base, everything=False)
        try:
            here.nodes.update(told["nodes"])
            here.ties.update(Triple(*map(NamedNode, tie)) for tie in told["ties"])
            here.articles.update(told["articles"])
            here.mentions.update(told["mentions"])
        except (KeyError, TypeError) as wrong:
            raise ValueError(f"{file} is none of ours: {wrong!r}") from wrong
        return here

    def _note_believed(self, triple: Triple) -> None:
        if isinstance(triple.subject, NamedNode):
            if isinstance(triple.object, NamedNode) and triple.predicate.value.startswith(KG):
                self.ties.add(triple)
            else:
                self.nodes.add(triple.subject.value)
