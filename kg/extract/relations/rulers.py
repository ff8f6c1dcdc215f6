"""Whom a ruler's people serve: "Putin's spokesman", "an aide to Assad" and "Museveni's minister" are of a state."""

from __future__ import annotations

from kg.extract.drafts import EntityDraft, published
from kg.extract.relations.titles import Title
from kg.extract.tokens import Doc, Token
from kg.knowledge.actors import Actor, ActorList

_NOMINAL = ("NOUN", "PROPN", "ADJ")


class Rulers:
    """Knows from the actor list who headed which state when."""

    def __init__(self, actors: ActorList) -> None:
        self._actors = actors

    def state(self, person: EntityDraft, doc: Doc) -> Actor | None:
        """The state that somebody was at the head of when the article was written."""
        known, told = self._actors.get(person.actor) if person.actor else None, published(doc)
        if known is None or known.ruled is None or known.country is None:
            return None
        ruled = told is None or known.ruled[0] <= told.year <= known.ruled[1]
        return self._actors.state(known.country) if ruled else None

    @staticmethod
    def between(ruler: EntityDraft, title: Title) -> list[Token] | None:
        """What stands between a ruler's name and the title of who serves him; None where it is no title's words."""
        first = title.noun.sent.start
        ends = [m.span.end for m in ruler.mentions if first <= m.span.start and m.span.end <= title.start]
        words = [t for t in title.noun.doc[max(ends) : title.start] if t.tag_ != "POS"] if ends else []
        return words if all(t.pos_ in _NOMINAL for t in words) else None
