"""What became of people, by the word for it: killed or wounded, by verbs, adjectives and nouns alike."""

from __future__ import annotations

from kg.extract.drafts import Frame
from kg.extract.text.misread import is_active_participle, lacks_auxiliary, lost_objects
from kg.extract.text.numbers import count_of
from kg.extract.text.syntax import children, is_passive, lemma, objects, subjects, trigger_lemmas
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.model import Factuality

_COMPLEMENTS = ("oprd", "acomp")


class Fates:
    """Knows the words, and of whom they are said."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._harms = {
            **dict.fromkeys(lexicon.words("events", "killed_words"), "killed"),
            **dict.fromkeys(lexicon.words("events", "wounded_words"), "wounded"),
        }
        self._fatally = lexicon.words("events", "fatally")
        self._results = lexicon.words("events", "result_verbs")
        self._ascertaining = lexicon.words("events", "ascertaining")
        self._supposing = lexicon.words("events", "supposing")
        self._treatments = lexicon.words("events", "treatments")

    def harm(self, word: Token) -> str | None:
        """Whether a word means the dead or the wounded."""
        return self._harms.get(word.lower_) or self._harms.get(lemma(word))

    def of_trigger(self, frame: Frame) -> str | None:
        """What a trigger says became of people: "shot FATALLY" kills."""
        fatal = any(t.lower_ in self._fatally for t in children(frame.trigger, "advmod"))
        return "killed" if fatal and frame.trigger.pos_ == "VERB" else frame.harm

    def befalling(self, verb: Token) -> str | None:
        """What a verb says became of its subject: "were injured", "died", "were admitted to hospital"."""
        trigger = next((t for w in trigger_lemmas(verb) if (t := self._lexicon.verbs.get(w)) is not None), None)
        if trigger is not None and (is_passive(verb) or trigger.subject == "victim"):
            return trigger.harm
        said = next((h for t in children(verb, *_COMPLEMENTS) if (h := self.harm(t)) is not None), None)
        return said or ("wounded" if lemma(verb) in self._treatments else None)

    def said_of(self, word: Token) -> tuple[list[Token], Factuality | None]:
        """Who was "left dead", "are dead", "are confirmed injured" or "feared dead", and how surely.

        Also where the parser took "dead" for a modifier of the last of those left so.
        """
        verb = word.head
        if word.dep_ in _COMPLEMENTS:
            left = [t for t in objects(verb) if t != word]
            if left:
                return left, "Hedged" if lemma(verb) in self._supposing else None
            known = lemma(verb) in self._results | self._ascertaining | self._supposing and is_passive(verb)
            if known or lemma(verb) == "be":
                return subjects(verb), "Hedged" if lemma(verb) in self._supposing else None
            return [], None
        noun = verb
        while noun.dep_ == "conj":
            noun = noun.head
        after_noun = word.dep_ == "amod" and word.i > word.head.i and noun.dep_ == "dobj"
        return (objects(noun.head) if after_noun and lemma(noun.head) in self._results else []), None


def harmed_by(verb: Token, lexicon: Lexicon) -> list[Token]:
    """Whom a verb of harm is about: the subject of a passive, of "die", and of "300 injured", which reads as active."""
    trigger = next(t for w in trigger_lemmas(verb) if (t := lexicon.verbs.get(w)) is not None)
    acted_on = objects(verb) or lost_objects(verb)
    if is_active_participle(verb) and trigger.subject != "victim":
        return acted_on
    if is_passive(verb) or trigger.subject == "victim" or lacks_auxiliary(verb):
        return subjects(verb)
    if not acted_on and verb.tag_ in ("VBD", "VBN") and any(count_of(s) for s in subjects(verb)):
        return subjects(verb)
    return acted_on
