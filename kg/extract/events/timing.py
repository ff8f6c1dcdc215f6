"""When a trigger happened, and whether its words sum up many attacks instead of one."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.drafts import Argument, Frame, day_of_telling, name_over, section_at
from kg.extract.events.apart import measure_over
from kg.extract.text.dates import OPEN_ENDED, parse_date
from kg.extract.text.syntax import (
    SUBJECTS,
    after,
    children,
    clause,
    is_past_perfect,
    is_present_perfect,
    lemma,
    objects,
    subjects,
    trigger_lemmas,
)
from kg.extract.times.values import TemporalExpression, times_in
from kg.extract.tokens import Span, Token
from kg.knowledge.lexicon import Lexicon, Words

_PARTS_OF_DAY = frozenset("dawn daybreak sunrise morning noon midday afternoon evening dusk nightfall midnight".split())
_DAYS = frozenset("day night occasion".split())
_NAMED, _ANAPHORIC = 0.8, 0.7  # how sure a day is


class LateDeaths:
    """ "Died in hospital on Sunday", "succumbed to his wounds": where and when somebody died, not was attacked."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._dying = lexicon.words("events", "dying")
        self._beds, self._wounds = lexicon.words("events", "sickbeds"), lexicon.words("events", "wounds")

    def has(self, verb: Token) -> bool:
        """Whether a verb tells of one."""
        if self._dying.isdisjoint(trigger_lemmas(verb)):
            return False
        in_bed = any(lemma(t) in self._beds for t in after(verb, ("in", "at", "on")))
        return in_bed or any(lemma(t) in self._wounds for t in after(verb, ("of", "from", "to")))


def date(
    frame: Frame, later: Words = frozenset(), documents: Words = frozenset(), tallies: Words = frozenset()
) -> None:
    """Give a frame the day that its clause names: a date that modifies the trigger, else the nearest one there.

    Args:
        frame: to which the day is added.
        later: verbs that tell of a deed, or of what followed it: their day is not that of a noun that they govern
            ("CONDEMNED the attack on Tuesday").
        documents: nouns for what is written: their day is when that was ("in its STATEMENT of Saturday").
        tallies: nouns for what counts the dead: what they do, they do later ("the TOLL of the raid rose on Monday").
    """
    trigger = frame.trigger
    home = clause(trigger)
    if (since := _when(home)) is not None:
        frame.day = since.value
        frame.arguments.append(Argument("date", since.value, since.span.root, since.span, confidence=_NAMED))
        return
    homes = [home]
    while homes[-1].dep_ == "conj" and not any(children(homes[-1], *SUBJECTS)):  # "On Sunday they landed and abducted"
        homes.append(homes[-1].head)
    if home.dep_ in ("xcomp", "relcl", "acl"):
        homes.append(home.head)
    if home.dep_ == "acl" and home.head.dep_ == "dobj":  # "left ten people killed on Sunday"
        homes.append(home.head.head)
    measure = measure_over(trigger)
    best: tuple[tuple[int, int], TemporalExpression] | None = None
    for time in times_in(trigger.sent):
        root = time.span.root
        attached = _attached(trigger, time.span)
        verb = clause(root)
        own = verb == trigger or trigger.pos_ == "VERB" or lemma(verb) not in later
        if measure_over(root) != measure or is_of_another(root, documents):  # "the worst since the bomb of 9 March"
            continue
        beside = frame.answered or is_counted_up(
            trigger, verb, tallies
        )  # "killed nine on Sunday in revenge FOR A RAID"
        if not (attached or (not beside and ((verb in homes and own) or is_cut_off(root, trigger)))):
            continue
        distance = 0 if attached else abs(root.i - trigger.i), -len(time.value)  # then the more exact one
        if best is None or distance < best[0]:
            best = (distance, time)
    if best is not None:
        _, named = best
        frame.day, sure = named.value, _ANAPHORIC if named.anaphoric else _NAMED
        frame.arguments.append(Argument("date", named.value, named.span.root, named.span, confidence=sure))
        return
    section = section_at(trigger)
    if section is None or section.heading is None or section.date is None:
        return
    if not is_past_perfect(home):  # an item of a chronology happened on the day that it is told under
        frame.day = section.date
        frame.arguments.append(Argument("date", frame.day, section.heading.root, section.heading))


def is_counted_up(trigger: Token, verb: Token, tallies: Words) -> bool:
    """ "The TOLL of the bombing ROSE to six on Friday", "the number killed CLIMBED": that day, it was only counted."""
    above = (t for t in trigger.ancestors if lemma(t) in tallies and t.dep_ in SUBJECTS)
    return any(t.head == verb for t in above)


def is_of_another(day: Token, documents: Words) -> bool:
    """ "In its STATEMENT of Saturday", "a copy of THAT of August 3": of what is written, or of another attack."""
    noun = day.head.head if day.dep_ == "pobj" else day.head
    return noun.pos_ in ("NOUN", "PRON") and (lemma(noun) in documents or noun.lower_ in ("that", "those"))


def _when(verb: Token) -> TemporalExpression | None:
    """ "The worst since MAY 2014, when a bomb killed nine": a time that is another's, or bounds it, and dates these."""
    if verb.dep_ not in ("relcl", "advcl") or not any(t.lower_ == "when" for t in children(verb, "advmod")):
        return None
    span = name_over(verb.doc[verb.head.i : verb.head.i + 1]) if verb.head.ent_type_ == "DATE" else None
    if span is None or span.end > verb.left_edge.i:
        return None
    value = parse_date(span.text, day_of_telling(verb))
    return TemporalExpression(span, value) if value is not None else None


def is_recalled(verb: Token) -> bool:
    """ "The worst since May 2014, WHEN a bomb KILLED nine": told only to measure another by."""
    if verb.dep_ not in ("relcl", "advcl") or not any(t.lower_ == "when" for t in children(verb, "advmod")):
        return False
    return verb.head.ent_type_ == "DATE" and bool(OPEN_ENDED & {t.lower_ for t in verb.head.ancestors})


def is_cut_off(adjunct: Token, trigger: Token) -> bool:
    """ "Killed five in Y ON TUESDAY, police said": what the parser hung on who tells, though his words end before."""
    teller = clause(adjunct)
    speaker = next(children(teller, *SUBJECTS), None)
    if speaker is None or not trigger.i < adjunct.i < speaker.i or not teller.is_ancestor(trigger):
        return False
    between = trigger.doc[adjunct.i + 1 : min(t.i for t in speaker.subtree)]
    other = any(
        t.dep_ in ("ccomp", "advcl", "relcl", "conj") and t.pos_ == "VERB"
        for t in trigger.doc[trigger.i + 1 : adjunct.i]
    )
    return any(t.text == "," for t in between) and not other


def _attached(trigger: Token, day: Span) -> bool:
    """Whether a date modifies the trigger itself ("Thursday's attack", "an attack carried out on Thursday")."""
    root = day.root
    within = clause(root)
    if trigger in (root.head, root.head.head) or (within.dep_ in ("acl", "relcl") and within.head == trigger):
        return True
    # "Broke out on October 7 after the attack": a day that ends where "after the attack" begins is the attack's too.
    return trigger.dep_ == "pobj" and trigger.head.lower_ in ("after", "following") and day.end == trigger.head.i


def dated(trigger: Token) -> bool:
    """Whether a day stands in the trigger's clause: then even several attacks are an incident."""
    return any(clause(time.span.root) == clause(trigger) for time in times_in(trigger.sent))


def goes_on(trigger: Token, aspect: Words) -> bool:
    """ "Suspended its attacks on convoys", "refrained from strikes": whatever attacks there were, or may be.

    Args:
        trigger: a noun.
        aspect: verbs whose object goes on for longer than one attack.
    """
    above = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ in ("from", "to") else trigger.head
    governed = trigger.dep_ in ("dobj", "pobj", "nsubjpass") and not dated(trigger)
    return governed and not aspect.isdisjoint(trigger_lemmas(above))


def _is_stretch(noun: Token) -> bool:
    """ "The past 24 hours": whatever happened in them is summed up."""
    return noun.tag_ == "NNS" and any(t.lower_ in ("past", "last") for t in children(noun, "amod"))


def _is_long_since(word: Token) -> bool:
    """ "Since January", and not "since dawn": what has been done since then fills more than a day."""
    return word.lower_ == "since" and not any(lemma(t) in _PARTS_OF_DAY for t in children(word, "pobj", "pcomp"))


def carry_on(frames: list[Frame]) -> None:
    """ "Since May 300 have been killed. Ten soldiers have died": what follows a sum is a part of it."""
    for before, frame in pairwise(frames):
        at = frame.trigger
        near = not any("\n" in t.text for t in at.doc[before.trigger.i : at.i]) and at.sent.start > before.trigger.i
        if before.recurring and near and frame.harm and not frame.day and is_present_perfect(at):
            frame.recurring = True


class Recurrence:
    """Tells background from incidents: "almost daily attacks", "has been attacking", "more than a hundred strikes"."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = lexicon.words("events", "recurring")
        self._habits = lexicon.words("events", "habits")
        self._stages = lexicon.words("events", "stages")
        self._aspect = lexicon.words("events", "story", "aspect")
        self._wars = lexicon.words("events", "wars")
        self._measures = lexicon.words("events", "measures")
        self._preparing = lexicon.words("attribution", "preparing")
        self._denials = lexicon.words("attribution", "reporting", "Denied")

    def of(self, trigger: Token) -> bool:
        """Whether the words sum up many attacks."""
        plural = trigger.tag_ in ("NNS", "NNPS")
        for token in trigger.subtree if plural else trigger.children:
            if token.i < trigger.i and self._repeats(token):
                return plural or token.lower_ in ("repeatedly", "daily")
        if plural and any(children(trigger, "nummod", "quantmod")) and not dated(trigger):
            return True
        if plural and self._is_in_series(trigger) and is_present_perfect(clause(trigger)) and not dated(trigger):
            return True  # "has been blamed for a string of massacres"
        if plural and (self._is_prepared(trigger) or goes_on(trigger, self._aspect) or self._is_seen(trigger)):
            return True
        return self._habitual(clause(trigger), plural) or self._in_war(trigger) or self._on_principle(trigger)

    def _is_in_series(self, trigger: Token) -> bool:
        of = trigger.head if trigger.dep_ == "pobj" else trigger
        return of.lower_ == "of" and lemma(of.head) in self._measures

    def _is_prepared(self, trigger: Token) -> bool:
        """ "Involved in planning attacks": what somebody is said to do, and no attack that is told of."""
        above = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ == "of" else trigger.head
        by = [above] if trigger.dep_ in ("dobj", "pobj") else []
        return any(lemma(t) in self._preparing for t in (*by, *children(trigger, "compound", "amod")))

    def _is_seen(self, trigger: Token) -> bool:
        """ "The town HAS SEEN attacks, a wave of killings": over some time."""
        whole = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ == "of" else trigger
        verb = whole.head
        return whole.dep_ == "dobj" and lemma(verb) in self._stages and is_present_perfect(verb)

    def _on_principle(self, trigger: Token) -> bool:
        """ "Denies targeting civilians": ever."""
        verb, hit = trigger.head, objects(trigger) if trigger.tag_ == "VBG" else []
        denies = trigger.dep_ == "xcomp" and verb.tag_ in ("VBZ", "VBP") and lemma(verb) in self._denials
        return denies and bool(hit) and all(t.tag_ == "NNS" and not any(children(t, "det", "poss")) for t in hit)

    def _in_war(self, trigger: Token) -> bool:
        """ "Killed in the war", "the campaign has killed": a sum over years."""
        if trigger.pos_ != "VERB":
            return False
        return any(lemma(t) in self._wars for t in (*after(trigger, ("in", "during")), *subjects(trigger)))

    def _repeats(self, token: Token) -> bool:
        return (token.lower_ in self._words or lemma(token) in self._words) and token.pos_ in (
            "ADJ",
            "NOUN",
            "ADV",
            "DET",
        )

    def _habitual(self, verb: Token, plural: bool) -> bool:
        if any(t.lower_ in self._habits for t in children(verb, "advmod")):
            return True
        perfect = any(lemma(t) == "have" for t in children(verb, "aux"))
        times = any(t.lower_ == "times" for t in children(verb, "npadvmod", "dobj"))
        days = any(lemma(t) in _DAYS and t.tag_ == "NNS" and any(children(t, "nummod")) for t in after(verb, ("on",)))
        if times or days or (perfect and any(_is_long_since(t) for t in children(verb, "prep", "advmod"))):
            return True  # "have attacked ships more than 20 times since November"
        if verb.tag_ == "VBG" and any(t.lower_ == "been" for t in children(verb, "aux")):
            return True
        if any(_is_stretch(t) for t in after(verb, ("in", "over", "during", "within"))):
            return True
        present = verb.tag_ in ("VBZ", "VBP") and not any(children(verb, "aux", "auxpass"))
        return plural and (present or any(t.lower_ == "since" for t in children(verb, "prep", "mark")))
