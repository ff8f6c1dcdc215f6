"""What somebody is accused of, where it is an attack: "of killing ten", "of carrying out the raid", "for the blast"."""

from __future__ import annotations

from kg.extract.text.numbers import count_of
from kg.extract.text.syntax import after, antecedent, children, lemma, trigger_lemmas, verb_lemma
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon

IT = ("it", "this", "them")
_BACK = 2  # sentences
_MOST_TAKEN_UP = 4  # attacks that one plural takes up again
_CIRCUMSTANCES = ("after", "before", "following", "during", "since", "as", "amid", "despite")


class Deeds:
    """Knows deeds by their words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._verbs, self._nouns, self._weapons = lexicon.verbs, lexicon.nouns, lexicon.weapons
        self._light = lexicon.words("events", "light_verbs")
        self._outrages = lexicon.words("attribution", "outrages")
        self._crimes = lexicon.words("attribution", "crimes")

    def does(self, verb: Token) -> bool:
        """Whether what somebody is accused of is an attack: not every deed is one ("accused of using civilians")."""
        at = [c for c in children(verb, "dobj", "attr", "prep", "acomp") if c.lower_ not in _CIRCUMSTANCES]
        below = {lemma(t) for part in at for t in part.subtree}
        of_attack = not below.isdisjoint(self._nouns)
        armed = of_attack or not below.isdisjoint(self._weapons)
        found = [t for w in trigger_lemmas(verb) if (t := self._verbs.get(w)) is not None]
        carries = lemma(verb) in self._light or verb_lemma(verb) in self._light or lemma(verb) == "be"
        return any(armed or not t.needs_weapon for t in found) or (carries and of_attack)

    def means(self, token: Token) -> bool:
        """Whether a noun or pronoun may stand for an attack."""
        noun = lemma(antecedent(token))
        return (
            token.lower_ in IT
            or stands_for_several(token)
            or noun in self._nouns
            or self._weapons.get(noun) == "Bombing"
        )

    def is_told(self, deed: Token) -> bool:
        """Whether somebody may be blamed for it as for an attack that the text tells of.

        That is a verb, a pronoun, a name, an attack, or what attacks are called ("the outrage"); not a kind of crime at
        large ("accused of atrocities, of war crimes").
        """
        noun = antecedent(deed)
        if noun.pos_ != "NOUN":
            return True
        if lemma(noun) in self._crimes:
            return any(children(noun, "det", "poss", "nummod"))
        done = noun.tag_ == "NN" and noun.lower_.endswith("ing")  # "the targeting of a convoy"
        if done or lemma(noun) in self._outrages or noun.ent_type_ in ("FAC", "GPE", "DATE"):
            return True
        of = after(noun, ("of", "behind"))  # "a string of attacks"
        return any(self.means(t) or self.fires(t) or lemma(t) in self._outrages for t in (noun, *of))

    def fires(self, noun: Token) -> bool:
        """Whether a noun is something fired or the firing of it."""
        return noun.pos_ == "NOUN" and (lemma(noun) in self._weapons or lemma(noun) in self._nouns)

    def things(self, verb: Token, things: list[Token]) -> list[Token]:
        """What is claimed or blamed on somebody; a participle or relative clause means the nearest deed before it."""
        if verb.dep_ not in ("acl", "advcl", "relcl") or any(map(self.means, things)):
            return things
        before = reversed(verb.doc[verb.sent.start : verb.i])
        deed = next((t for t in before if t.pos_ in ("NOUN", "PROPN") and self.means(t)), None)
        return things if deed is None else [deed]


def stands_for_several(token: Token) -> bool:
    """ "X claimed BOTH", "X claimed all THREE"."""
    counted = token.pos_ == "NUM" and any(t.lower_ == "all" for t in token.lefts)
    return counted or (token.lower_ == "both" and token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass"))


def taken_up(noun: Token) -> int:
    """How many "both attacks", "the two blasts" take up again; 0 for any other noun."""
    if noun.lower_ == "both" or any(t.lower_ in ("either", "both") for t in noun.lefts):
        return 2  # "took credit for both"
    words = [t.lower_ for t in noun.lefts]
    count = count_of(noun)
    if stands_for_several(noun):
        return count.value if count is not None and 1 < count.value <= _MOST_TAKEN_UP else 0
    if noun.tag_ != "NNS" or not {"both", "the", "these", "those"} & {*words}:
        return 0
    return 2 if "both" in words else count.value if count is not None and 1 < count.value <= _MOST_TAKEN_UP else 0


def last_told(word: Token) -> Token | None:
    """What "it" stands for in "it was done by X": the trigger last told of, a few sentences back at most."""
    start = word.sent.start
    for _ in range(_BACK):
        start = word.doc[max(0, start - 1)].sent.start
    return max((f.trigger for f in word.doc._.frames if start <= f.trigger.i < word.i), key=lambda t: t.i, default=None)
