"""Who has others attack: "a mob led by X", "under X's command", "on the orders of X", "X ordered jets to bomb it"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.drafts import EntityDraft
from kg.extract.participants import Fillers
from kg.extract.text.syntax import after, agents, children, lemma, possessors, subjects
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_BEFORE = ("amod", "compound", "nmod")
_BODIES = ("ArmedGroup", "MilitaryForce", "State", "Coalition")

Commander = tuple[EntityDraft, Token]


class Behests:
    """Finds those at whose behest the attacks of one document were made."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._fillers = fillers
        table = lexicon.events["behests"]
        self._nouns = {preposition: lexicon.words("events", "behests", preposition) for preposition in table}
        self._led = lexicon.words("events", "led")
        self._loyal = lexicon.words("events", "loyal")
        self._commanding = lexicon.words("events", "commanding")

    def of(self, word: Token) -> Iterator[Commander]:
        """At whose orders something is done, by the phrase that hangs on a verb or noun."""
        for preposition in children(word, "prep"):
            nouns = self._nouns.get(preposition.lower_, frozenset())
            for noun in (t for t in children(preposition, "pobj") if lemma(t) in nouns):
                for token in (*after(noun, ("of",)), *possessors(noun), *children(noun, *_BEFORE)):
                    yield from self._who(token)

    def led(self, doers: Iterable[Token]) -> Iterator[Commander]:
        """Who leads doers that go by no name: "a mob led by X", "a column of men under the command of X"."""
        for doer in doers:
            for each in (doer, *after(doer, ("of",))):
                yield from self.of(each)
                for loyal in (t for t in children(each, "amod") if lemma(t) in self._loyal):
                    for token in after(loyal, ("to",)):
                        yield from self._who(token)
                for clause in children(each, "acl", "relcl"):
                    yield from self.of(clause)  # "soldiers acting on X's orders"
                    if lemma(clause) in self._led:
                        for token in agents(clause):
                            yield from self._who(token)

    def ordering(self, verb: Token) -> list[Token]:
        """ "X ordered jets to bomb it": X."""
        head = verb.head
        told = verb.dep_ in ("xcomp", "ccomp") and verb.tag_ == "VB" and lemma(head) in self._commanding
        if not told or any(children(head, "neg", "aux")):
            return []
        return [t for t in subjects(head) if self._is_known(t)]

    def _is_known(self, token: Token) -> bool:
        entity = self._fillers.entity(token, make=False)
        return entity is not None and bool(entity.names) and (entity.cls == "Person" or self._is_body(entity))

    def _who(self, token: Token) -> Iterator[Commander]:
        """A commander with a name, the body of one without, or else those who lead as they are called."""
        entity = self._fillers.entity(token, make=False)
        owners = [*self._fillers.affiliations(token)]
        called = entity is not None and entity.cls in ("Group", "ArmedGroup", "MilitaryForce") and not owners
        if entity is not None and (called or self._is_known(token) or (self._is_body(entity) and entity.actor)):
            owners = [(entity, token)]
        yield from owners

    @staticmethod
    def _is_body(entity: EntityDraft) -> bool:
        return any(is_a(entity.cls, cls) for cls in _BODIES)
