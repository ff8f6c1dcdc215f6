"""Reading one trigger of an event that is no attack: "arrested", "imposed sanctions", "the withdrawal of troops"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.drafts import Argument, EntityDraft, Frame
from kg.extract.events.political.participants import Parties, Party
from kg.extract.events.timing import Recurrence, dated
from kg.extract.text.syntax import (
    AROUND,
    SUBJECTS,
    after,
    agents,
    antecedent,
    children,
    is_passive,
    lemma,
    objects,
    possessors,
    subjects,
    trigger_lemmas,
)
from kg.extract.tokens import Token
from kg.knowledge.politics import Act, Politics

_BELOW = ("to", "with", "on", "against")
_CONFIDENCE = 0.75


class Acts:
    """Makes the frames of one document's triggers."""

    def __init__(self, politics: Politics, parties: Parties, recurrence: Recurrence) -> None:
        self._politics, self._parties, self._recurrence = politics, parties, recurrence

    def read(self, token: Token) -> Frame | None:
        """The frame of a trigger by the first reading that has what it needs; None for any other word."""
        if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
            words, table, fill = _verb_words(token), self._politics.verbs, self._verb
        elif token.pos_ in ("NOUN", "PROPN"):
            words, table, fill = _noun_words(token), self._politics.nouns, self._noun
        else:
            return None
        readings = [act for word in words for act in table.get(word, ())]
        if not readings or self._sums_up(token, readings[0]):
            return None
        for act in readings:
            frame = Frame(token, token.doc[token.i : token.i + 1], act.cls)
            if fill(frame, act) and _has_what_it_needs(frame, act):
                return frame
        return None

    def _sums_up(self, trigger: Token, act: Act) -> bool:
        """Whether the words tell of habits or of many events rather than of one."""
        if self._recurrence.of(trigger):
            return True
        if trigger.pos_ == "VERB":
            finite = next(children(trigger, "auxpass", "aux"), trigger)
            headline = trigger.sent.start == 0
            return finite.tag_ in ("VBZ", "VBP") and lemma(finite) != "have" and not headline
        return trigger.tag_ == "NNS" and not act.plural and not dated(trigger)

    def _verb(self, frame: Frame, act: Act) -> bool:
        verb = frame.trigger
        passive = is_passive(verb)
        done_by, done_to = (agents(verb), subjects(verb)) if passive else (subjects(verb), _objects(verb))
        if act.objects is not None and not any(lemma(t) in act.objects for t in done_to):
            return False
        if act.object == "owner":  # "demanded X's release": not from X
            befallen = [t for t in done_to if lemma(t) in self._politics.befalling]
            done_to = [t for t in done_to if t not in befallen] + [o for t in befallen for o in after(t, ("by",))]
        self._fill(frame, act, act.subject, done_by)
        self._fill(frame, act, act.object, done_to)
        if passive and not done_by:
            self._fill(frame, act, act.alone, done_to)
        if act.infinitive:
            self._fill(frame, act, act.infinitive, _below(verb))
        return self._around(frame, act, [verb, *done_to], agents(verb))

    def _noun(self, frame: Frame, act: Act) -> bool:
        noun = frame.trigger
        whole = after(noun, ("of",))
        if noun.dep_ == "compound" or (act.objects is not None and not any(lemma(t) in act.objects for t in whole)):
            return False
        before = [t for t in noun.lefts if t.dep_ in ("compound", "amod", "nmod")]
        self._fill(frame, act, act.possessive if whole or not act.bare else act.bare, possessors(noun))
        self._fill(frame, act, "actor" if act.possessive else None, before)
        carried = [v for v in _carriers(noun) if self._carries(v, act)]
        carried += _done_in(noun) if "in" in act.carriers else []
        for verb in carried:
            done_by = agents(verb) if is_passive(verb) else subjects(verb)
            self._fill(frame, act, "actor", [t for t in done_by if antecedent(t) != noun])
        if act.of != "actor" or not frame.fillers("actor"):
            self._fill(frame, act, act.of, whole)
        if act.infinitive:
            self._fill(frame, act, act.infinitive, _below(noun))
        above = [noun.head] if noun.dep_ in SUBJECTS and not carried else []
        return self._around(
            frame, act, [noun, *carried, *(w for w in whole if act.of != "place")], [*above, *after(noun, ("by",))]
        )

    def _around(self, frame: Frame, act: Act, heads: list[Token], beside: list[Token]) -> bool:
        """What prepositions say: the roles that the lexicon gives them, else where it was.

        Returns:
            Whether what changes hands is there, where the event is about a place: around it is not enough.
        """
        for head in heads:
            for preposition, role in act.prepositions.items():
                self._fill(frame, act, role, after(head, (preposition,)))
        if act.about_place and not frame.fillers("place"):
            return False
        around = [p for p in AROUND if p not in act.prepositions] if act.placed else []
        for spot in (t for head in (*heads, *beside) for t in after(head, around)):
            for party in self._parties.places(spot):
                self._add(frame, "place", party)
        return True

    def _fill(self, frame: Frame, act: Act, role: str | None, tokens: Iterable[Token]) -> None:
        for token in tokens if role else ():
            name = "recipient" if role == "owner" else role or ""
            fit = act.fits.get(name)
            for party in self._candidates(role or "", token, act):
                if fit is None or party[0].cls in fit:
                    self._add(frame, name, party)

    def _candidates(self, role: str, token: Token, act: Act) -> Iterator[Party]:
        if role == "place":
            strict = "place" in act.fits
            return self._parties.grounds(token) if strict else self._parties.places(token)
        return self._parties.owners(token) if role == "owner" else self._parties.actors(token)

    def _add(self, frame: Frame, role: str, party: Party) -> None:
        entity, at = party
        others = [a.value for a in frame.fillers("actor", "recipient")]
        if any(a.role == role and a.value is entity for a in frame.arguments) or (role != "place" and entity in others):
            return
        frame.arguments.append(Argument(role, entity, at, self._parties.span(at), confidence=_CONFIDENCE))

    def _carries(self, verb: Token, act: Act) -> bool:
        return verb.pos_ == "VERB" and not (self._politics.light | act.carriers).isdisjoint(_verb_words(verb))


def _has_what_it_needs(frame: Frame, act: Act) -> bool:
    actors = {id(a.value) for a in frame.fillers("actor")}

    def there(role: str) -> bool:
        return len(actors) > 1 if role == "other actor" else bool(frame.fillers(role))

    return all(any(there(role) for role in roles) for roles in act.needs)


def _verb_words(verb: Token) -> list[str]:
    """The lemmas to look a verb up by; the model makes "stag" of "staged", which is tried as "stage" too."""
    words, form = trigger_lemmas(verb), verb.lower_
    if form.endswith("ed") and not words[-1].endswith("e"):
        words += [w.replace(words[-1], form[:-1], 1) for w in words]
    return words


def _noun_words(noun: Token) -> list[str]:
    """A noun's lemma, with what a hyphen ties to it before ("sit-in")."""
    before = noun.doc[max(noun.i - 2, 0) : noun.i]
    tied = [f"{before[0].lower_}-{noun.lower_}"] if len(before) == 2 and before[1].text == "-" else []
    return [*tied, lemma(noun)]


def _objects(verb: Token) -> list[Token]:
    """A verb's objects; "urged X to leave" has X, wherever the parser hangs it."""
    below = (c for c in children(verb, "ccomp", "xcomp") if any(t.lower_ == "to" for t in children(c, "aux")))
    return objects(verb) or [s for c in below for s in children(c, "nsubj")]


def _below(trigger: Token) -> list[Token]:
    """What an infinitive is about: "threatened to bomb X", "the refusal to talk to X"."""
    verbs = [v for v in children(trigger, "xcomp", "acl", "ccomp") if v.pos_ == "VERB"]
    return [t for v in verbs for t in (*objects(v), *after(v, _BELOW))]


def _carriers(noun: Token) -> list[Token]:
    """The verbs that may carry a noun: "staged a protest", "sanctions were imposed", "sanctions imposed by"."""
    above = [noun.head] if noun.dep_ in ("dobj", "nsubjpass") else []
    if noun.dep_ == "conj" and noun.head.dep_ in ("dobj", "nsubjpass"):
        above.append(noun.head.head)
    return above + list(children(noun, "acl", "relcl"))


def _done_in(noun: Token) -> list[Token]:
    """The verb of what was done "in protest"."""
    return [noun.head.head] if noun.dep_ == "pobj" and noun.head.lower_ == "in" else []


def parties_of(frame: Frame) -> list[EntityDraft]:
    """Everybody and every place in a frame."""
    return [a.value for a in frame.arguments if isinstance(a.value, EntityDraft)]
