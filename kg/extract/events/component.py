"""Component `sitrep_events`: triggers of attacks and their arguments, one frame a trigger.

The lexicon says which words are triggers and what their subject, object and prepositions mean; the code only knows
syntax. The next component joins frames to incidents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from spacy.language import Language

from kg.extract.drafts import Frame
from kg.extract.events.aims import Aims
from kg.extract.events.arguments import Arguments
from kg.extract.events.attachment import deed_of_relative
from kg.extract.events.casualties import Casualties
from kg.extract.events.counting import count_days
from kg.extract.events.outcomes import Outcomes
from kg.extract.events.timing import LateDeaths, carry_on, date
from kg.extract.events.tolls.gaps import Gaps
from kg.extract.events.tolls.parts import TotalParts
from kg.extract.events.tolls.splits import Splits
from kg.extract.events.tolls.tolls import Tolls
from kg.extract.events.triggers import Triggers
from kg.extract.participants import Fillers
from kg.extract.text.syntax import SUBJECTS, after, agents, children, is_passive, lemma, objects, subjects
from kg.extract.tokens import Doc, Token, on_plain
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.lists import places_in

_ANY = ("any", "no")
_MEASURES = frozenset(
    "since before after following like unlike than for over".split()
)  # what another attack is told beside
_BESIDE = ("along", "together")
_OUTCOMES = ("result", "consequence")
_CAUSES = ("after", "because", "as", "since")


@Language.factory(
    "sitrep_events",
    default_config={"actors": "", "lexicon": "", "places": ""},
    requires=["doc._.mentions", "doc._.entities", "doc._.times", "doc._.offsets"],
    assigns=["doc._.frames", "doc._.links", "doc._.mentions", "doc._.entities"],
)
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Events:  # noqa: ARG001 - spaCy passes all, this step needs two
    """Build the component from the folders of the lexicon and the places."""
    return Events(load_lexicon(Path(lexicon)), places_in(Path(places)))


class Events:
    """Writes `doc._.frames`, and in `doc._.links` the pairs of them that syntax makes one event.

    Adds unnamed parties ("two soldiers") to `doc._.mentions` and `doc._.entities`.
    """

    def __init__(self, lexicon: Lexicon, places: Gazetteer) -> None:
        self._places = places
        self._lexicon = lexicon
        self._late = LateDeaths(lexicon)
        self._later = lexicon.telling | lexicon.words("events", "aftermath") | lexicon.words("events", "endings")
        self._documents = lexicon.words("attribution", "documents") | lexicon.words("attribution", "writings")
        self._tallies = lexicon.words("events", "tallies")
        self._results = lexicon.words("events", "result_verbs")
        self._outcomes = Outcomes(lexicon)

    @on_plain
    def __call__(self, doc: Doc) -> None:
        """Read every trigger, then its day and toll, then what ties triggers together."""
        fillers = Fillers(doc, self._lexicon)
        triggers = Triggers(self._lexicon, fillers)
        inside = {t.i for m in doc._.mentions if m.kind == "name" for t in m.span}
        frames = {t.i: f for t in doc if t.i not in inside and (f := triggers.read(t)) is not None}
        for frame in frames.values():
            if not self._late.has(frame.trigger):
                date(frame, self._later, self._documents, self._tallies)
            if any(t.lower_ in _ANY for t in children(frame.trigger, "det")):
                _unbind(frame)
        gaps = Gaps(doc, self._lexicon, fillers, self._places)
        tolls = Tolls(doc, self._lexicon, fillers, frames, gaps)
        tolls.read(doc)
        Casualties(self._lexicon, fillers, tolls.bearers.harmful).read(doc)
        arguments = Arguments(self._lexicon, fillers)
        Aims(self._lexicon, arguments, frames, tolls.bearers.of).read(doc)
        doc._.frames = list(frames.values())
        count_days(doc, doc._.frames)
        carry_on(doc._.frames)
        links = TotalParts(self._lexicon, fillers).take_apart(frames, list(self._links(frames)))
        splits = Splits(gaps, fillers)
        doc._.frames = [*doc._.frames, *splits.split(frames, links)]
        splits.keep_apart(doc._.frames)
        doc._.links = [(a, b) for a, b in links if a.split is None or a.split != b.split]

    def _links(self, frames: Mapping[int, Frame]) -> Iterator[tuple[Frame, Frame]]:
        """ "A strike killed", "killed in an attack", "an attack in which they killed", "blasts left ten wounded"."""
        yield from _of_one_weapon(frames)
        for frame in frames.values():
            trigger = frame.trigger
            others = self._beside_verb(trigger, frames) if trigger.pos_ == "VERB" else _beside_noun(trigger)
            for other in (frames[o.i] for o in others if o.i in frames and o.i != trigger.i):
                apart = _provoked(other, frame) or _told_apart(frame) or _days_off(frame) or _days_off(other)
                if not (apart or self._answers(frame) or self._answers(other)):
                    yield frame, other

    def _answers(self, frame: Frame) -> bool:
        """Whether a trigger is a word for what follows or surrounds attacks ("in retaliation for the killing")."""
        trigger = self._lexicon.nouns.get(lemma(frame.trigger)) if frame.trigger.pos_ == "NOUN" else None
        return trigger is not None and not trigger.concrete

    def _beside_verb(self, verb: Token, frames: Mapping[int, Frame]) -> Iterator[Token]:
        yield from (*subjects(verb), *agents(verb))
        # "Killed nine people and the bombing of Friday": no attack is killed, and the parser added it to the people.
        yield from (o for o in objects(verb) if o.dep_ != "conj" or o.head.i in frames or not frames[verb.i].harm)
        yield from after(verb, ("in", "by", "during", "from", "with"))
        for result in after(verb, ("as",)):  # "died as a RESULT of the shelling"
            yield from after(result, ("of",)) if lemma(result) in _OUTCOMES else ()
        for wounds in after(verb, ("of", "from")):  # "died of wounds sustained in an attack"
            for suffered in children(wounds, "acl", "relcl"):
                yield from after(suffered, ("in", "during", "from"))
        if lemma(verb.head) in self._results:
            yield from subjects(verb.head)
        if verb.dep_ in ("relcl", "acl") or (verb.dep_ in ("xcomp", "advcl", "conj") and verb.head.i in frames):
            yield verb.head
        if verb.dep_ == "relcl" and is_passive(verb) and (deed := _done_to(verb.head)) is not None:
            yield deed
        if frames[verb.i].harm and (deed := deed_of_relative(verb, lambda t: t.i in frames)) is not None:
            yield deed
        if self._outcomes.is_result(verb) and (cause := self._outcomes.cause_of(verb)) is not None:
            yield cause


def _of_one_weapon(frames: Mapping[int, Frame]) -> Iterator[tuple[Frame, Frame]]:
    """ "A SHELL hit the yard. It was fired by X": both tell of the shell."""
    first: dict[int, Frame] = {}
    for frame in frames.values():
        for weapon in frame.fillers("weapon"):
            other = first.setdefault(weapon.at.i, frame)
            if weapon.at.sent.start != frame.trigger.sent.start:
                yield frame, other


def _done_to(sufferer: Token) -> Token | None:
    """ "The DEATH of its commander X, who was shot": what befell him."""
    while sufferer.dep_ in ("appos", "conj", "compound"):
        sufferer = sufferer.head
    return sufferer.head.head if sufferer.dep_ == "pobj" and sufferer.head.lower_ == "of" else None


def _unbind(frame: Frame) -> None:
    """ "It has not carried out any attack here this year" is about the one told of, wherever and whenever that was."""
    frame.day, frame.definite = None, True
    frame.arguments = [a for a in frame.arguments if a.role not in ("place", "date")]


def _beside_noun(noun: Token) -> Iterator[Token]:
    yield from after(noun, ("in", "during", "from"))
    if noun.dep_ in ("compound", "attr", "appos", "dobj", "nsubj", "nsubjpass"):
        yield noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ not in _MEASURES:
        beside = noun.head.lower_ == "with" and (  # "an attack on X, along with a strike on Y"
            noun.head.head.lower_ in _BESIDE or any(t.lower_ in _BESIDE for t in noun.head.children)
        )
        yield from () if beside else (noun.head.head,)


def _provoked(above: Frame, below: Frame) -> bool:
    """Whether "X sank boats after their crews had fired on a ship" tells of two attacks: each has its own attacker."""
    loose = below.trigger.dep_ == "advcl" and any(t.lower_ in _CAUSES for t in children(below.trigger, "mark"))
    attackers = [{a.value for a in f.fillers("attacker")} for f in (above, below)]
    return loose and all(attackers) and attackers[0].isdisjoint(attackers[1])


def _days_off(frame: Frame) -> bool:
    """ "Two were killed on Friday, A DAY AFTER a bomb killed nine": of another attack."""
    verb = frame.trigger
    if verb.dep_ != "advcl":
        return False
    times = (t for t in children(verb, "npadvmod", "mark") if t.i < verb.i)
    spans = (t if t.dep_ == "npadvmod" else next(children(t, "npadvmod"), t) for t in times)
    return any(
        t.ent_type_ in ("DATE", "TIME") and t.pos_ == "NOUN" and t.nbor(1).lower_ in ("after", "before") for t in spans
    )


def _told_apart(frame: Frame) -> bool:
    """Whether "... and in July two bombers killed 15" tells of another attack: a new subject behind its own time."""
    verb = frame.trigger
    if verb.dep_ != "conj" or verb.pos_ != "VERB":
        return False
    subject = next(children(verb, *SUBJECTS), None)
    times = (t for t in children(verb, "prep", "npadvmod", "advmod") if subject is not None and t.i < subject.i)
    return any(word.ent_type_ == "DATE" for time in times for word in (time, *children(time, "pobj")))
