"""Component `sitrep_politics`: events that are no attacks, from protests and arrests to truces and captured towns.

It comes last and leaves what was read of attacks as it is; `data/lexicon/politics.yaml` holds the words. An event needs
an actor, and whom or where it concerned: what tells less is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language

from kg.extract.attribution.factuality import Stance
from kg.extract.attribution.speech import speech_of
from kg.extract.drafts import ClaimDraft, Frame, Incident
from kg.extract.events.political.participants import Parties
from kg.extract.events.political.triggers import Acts, parties_of
from kg.extract.events.timing import Recurrence, date
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Doc, Token, on_plain
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.knowledge.politics import Politics, load_politics
from kg.model import Factuality
from kg.vocab import is_a

_TOPICS = ("for", "on", "about", "of", "to")


@Language.factory(
    "sitrep_politics",
    default_config={"actors": "", "lexicon": "", "places": ""},
    requires=["doc._.mentions", "doc._.entities", "doc._.speeches", "doc._.incidents", "doc._.claims"],
    assigns=["doc._.incidents", "doc._.claims", "doc._.mentions", "doc._.entities"],
)
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> PoliticalEvents:  # noqa: ARG001 - spaCy passes all, this step needs one
    """Build the component from the lexicon's folder."""
    return PoliticalEvents(load_lexicon(Path(lexicon)), load_politics(Path(lexicon)))


class PoliticalEvents:
    """Adds to `doc._.incidents` and `doc._.claims`, and unnamed parties to `doc._.mentions` and `doc._.entities`."""

    def __init__(self, lexicon: Lexicon, politics: Politics) -> None:
        self._lexicon, self._politics = lexicon, politics
        self._stance, self._recurrence = Stance(lexicon), Recurrence(lexicon)

    @on_plain
    def __call__(self, doc: Doc) -> None:
        """Read the triggers that no attack has taken, join what is told twice, and claim what it says."""
        parties = Parties(doc, self._lexicon, self._politics)
        acts = Acts(self._politics, parties, self._recurrence)
        taken = {t.i for m in doc._.mentions if m.kind == "name" for t in m.span}
        taken |= {f.trigger.i for i in doc._.incidents for f in i.frames}
        frames = [f for t in doc if t.i not in taken and (f := acts.read(t)) is not None]
        for frame in frames:
            date(frame)
            for entity in parties_of(frame):
                parties.adopt(entity)
        incidents = _joined(frames)
        doc._.incidents = [*doc._.incidents, *incidents]
        doc._.claims = [*doc._.claims, *(c for i in incidents for c in self._claims(doc, i))]

    def _claims(self, doc: Doc, incident: Incident) -> Iterator[ClaimDraft]:
        for frame in incident.frames:
            stance = self._factuality(frame.trigger)
            speech = speech_of(doc, frame.trigger)
            source, words = (speech.source, speech.words) if speech is not None else (None, None)
            for argument in frame.arguments:
                yield ClaimDraft(
                    incident, argument.role, argument.value, argument.at, argument.span,
                    factuality=stance, source=source, source_words=words or None, confidence=argument.confidence,
                )  # fmt: skip

    def _factuality(self, trigger: Token) -> Factuality:
        """As of any trigger, and hypothetical for a noun that is only talked of ("talks on a truce")."""
        stance = self._stance.of(trigger)
        above = trigger.head.head if trigger.dep_ == "pobj" and trigger.head.lower_ in _TOPICS else trigger.head
        talked_of = (
            trigger.pos_ == "NOUN" and trigger.dep_ in ("pobj", "dobj") and lemma(above) in self._politics.prospects
        )
        return "Hypothetical" if stance == "Asserted" and talked_of else stance


def _joined(frames: Iterable[Frame]) -> list[Incident]:
    """One incident for all that tells of the same: the first that a frame fits takes it in."""
    groups: list[list[Frame]] = []
    for frame in frames:
        same = next((g for g in groups if all(_same(frame, other) for other in g)), None)
        if same is None:
            groups.append([frame])
        else:
            same.append(frame)
    return [Incident(tuple(group)) for group in groups]


def _same(a: Frame, b: Frame) -> bool:
    """Whether two frames agree in class, actor and day, and in recipient and place where both have one."""
    if not (is_a(a.cls, b.cls) or is_a(b.cls, a.cls)) or (a.day and b.day and a.day != b.day):
        return False
    return _share(a, b, "actor") and _agree(a, b, "recipient") and _agree(a, b, "place")


def _share(a: Frame, b: Frame, role: str) -> bool:
    return any(x.value is y.value for x in a.fillers(role) for y in b.fillers(role))


def _agree(a: Frame, b: Frame, role: str) -> bool:
    """Whether both name somebody in common, or one names nobody."""
    return not a.fillers(role) or not b.fillers(role) or _share(a, b, role)
