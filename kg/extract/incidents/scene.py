"""How a story is laid out: its sentences and paragraphs, what they name, and where they set the scene anew."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Set
from typing import TypeVar

from kg.extract.drafts import EntityDraft
from kg.extract.text.syntax import SUBJECTS, lemma
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.lexicon import Lexicon, Words
from kg.vocab import is_a

Cues = Mapping[str, Words]
T = TypeVar("T")


def cues_of(lexicon: Lexicon) -> Cues:
    """The words that set the incidents of a story apart, by kind of cue."""
    told = {kind: lexicon.words("events", "story", kind) for kind in lexicon.events["story"]}
    sides = {"irregular": lexicon.words("events", "irregulars"), "state": lexicon.words("events", "regulars")}
    charging = {*lexicon.attribution["blame"], *lexicon.attribution["involvement"]["adjectives"]}
    charging |= {w for kind in ("accusing", "ties", "accountable") for w in lexicon.words("attribution", kind)}
    attributed = {"preparing": lexicon.words("attribution", "preparing"), "charging": frozenset(charging)}
    return told | sides | attributed


class Scene:
    """What each sentence of a document names, and where sentences and paragraphs begin; read once.

    Attributes:
        first: the token of the document's first trigger.
    """

    def __init__(self, doc: Doc, cues: Cues) -> None:
        self._sentences = [s.start for s in doc.sents]
        self._openings = {n: frozenset(_opening(s, cues)) for n, s in enumerate(doc.sents, 1)}
        self._changes = [n for n, opening in self._openings.items() if opening]
        self._breaks = [t.i for t in doc if "\n" in t.text]
        self.first = min((f.trigger.i for f in doc._.frames), default=0)
        self._starts = {0, *(i + 1 for i in self._breaks)}
        self._named: dict[int, set[EntityDraft]] = defaultdict(set)
        self._dates: dict[int, set[str]] = defaultdict(set)
        self._things: dict[int, Counter[str]] = {}
        for mention in doc._.mentions:
            if mention.entity is not None and mention.entity.names and mention.entity.cls != "State":
                self._named[self.sentence(mention.head.i)].add(mention.entity)
        for time in doc._.times:
            self._dates[self.sentence(time.span.start)].add(time.value)
        self._places = {n: {e for e in named if is_a(e.cls, "Place")} for n, named in self._named.items()}
        self._places_in_force, self._dates_in_force = self._in_force(self._places), self._in_force(self._dates)

    def sentence(self, token: int) -> int:
        """The number of the sentence that a token stands in, from 1."""
        return bisect_right(self._sentences, token)

    def paragraph(self, token: int) -> int:
        """The number of the paragraph, from 0."""
        return bisect_right(self._breaks, token)

    def begins_paragraph(self, token: int) -> bool:
        """Whether a token is the first of a paragraph."""
        return token in self._starts

    def opening(self, token: int) -> frozenset[str]:
        """How the token's sentence sets the scene anew, if it does: with a time, a place, "meanwhile"."""
        return self._openings[self.sentence(token)]

    def set_anew(self, token: int) -> int:
        """How many sentences, up to that of a token, set the scene anew."""
        return bisect_right(self._changes, self.sentence(token))

    def places(self, token: int) -> set[EntityDraft]:
        """Places that the token's sentence names, states left out."""
        return self._places.get(self.sentence(token), set())

    def standing(self, token: int) -> tuple[frozenset[EntityDraft], frozenset[str]]:
        """The places and the dates in force: of the token's sentence, else of the last before it that names any."""
        return self._places_in_force[self.sentence(token)], self._dates_in_force[self.sentence(token)]

    def seen(self, token: int, most: int) -> tuple[list[frozenset[EntityDraft]], list[frozenset[str]]]:
        """The places and the dates named from each sentence before the token's up to its own, nearest first."""
        here = self.sentence(token)
        places, dates = set[EntityDraft](), set[str]()
        found: tuple[list[frozenset[EntityDraft]], list[frozenset[str]]] = ([], [])
        for number in range(here, max(0, here - most), -1):
            places |= self._places.get(number, set())
            dates |= self._dates.get(number, set())
            found[0].append(frozenset(places))
            found[1].append(frozenset(dates))
        return found

    def _in_force(self, named: Mapping[int, Set[T]]) -> list[frozenset[T]]:
        """Of each sentence what it names, or else what the last before it does."""
        found = [frozenset[T]()]
        for number in range(1, len(self._sentences) + 1):
            found.append(frozenset(named.get(number, ())) or found[-1])
        return found

    def people(self, token: int) -> set[EntityDraft]:
        """Persons and bodies that the token's sentence names."""
        return {e for e in self._named[self.sentence(token)] if not is_a(e.cls, "Place")}

    def things(self, word: Token) -> Set[str]:
        """Names and things that a word's sentence speaks of, besides the word itself."""
        sentence = word.sent
        if sentence.start not in self._things:
            self._things[sentence.start] = Counter(lemma(t) for t in sentence if _is_thing(t))
        told = self._things[sentence.start]
        return told.keys() - {lemma(word)} if _is_thing(word) and told[lemma(word)] == 1 else told.keys()

    def dates(self, token: int) -> set[str]:
        """Dates that the token's sentence names."""
        return self._dates[self.sentence(token)]


def _is_thing(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and token.is_alpha


def _opening(sentence: Span, cues: Cues) -> Iterator[str]:
    """ "On Sunday, ...", "In Najaf, ...", "Meanwhile ...": what stands before a sentence's subject."""
    root = sentence.root
    for top in root.lefts:
        if top.dep_ in SUBJECTS:
            break
        within = {t.ent_type_ for t in top.subtree} if top.dep_ in ("prep", "npadvmod", "advmod") else set()
        if within & {"DATE", "TIME"}:
            yield "opens_with_time"
        if within & {"GPE", "LOC", "FAC"}:
            yield "opens_with_place"
        if any(t.lower_ in cues["another"] or t.lower_ in cues["separate"] for t in (top, *top.subtree)):
            yield "opens_apart"
