"""Component `sitrep_events`: triggers of attacks and their arguments, one frame a trigger.

The lexicon says which words are triggers and what their subject, object and prepositions mean; this module only knows
syntax. Frames are joined to incidents by the next component.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extract.counts import Tolls, harmed_by
from kg.extract.dates import parse_date
from kg.extract.fillers import Fillers
from kg.extract.reading import Argument, EntityDraft, Frame, published
from kg.extract.syntax import (
    after,
    agents,
    antecedent,
    children,
    clause,
    conjuncts,
    is_passive,
    lemma,
    objects,
    possessors,
    subjects,
    verb_lemma,
)
from kg.knowledge.lexicon import Lexicon, Trigger, load_lexicon
from kg.vocab import is_a, superclasses

_PLACES = ("in", "at", "near", "outside", "inside", "around", "across", "over", "throughout", "off")
_TARGETS = ("on", "against", "at", "upon")
_ANAPHORIC = frozenset("the this that these those its their".split())


@Language.factory("sitrep_events", default_config={"actors": "", "lexicon": "", "places": ""})
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Events:  # noqa: ARG001 - spaCy passes all, this step needs one
    """Build the component from the lexicon's folder."""
    return Events(load_lexicon(Path(lexicon)))


class Events:
    """Writes `doc._.frames`."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._light = lexicon.words("events", "light_verbs")
        self._wars = lexicon.words("events", "wars")
        self._recurring = lexicon.words("events", "recurring")
        self._sufferers = lexicon.words("events", "sufferers")
        self._assailants: dict[str, str] = lexicon.events["assailants"]
        self._defences = lexicon.words("events", "defences")
        self._results = lexicon.words("events", "result_verbs")

    def __call__(self, doc: Doc) -> Doc:
        """Read every trigger, then link those that one clause ties together."""
        fillers = Fillers(doc, self._lexicon)
        inside = {t.i for m in doc._.mentions if m.kind == "name" for t in m.span}
        frames: dict[int, Frame] = {}
        for token in doc:
            if token.i in inside:
                continue
            frame = (
                self._noun(token, fillers)
                if token.pos_ in ("NOUN", "PROPN")
                else self._verb(token, fillers)
                if token.pos_ == "VERB"
                else None
            )
            if frame is not None:
                frames[token.i] = frame
        for frame in frames.values():
            self._when(frame, doc)
        Tolls(self._lexicon, fillers).read(doc, frames)
        doc._.frames = list(frames.values())
        doc._.links = self._links(frames)
        return doc

    def _verb(self, verb: Token, fillers: Fillers) -> Frame | None:
        trigger = self._lexicon.verbs.get(verb_lemma(verb)) or self._lexicon.verbs.get(lemma(verb))
        if trigger is None or verb_lemma(verb) in self._defences:
            return None
        passive = is_passive(verb)
        done_to = subjects(verb) if passive else objects(verb)
        done_by = agents(verb) if passive else subjects(verb)
        if (
            trigger.harm
            and not passive
            and not done_to
            and (harmed := harmed_by(verb, self._lexicon))
            and trigger.subject != "victim"
        ):
            done_to, done_by = harmed, []
        if lemma(verb) in self._light and any(self._event_noun(t) for t in done_to):
            return None  # "executed an attack" executes nobody
        if trigger.transitive is not None and trigger.transitive != bool(done_to):
            return None
        if trigger.needs_weapon and not any(self.weapon(t) for t in done_to):
            return None
        frame = Frame(verb, verb.doc[verb.i : verb.i + 1], trigger.cls, trigger.harm)
        if trigger.object:
            for token in done_to:
                self._fill(frame, trigger.object, token, fillers)
        if trigger.subject:
            for token in done_by:
                self._fill(frame, trigger.subject, token, fillers)
        for role, prepositions in (
            (trigger.at, ("at", "on", "against", "toward", "towards", "into")),
            (trigger.together, ("with",)),
        ):
            for token in after(verb, prepositions) if role else ():
                self._fill(frame, role, token, fillers)  # type: ignore[arg-type] - role is checked in the loop's condition
        self._surroundings(frame, verb, fillers)
        for token in after(verb, ("with", "using", "by", "from")):
            self._weapon(frame, token)
        linked = any(
            self._event_noun(t)
            for t in (*done_by, *done_to, *after(verb, ("in", "by", "during", "after", "when", "from")))
        )
        if not frame.fillers("attacker", "target", "victim", "weapon") and not linked:
            return None
        if trigger.needs_cause and not linked:
            return None
        frame.recurring = self._repeats(verb)
        return frame

    def _noun(self, noun: Token, fillers: Fillers) -> Frame | None:
        trigger = self._lexicon.nouns.get(lemma(noun)) or self._lexicon.nouns.get(noun.lower_)
        if trigger is None or (
            noun.dep_ in ("compound", "nmod") and not self._event_noun(noun.head) and lemma(noun.head) in self._wars
        ):
            return None
        frame = Frame(
            noun,
            noun.doc[noun.i : noun.i + 1],
            trigger.cls,
            trigger.harm,
            concrete=trigger.concrete and not trigger.needs_cause,
        )
        self._before_noun(frame, noun, trigger, fillers)
        whole = noun.head if noun.dep_ == "compound" and self._event_noun(noun.head) else noun
        for token in after(whole, _TARGETS):
            self._fill(frame, "target", token, fillers)
        for token in after(whole, ("by",)):
            self._fill(frame, "attacker", token, fillers)
        for token in after(whole, ("between",)):  # who struck whom is not said
            self._fill(frame, "attacker", token, fillers)
        if not frame.fillers("attacker"):
            for by in [
                t
                for t in whole.subtree
                if t.dep_ in ("prep", "agent") and t.lower_ == "by" and t.head != whole and t.head.pos_ != "VERB"
            ]:
                for token in children(by, "pobj"):
                    self._fill(frame, "attacker", token, fillers)
        if trigger.of:
            for token in after(whole, ("of",)):
                self._fill(frame, trigger.of, token, fillers)
        for token in after(whole, ("with", "using")):
            self._weapon(frame, token)
        self._surroundings(frame, whole, fillers)
        self._governed(frame, whole, fillers)
        frame.recurring = self._repeats(whole) or (
            whole.tag_ == "NNS" and trigger.harm is None and not self._dated(frame)
        )
        determiner = next(children(whole, "det"), None)
        frame.definite = (determiner is not None and determiner.lower_ in _ANAPHORIC) or any(children(whole, "poss"))
        return frame

    def _before_noun(self, frame: Frame, noun: Token, trigger: Trigger, fillers: Fillers) -> None:
        start = noun.i
        for token in [t for t in noun.lefts if t.dep_ in ("compound", "amod", "nmod", "poss", "nummod", "punct")]:
            for word in [token, *(t for t in token.children if t.dep_ in ("compound", "amod", "conj", "nmod"))]:
                modifier = self._lexicon.modifiers.get(lemma(word)) or self._lexicon.modifiers.get(word.lower_)
                if modifier is not None and word.dep_ != "poss":
                    frame.cls = sharper(frame.cls, modifier.cls)
                    if modifier.weapon:
                        frame.arguments.append(Argument("weapon", modifier.weapon, word, word.doc[word.i : word.i + 1]))
                    start = min(start, word.i)
                mention = fillers.mention(word)
                if mention is None or mention.entity is None or word.dep_ == "poss":
                    continue
                entity = mention.entity
                acts = any(is_a(entity.cls, top) for top in ("Person", "Group", "Organization", "State"))
                if acts and trigger.harm is None:
                    self._add(frame, "attacker", entity, word, fillers)
                elif is_a(entity.cls, "Place"):
                    self._add(frame, "place", entity, word, fillers)
        frame.span = noun.doc[start : noun.i + 1]
        for token in possessors(noun):
            role = trigger.possessive
            entity = fillers.entity(token)
            if role and entity is not None and not is_a(entity.cls, "Place"):
                self._fill(frame, role, token, fillers)

    def _governed(self, frame: Frame, noun: Token, fillers: Fillers) -> None:
        """What the verb above the noun says: who carried it out, what it targeted."""
        for each in (noun, *([noun.head] if noun.dep_ == "conj" else [])):
            verb = each.head
            if each.dep_ == "pobj" and verb.lower_ == "under" and lemma(verb.head) in self._sufferers:
                for token in subjects(verb.head):
                    self._fill(frame, "target", token, fillers)
            if verb.pos_ != "VERB":
                continue
            if each.dep_ in ("dobj", "nsubjpass") and self._carries(verb) and lemma(verb) != "claim":
                for token in agents(verb) if is_passive(verb) else subjects(verb):
                    self._fill(frame, "attacker", token, fillers)
                for token in after(verb, ("against", "on")):
                    self._fill(frame, "target", token, fillers)
                self._surroundings(frame, verb, fillers)
        for modifier in children(noun, "acl", "relcl"):
            if self._carries(modifier):
                for token in (
                    agents(modifier) if is_passive(modifier) else subjects(modifier) if modifier.dep_ == "relcl" else ()
                ):
                    if antecedent(token) != noun:
                        self._fill(frame, "attacker", token, fillers)
                self._surroundings(frame, modifier, fillers)

    def _carries(self, verb: Token) -> bool:
        return verb_lemma(verb) in self._light or lemma(verb) in self._light

    def _fill(self, frame: Frame, role: str, token: Token, fillers: Fillers) -> None:
        """Give a role its filler, or the role that the filler is fit for."""
        for each in conjuncts(token):
            if self._weapon(frame, each):
                owners = [*possessors(each), *children(each, "amod", "compound", "nmod")] if role == "attacker" else []
                for owner in owners:  # "an Israeli drone hit ..."
                    mention = fillers.mention(owner)
                    if (
                        mention is not None
                        and mention.entity is not None
                        and mention.cls in ("State", "MilitaryForce", "ArmedGroup")
                    ):
                        self._add(frame, "attacker", mention.entity, owner, fillers)
                continue
            if (
                each.lower_.endswith(("self", "selves"))
                or self._event_noun(each)
                or (each.lower_ == "it" and role != "attacker")
            ):
                continue  # what "it" was that was hit takes more than syntax to tell
            entity = fillers.entity(each)
            if (
                role == "attacker"
                and entity is not None
                and not any(is_a(entity.cls, c) for c in ("Person", "Group", "Organization", "State"))
            ):
                continue
            if role in ("victim", "target"):
                for owner, where in fillers.affiliations(each):
                    if where != each:
                        self._add(frame, "target", owner, where, fillers)
                        self._surroundings(frame, where, fillers)
                self._surroundings(frame, each, fillers)
                for prep in [
                    t
                    for t in each.subtree
                    if t.dep_ == "prep" and t.lower_ in ("in", "across", "near") and t.i > each.i
                ]:
                    for spot in children(prep, "pobj"):
                        for place, where in fillers.places(spot):
                            if place.names:
                                self._add(frame, "place", place, where, fillers)
            if entity is None:
                continue
            if each.lower_ in ("it", "they") and not any(
                is_a(entity.cls, c) for c in ("ArmedGroup", "MilitaryForce", "State", "Coalition", "Person", "Group")
            ):
                continue
            if (
                role == "victim"
                and entity.cls in ("MediaOrganization", "StateBody", "Organization", "PoliticalParty")
                and not self._armed(each)
            ):
                continue
            for name in [t for a in children(each, "appos") for t in conjuncts(a)]:  # "two commanders, X and Y, died"
                other = fillers.entity(name, make=False)
                if role == "victim" and other is not None and other.cls == "Person" and other.names:
                    self._add(frame, role, other, name, fillers)
            fit = "target" if role == "victim" and not (entity.cls in ("Person", "Group")) else role
            if fit == "target" and entity.cls == "Place" and not entity.names and each.head.lower_ == "on":
                continue
            self._add(frame, fit, entity, each, fillers)
            if fit == "attacker" and entity.cls == "Group" and not entity.names:  # "Hamas fighters", "members of Hamas"
                for owner, where in fillers.affiliations(each):
                    self._add(frame, "attacker", owner, where, fillers)
            if fit == "attacker" and (cls := self._assailant(each)):
                frame.cls = sharper(frame.cls, cls)
            if fit == "target" and is_a(entity.cls, "Place"):
                for place, where in fillers.places(each):
                    if place.names:
                        self._add(frame, "place", place, where, fillers)

    def _assailant(self, noun: Token) -> str | None:
        """The class of attack that a word for its author gives away ("a suicide bomber")."""
        before = noun.nbor(-1).lower_ if noun.i > noun.sent.start else ""
        return self._assailants.get(f"{before} {lemma(noun)}") or self._assailants.get(lemma(noun))

    @staticmethod
    def _armed(noun: Token) -> bool:
        """Whether a state body is its people ("the police"): only these are killed."""
        return lemma(noun) in ("police", "force", "forces", "security")

    @staticmethod
    def _add(frame: Frame, role: str, entity: EntityDraft, token: Token, fillers: Fillers) -> None:
        if not any(a.role == role and a.value is entity for a in frame.arguments):
            frame.arguments.append(Argument(role, entity, token, fillers.span(token)))

    def _surroundings(self, frame: Frame, token: Token, fillers: Fillers) -> None:
        for spot in after(token, _PLACES):
            for place, where in fillers.places(spot):
                self._add(frame, "place", place, where, fillers)
        for spot in after(token, ("on",)):  # "on the border" is where, "on the base" is what
            entity = fillers.entity(spot)
            if entity is not None and entity.cls == "Place" and not entity.names:
                for place, where in fillers.places(spot):
                    self._add(frame, "place", place, where, fillers)
        if token.pos_ == "VERB":
            for adverb in children(token, "advmod", "npadvmod"):
                for spot in after(adverb, _PLACES):
                    for place, where in fillers.places(spot):
                        self._add(frame, "place", place, where, fillers)

    def weapon(self, token: Token) -> str | None:
        """The class of attack that a weapon's noun makes likely; None if it is no weapon."""
        before = token.nbor(-1) if token.i > token.sent.start else None
        pair = f"{lemma(before)} {lemma(token)}" if before is not None and before.head == token else ""
        return (
            self._lexicon.weapons.get(pair) or self._lexicon.weapons.get(lemma(token))
            if token.pos_ in ("NOUN", "PROPN")
            else None
        )

    def _weapon(self, frame: Frame, token: Token) -> bool:
        cls = self.weapon(token)
        if cls is None:
            return False
        frame.cls = sharper(frame.cls, cls)
        start = next((t.i for t in token.lefts if t.dep_ in ("compound", "amod")), token.i)
        span = token.doc[start : token.i + 1]
        frame.arguments.append(Argument("weapon", span.text.lower(), token, span))
        return True

    def _event_noun(self, token: Token) -> bool:
        return token.pos_ in ("NOUN", "PROPN") and (
            lemma(token) in self._lexicon.nouns or token.lower_ in self._lexicon.nouns
        )

    def _repeats(self, trigger: Token) -> bool:
        """Whether the words sum up many attacks."""
        plural = trigger.tag_ in ("NNS", "NNPS")
        for token in trigger.subtree if plural else trigger.children:
            if (
                token.i < trigger.i
                and (token.lower_ in self._recurring or lemma(token) in self._recurring)
                and token.pos_ in ("ADJ", "NOUN", "ADV", "DET")
            ):
                return plural or token.lower_ in ("repeatedly", "daily")
        if plural and any(children(trigger, "nummod", "quantmod")):
            return True
        governor = clause(trigger)
        progressive = any(t.lower_ in ("been",) for t in children(governor, "aux")) and governor.tag_ == "VBG"
        habitual = governor.tag_ in ("VBZ", "VBP") and not any(children(governor, "aux", "auxpass")) and plural
        adverbs = {t.lower_ for t in children(governor, "advmod")} & {
            "regularly",
            "repeatedly",
            "routinely",
            "often",
            "frequently",
            "systematically",
            "periodically",
            "continually",
            "sporadically",
        }
        since = any(t.lower_ == "since" for t in children(governor, "prep", "mark")) and plural
        return progressive or habitual or bool(adverbs) or since

    def _dated(self, frame: Frame) -> bool:
        """Whether a day stands in the trigger's clause: then even several attacks are an incident."""
        return any(
            e.label_ == "DATE" and clause(e.root) == clause(frame.trigger) and parse_date(e.text, published(e.doc))
            for e in frame.trigger.sent.ents
        )

    def _when(self, frame: Frame, doc: Doc) -> None:
        """The date expression nearest to the trigger in its own clause, or one that modifies the trigger itself."""
        best: tuple[int, str, Token, object] | None = None
        home = clause(frame.trigger)
        for entity in doc.ents:
            if (
                entity.label_ not in ("DATE", "TIME")
                or not frame.trigger.sent.start <= entity.start < frame.trigger.sent.end
            ):
                continue
            root = entity.root
            if root.dep_ == "pobj" and root.head.lower_ in ("since", "until", "till", "from", "after", "before"):
                continue
            value = parse_date(entity.text, published(doc))
            if value is None:
                continue
            attached = frame.trigger in (root.head, root.head.head) or (
                clause(root).dep_ in ("acl", "relcl") and clause(root).head == frame.trigger
            )
            attached = attached or _follows(frame.trigger, entity)
            if not attached and clause(root) not in (
                home,
                *([home.head] if home.dep_ in ("xcomp", "relcl", "acl") else []),
            ):
                continue
            distance = 0 if attached else abs(root.i - frame.trigger.i)
            if best is None or distance < best[0]:
                best = (distance, value, root, entity)
        if best is not None:
            _, value, root, entity = best
            frame.day = value
            frame.arguments.append(Argument("date", value, root, entity))  # type: ignore[arg-type] - entity is a Span

    def _links(self, frames: dict[int, Frame]) -> list[tuple[Frame, Frame]]:
        """Triggers that syntax makes one event: "a strike killed", "killed in an attack", "an attack in which they killed"."""
        links = []
        for frame in frames.values():
            token = frame.trigger
            if token.pos_ == "VERB":
                others: Iterable[Token] = [
                    *subjects(token), *agents(token), *objects(token), *after(token, ("in", "by", "during", "from", "with")),
                ]  # fmt: skip
                if lemma(token.head) in self._results:  # "two blasts left ten wounded"
                    others = [*others, *subjects(token.head)]
                if token.dep_ in ("relcl", "acl"):
                    others = [*others, token.head]
                if token.dep_ in ("xcomp", "advcl", "conj") and token.head.i in frames:
                    others = [*others, token.head]
            else:
                others = [
                    t
                    for t in (
                        *after(token, ("in", "during", "from")),
                        *(p for p in (token.head,) if token.dep_ in ("compound", "attr", "appos")),
                    )
                ]
                if token.dep_ in ("pobj", "dobj", "nsubj", "nsubjpass"):
                    others = [*others, token.head if token.dep_ != "pobj" else token.head.head]
            links += [(frame, frames[o.i]) for o in others if o.i in frames and o.i != token.i]
        return links


def _follows(trigger: Token, date: Span) -> bool:
    """ "broke out on October 7 after the attack": a day that ends where "after the attack" begins is the attack's too."""
    after_ = trigger.head
    return trigger.dep_ == "pobj" and after_.lower_ in ("after", "following") and date.end == after_.i


def sharper(a: str, b: str) -> str:
    """The more exact of two event classes; of two that exclude each other, the first unless it is plain kg:Attack."""
    if is_a(b, a) or a == "Attack":
        return b
    return a if len(superclasses(a)) >= len(superclasses(b)) or is_a(a, b) else b
