"""Component `sitrep_entities`: which mentions of one article refer to the same one.

Names come first, fullest first, so that a surname finds its full name; then what stands in apposition to a name; then
descriptions and pronouns, which look back for whom they fit.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from spacy.language import Language

from kg.extract.coreference.apposition import name_beside, whole_of
from kg.extract.coreference.bodies import Bodies
from kg.extract.coreference.descriptions import Describing
from kg.extract.coreference.facilities import called_by_town, cut_short, facility
from kg.extract.coreference.merging import join, merge
from kg.extract.coreference.names import Naming
from kg.extract.coreference.pronouns import Pronouns
from kg.extract.coreference.settlements import Settlements
from kg.extract.drafts import EntityDraft, MentionDraft, mention_at
from kg.extract.tokens import Doc, on_plain
from kg.knowledge.actors import ActorList
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.lists import actors_in, places_in
from kg.knowledge.names import fold, words
from kg.vocab import is_a


@Language.factory(
    "sitrep_entities",
    default_config={"actors": "", "lexicon": "", "places": ""},
    requires=["doc._.mentions"],
    assigns=["doc._.entities", "doc._.mentions"],
)
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Coreference:  # noqa: ARG001 - spaCy passes nlp and name
    """Build the component from the folders of the actor list, the lexicon and the places."""
    return Coreference(actors_in(Path(actors)), load_lexicon(Path(lexicon)), places_in(Path(places)))


_SAME = frozenset(("same", "very"))  # says nothing new of a building
_NUMBERED = re.compile(r"\d+(st|nd|rd|th)$")


class Coreference:
    """Writes `doc._.entities` and each mention's `entity`.

    In `doc._.mentions` it adds pronouns, and names that only "known as" gives away; a new mention takes the place of a
    family name that was taken for a place, and of "the army" where that is a body of the actor list.
    """

    def __init__(self, actors: ActorList, lexicon: Lexicon, places: Gazetteer) -> None:
        self._naming, self._places = Naming(lexicon), places
        self._describing = Describing(actors, lexicon)
        self._pronouns = Pronouns(lexicon)
        self._settlements = Settlements(actors, lexicon, places)
        self._state_bodies = Bodies(actors, lexicon)
        self._known_as = lexicon.words("relations", "also_known")
        self._plain = lexicon.sets["plain"]
        unarmed = ("Organization", "MediaOrganization")
        self._services = frozenset(noun for noun, cls in lexicon.nominals.items() if " " in noun and cls in unarmed)
        self._origins = lexicon.sets["origins"]
        self._one_a_town = lexicon.sets["one_a_town"]
        self._fighters, self._collectives = lexicon.sets["fighters"], lexicon.sets["collectives"]

    @on_plain
    def __call__(self, doc: Doc) -> None:
        """Join names first, then nominals, then pronouns."""
        entities: list[EntityDraft] = []
        doc._.mentions = self._naming.unmasked(doc._.mentions)
        for mention in sorted((m for m in doc._.mentions if m.kind == "name"), key=_fullest_first):
            _put(mention, self._naming.namesake(mention, entities), entities)
        self._naming.short_forms(entities)
        self._naming.acronyms(entities)
        cut_short(entities)
        self._naming.resumed(doc, entities)
        self._titled(doc, entities)
        self._naming.aliases(doc, entities)
        self._apposed(doc)
        bodies = self._bodies(doc)
        doc._.mentions = [bodies.get(id(m), m) for m in doc._.mentions]
        known = {id(m) for m in bodies.values()}
        at = mention_at(doc)
        for mention in [m for m in doc._.mentions if m.entity is None]:
            if id(mention) in known:
                _put(mention, self._naming.namesake(mention, entities), entities)
                if mention.entity is not None and self._state_bodies.is_titled(mention) and not mention.entity.names:
                    mention.entity.names.append(mention.span.text)  # "the health ministry"
            elif (named := _of_that_name(mention, entities)) is not None:
                join(mention, named)
            elif mention.cls == "Facility":
                _put(mention, facility(mention, at, entities, self._plain | _SAME), entities)
            else:
                place = self._settlements.antecedent(mention, doc, entities)
                _put(mention, place or self._describing.antecedent(mention, doc, entities), entities)
        called_by_town(entities, at, self._one_a_town, self._places)
        _number(entities)
        self._describing.identified(doc, entities)
        self._describing.styled(doc, entities)
        self._describing.introduced(entities)
        self._describing.named_next(doc, entities)
        self._describing.followers(doc, entities)
        pronouns = [*self._pronouns.read(doc)]
        doc._.mentions = sorted([*doc._.mentions, *pronouns], key=lambda m: (m.span.start, m.span.end))
        for mention in doc._.mentions:
            _sharpen(mention)
        doc._.entities = sorted(entities, key=lambda e: min(m.span.start for m in e.mentions))

    def _titled(self, doc: Doc, entities: list[EntityDraft]) -> None:
        """ "The Interior Ministry", "National Police" of an article about one country are that country's."""
        state = self._state_bodies.state(doc) or ""
        for entity in [e for e in entities if state and not e.actor and e.names and is_a(e.cls, "Organization")]:
            body = next((b for n in entity.names if (b := self._state_bodies.titled(n, state)) is not None), None)
            if body is None:
                continue
            known = next((e for e in entities if e.actor == body.id), None)
            if known is not None:
                merge(known, entity, entities)
            else:
                entity.actor, entity.cls, entity.country = body.id, body.cls, body.country

    def _apposed(self, doc: Doc) -> None:
        at = mention_at(doc)
        for mention in [m for m in doc._.mentions if m.kind == "nominal" and m.entity is None]:
            named = whole_of(mention, at, self._fighters, self._collectives, self._origins)
            named = named or name_beside(mention, at, self._known_as, self._plain, self._services)
            if named is not None and named.entity is not None:
                join(mention, named.entity)

    def _bodies(self, doc: Doc) -> dict[int, MentionDraft]:
        """A new mention, by the old one's id, for each that stands for a state's body ("the army")."""
        unknown = [m for m in doc._.mentions if m.entity is None]
        found = ((m, self._state_bodies.body(m, doc)) for m in unknown)
        return {id(m): replace(m, actor=b.id, cls=b.cls, country=b.country) for m, b in found if b is not None}


def _fullest_first(name: MentionDraft) -> tuple[bool, int, int]:
    length = len(words(name.span.text)) if name.cls == "Person" else 0
    return (name.actor is None, -length, name.span.start)


def _of_that_name(nominal: MentionDraft, entities: list[EntityDraft]) -> EntityDraft | None:
    """The place or building whose name a noun phrase is, though it was not seen as one: "the Saudi hospital"."""
    if not is_a(nominal.cls, "Place") or not nominal.span.text[:1].isupper() or len(nominal.span) == 1:
        return None
    called = fold(nominal.span.text)
    return next((e for e in entities if is_a(e.cls, "Place") and any(fold(n) == called for n in e.names)), None)


def _put(mention: MentionDraft, entity: EntityDraft | None, entities: list[EntityDraft]) -> None:
    """Join a mention to an entity, or to a new one."""
    if entity is None:
        entity = EntityDraft(mention.cls, country=mention.country)
        entities.append(entity)
    join(mention, entity)


def _number(entities: list[EntityDraft]) -> None:
    """Let a unit's number be its name: "the 390th battalion"."""
    for entity in [e for e in entities if e.cls == "MilitaryForce" and not e.names and not e.actor]:
        first = next((m for m in entity.mentions if any(_NUMBERED.match(t.text) for t in m.span)), None)
        if first is not None and not first.plural:
            entity.names.append(first.span.text)


def _sharpen(mention: MentionDraft) -> None:
    """Let the article's own word for an organisation ("a militia") say more than the model's label."""
    entity = mention.entity
    if entity is None or mention.kind != "nominal" or not entity.names or entity.actor is not None:
        return
    if is_a(mention.cls, entity.cls):
        entity.cls = mention.cls
