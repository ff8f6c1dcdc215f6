"""Who may be an attacker: not those who only suffer attacks, and for a ministry the state whose forces it speaks of."""

from __future__ import annotations

from kg.extract.drafts import EntityDraft
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_REGULARS = ("State", "StateBody", "MilitaryForce", "Coalition")


def is_regular(entity: EntityDraft) -> bool:
    """Whether somebody fights for a state, by his class."""
    return any(is_a(entity.cls, cls) for cls in _REGULARS)


class Doers:
    """Knows who attacks, by the words for them."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._bystanders = lexicon.words("events", "bystanders")
        self._remains = lexicon.words("events", "remains")
        self._noncombatants = lexicon.words("events", "noncombatants")
        self._ministries = tuple(sorted(lexicon.words("events", "warring_ministries")))

    def of(self, entity: EntityDraft, token: Token) -> EntityDraft | None:
        """Who attacks where an entity seems to; None if nobody of its kind does."""
        behind = self.behind(entity, token)
        if lemma(token) in self._remains:
            return None  # "the BODIES of the workers, one of them X, bore shots fired at close range"
        return behind if behind.names or self._may(behind, token) else None

    def _may(self, entity: EntityDraft, token: Token) -> bool:
        """Whether anybody of the kind attacks; whom a pronoun may mean by mistake, must be likely to."""
        kind = lemma(entity.mentions[0].head)
        return kind not in self._bystanders and not (token.pos_ == "PRON" and kind in self._noncombatants)

    def behind(self, entity: EntityDraft, token: Token) -> EntityDraft:
        """Who acts where a ministry seems to ("the Defence Ministry said ITS jets had struck"): its state."""
        if entity.cls != "StateBody" or entity.actor is None or entity.country is None:
            return entity
        if not entity.actor.endswith(self._ministries):
            return entity
        known: list[EntityDraft] = [e for e in token.doc._.entities if e.country == entity.country]
        by_class = [e for cls in ("State", "MilitaryForce") for e in known if e.cls == cls]
        return by_class[0] if by_class else entity
