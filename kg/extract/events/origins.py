"""From whose ground something was fired: "from X's positions", "from X-held hills"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.participants import Fillers
from kg.extract.text.syntax import after, children, lemma, possessors
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_OWNERS = ("State", "StateBody", "MilitaryForce", "ArmedGroup", "Coalition")
_BEFORE = ("amod", "compound", "nmod")


class Origins:
    """Finds owners of the ground that is named after "from"."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._fillers = fillers
        self._firing_points = lexicon.words("events", "firing_points")
        self._holding = lexicon.words("events", "holding")

    def of(self, word: Token) -> Iterator[Token]:
        """The words for whoever holds what a word's "from" names; "two shells fired, they said, from X" too."""
        told = [*children(word, "parataxis")] if word.pos_ == "VERB" else []
        told += [word.head] if word.dep_ == "ccomp" and word.i < word.head.i else []
        for each in (word, *told):
            for ground in after(each, ("from",)):
                yield from self._owners(ground)

    def _owners(self, ground: Token) -> Iterator[Token]:
        if lemma(ground) in self._firing_points:
            owners = [*possessors(ground), *after(ground, ("of",)), *children(ground, *_BEFORE)]
            yield from owners
            if any(map(self._is_owner, owners)):
                return
        within = (ground, *after(ground, ("of", "around", "near")))  # "from the area of Y, which is held by X"
        for held in (t for each in within for t in children(each, "amod", "acl", "relcl")):
            if lemma(held) in self._holding:
                yield from children(held, "npadvmod", *_BEFORE)
                yield from after(held, ("by",))

    def _is_owner(self, token: Token) -> bool:
        mention = self._fillers.mention(token)
        return mention is not None and any(is_a(mention.cls, cls) for cls in _OWNERS)
