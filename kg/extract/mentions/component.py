"""Component `sitrep_mentions`: where the text speaks of somebody, something or some place.

Three sources, in order of trust: the actor list (names, demonyms, seats of government), the model's named entities, and
noun phrases whose head the lexicon knows ("a militia commander"). Coreference is the next component's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language

from kg.extract.drafts import MentionDraft, name_over, register
from kg.extract.mentions.actor_phrases import ActorPhrases, actor_phrases, is_in_a_run, people
from kg.extract.mentions.calling import Calling
from kg.extract.mentions.kinds import KindEvidence, settle
from kg.extract.mentions.listed import unlist
from kg.extract.mentions.locating import locate
from kg.extract.mentions.nominals import Nominals
from kg.extract.mentions.numbered import numbered
from kg.extract.mentions.overlooked import Overlooked
from kg.extract.mentions.peoples import is_people
from kg.extract.mentions.places import describe, is_located, stands_for_state
from kg.extract.mentions.portfolios import Portfolios
from kg.extract.mentions.ranked import Ranked
from kg.extract.mentions.recognised import goes_on, recognised
from kg.extract.mentions.remembered import remember
from kg.extract.mentions.rivals import namesakes, settled
from kg.extract.mentions.units import Units
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Doc, Span, Token, on_plain
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.kinds import Kinds, load_kinds
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.lists import places_in
from kg.knowledge.names import fold
from kg.vocab import is_a

_CLASSES = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Facility",
    "NORP": "Group",
}
_LONGER_NAMES = ("ORG", "FAC", "LOC", "EVENT", "WORK_OF_ART", "LAW")
_TRIM = frozenset("and or the a an 's ’s ' ’ \" “ ” ‘ - – — , . ( ) : ;".split())
_ARTICLES = ("al", "el", "an", "as", "ar")


@Language.factory(
    "sitrep_mentions",
    default_config={"actors": "", "lexicon": "", "places": ""},
    requires=["doc.ents"],
    assigns=["doc._.mentions"],
)
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Mentions:  # noqa: ARG001 - spaCy passes nlp and name
    """Build the component from the folders of the actor list, the lexicon and the places."""
    register()
    words = Path(lexicon)
    return Mentions(actor_phrases(Path(actors)), load_lexicon(words), places_in(Path(places)), load_kinds(words))


class Mentions:
    """Writes `doc._.mentions`, in text order; reads the model's entities and the layout, no other draft."""

    def __init__(self, phrases: ActorPhrases, lexicon: Lexicon, places: Gazetteer, kinds: Kinds) -> None:
        self._actors = actors = phrases.actors
        self._phrases, self._lexicon, self._places, self._kinds = phrases, lexicon, places, kinds
        self._evidence = KindEvidence(lexicon, places, lexicon.words("attribution", "reporting", "Asserted"))
        self._nominals = Nominals(actors, lexicon, places)
        self._portfolios = Portfolios(lexicon)
        self._calling = Calling(lexicon, places)
        self._units, self._ranked = Units(lexicon), Ranked(lexicon)
        self._rulers = lexicon.rulers
        self._polities = lexicon.words("relations", "polities")
        self._nameless = lexicon.sets["common_acronyms"] | lexicon.sets["settlements"] | lexicon.sets["directions"]
        self._overlooked = Overlooked(lexicon, places, self._nominals)

    @on_plain
    def __call__(self, doc: Doc) -> None:
        """Find names, then nominals beside them, then give places their coordinates."""
        names = list(self._known(doc))
        units = self._units.of(doc, {t.i for m in names for t in m.span})
        names += [MentionDraft(unit, unit.root, "name", "MilitaryForce") for unit in units]
        places = numbered(doc, {t.i for m in names for t in m.span}, self._nominals)
        names += [MentionDraft(span, span.root, "name", "Facility") for span in places]
        ranked = self._ranked.of(doc, {t.i for m in names for t in m.span})
        names += [MentionDraft(name, name.root, "name", "Person") for name in ranked]
        names += self._recognised(doc, {t.i for m in names for t in m.span})
        names += self._overlooked.of(doc, {t.i for m in names for t in m.span})
        names += list(_again(doc, names))
        names = self._nominals.titled(doc, names)
        unlist(doc, names, self._actors, self._places, self._lexicon.sets["far_afield"])
        describe(names, self._lexicon)
        settle(names, self._evidence, self._kinds, self._calling)
        remember(doc, names, self._actors, self._places, self._rulers)
        mentions = [*names, *self._nominals.find(doc, names)]
        locate(mentions, self._places, self._lexicon)
        doc._.mentions = sorted(mentions, key=lambda m: (m.span.start, m.span.end))

    def _known(self, doc: Doc) -> Iterator[MentionDraft]:
        """Mentions of actors in the list; a seat of government only where it stands for the state."""
        matches = self._phrases.find(doc, cased=not doc._.recased)
        meant = list(settled(doc, matches, self._actors, self._places))
        provinces = namesakes(doc, meant, self._places)
        for start, end, (actor, form) in meant:
            span = doc[start:end]
            if (area := provinces.get(span.text)) is not None:
                yield MentionDraft(span, span.root, "name", "Place", place=area.id, country=area.country)
                continue
            filed = doc._.dateline is not None and doc._.dateline.holds(span)
            if form == "metonym" and (filed or not stands_for_state(span, self._lexicon)):
                continue  # the model and the gazetteer know it as a place
            if start > 0 and end < len(doc) and (is_in_a_run(span, actor.cls) or self._is_cut(span, actor.country)):
                continue
            if form == "demonym" and (cls := people(span.root)):
                yield MentionDraft(span, span.root, "nominal", cls, country=actor.country, plural=cls == "Group")
                continue
            draft = MentionDraft(span, span.root, "name", actor.cls, actor.id, country=actor.country)
            draft.adjective, draft.naming = form == "demonym", form == "name"
            yield draft

    def _is_cut(self, span: Span, country: str | None) -> bool:
        """Whether the match is cut from a longer name: "Jordan Smith", "Iraq Body Count", "Northern Ireland"."""
        if country and self._is_abroad(span, country):
            return True
        longer = name_over(span)
        if longer is None or len(longer) == len(span):
            return False
        outside = [t for t in longer if not span.start <= t.i < span.end and t.pos_ == "PROPN" and t.text[:1].isupper()]
        if longer.label_ == "PERSON" or not outside or self._evidence.houses(longer):  # "John Garang AIRPORT"
            return bool(outside)
        if longer.label_ not in _LONGER_NAMES:
            return False
        if all(t.i < span.start and t.lower_ in self._lexicon.sets["origins"] for t in outside):
            return False
        before, after = span.doc[span.start - 1], span.doc[span.end]
        at_end = (
            before in outside
            and (span.end == longer.end or after.lower_ in ("of", "for"))
            and longer.label_ == "ORG"
            and not self._phrases.holds(before.text)
        )
        first = longer.start + (longer[0].lower_ == "the")
        inside = before in outside and after in outside  # "the Free LIBERATION Army"
        return at_end or (len(span) == 1 and (span.start == first or inside))

    def _is_abroad(self, span: Span, country: str) -> bool:
        """Whether a state's name and the word beside it are a place of another's: "Northern Ireland", "Niger Delta"."""
        doc, (start, end) = span.doc, (span.start, span.end)
        longer = [doc[start - 1 : end]] if not span[0].is_sent_start and doc[start - 1].text.istitle() else []
        longer += [doc[start : end + 1]] if doc[end].text.istitle() and not doc[end].is_sent_start else []
        return any(place.country != country for name in longer for place in self._places.named(name.text)[:1])

    def _recognised(self, doc: Doc, taken: set[int]) -> Iterator[MentionDraft]:
        """The model's entities, trimmed and given a class; the actor list's words are taken already."""
        portfolios = self._portfolios.words_in(doc)
        for found in recognised(doc):
            entity = _without(found, portfolios)
            if entity is None:
                continue
            label = entity.label_
            if label == "ORG" and (self._ranked.is_rank(entity) or self._units.is_kind(entity)):
                continue
            entity = self._ranked.without(entity) if label == "ORG" else entity
            span = self._trim(entity, taken) if label in _CLASSES else None
            if span is None or not any(t.text[:1].isupper() for t in span) or self._is_common(span):
                continue
            if len(span) == 1 and span.text.lower() in self._polities:
                continue  # "the Kingdom", "the Republic"
            if label == "ORG" and all(t.lower_.rstrip(".") in self._lexicon.sets["honorifics"] for t in span):
                continue  # "Interior Minister", "Brig."
            if len(span) == 1 and (span[0].lower_ in self._nameless or self._is_kind_of_place(span[0], label)):
                continue  # "the East", "Prefecture", "IDPs", "Bazaar"
            if span.text.lower() in self._lexicon.makes:
                continue  # "Tomahawks destroyed a radar"
            span = self._numbered(self._whole_name(span, taken | portfolios), label)
            label = "NORP" if is_people(span, label, self._places) else label
            taken.update(t.i for t in span)
            if label == "NORP" and is_located(span, self._places, self._lexicon):
                yield MentionDraft(span, span.root, "name", "Place")
            elif label == "NORP":
                plural = span.root.tag_ in ("NNS", "NNPS")
                yield MentionDraft(span, span.root, "nominal", "Group", adjective=not plural, plural=plural)
            else:
                cls = self._class(span, label)
                span = _first_part(span) if cls == "Place" else span
                yield MentionDraft(span, span.root, "name", cls)

    def _is_common(self, span: Span) -> bool:
        """Whether a sentence merely begins with a word for people or arms ("Guerrillas attacked", "Mortars fell")."""
        word = span[0]
        common = self._nominals.cls(word) == "Person" or lemma(word) in self._lexicon.weapons
        return len(span) == 1 and bool(word.is_sent_start) and common

    def _is_kind_of_place(self, word: Token, label: str) -> bool:
        """ "The Storytellers' BAZAAR": what is left of a name that says only what kind of place it is."""
        cls = self._lexicon.nominals.get(word.lower_)
        return label in ("GPE", "LOC", "FAC") and cls in ("Place", "Facility") and word.i > word.sent.start

    def _trim(self, entity: Span, taken: set[int]) -> Span | None:
        """The entity without articles, titles, possessives and quotes, and without what is taken already."""
        doc, start, end = entity.doc, entity.start, entity.end
        titles = self._lexicon.sets["honorifics"] if entity.label_ == "PERSON" else frozenset()
        while start < end and (_is_trimming(doc[start]) or doc[start].lower_.rstrip(".") in titles):
            start += 1
        opened = next((i for i in range(start + 1, end) if doc[i].text == "("), end)
        end = opened if all(doc[i].text != ")" for i in range(opened, end)) else end  # "X Command (XC"
        while start < end and _is_trimming(doc[end - 1]):
            end -= 1
        if start > 1 and doc[start - 1].text == "-" and fold(doc[start - 2].text) in _ARTICLES:
            start -= 2
        free = [i for i in range(start, end) if i not in taken]
        if len(free) < end - start:
            whole = bool(free) and free == list(range(free[0], free[-1] + 1))
            if entity.label_ != "PERSON" or not whole or not all(doc[i].pos_ == "PROPN" for i in free):
                return None
            start, end = free[0], free[-1] + 1
        return doc[start:end] if start < end else None

    def _whole_name(self, span: Span, taken: set[int]) -> Span:
        """A name with the capitalised words before it that the model left out ("Dogon Ruwa")."""
        doc, start, end = span.doc, span.start, span.end
        while start > span.sent.start + 1 and start - 1 not in taken and self._belongs(doc[start - 1], span.root):
            start -= 1
        if span.label_ == "PERSON" or doc[start].ent_type_ == "PERSON":  # "Mr. X", and a surname left out
            while end < span.sent.end and end not in taken and goes_on(doc[end - 1], doc[end]):
                end += 1
        return doc[start:end]

    def _belongs(self, word: Token, name: Token) -> bool:
        if word.pos_ != "PROPN" or word.dep_ != "compound" or word.head != name or word.ent_type_:
            return False
        title = word.lower_.rstrip(".") in self._lexicon.sets["honorifics"] or self._nominals.cls(word) is not None
        return bool(word.text.istitle()) and not title

    def _numbered(self, span: Span, label: str) -> Span:
        """A military unit with its number ("21 Armoured Brigade")."""
        before = span.doc[span.start - 1] if span.start else None
        if label != "ORG" or before is None or not before.text[:1].isdigit() or before.is_sent_end:
            return span
        return span.doc[span.start - 1 : span.end] if self._by_own_words(span, label) == "MilitaryForce" else span

    def _class(self, span: Span, label: str) -> str:
        """By the name's own words ("Ministry"), by its place ("in X"), by the noun after it, else the model's."""
        if label in ("ORG", "FAC", "LOC") and (own := self._by_own_words(span, label)):
            return own
        if label in ("PERSON", "ORG") and is_located(span, self._places, self._lexicon):
            return "Place"
        governor = span.root.head
        if label == "ORG" and governor.i > span.root.i and span.root.dep_ in ("compound", "nmod"):
            beside = self._lexicon.nominals.get(governor.lemma_.lower())
            if beside and is_a(beside, "Organization"):
                return beside
        return _CLASSES[label]

    def _by_own_words(self, span: Span, label: str) -> str | None:
        nominals = self._lexicon.nominals
        for token in reversed(span):
            cls = nominals.get(token.lemma_.lower()) or nominals.get(token.lower_.rstrip("s"))
            if cls and (is_a(cls, "Organization") or (label != "ORG" and is_a(cls, "Place"))):
                return cls
        return None


def _without(entity: Span, portfolios: set[int]) -> Span | None:
    """An entity that begins with a minister's portfolio without that, so as a person; None where nothing is left."""
    start = next((t.i for t in entity if t.i not in portfolios), None)
    if start == entity.start:
        return entity
    return None if start is None else Span(entity.doc, start, entity.end, "PERSON")


def _first_part(place: Span) -> Span:
    """A place's name up to a comma: "X, Y district"."""
    comma = next((t.i for t in place[1:] if t.text == ","), None)
    return place if comma is None else place.doc[place.start : comma]


def _again(doc: Doc, names: Iterable[MentionDraft]) -> Iterator[MentionDraft]:
    """Places of one word where they are named again and the model overlooked it."""
    known = {m.span.text for m in names if m.cls == "Place" and m.actor is None and len(m.span) == 1}
    taken = {t.i for m in names for t in m.span}
    for token in doc if known else ():
        if token.text in known and token.i not in taken and token.pos_ == "PROPN" and token.head.i not in taken:
            yield MentionDraft(doc[token.i : token.i + 1], token, "name", "Place")


def _is_trimming(token: Token) -> bool:
    return token.lower_ in _TRIM or token.is_space
