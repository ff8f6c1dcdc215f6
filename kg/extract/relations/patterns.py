"""Patterns that tie two tokens: "Iran-backed militia", "depends on", "close to", "part of", "the war against".

Each pattern yields (the token whose bearer is tied, the property, the token of the other side). "~" before a property
swaps its sides: "X comprises Y" makes Y a part of X.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.extract.participants import ACTORS
from kg.extract.relations.joint import Joint
from kg.extract.relations.strife import Strife, Tie
from kg.extract.text.syntax import (
    RELATIVE,
    SUBJECTS,
    after,
    agents,
    children,
    is_passive,
    lemma,
    objects,
    possessors,
    subjects,
    verb_lemma,
)
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

HYPHENS = frozenset("-–")


class Ties:
    """Finds ties by the lexicon's words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words: dict[str, Any] = dict(lexicon.relations)
        self._former = lexicon.words("relations", "former")
        self._nominals = lexicon.nominals
        self._strife, self._joint = Strife(lexicon), Joint(lexicon)
        self._organs = frozenset[str]().union(
            *(lexicon.words("relations", "partOf", name) for name in ("organs", "nouns", "chambers"))
        )
        self._edges = lexicon.words("events", "edges")
        self._help = lexicon.words("relations", "backedBy", "help")
        self._ruling = lexicon.words("relations", "backedBy", "ruling")
        self._roles = lexicon.words("relations", "alignedWith", "roles")
        self._holding = lexicon.words("relations", "alignedWith", "holding")
        self._governed: dict[str, dict[str, list[str]]] = {
            name: {**self._words[name].get("verbs", {}), **self._words[name].get("adjectives", {})}
            for name in ("partOf", "alignedWith", "backedBy")
        }

    def at(self, token: Token) -> Iterator[Tie]:
        """Ties that hang on one token; not those that are over ("once allied with X")."""
        if any(t.lower_ in self._former for t in children(token, "advmod")):
            return
        yield from (*self._joint.at(token), *self._strife.between(token))
        if token.text in HYPHENS:
            yield from self._hyphenated(token)
        elif token.pos_ in ("VERB", "ADJ", "ADV"):
            governed = list(self._prepositional(token))
            yield from governed or self._transitive(token)
        elif token.pos_ == "NOUN":
            yield from self._nominal(token)
        elif token.pos_ == "PROPN" and lemma(token) in self._organs:  # "the Quds Force of the Revolutionary Guards"
            yield from ((token, "partOf", other) for other in after(token, ("of",)))

    def _hyphenated(self, hyphen: Token) -> Iterator[Tie]:
        """ "Iran-backed militia", "pro-Iranian faction", "anti-government rebels"."""
        doc, i = hyphen.doc, hyphen.i
        if not 0 < i < len(doc) - 2:
            return
        left, right = doc[i - 1], doc[i + 1]
        heads = (right.head, left.head, right.head.head)
        modified = next((t for t in heads if t.i > right.i and t.pos_ in ("NOUN", "PROPN")), None)
        if modified is None or any(t.pos_ == "ADP" for t in doc[right.i + 1 : modified.i]):
            modified = _next_noun(right)  # "an X-backed militia in Y": the militia is, and Y is not
        if modified is not None and lemma(modified) in self._roles:  # "their X-linked Y allies": the Y are
            modified = next((t for t in children(modified, "compound", "nmod") if t.i > right.i), modified)
        if modified is None or not self._may_be_tied(modified):
            return
        if right.lower_ in self._ruling and modified.ent_type_ == "GPE":
            return
        for name in ("backedBy", "alignedWith"):
            if right.lower_ in self._words[name]["suffixes"]:
                yield modified, name, left
        for name in ("alignedWith", "opposes"):
            if left.lower_ in self._words[name]["prefixes"]:
                yield modified, name, right

    def _helping(self, verb: Token) -> list[Token]:
        """ "X assists Y to degrade and DEFEAT them": X, who fights them as well."""
        first = verb.head if verb.dep_ == "conj" else verb
        helping = first.dep_ == "xcomp" and lemma(first.head) in self._words["opposes"]["helping"]
        return subjects(first.head) if helping else []

    def _is_people(self, noun: Token) -> bool:
        """ "Captured 400 SOLDIERS from the army": no ground was taken from it."""
        cls = self._nominals.get(lemma(noun)) if noun.pos_ == "NOUN" else None
        return cls is not None and any(is_a(cls, c) for c in ("Person", "Group"))

    def _is_ground(self, noun: Token) -> bool:
        """ "Took the TOWN from the rebels", and no money."""
        cls = self._nominals.get(lemma(noun)) if noun.pos_ == "NOUN" else None
        return noun.ent_type_ in ("GPE", "LOC", "FAC") or (cls is not None and is_a(cls, "Place"))

    def _may_be_tied(self, noun: Token) -> bool:
        """Whether a noun may stand for people: a US-backed operation ties nobody to the US."""
        cls = self._nominals.get(lemma(noun))
        return (
            noun.pos_ == "PROPN"
            or (noun.text.isupper() and len(noun) > 1)
            or (cls is not None and any(is_a(cls, c) for c in ACTORS))
        )

    def _prepositional(self, token: Token) -> Iterator[Tie]:
        """ "Depends on X", "is close to X", "backed by X"; the first property whose preposition is there."""
        for name, table in self._governed.items():
            prepositions = table.get(lemma(token)) or table.get(token.lower_)
            finite = token.tag_ != "VBN" or token.dep_ == "relcl" or any(children(token, "aux"))
            active = token.pos_ == "VERB" and (token.tag_ == "VBD" or (finite and any(children(token, "nsubj"))))
            if not prepositions or (active and token.lower_ in self._words[name].get("adjectives", ())):
                continue  # "police linked X to Y", "a raid that police LINKED to X" tie nobody to the police
            others = self._helpers(token) if "by" in prepositions else after(token, prepositions)
            others += [t for p in children(token, "advmod") if p.lower_ in prepositions for t in children(p, "pobj")]
            if others:
                yield from ((token, name, other) for other in others)
                return

    def _helpers(self, verb: Token) -> list[Token]:
        """Who it was done by; of "aided by support from X", X."""
        shared = [t for other in children(verb, "conj") if other.tag_ == "VBN" for t in agents(other)]
        doers = agents(verb) or shared  # "armed and paid by X"
        return [t for doer in doers for t in (after(doer, ("from", "of")) if lemma(doer) in self._help else [doer])]

    def _transitive(self, verb: Token) -> Iterator[Tie]:
        """ "Supports X", "fights X", "seized the town from X"."""
        word = lemma(verb)
        ground = word in self._words["opposes"]["of_ground"] and any(self._is_ground(o) for o in objects(verb))
        taken = word in self._words["opposes"]["from"] and not any(self._is_people(o) for o in objects(verb))
        if ground or taken:
            losers = [t for where in (verb, *objects(verb)) for t in after(where, ("from",))]
            for loser in [t for t in losers if lemma(t) not in self._edges]:
                yield from ((verb, "opposes", t) for t in (loser, *children(loser, "compound", "nmod", "poss")))
        if is_passive(verb):
            return
        if word in self._words["backedBy"]["active"]:
            lost = _lost_subject(verb)
            senders = _senders(verb) if lost is None else [lost]
            backed = [other for other in objects(verb) if lemma(other) not in self._words["backedBy"]["words"]]
            yield from ((verb, "~backedBy", other) for other in backed if not senders)
            yield from ((other, "backedBy", sender) for other in backed for sender in senders)
        if verb_lemma(verb) in self._words["opposes"]["verbs"]:
            where = any(t.lower_ == "where" for t in children(verb, "advmod"))  # "Syria, where X is fighting"
            enemies = [o for o in (*objects(verb), *after(verb, ("against",))) if not (where and o.i < verb.i)]
            fighters = self._strife.campaigning(verb) or [verb, *self._helping(verb)]
            yield from ((fighter, "opposes", enemy) for fighter in fighters for enemy in enemies)

    def _nominal(self, noun: Token) -> Iterator[Tie]:
        """ "An ally of X", "X's proxy", "X's war against Y"."""
        word = lemma(noun)
        for name in ("alignedWith", "backedBy", "opposes"):
            if word in self._words[name].get("nouns", ()):
                prepositions = ("of", "to", "with")
                about = noun.head if noun.dep_ == "dobj" and lemma(noun.head) in self._holding else noun
                others = [*after(noun, prepositions), *(after(about, ("to",)) if about != noun else possessors(noun))]
                if noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.head.pos_ in ("NOUN", "PROPN"):
                    about, others = noun.head.head, after(noun, prepositions)  # "a group WITH links to X"
                elif noun.dep_ == "pobj" and noun.head.lower_ == "with" and noun.head.i > noun.sent.start + 1:
                    before = noun.head.nbor(-1)  # "X, WITH links to Y, did it", where the parser hangs it on the verb
                    about = before.nbor(-1) if before.text == "," else about
                yield from ((about, name, other) for other in others)
        if word in self._words["partOf"]["under"]:
            yield from self._under(noun)
        yield from self._strife.at(noun)

    @staticmethod
    def _under(noun: Token) -> Iterator[Tie]:
        """ "Under the control of X", "under X's chain of command", "has nominal control under X"."""
        if noun.head.lower_ == "under":
            chain = [t for inner in after(noun, ("of",)) for t in after(inner, ("of",))]
            others = [*after(noun, ("of",)), *possessors(noun), *after(noun, ("by",)), *chain]
            yield from ((noun.head, "partOf", other) for other in others)
        beside = after(noun, ("under",)) or (after(noun.head, ("under",)) if noun.dep_ == "dobj" else [])
        yield from ((noun, "partOf", other) for other in beside)


def _senders(verb: Token) -> list[Token]:
    """ "Tanks and troops FROM X and Y are supporting Z": whose they are."""
    return [t for s in subjects(verb) if s.tag_ == "NNS" for t in after(s, ("from",)) if t.pos_ == "PROPN"]


def _lost_subject(verb: Token) -> Token | None:
    """Of "whom X arms", the subject that the parser took for a part of the verb."""
    whom = any(t.lower_ in RELATIVE for t in children(verb, "dobj"))
    before = verb.nbor(-1) if verb.i > verb.sent.start else verb
    lost = verb.dep_ == "relcl" and whom and before.dep_ in ("compound", "nmod", "poss") and before.pos_ == "PROPN"
    return before if lost and not any(children(verb, *SUBJECTS)) else None


def _next_noun(token: Token) -> Token | None:
    """The noun of the phrase that goes on right after a token."""
    following = token.nbor(1) if token.i + 1 < token.sent.end else None
    while following is not None and following.dep_ in ("compound", "amod") and following.head.i > following.i:
        following = following.head
    return following if following is not None and following.pos_ in ("NOUN", "PROPN") else None
