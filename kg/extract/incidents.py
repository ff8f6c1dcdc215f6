"""Component `sitrep_incidents`: which triggers of one article tell of the same happening, and what is claimed of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.blame import Blame, Blames
from kg.extract.fillers import Fillers
from kg.extract.known import gazetteer
from kg.extract.reading import Argument, ClaimDraft, EntityDraft, Frame, Incident
from kg.extract.speech import speech_of
from kg.extract.stance import Stance
from kg.extract.syntax import children, clause
from kg.knowledge.gazetteer import Gazetteer, overlap
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.model import Factuality
from kg.vocab import is_a

_ENOUGH = 1.5
_BARE = 4  # sentences after which a toll without place or day no longer belongs to what was told before
_APART = ("Abduction", "ArmedClash", "Shooting", "SuicideBombing")
_OTHER = frozenset("another other second separate different further additional".split())


@Language.factory("sitrep_incidents", default_config={"actors": "", "lexicon": "", "places": ""})
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Incidents:  # noqa: ARG001 - spaCy passes all, this step needs one
    """Build the component from the lexicon's folder."""
    return Incidents(load_lexicon(Path(lexicon)), gazetteer(Path(places)))


class Incidents:
    """Writes `doc._.incidents`, and their claims to `doc._.claims`."""

    def __init__(self, lexicon: Lexicon, places: Gazetteer) -> None:
        self._lexicon, self._places = lexicon, places
        self._stance = Stance(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        """Join linked frames, then what is told again, then let blame and attribution speak."""
        for frame in doc._.frames:  # what a source calls "an act of aggression" is the known event by another name
            if frame.trigger.pos_ == "NOUN" and not frame.recurring and not frame.day and speech_of(doc, frame.trigger):
                frame.definite = True
        blames = list(Blames(self._lexicon, Fillers(doc, self._lexicon)).read(doc))
        blames = [self._weighed(b, doc) for b in blames]
        homeless = [b for b in blames if not _in_frame(b, doc._.frames)]
        incidents: list[Incident] = []
        for group in _linked(doc._.frames, doc._.links):
            best = max(incidents, key=lambda i: _evidence(group, i, self._places), default=None)
            if best is not None and _evidence(group, best, self._places) >= _ENOUGH:
                best.frames += group.frames
            else:
                incidents.append(group)
        for blame in homeless:
            incident = _blamed_for(blame, incidents)
            if incident is not None:
                incident.frames[0].arguments.append(_argument(blame))
        doc._.incidents = [i for i in incidents if _tells(i)]
        doc._.claims = [c for i in doc._.incidents for c in self._claims(doc, i)]
        return doc

    def _weighed(self, blame: Blame, doc: Doc) -> Blame:
        """Add the doubt that stands over the blaming verb, and who is quoted for it where the verb names nobody."""
        stance = self._stance.of(blame.verb)
        factuality = blame.factuality if blame.factuality != "Asserted" else stance
        speech = speech_of(doc, blame.verb) if blame.source is None else None
        source, words = (speech.source, speech.words) if speech is not None else (blame.source, blame.source_words)
        return blame._replace(factuality=factuality, source=source, source_words=words)

    def _claims(self, doc: Doc, incident: Incident) -> Iterator[ClaimDraft]:
        for frame in incident.frames:
            for argument in frame.arguments:
                if argument.role == "date" and incident.recurring:
                    continue
                speech = speech_of(doc, frame.trigger)
                # What stands before "said" in a speech's source is the article's, so each argument asks for itself.
                source, words = (argument.source, argument.source_words) if argument.source_words is not None else (
                    (speech.source, speech.words) if speech is not None else (None, None)
                )  # fmt: skip
                factuality = argument.factuality or self._factuality(frame, argument)
                yield ClaimDraft(
                    incident, argument.role, argument.value, argument.at, argument.span, factuality, argument.bound,
                    source, words or None, argument.confidence,
                )  # fmt: skip

    def _factuality(self, frame: Frame, argument: Argument) -> Factuality:
        if frame.trigger.pos_ == "NOUN" and frame.definite and argument.role != "attacker":
            return self._stance.local(frame.trigger)  # "denied a role in the attack" does not deny the attack
        stance = self._stance.of(frame.trigger)
        if stance == "Asserted" and argument.role == "attacker":  # "suspected JNIM fighters"
            noun = argument.at.head if argument.at.dep_ in ("compound", "amod", "nmod") else argument.at
            stance = self._stance.local(noun) if noun != frame.trigger else stance
        if stance == "Asserted" and argument.role == "attacker":
            governor = frame.trigger.head
            if (
                frame.trigger.dep_ in ("nsubjpass", "dobj", "nsubj")
                and governor.pos_ == "VERB"
                and clause(argument.at) == governor
            ):
                stance = self._stance.of(governor)
        return stance


def _sentence(token: Token) -> int:
    """Which sentence of its document a token stands in; counted once a document."""
    doc = token.doc
    if "sentences" not in doc.user_data:
        doc.user_data["sentences"] = [s.start for s in doc.sents]
    return bisect_right(doc.user_data["sentences"], token.i)


def _linked(frames: list[Frame], links: list[tuple[Frame, Frame]]) -> list[Incident]:
    group: dict[int, Incident] = {id(f): Incident([f]) for f in frames}
    for a, b in links:
        one, other = group[id(a)], group[id(b)]
        if one is other or a.recurring != b.recurring:
            continue
        one.frames += other.frames
        for frame in other.frames:
            group[id(frame)] = one
    unique = {id(g): g for g in group.values()}
    return sorted(unique.values(), key=lambda g: min(f.trigger.i for f in g.frames))


def _values(incident: Incident, *roles: str) -> set[EntityDraft]:
    return {a.value for a in incident.arguments if a.role in roles and isinstance(a.value, EntityDraft)}


def _days(incident: Incident) -> set[str]:
    return {str(a.value) for a in incident.arguments if a.role == "date"}


def _named(entities: Iterable[EntityDraft], *classes: str) -> set[EntityDraft]:
    return {e for e in entities if e.names and any(is_a(e.cls, c) for c in classes)}


def _evidence(new: Incident, old: Incident, places: Gazetteer) -> float:
    """How much speaks for one happening; minus infinity where something rules it out."""
    never = float("-inf")
    if new.recurring != old.recurring:
        return never
    towns = [_named(_values(i, "place"), "Place") for i in (new, old)]
    states = [{e.country for e in _values(i, "place") if e.country} for i in (new, old)]
    days = [_days(i) for i in (new, old)]
    dead = [_named(_values(i, "victim"), "Person") for i in (new, old)]
    if all(days) and not any(a.startswith(b) or b.startswith(a) for a in days[0] for b in days[1]):
        return never
    if (all(towns) and not towns[0] & towns[1] and not _beside(towns[0], towns[1], places)) or (
        all(states) and not states[0] & states[1]
    ):
        return never
    if all(dead) and not dead[0] & dead[1]:
        return never
    kinds = [{f.cls for f in i.frames if f.cls in _APART} for i in (new, old)]
    if all(kinds) and kinds[0] != kinds[1]:
        return never
    culprits = [_named(_values(i, "attacker"), "Organization", "State", "Person") for i in (new, old)]
    aims = [_named(_values(i, "target"), "Organization", "State") for i in (new, old)]
    score = (
        6.0 * bool(dead[0] & dead[1])
        + 2.0 * bool(towns[0] & towns[1])
        + 2.0 * (bool(days[0] & days[1]) and len(days[0] | days[1]) == 1)
    )
    score += 1.0 * bool(culprits[0] & culprits[1]) + 1.0 * bool(aims[0] & aims[1]) + 0.5 * bool(states[0] & states[1])
    strangers = all(culprits) and not culprits[0] & culprits[1]
    if strangers and score < 2 and (not any(f.concrete for f in new.frames) or aims[0] - aims[1] or new.recurring):
        return never
    first, last = (
        new.frames[0].trigger,
        max((f.trigger for f in old.frames if f.trigger.i < new.frames[0].trigger.i), key=lambda t: t.i, default=None),
    )
    if any(f.definite for f in new.frames):
        score += 0.5 if new.recurring or strangers else 2.0
        score += 1.25 * (last is not None and "\n" not in first.doc[last.i : first.i].text)
    if last is not None:
        gap = _sentence(first) - _sentence(last)
        near = 1.0 - 0.25 * gap - 0.75 * ("\n" in first.doc[last.i : first.i].text)
        score += max(0.0, near) if gap <= 1 else 0.0
        if gap <= 1 and not towns[0] and not days[0] and not new.recurring:
            score += 1.0
        score -= 0.01 * gap
    if (
        last is not None
        and gap <= _BARE
        and all(f.harm for f in new.frames)
        and not (towns[0] or days[0] or culprits[0] or dead[0])
    ):
        score += 1.6 - 0.05 * gap  # "six others were wounded" tells more of what was told before
    score += 2.0 * _same_role_of_the_dead(new, old)
    if any(t.lower_ in _OTHER for f in new.frames for t in children(f.trigger, "det", "amod")):
        score -= 3.0
    if any(f.concrete for f in new.frames) and not any(f.concrete for f in old.frames) and not dead[0] & dead[1]:
        return never  # an offensive is the backdrop of an attack, not the attack
    return score


def _same_role_of_the_dead(new: Incident, old: Incident) -> bool:
    """ "a commander was killed" and "X, commander of Y, was killed": one named, the other only by position."""
    positions = [
        {
            m.head.lemma_.lower()
            for e in _values(i, "victim")
            if e.cls == "Person"
            for m in e.mentions
            if m.kind == "nominal"
        }
        for i in (new, old)
    ]
    named = [any(e.names for e in _values(i, "victim")) for i in (new, old)]
    return named[0] != named[1] and bool(positions[0] & positions[1])


def _in_frame(blame: Blame, frames: list[Frame]) -> bool:
    """Give blame to the trigger that it names, if it names one."""
    if blame.event is None:
        return False
    reach = {t.i for t in blame.event.subtree} | {blame.event.i}
    frame = next((f for f in frames if f.trigger.i in reach), None)
    if frame is not None:
        frame.arguments.append(_argument(blame))
    return frame is not None


def _beside(a: set[EntityDraft], b: set[EntityDraft], gazetteer: Gazetteer) -> bool:
    """Whether any two places can hold one incident; a place that the gazetteer does not know speaks against nothing."""
    known = [[gazetteer.get(e.place or "") for e in places] for places in (a, b)]
    return any(x is None or y is None or overlap(x, y) for x in known[0] for y in known[1])


def _tells(incident: Incident) -> bool:
    """Whether anybody did or suffered anything; an offensive alone, or a bare "the attack", is no incident."""
    roles = {a.role for a in incident.arguments}
    if not any(f.concrete for f in incident.frames):
        return {"attacker", "target"} <= roles and bool(roles & {"date", "killedCount", "woundedCount"})
    if incident.recurring:
        return bool(roles & {"attacker", "target"})
    return bool(roles & {"attacker", "target", "victim", "killedCount", "woundedCount", "place", "weapon"})


def _blamed_for(blame: Blame, incidents: list[Incident]) -> Incident | None:
    def nearest(token: Token) -> Incident | None:
        before = [(f.trigger.i, i) for i in incidents for f in i.frames if f.trigger.i <= token.i + 15 and f.concrete]
        return max(before, key=lambda p: p[0])[1] if before else None

    singles = [i for i in incidents if not i.recurring]
    here = [i for i in singles if any(f.trigger.sent == blame.verb.sent for f in i.frames)]
    if here:
        return here[0]
    return singles[0] if len(singles) == 1 else nearest(blame.verb)


def _argument(blame: Blame) -> Argument:
    at = blame.at
    return Argument(
        "attacker", blame.culprit, at, at.doc[at.i : at.i + 1], factuality=blame.factuality,
        source=blame.source, source_words=blame.source_words, confidence=0.75,
    )  # fmt: skip
