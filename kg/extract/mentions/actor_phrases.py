"""What the extractor knows of actors beforehand, made once a process: the phrases to find them by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import kg.extract.mentions
import kg.extract.text
from kg.extract.text.phrases import Phrases
from kg.extract.text.syntax import children
from kg.extract.tokens import Doc, Span, Token
from kg.fingerprint import code_fingerprint
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.lists import actors_in, made_of
from kg.knowledge.prepared import prepared

_NOMINAL = ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos", "conj")

Form = Literal["name", "demonym", "metonym"]
"""What a phrase is of an actor: a name, a demonym, or the seat of its government."""


class ActorForm(NamedTuple):
    """What a known phrase stands for."""

    actor: Actor
    form: Form


@cache
def actor_phrases(folder: Path) -> ActorPhrases:
    """The phrases to find a folder's actors by."""
    code = code_fingerprint(kg.extract.text, kg.extract.mentions)
    phrases = prepared("actor-phrases", f"{made_of(folder)} {code}", lambda: _phrases(actors_in(folder)))
    return ActorPhrases(actors_in(folder), phrases)


class ActorPhrases:
    """The phrases to find known actors by; a name outranks a demonym, a demonym a seat."""

    def __init__(self, actors: ActorList, phrases: Phrases[tuple[str, Form]]) -> None:
        self.actors = actors
        self._phrases = phrases

    def find(self, doc: Doc, *, cased: bool = True) -> Iterator[tuple[int, int, ActorForm]]:
        """Longest matches from left to right, as `Phrases.find` gives them."""
        for start, end, (actor, form) in self._phrases.find(doc, cased=cased):
            yield start, end, ActorForm(self.actors[actor], form)

    def holds(self, phrase: str) -> bool:
        """Whether exactly this phrase is known."""
        return self._phrases.holds(phrase)


def _phrases(actors: ActorList) -> Phrases[tuple[str, Form]]:
    phrases: Phrases[tuple[str, Form]] = Phrases()
    for actor in actors:
        for name in (actor.name, *actor.aliases):
            phrases.add(name, (actor.id, "name"))
    for actor in actors:
        for name in actor.demonyms:
            phrases.add(name, (actor.id, "demonym"))
        for name in actor.metonyms:
            phrases.add(name, (actor.id, "metonym"))
    for actor in actors:
        for name in actor.shared:
            phrases.add(name, (actor.id, "name"))
    return phrases


def is_in_a_run(span: Span, cls: str) -> bool:
    """Whether an outlet's name of one word goes on with capitals: "LIBERATION Army", "GUARDIAN Council"."""
    after = span.doc[span.end]
    run = after.pos_ == "PROPN" and after.text[:1].isupper() and span.root.dep_ == "compound"
    return cls == "MediaOrganization" and len(span) == 1 and run and not span.text.isupper()


def people(demonym: Token) -> str | None:
    """The class of a demonym used as a noun ("the Turks", "an Israeli"); None for an adjective."""
    if demonym.tag_ in ("NNS", "NNPS"):
        return "Group"
    one = [t.lower_ for t in children(demonym, "det", "nummod")]
    noun = demonym.pos_ in ("NOUN", "PROPN") or {"a", "an", "another", "one"} & {*one}  # "a Palestinian", an adjective
    return "Person" if one and noun and demonym.dep_ in _NOMINAL else None
