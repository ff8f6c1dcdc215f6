"""Component `sitrep_incidents`: which triggers of one article tell of the same happening, and what is claimed of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from spacy.language import Language

from kg.extract.attribution.factuality import Stance
from kg.extract.attribution.speech import counted_by, is_thrown_in_doubt, said_by, speech_of, voice_of
from kg.extract.drafts import Argument, ClaimDraft, EntityDraft, Frame, Incident, Speech
from kg.extract.incidents.accounts import Account
from kg.extract.incidents.blame.blamed import tells, with_blame
from kg.extract.incidents.blame.blames import Blame, Blames
from kg.extract.incidents.clustering import cluster
from kg.extract.incidents.features import Features, disjoint
from kg.extract.incidents.linking import EventLinker
from kg.extract.incidents.model import Forest, load_forest
from kg.extract.incidents.reasons import JoinedFrames, joins
from kg.extract.incidents.scene import Scene, cues_of
from kg.extract.incidents.setting import Inference
from kg.extract.incidents.shared import Shared
from kg.extract.incidents.sides import as_attacked, fought_back
from kg.extract.participants import Fillers
from kg.extract.text.dates import names_a_day
from kg.extract.text.syntax import children, clause, is_past_perfect, lemma
from kg.extract.tokens import Doc, Token, on_plain
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.known_incidents import known_incidents
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.lists import places_in
from kg.model import Factuality
from kg.vocab import COUNTS


@Language.factory(
    "sitrep_incidents",
    default_config={"actors": "", "lexicon": "", "places": "", "models": ""},
    requires=["doc._.mentions", "doc._.entities", "doc._.speeches", "doc._.frames", "doc._.links"],
    assigns=["doc._.incidents", "doc._.claims", "doc._.mentions", "doc._.entities"],
)
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str, models: str) -> Incidents:  # noqa: ARG001 - spaCy passes all, this step needs three
    """Build the component from the folders of the lexicon, the places and the models."""
    return Incidents(load_lexicon(Path(lexicon)), places_in(Path(places)), load_forest(Path(models)))


class Incidents:
    """Writes `doc._.incidents`, and their claims to `doc._.claims`.

    `doc._.frames` stays as it was read: where blame, inference or attribution knows more, a new frame stands in the
    incident. Adds unnamed culprits to `doc._.mentions` and `doc._.entities`.
    """

    def __init__(self, lexicon: Lexicon, places: Gazetteer, model: Forest | None) -> None:
        self._lexicon, self._model = lexicon, model
        self._features = Features(places)
        self._cues = cues_of(lexicon)
        self._stance = Stance(lexicon)
        self._assailants = lexicon.words("attribution", "involvement", "perpetrators")
        self._accusing = lexicon.words("attribution", "accusing")
        self._mouthpieces = lexicon.words("attribution", "mouthpieces")
        self._claiming = lexicon.words("attribution", "responsibility", "verbs")

    @on_plain
    def __call__(self, doc: Doc) -> None:
        """Join linked frames, then what is told again, then let blame and attribution speak."""
        linker = EventLinker(doc, known_incidents())
        incidents = [Incident(tuple(_heard(f) for f in i.frames)) for i in self._joined(doc, linker)]
        blames = [self._weighed(b, doc) for b in Blames(self._lexicon, Fillers(doc, self._lexicon)).read(doc)]
        shared = Shared(doc, self._lexicon, lambda f, a: self._factuality(f, a, speech_of(doc, f.trigger)))
        incidents = shared.spread(with_blame(incidents, blames, doc._.frames))
        incidents = Inference(doc, self._lexicon, linker).filled([i for i in incidents if tells(i)])
        doc._.incidents = [as_attacked(i, self._assailants) for i in incidents]
        doc._.claims = [c for i in doc._.incidents for c in self._claims(doc, i)]

    def joins(self, doc: Doc) -> Iterator[JoinedFrames]:
        """Why accounts of a document that was read are taken for one incident."""
        if self._model is not None:
            scene, linker = Scene(doc, self._cues), EventLinker(doc, known_incidents())
            yield from joins(self._clustered(doc, scene, linker), scene, self._features, self._model)

    def _joined(self, doc: Doc, linker: EventLinker) -> list[Incident]:
        """Groups of linked frames, clustered by happening."""
        return [
            Incident(tuple(replace(frame, bond=account.bond) for account in accounts for frame in account.frames))
            for accounts in self._clustered(doc, Scene(doc, self._cues), linker)
        ]

    def _clustered(self, doc: Doc, scene: Scene, linker: EventLinker) -> list[list[Account]]:
        groups = linked(doc._.frames, doc._.links)
        accounts = [Account.of(group, scene, self._cues) for group in groups]
        for account, link in zip(accounts, linker.links(groups), strict=True):
            account.known = {link.known.id} if link is not None else set()
        return cluster(accounts, scene, self._features, self._model)

    def _weighed(self, blame: Blame, doc: Doc) -> Blame:
        """Add the doubt that stands over the blaming verb, and who is quoted for it where the verb names nobody."""
        stance = self._stance.of(blame.verb)
        factuality = blame.factuality if blame.factuality != "Asserted" else stance
        if factuality == "Asserted" and lemma(blame.verb) in self._accusing:
            factuality = "Hedged"  # who accuses does not know, whatever he says
        heard = speech_of(doc, blame.verb)
        if factuality == "Asserted" and heard is not None and is_thrown_in_doubt(heard, blame.verb):
            factuality = "Hedged"  # "the blast, police think, was the work of X"
        speech = heard if blame.source is None else None
        source, words = (speech.source, speech.words) if speech is not None else (blame.source, blame.source_words)
        if (source is None or not source.names) and (told := said_by(doc, blame.verb)) is not None:
            source, words = told.source, told.words
        if source is not None and (around := voice_of(source, heard)) is not None:
            source, words = around.source, around.words
        if source is not None and not source.names:
            source = _known_speaker(blame) or source
        return blame._replace(factuality=factuality, source=source, source_words=words)

    def _claims(self, doc: Doc, incident: Incident) -> Iterator[ClaimDraft]:
        clash = any(f.cls == "ArmedClash" for f in incident.frames)
        attackers = [] if clash else [a.value for a in incident.arguments if a.role == "attacker"]
        days = {str(a.value) for a in incident.arguments if a.role == "date"}
        defenders = fought_back(incident, self._assailants)
        for frame in incident.frames:
            told = speech_of(doc, frame.trigger)
            for argument in frame.arguments:
                if any(argument is each for each in defenders):
                    continue
                if argument.role == "target" and (argument.value in attackers or self._is_where_claimed(argument.at)):
                    continue  # "claimed responsibility for the attack on its radio station" was said, not hit, there
                elsewhere = argument.at.sent != frame.trigger.sent  # "X was among the dead, she said"
                if told is not None and told.own and not told.start <= argument.at.i < told.end:
                    elsewhere = True  # "they suspect X of the attack": of the attack, the article tells
                speech = speech_of(doc, argument.at) if elsewhere or told is None else told
                if argument.role in COUNTS and (counted := counted_by(frame.trigger, argument.at)) is not None:
                    speech = counted
                if speech is not None and speech.factuality == "Denied" and argument.role != "attacker":
                    speech = None  # who denies a part in an attack does not tell of it
                source, words = (speech.source, speech.words) if speech is not None else (None, None)
                if argument.role == "date" and (incident.recurring or _is_refined(str(argument.value), days)):
                    continue
                own = argument.source_words is not None  # blame brings its own source
                factuality = argument.factuality or self._factuality(frame, argument, told)
                doubtful = _is_hearsay(speech) or (speech is not None and is_thrown_in_doubt(speech, frame.trigger))
                if factuality == "Asserted" and not own and doubtful:
                    factuality = "Hedged"
                yield ClaimDraft(
                    incident,
                    argument.role,
                    argument.value,
                    argument.at,
                    argument.span,
                    factuality=factuality,
                    bound=argument.bound,
                    source=argument.source if own else source,
                    source_words=(argument.source_words if own else words) or None,
                    confidence=argument.confidence,
                    inferred=argument.inferred,
                )

    def _is_where_claimed(self, noun: Token) -> bool:
        """ "Claimed the killings on ITS NEWS CHANNEL": where somebody speaks of his deeds."""
        noun = noun.head if noun.dep_ == "compound" else noun
        own = noun.dep_ == "pobj" and any(t.tag_ == "PRP$" for t in children(noun, "poss"))
        return own and lemma(noun) in self._mouthpieces and lemma(clause(noun)) in self._claiming

    def _factuality(self, frame: Frame, argument: Argument, told: Speech | None) -> Factuality:
        trigger = frame.trigger
        if argument.value == 0:  # that nobody was hurt is said outright, or it only seems so
            return "Hedged" if self._stance.is_hedged(argument.at) else "Asserted"
        if argument.role in COUNTS and self._stance.withdrawn(argument.at):
            return "Denied"
        if argument.role != "attacker":
            if told is not None and told.factuality == "Denied" and not told.start <= argument.at.i < told.end:
                return self._stance.of(argument.at)  # "X, which denies the raid, lost four men in Y"
            # "Denied a role in the attack" does not deny the attack.
            known = trigger.pos_ == "NOUN" and (frame.definite or self._stance.is_answered(trigger))
            known = known or _is_asked_of(trigger)
            stance = self._stance.local(trigger) if known else self._stance.of(trigger)
            # Nor does who denies that it was he: somebody says so, and it happened to somebody.
            by_the_accused = told is not None and any(a.value is told.source for a in frame.fillers("attacker"))
            return "Hedged" if stance == "Denied" and by_the_accused else stance
        stance = self._stance.of(trigger)
        if trigger.dep_ == "relcl" and trigger.head.dep_ == "attr" and stance == "Asserted":
            stance = self._stance.of(trigger.head.head)  # "it COULD BE the rebels who attacked"
        noun = argument.at.head if argument.at.dep_ in ("compound", "amod", "nmod") else argument.at
        if noun.dep_ == "pobj" and noun.head.lower_ in ("of", "from") and noun.head.head.pos_ == "NOUN":
            noun = noun.head.head  # "suspected MEMBERS of X"
        if stance == "Asserted" and noun != trigger:
            stance = self._stance.local(noun)  # "suspected JNIM fighters"
        argues = trigger.dep_ in ("nsubjpass", "dobj", "nsubj") and trigger.head.pos_ == "VERB"
        home = clause(argument.at)
        if stance == "Asserted" and argues and trigger.head in (home, home.head if home.dep_ == "xcomp" else None):
            return self._stance.of(home)  # "denied an attack", "an attack believed to have been carried out by"
        return stance


def _known_speaker(blame: Blame) -> EntityDraft | None:
    """Who is quoted in the blame's sentence by the same words ("the X news agency": X)."""
    start, end = blame.verb.sent.start, blame.verb.sent.end
    quoted: list[Speech] = [s for s in blame.verb.doc._.speeches if start <= s.start < end]
    return next((s.source for s in quoted if s.words == blame.source_words), None)


def _is_refined(day: str, days: set[str]) -> bool:
    """Whether another date says the same more exactly ("2011-03-03" of "2011")."""
    return any(other.startswith(f"{day}-") for other in days)


def _is_asked_of(trigger: Token) -> bool:
    """Whether only who did it, how or why is asked, and not if: "it is unclear who attacked the town"."""
    asks = (t.tag_ in ("WP", "WRB") and t.i < trigger.i for t in children(trigger, "nsubj", "advmod"))
    return trigger.dep_ in ("ccomp", "pcomp", "advcl", "csubj") and any(asks)


def _is_hearsay(speech: Speech | None) -> bool:
    """Whether nobody answers for what is said ("reports said", "it is believed")."""
    return speech is not None and speech.hearsay


def linked(frames: list[Frame], links: list[tuple[Frame, Frame]]) -> list[Incident]:
    """Frames that syntax ties together, in the order of their first triggers."""
    groups = {id(frame): [frame] for frame in frames}
    for a, b in links:
        one, other = groups[id(a)], groups[id(b)]
        if one is not other and a.recurring == b.recurring and not disjoint(_days(one), _days(other)):
            one.extend(other)
            groups.update((id(frame), one) for frame in other)
    unique = {id(group): group for group in groups.values()}
    return [Incident(tuple(group)) for group in sorted(unique.values(), key=lambda g: min(f.trigger.i for f in g))]


def _days(group: list[Frame]) -> set[str]:
    """The days of nouns: "the attack of 2 April and the bombing of 4 March" are two, who dies of one later is none."""
    nouns = (frame for frame in group if frame.trigger.pos_ == "NOUN")
    return {day for frame in nouns for a in frame.fillers("date") if names_a_day(day := str(a.value))}


def _heard(frame: Frame) -> Frame:
    """A frame that is known where a source tells it: "an act of aggression" is the event told of, in other words."""
    trigger = frame.trigger
    known = (trigger.pos_ == "NOUN" or is_past_perfect(trigger)) and not frame.recurring and not frame.day
    speech = speech_of(trigger.doc, trigger) if known else None
    told = speech is not None and speech.factuality != "Hypothetical"  # "plotting an attack" tells of none
    return replace(frame, definite=True) if told else frame
