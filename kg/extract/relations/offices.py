"""What a title of state leads: a minister a ministry, a premier the government, a president the state."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.mentions.portfolios import Portfolios
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a


class Offices:
    """Knows titles of state."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._actors = actors
        self._heads = lexicon.words("relations", "heads_of_government")
        self._rulers = lexicon.words("relations", "heads_of_state")
        self._portfolios = Portfolios(lexicon)

    def of_state(self, noun: Token, title: str, country: str) -> Actor | None:
        """What the title leads in a state that the text names; None for an ordinary position there."""
        ministry = self._portfolios.ministry(noun)
        if ministry is not None:
            return self._actors.body(country, ministry)
        return self._actors.body(country, "government") if title in self._heads else None

    def implied(self, title: str, person: EntityDraft, offices: dict[str, Actor], doc: Doc) -> Actor | None:
        """What "Prime Minister X" or "President X" leads where the text does not say of which state.

        Args:
            title: "prime minister", "president", ...
            person: the actor list may know the country.
            offices: what the article says elsewhere that the same title leads.
            doc: the article; the one government that it speaks of is the last resort.
        """
        country = self.country(person)
        if title in self._rulers:
            return self._actors.state(country) if country else None
        if title not in self._heads:
            return None
        if country:
            return self._actors.body(country, "government")
        return offices.get(title) or self._only_government(doc)

    def country(self, person: EntityDraft) -> str | None:
        """Whose citizen the actor list says that a person is."""
        known = self._actors.get(person.actor) if person.actor else None
        return known.country if known else None

    def is_foreign(self, person: EntityDraft, body: EntityDraft) -> bool:
        """Whether a title stands beside another state's name by accident ("Iraq's capital, where President X ...")."""
        home = self.country(person)
        state = body.cls == "State" or is_a(body.cls, "StateBody")
        return bool(home and body.country and body.country != home and state)

    def _only_government(self, doc: Doc) -> Actor | None:
        """The one government that the article speaks of, if it is one."""
        actors = {e.actor for e in doc._.entities if e.actor}
        governments = [
            a for a in (self._actors.get(i) for i in sorted(actors)) if a is not None and a.body == "government"
        ]
        return governments[0] if len(governments) == 1 else None


def office_entity(noun: Token, office: Actor) -> EntityDraft:
    """The article's entity for an office; a new one, named by the title's words, where it has none."""
    doc = noun.doc
    entity: EntityDraft | None = next((e for e in doc._.entities if e.actor == office.id), None)
    if entity is None:
        start = noun.i - 1 if noun.i > noun.sent.start and noun.nbor(-1).dep_ in ("compound", "amod") else noun.i
        span = doc[start : noun.i + 1]
        mention = MentionDraft(span, noun, "nominal", office.cls, office.id, country=office.country)
        mention.entity = entity = EntityDraft(office.cls, [mention], actor=office.id, country=office.country)
        doc._.entities.append(entity)
        doc._.mentions.append(mention)
    return entity
