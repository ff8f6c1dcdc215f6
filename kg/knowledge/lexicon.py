"""The lexicon: words that tell of attacks, positions, alliances, sources and doubt; `data/lexicon` explains them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ResourceError
from kg.knowledge.sections import (
    LexiconSection,
    class_of,
    groups_in,
    known_class,
    lemmas_of,
    read_yaml,
    section_of,
    within,
    words_in,
)

Words = frozenset[str]
_SETS = (
    "honorifics",
    "collectives",
    "soil",
    "dominion",
    "legations",
    "forces",
    "own_forces",
    "abroad",
    "officials",
    "parts_of_towns",
    "dealings",
    "plain",
    "animals",
    "directions",
    "taken_up",
    "areas",
    "other_places",
    "other_seats",
    "common_acronyms",
    "continents",
    "anybody",
    "far_afield",
    "housed",
    "one_a_town",
    "fighters",
    "irregulars",
    "following",
    "civic",
    "still_the_state",
    "settlements",
    "origins",
)

_KEYS = (
    *("class", "lemmas", "subject", "object", "of", "possessive", "at", "with", "from", "harm"),
    *("concrete", "campaign", "needs_cause", "needs_weapon", "needs_people", "needs_target"),
    *("irregulars", "transitive", "intransitive"),
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a trigger word says: its event class, and which argument plays which role.

    Attributes:
        subject, object: the roles of a verb's own arguments ("X bombed Y").
        of, possessive: the roles around a noun ("the killing of X", "X's raid"); whoever it is between are attackers.
        at, together, origin: the roles of what follows "at", "with" or "from" a verb ("X fired at Y", "X clashed with
            Y", "X was abducted from Y").
        harm: killed or wounded, where the word itself says that people were.
        concrete: False for words that may sum up years ("campaign").
        campaign: whether it names a war ("the invasion of X"): never an incident of a day.
        needs_cause: whether it counts only beside the attack that it came of ("fell", "death").
        needs_weapon: whether its object must be a weapon ("fired rockets"), or what is before a noun ("mortar fire").
        needs_people: whether those whom it befalls must be people ("seized 20 students", "the officer fell").
        needs_target: whether something must be said to be hit ("used explosives against the bridge").
        irregulars: its class where those who did it are no state's ("rebels bombed a bridge").
        otherwise: what it says with an object, where it says something else without ("the bomb detonated").
        transitive: whether it must, or must not, have an object; None if it does not matter.
    """

    cls: str
    subject: str | None = None
    object: str | None = None
    of: str | None = None
    possessive: str | None = None
    at: str | None = None
    together: str | None = None
    origin: str | None = None
    harm: str | None = None
    concrete: bool = True
    campaign: bool = False
    needs_cause: bool = False
    needs_weapon: bool = False
    needs_people: bool = False
    needs_target: bool = False
    irregulars: str | None = None
    otherwise: Trigger | None = None
    transitive: bool | None = None


@dataclass(frozen=True, slots=True)
class Modifier:
    """What a noun before a trigger noun adds: a class, perhaps a weapon."""

    cls: str
    weapon: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists, ready to look up by lemma."""

    verbs: Mapping[str, Trigger]
    nouns: Mapping[str, Trigger]
    modifiers: Mapping[str, Modifier]
    weapons: Mapping[str, str]
    makes: Words
    nominals: Mapping[str, str]
    bodies: Mapping[str, str]
    sets: Mapping[str, Words] = field(repr=False)
    events: Mapping[str, Any] = field(repr=False)
    relations: Mapping[str, Any] = field(repr=False)
    attribution: Mapping[str, Any] = field(repr=False)
    layout: Mapping[str, Any] = field(repr=False)
    _sets: dict[tuple[str, ...], Words] = field(default_factory=dict, init=False, repr=False, compare=False)

    def words(self, table: str, *path: str) -> Words:
        """A word list as a set: `words("events", "light_verbs")`.

        Raises:
            ResourceError: the file has no such list.
        """
        known = self._sets.get((table, *path))
        if known is not None:
            return known
        node: Any = getattr(self, table)
        where = node.where
        for key in path:
            node, where = node[key], f"{where}, {key}"
        return self._sets.setdefault((table, *path), frozenset(words_in(node, where)))

    @property
    def rulers(self) -> Words:
        """The titles of those who lead a state or its government."""
        return self.words("relations", "heads_of_state") | self.words("relations", "heads_of_government")

    @property
    def telling(self) -> Words:
        """The verbs by which something is told."""
        known = self._sets.get(("telling",))
        if known is not None:
            return known
        verbs = (verb for verbs in self.attribution["reporting"].values() for verb in verbs)
        return self._sets.setdefault(("telling",), frozenset(verbs))

    def nouns_for(self, *classes: str) -> Words:
        """The common nouns for things of some classes."""
        known = self._sets.get(("nouns", *classes))
        if known is not None:
            return known
        nouns = (noun for noun, cls in self.nominals.items() if cls in classes)
        return self._sets.setdefault(("nouns", *classes), frozenset(nouns))


@cache
def load_lexicon(folder: Path) -> Lexicon:
    """Read a folder of lexicon files.

    Raises:
        ResourceError: a file is missing, is no YAML, lacks a key, holds something else than words, or names a class
            that the vocabulary does not have; the message says which file, and where in it.
    """
    events, nominals = section_of(folder / "events.yaml"), section_of(folder / "nominals.yaml")
    weapons = folder / "weapons.yaml"
    armament = groups_in(read_yaml(weapons), str(weapons))
    return Lexicon(
        verbs=_triggers(events["verbs"], f"{events.where}, verbs"),
        nouns=_triggers(events["nouns"], f"{events.where}, nouns"),
        modifiers=_modifiers(within(events, "modifiers")),
        weapons={lemma: class_of(group) for group in armament for lemma in (*lemmas_of(group), *_makes(group))},
        makes=frozenset(name for group in armament for name in _makes(group)),
        bodies=within(nominals, "bodies"),
        sets={name: frozenset(words_in(nominals[name], f"{nominals.where}, {name}")) for name in _SETS},
        nominals=_nominals(nominals),
        events=events,
        relations=section_of(folder / "relations.yaml"),
        attribution=section_of(folder / "attribution.yaml"),
        layout=section_of(folder / "layout.yaml"),
    )


def _modifiers(file: LexiconSection) -> dict[str, Modifier]:
    parts = {word: within(file, word) for word in file}
    return {word: Modifier(class_of(part), part.get("weapon")) for word, part in parts.items()}


def _makes(group: LexiconSection) -> list[str]:
    """What the makes of a weapon are called, one and many: "scud", "scuds"."""
    names = words_in(group["names"], f"{group.where}, names") if "names" in group else []
    return [form for name in names for form in (name, f"{name}s")]


def _nominals(file: LexiconSection) -> dict[str, str]:
    """Common noun -> class; of two classes with one noun, the later one counts."""
    classes = [cls for cls in file if cls not in (*_SETS, "bodies")]
    return {
        noun: known_class(cls, file.where) for cls in classes for noun in words_in(file[cls], f"{file.where}, {cls}")
    }


def _triggers(groups: Any, where: str) -> dict[str, Trigger]:
    """Lemma -> trigger; of two groups with one lemma the earlier one counts, unless the later is for its objects."""
    table: dict[str, Trigger] = {}
    for group in groups_in(groups, where):
        trigger = _trigger(group)
        for lemma in lemmas_of(group):
            known = table.setdefault(lemma, trigger)
            if known.transitive is False and trigger.transitive:
                table[lemma] = replace(known, otherwise=trigger)
    return table


def _trigger(group: LexiconSection) -> Trigger:
    if unknown := group.keys() - _KEYS:
        raise ResourceError(f"{group.where}: unknown key {min(unknown)!r}; the keys are {', '.join(_KEYS)}")
    return Trigger(
        cls=class_of(group),
        subject=group.get("subject"),
        object=group.get("object"),
        of=group.get("of"),
        possessive=group.get("possessive"),
        at=group.get("at"),
        together=group.get("with"),
        origin=group.get("from"),
        harm=group.get("harm"),
        concrete=group.get("concrete", True),
        campaign=group.get("campaign", False),
        needs_cause=group.get("needs_cause", False),
        needs_weapon=group.get("needs_weapon", False),
        needs_people=group.get("needs_people", False),
        needs_target=group.get("needs_target", False),
        irregulars=known_class(group["irregulars"], group.where) if "irregulars" in group else None,
        transitive=_transitive(group),
    )


def _transitive(group: LexiconSection) -> bool | None:
    if group.get("transitive"):
        return True
    return False if group.get("intransitive") else None
