"""Which building or post of an article a noun phrase picks up: "the U.N. compound", then "the compound"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from kg.extract.coreference.merging import merge
from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.text.syntax import children, lemma
from kg.extract.tokens import Token
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.names import fold, words

_DEFINITE = frozenset("the this that its their".split())
_DESCRIBING = ("amod", "compound", "nmod")
_ANY = ("international", "air")  # what tells an airport or airbase from no other of its town
_COUNTED = ("nummod", "acl", "relcl")  # what may tell one from another of the kind


def facility(
    nominal: MentionDraft, at: Mapping[int, MentionDraft], entities: Sequence[EntityDraft], plain: Collection[str]
) -> EntityDraft | None:
    """The one facility of the article that a definite noun phrase can mean.

    What is said of it must have been said before: "the camp" is the only camp, "the U.N. camp" the only U.N. camp. A
    phrase of its own name needs no article ("Nur Shams refugee camp" beside "Nur Shams"); whose it is, is said of it
    too ("Goma's airport ... the Goma airport").

    Args:
        nominal: a mention without a name.
        at: token index -> mention.
        entities: those of the article so far.
        plain: words that say nothing new ("same", "main").
    """
    head = nominal.head
    if nominal.plural or any(children(head, *_COUNTED)) or head.conjuncts:
        return None
    said = [t for t in _said_of(head) if t.lower_ not in plain]
    named = _named(said, at)
    if named is not None:
        return named
    if not _is_definite(head, said):
        return None
    own = _words(said)
    fits = [e for e in entities if e.cls in ("Facility", "Place") and _is_told(e, head, own)]
    if len(fits) > 1 and any(t.lower_ == "same" for t in head.lefts):
        fits = _most_told(fits, head)
    return fits[0] if len(fits) == 1 else None


def cut_short(entities: list[EntityDraft]) -> None:
    """Join a full name and one without its middle: "the Emirati Maternity Hospital ... the Emirati Hospital"."""
    named = [e for e in entities if e.cls == "Facility" and e.names and not e.place]
    for short in named:
        fits = [e for e in named if e is not short and any(_is_cut(a, b) for a in short.names for b in e.names)]
        if len(fits) == 1 and fits[0] in entities:
            merge(fits[0], short, entities)


def _is_cut(short: str, full: str) -> bool:
    """Whether a name leaves out words from the midst of another one."""
    own, every = words(short), words(full)
    ends = len(own) > 1 and own[0] == every[0] and own[-1] == every[-1]
    return ends and len(own) < len(every) and [w for w in every if w in own] == [*own]


def called_by_town(
    entities: list[EntityDraft], at: Mapping[int, MentionDraft], kinds: Collection[str], places: Gazetteer
) -> None:
    """Name the facilities of which a town has one by their town, for other articles to find: "Goma airport".

    Args:
        entities: an article's.
        at: token index -> mention.
        kinds: nouns for such facilities.
        places: have the names of towns.
    """
    for entity in [e for e in entities if e.cls == "Facility" and e.actor is None]:
        for mention in [m for m in entity.mentions if not m.plural and _kind(m.head) in kinds]:
            towns = (at.get(t.i) for t in mention.head.lefts if t.dep_ in (*_DESCRIBING, "poss"))
            town = next((m for m in towns if m is not None and m.cls == "Place" and m.place), None)
            place = places.get(town.place) if town is not None and town.place else None
            if town is None or place is None:
                continue
            entity.within, entity.country = entity.within or town.place, entity.country or town.country
            head = mention.head
            between = [t.text for t in head.doc[town.span.end : head.i] if t.dep_ in _DESCRIBING]
            told = [] if mention.kind == "name" else [" ".join((town.span.text, *between, head.text))]
            if all(word.istitle() or word in _ANY for word in between):
                told.append(f"{place.name} {_kind(head)}")
            own = {fold(known) for known in entity.names}
            entity.names += [name for name in dict.fromkeys(told) if fold(name) not in own]
    _join_namesakes([e for e in entities if e.cls == "Facility" and not e.place], entities)


def _join_namesakes(facilities: Sequence[EntityDraft], entities: list[EntityDraft]) -> None:
    """Join facilities of one name: "the Sargodha airbase ... the Sargodha air base"."""
    called: dict[str, EntityDraft] = {}
    for entity in facilities:
        known = next((called[key] for name in entity.names if (key := fold(name)) in called), None)
        if known is not None:
            names = [name for name in entity.names if name not in known.names]
            merge(known, entity, entities)
            known.names += [name for name in names if name not in known.names]
        called |= {fold(name): known or entity for name in entity.names}


def _kind(noun: Token) -> str:
    """What kind of facility a noun is for; an air base is an airbase."""
    return "airbase" if noun.lower_ == "base" and noun.i and noun.nbor(-1).lower_ == "air" else lemma(noun)


def _most_told(fits: Sequence[EntityDraft], head: Token) -> list[EntityDraft]:
    """Those that were spoken of most before a noun phrase."""
    told = {id(e): sum(m.head.i < head.i for m in e.mentions) for e in fits}
    return [e for e in fits if told[id(e)] == max(told.values())]


def _named(said: Sequence[Token], at: Mapping[int, MentionDraft]) -> EntityDraft | None:
    """The facility whose name stands before its noun."""
    owner = at.get(said[-1].i) if said else None
    if owner is None or owner.kind != "name" or owner.entity is None or owner.entity.cls != "Facility":
        return None
    return owner.entity


def _is_definite(head: Token, said: Sequence[Token]) -> bool:
    determiner = next(children(head, "det", "poss"), None)
    if determiner is None:  # "U.N. compound hit", in the manner of headlines
        return bool(said) and said[0].text[:1].isupper()
    return determiner.lower_ in _DEFINITE or determiner in said


def _is_told(entity: EntityDraft, noun: Token, own: frozenset[str]) -> bool:
    """Whether a facility was called by this noun, with these words or more of them, and lies nowhere else."""
    there = _where(noun)
    known = any(t.lower_ in _DEFINITE for t in children(noun, "det", "poss"))  # then by what was told before
    for mention in entity.mentions if not known else [m for m in entity.mentions if m.head.i < noun.i]:
        if mention.kind == "name":
            told = words(mention.span.text)
            if told and told[-1] == lemma(noun) and own <= {*told, *_words(_said_of(mention.head))}:
                return True
        elif mention.kind == "nominal" and not mention.plural and lemma(mention.head) == lemma(noun):
            before, elsewhere = _said_of(mention.head), _where(mention.head)
            if own <= _words(before) and (elsewhere >= there or not elsewhere):
                return True
    return False


def _said_of(noun: Token) -> list[Token]:
    """What stands before a noun and tells of it: its kind, and by name whose it is."""
    return [t for t in noun.lefts if t.dep_ in _DESCRIBING or (t.dep_ == "poss" and t.pos_ == "PROPN")]


def _where(noun: Token) -> frozenset[str]:
    """The words of the phrases after a noun that say where it is, or whose."""
    return frozenset(t.lower_ for p in children(noun, "prep") for t in p.subtree if t.pos_ in ("PROPN", "NOUN"))


def _words(said: Iterable[Token]) -> frozenset[str]:
    return frozenset(word for token in said for word in words(" ".join(t.text for t in token.subtree)))
