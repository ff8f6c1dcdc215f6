"""Who is said to have had a part in it: "Y was behind the attack", "it was done by Y", "the shell came from Y"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.events.origins import Origins
from kg.extract.incidents.deeds import Deeds, last_told, stands_for_several
from kg.extract.participants import Fillers
from kg.extract.text.syntax import (
    after,
    agents,
    children,
    conjuncts,
    is_passive,
    lemma,
    objects,
    possessors,
    subjects,
    verb_lemma,
)
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.model import Factuality
from kg.vocab import is_a

_NOT_FULL = ("hand", "anything", "something", "nothing", "responsibility")  # of a part in it, too little is said
_FIRED = ("it", "they")  # what "came from X's positions"
_THINGS_TOLD = (["it"], ["this"], ["that"])


class Involvement(NamedTuple):
    """Somebody whom a statement gives a part in a deed, or denies one.

    Attributes:
        culprit: the head of the words for him.
        verb: the verb that says so.
        deed: the noun or verb that stands for the deed, None where only the context tells.
    """

    culprit: Token
    verb: Token
    deed: Token | None
    factuality: Factuality = "Asserted"


class Involvements:
    """Finds those that hang on a word."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers, deeds: Deeds) -> None:
        self._fillers, self._deeds = fillers, deeds
        self._origins = Origins(lexicon, fillers)
        self._telling = lexicon.telling
        self._claims = lexicon.words("attribution", "responsibility", "verbs")
        self._credit = lexicon.words("attribution", "responsibility", "nouns")
        self._having = lexicon.words("attribution", "involvement", "verbs")
        self._confirming = lexicon.words("attribution", "involvement", "confirming")
        self._parts = lexicon.words("attribution", "involvement", "nouns")
        self._preparing = lexicon.words("attribution", "preparing")
        self._involved_in = lexicon.words("attribution", "involvement", "adjectives")
        self._suspects = lexicon.words("attribution", "involvement", "suspects")
        self._joining = lexicon.words("attribution", "involvement", "joining")
        self._alone = lexicon.words("attribution", "involvement", "alone")
        self._authorship = lexicon.words("attribution", "involvement", "authorship")
        self._pointers = lexicon.words("attribution", "involvement", "pointers")
        self._light = lexicon.words("events", "light_verbs")
        self._firing = lexicon.words("attribution", "involvement", "firing")
        self._doing = lexicon.words("events", "light_passives")
        self._issuing = lexicon.words("attribution", "issuing")
        self._recognising = lexicon.words("attribution", "involvement", "recognising")
        self._perpetrators = lexicon.words("attribution", "involvement", "perpetrators")

    def of(self, word: Token, *, negated: bool) -> Iterator[Involvement]:
        """Who had a part in what; nobody, for most words."""
        yield from self._involved(word)
        if negated or word.pos_ == "ADJ":
            return
        if lemma(word) in self._doing or verb_lemma(word) in self._firing:
            yield from self._done_it(word)
        elif verb_lemma(word) in self._light or lemma(word) in self._light:
            yield from self._carried_out(word)
        if lemma(word) in self._issuing:
            yield from self._came_from(word)
        if lemma(word) == "be" or lemma(word) in self._recognising:
            yield from self._was_among(word)

    def _involved(self, word: Token) -> Iterator[Involvement]:
        """ "Y was behind the attack", "involved in it", "had a hand in it", "it was the work of Y"; said or denied."""
        verb, none = word.head if word.dep_ == "acomp" else word, False
        if lemma(word) in self._involved_in and lemma(word.head) != "hold":
            noun = [word.head] if word.dep_ == "amod" and word.head.i < word.i else []  # "the group responsible for it"
            culprits, deeds = noun or subjects(word) or subjects(verb), after(word, ("in", "for", "with"))
        elif lemma(word) == "be":
            yield from (Involvement(culprit, verb, None, "Hedged") for culprit in self._suspected(word))
            culprits, deeds = self._behind(word)
        elif lemma(word) in self._joining:  # "participated in the raid"
            culprits, deeds = subjects(word), after(word, ("in", "with"))
        elif lemma(word) in self._confirming and (role := self._confirmed(word)) is not None:
            culprits, deeds = after(role, ("of", "by")) or possessors(role), after(role, ("in",))
        elif lemma(word) in self._having:
            part = next((t for t in objects(word) if lemma(t) in self._parts), None)
            if part is not None and lemma(word) in self._claims and lemma(part) in self._credit:
                return  # whoever takes responsibility speaks for himself
            none = part is not None and (part.lower_ == "nothing" or any(t.lower_ == "no" for t in part.lefts))
            culprits, deeds = subjects(word), self._part_in(part, word) if part is not None else []
        else:
            return
        if any(self._is_prepared(t) for t in deeds):
            return  # "involved in planning attacks": in none that is told of
        deed = next((t for t in deeds if self._deeds.means(t)), None)
        alone = lemma(word) in self._alone and not any(children(word, "prep"))  # "said that X was responsible"
        for culprit in culprits if deed is not None or alone else ():
            yield Involvement(culprit, verb, deed, "Denied" if none else "Asserted")

    def _confirmed(self, verb: Token) -> Token | None:
        """ "Confirmed the INVOLVEMENT of soldiers in the murder": the noun for the part that somebody had."""
        return next((t for t in objects(verb) if lemma(t) in self._parts and lemma(t) not in _NOT_FULL), None)

    def _suspected(self, be: Token) -> list[Token]:
        """ "X was the main suspect", "the main suspects are X"."""
        if any(lemma(t) in self._suspects for t in children(be, "attr")):
            return subjects(be)
        if any(lemma(t) in self._suspects for t in children(be, "nsubj")):
            return [*filter(self._is_group, children(be, "attr"))]
        return []

    def _behind(self, be: Token) -> tuple[list[Token], list[Token]]:
        """ "X was (likely) behind the attack", "it was the work of X": the culprits and the deeds."""
        if any(lemma(t) in self._suspects for t in children(be, "attr")):
            return [], []
        if work := next((t for t in children(be, "attr") if lemma(t) in self._authorship), None):
            return after(work, ("of",)) or possessors(work), subjects(be)
        culprits = [t for s in subjects(be) for t in (after(s, ("of",)) if lemma(s) in self._pointers else [s])]
        return culprits, [t for at in (be, *children(be, "acomp")) for t in after(at, ("behind",))]

    @staticmethod
    def _part_in(part: Token, verb: Token) -> list[Token]:
        """In what somebody had a hand; "anything to do with it" too."""
        doing = [v for v in children(part, "relcl", "acl") if lemma(v) == "do"]
        return [t for each in (part, verb, *doing) for t in after(each, ("in", "with", "to", "for"))]

    def _is_group(self, word: Token) -> bool:
        entity = self._fillers.entity(word, make=False)
        return entity is not None and bool(entity.names) and entity.cls in ("ArmedGroup", "MilitaryForce")

    def _is_prepared(self, deed: Token) -> bool:
        plans = lemma(deed) in self._preparing
        many = [deed, *objects(deed), *after(deed, ("of", "for"))]
        plans = plans or any(lemma(t) in self._preparing for t in children(deed, "compound", "amod"))
        return plans and any(t.tag_ == "NNS" for t in many)

    def _done_it(self, verb: Token) -> Iterator[Involvement]:
        """ "The caller said that it was done by X", "said that the group had fired it": what was just told of."""
        passive, told = is_passive(verb), verb.dep_ == "ccomp" and lemma(verb.head) in self._telling
        if passive and verb_lemma(verb) in self._firing:
            return  # "it was fired": a shell, which its own verb tells
        things, doers = (subjects(verb), agents(verb)) if passive else (objects(verb), subjects(verb))
        deed = last_told(verb)
        if [t.lower_ for t in things] not in _THINGS_TOLD or not (passive or told) or deed is None:
            return
        for culprit in doers:
            entity = self._fillers.entity(culprit, make=False)
            here = deed.sent.start == verb.sent.start  # states do much else that is "it"
            named = entity is not None and (
                entity.names or any(self._fillers.affiliations(culprit))
            )  # "ITS MEN did it"
            if entity is not None and named and (here or not is_a(entity.cls, "State")):
                yield Involvement(culprit, verb, deed, "Asserted")

    def _carried_out(self, verb: Token) -> Iterator[Involvement]:
        """ "X said it had carried out both", "both were carried out by X"."""
        things, doers = (subjects(verb), agents(verb)) if is_passive(verb) else (objects(verb), subjects(verb))
        for deed in (t for t in things if stands_for_several(t)):
            yield from (Involvement(culprit, verb, deed) for culprit in doers)

    def _was_among(self, verb: Token) -> Iterator[Involvement]:
        """ "Survivors recognised among the attackers men of X", "among the gunmen were members of X"."""
        deed = last_told(verb)
        group = after(verb, ("among", "amongst"))
        doers = [*subjects(verb), *children(verb, "attr")] if lemma(verb) == "be" else objects(verb)
        compound = [t for t in group if any(lemma(c) in self._perpetrators for c in children(t, "compound"))]
        if deed is None or not (compound or any(lemma(t) in self._perpetrators for t in group)):
            return
        doers = doers or compound or [t for t in group if lemma(t) not in self._perpetrators]
        for doer in doers:
            for who in (*conjuncts(doer), *_misplaced(doer)):
                yield Involvement(who, verb, deed)

    def _came_from(self, verb: Token) -> Iterator[Involvement]:
        """ "The shell came from X-held hills", "it had come from X's positions"."""
        for thing in subjects(verb):
            told = self._deeds.fires(thing) or thing.lower_ in _FIRED
            deed = thing if thing.lower_ not in _FIRED and self._deeds.means(thing) else last_told(verb)
            for owner in self._origins.of(verb) if told and deed is not None else ():
                yield Involvement(owner, verb, deed, "Asserted")


def _misplaced(doer: Token) -> list[Token]:
    """ "Men from the quarter and FIGHTERS of X", where the parser hung the fighters on the quarter."""
    return [t for place in after(doer, ("from", "of")) for t in conjuncts(place)[1:] if t.pos_ == "NOUN"]
