"""When and where an incident was, if its own clauses do not say, and the toll of a single casualty told without number.

Such values are inferred: their claims say so, and carry less confidence. They are added after the clustering, so they
never keep two accounts apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from kg.extract.drafts import Argument, EntityDraft, Frame, Incident
from kg.extract.incidents.asides import Asides
from kg.extract.incidents.days import NEAR, Days
from kg.extract.incidents.linking import EventLink, EventLinker
from kg.extract.incidents.passages import Passages, first_told, tellers
from kg.extract.incidents.together import Together, without_regions
from kg.extract.incidents.whereabouts import Whereabouts
from kg.extract.text.numbers import is_many
from kg.extract.tokens import Doc
from kg.knowledge.lexicon import Lexicon

_HARMS = {"killed": "killedCount", "wounded": "woundedCount"}
_ONE = ("a", "an", "another")


class Inference:
    """Gives the incidents of a document the days and places that the text around them gives."""

    def __init__(self, doc: Doc, lexicon: Lexicon, linker: EventLinker) -> None:
        asides, passages = Asides(lexicon), Passages(doc)
        self._linker = linker
        self._days = Days(doc, asides, passages)
        self._whereabouts = Whereabouts(doc, asides, passages, lexicon.sets["directions"])
        self._together = Together(doc, lexicon, passages)
        self._continents = lexicon.sets["continents"]

    def filled(self, incidents: list[Incident]) -> list[Incident]:
        """The incidents, with a day and a place inferred for those that lack one."""
        incidents = [self._days.with_year(i) for i in incidents]
        incidents = [self._linked(i, link) for i, link in zip(incidents, self._linker.links(incidents), strict=True)]
        single = [i for i in incidents if not i.recurring]
        counts = tellers(single)
        main = min(single, key=first_told, default=None)
        told: list[Incident] = []  # those before, in text order
        found: dict[int, Incident] = {}
        for incident in sorted(single, key=first_told):
            found[id(incident)] = self._set(incident, counts, told, main=incident is main)
            told.append(found[id(incident)])
        return [found.get(id(i), i) for i in incidents]

    def _linked(self, incident: Incident, link: EventLink | None) -> Incident:
        """An incident with the day and place that the world knows of it, where nothing as exact is told."""
        if link is None:
            return incident
        incident = replace(incident, known=link.known.id)
        if not any(len(str(a.value)) == len(link.known.day) for a in incident.fillers("date")):
            incident = incident.with_argument(link.day)
        place = self._linker.place(link)
        placed = any(_is_named(a) for a in incident.fillers("place"))
        return incident if placed or place is None else incident.with_argument(place)

    def _set(self, incident: Incident, counts: Counter[int], told: list[Incident], *, main: bool) -> Incident:
        """An incident with its day and place.

        Args:
            incident: it.
            counts: by sentence, how many incidents it tells of.
            told: the incidents before it, the main one first.
            main: whether the report begins with it.
        """
        alone = [f for f in incident.frames if counts[f.trigger.sent.start] == 1]
        if not any(a.role == "date" for a in incident.arguments):
            day = self._days.of(incident, alone, main=main) or self._together.day(incident, told)
            day = day or self._days.month_of_news(incident)
            incident = incident.with_argument(day) if day is not None else incident
        incident = without_regions(incident, self._continents)
        named = [a for a in incident.fillers("place") if _is_named(a)]  # "a hospital" tells not where
        if all(isinstance(a.value, EntityDraft) and a.value.cls == "State" for a in named):
            within = {a.value.country for a in named if isinstance(a.value, EntityDraft)}
            town = self._together.town(incident, told)
            place = self._whereabouts.of(incident, alone, main=main, town=town, within=within)
            incident = incident.with_argument(place) if place is not None else incident
        for argument in [_one_harmed(incident, harm) for harm in _HARMS]:
            incident = incident.with_argument(argument) if argument is not None else incident
        return incident


def _one_harmed(incident: Incident, harm: str) -> Argument | None:
    """ "Killing a soldier", "killed X and Y": one, or those named, where nothing else is said of how many."""
    role = _HARMS[harm]
    if any(a.role == role for a in incident.arguments):
        return None
    told = [(f, a) for f in incident.frames if f.harm == harm for a in f.fillers("victim")]
    harmed = [a for _, a in told]
    named = {id(a.value) for f, a in told if _is_killed(a, f)}
    if named and len(named) == len({id(a.value) for a in harmed}):
        return replace(harmed[0], role=role, value=len(named), bound="AtLeast", confidence=NEAR, inferred=True)
    if len({id(a.value) for a in harmed}) != 1 or not any(t.lower_ in _ONE for t in harmed[0].at.lefts):
        return None
    only = harmed[0]
    if is_many(only.at):
        return None  # "killing A FAMILY"
    return replace(only, role=role, value=1, bound="Exactly", confidence=NEAR, inferred=True)


def _is_killed(argument: Argument, frame: Frame) -> bool:
    """ "Killed X", "X was shot dead": somebody with a name, by the trigger itself; not "X was among those killed"."""
    person = isinstance(argument.value, EntityDraft) and argument.value.cls == "Person"
    return person and _is_named(argument) and frame.harm == "killed" and frame.trigger.is_ancestor(argument.at)


def _is_named(argument: Argument) -> bool:
    return isinstance(argument.value, EntityDraft) and bool(argument.value.names or argument.value.place)
