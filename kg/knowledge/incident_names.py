"""The words in incidents' names; `data/lexicon/incidents.yaml` explains them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from kg.errors import ResourceError
from kg.knowledge.names import fold
from kg.knowledge.sections import LexiconSection, known_class, section_of, within, words_in
from kg.resources import resource
from kg.vocab import SUPERCLASS, superclasses

_LISTS: Final = (
    "carriers",
    "articled",
    "determiners",
    "bounds",
    "numbers",
    "vague",
    "people",
    "others",
    "kin",
    "plurals",
    "singulars",
    "owning",
    "nobody",
    "faceless",
    "verbs",
    "massed",
    "bodily",
    "definite",
    "relatives",
    "passing",
    "prefixes",
    "harmed",
    "interim",
    "expecting",
    "growing",
)
_KEYS: Final = ("one", "many", "of", "victims", "harms", "kills", "people", "by", "place", "between", "towns", "not_by")
_HISSING: Final = ("s", "x", "ch", "sh")  # endings that take "es" in the plural


@dataclass(frozen=True, slots=True)
class IncidentNoun:
    """The noun for a class of event, and the prepositions for its participants.

    Attributes:
        one, many: the noun, and its plural.
        of, victims, by: the prepositions before whom it was aimed at, whom it struck, and who did it.
        place: the preposition before a place that changes hands; empty where a place only tells where it was.
        kills: whether its victims died, without such a clause.
        people: whether it is done to people alone.
        harms: whether its victims are told by a clause of their own ("that killed two soldiers").
        between: whether it is between its parties.
        towns: whether a town can be what it was aimed at; else it is where it was.
        not_by: who does no such thing: classes of actors, bodies of states, nouns of those without a name.
    """

    one: str
    many: str
    of: str
    victims: str
    by: str = "by"
    place: str = ""
    harms: bool = False
    kills: bool = False
    people: bool = False
    between: bool = False
    towns: bool = True
    not_by: frozenset[str] = frozenset()


@dataclass(frozen=True)
class IncidentWords:
    """The words of incidents' names."""

    classes: Mapping[str, IncidentNoun]
    killing: IncidentNoun
    nouns: Mapping[str, LexiconSection]
    kinds: Mapping[str, Mapping[str, str]]
    weapons: Mapping[str, Mapping[str, str]]
    commons: frozenset[str]
    carriers: frozenset[str]
    articled: frozenset[str]
    determiners: frozenset[str]
    bounds: frozenset[str]
    numbers: frozenset[str]
    vague: frozenset[str]
    people: frozenset[str]
    others: frozenset[str]
    kin: frozenset[str]
    plurals: frozenset[str]
    singulars: frozenset[str]
    owning: frozenset[str]
    nobody: frozenset[str]
    faceless: frozenset[str]
    verbs: frozenset[str]
    massed: frozenset[str]
    bodily: frozenset[str]
    definite: frozenset[str]
    relatives: frozenset[str]
    passing: frozenset[str]
    prefixes: frozenset[str]
    harmed: frozenset[str]
    interim: frozenset[str]
    expecting: frozenset[str]
    growing: frozenset[str]

    @cached_property
    def nothing(self) -> frozenset[str]:
        """Words of which a participant's are to hold more than these, if they are to tell who or what it is."""
        return frozenset().union(
            *(self.determiners, self.bounds, self.numbers, self.vague, self.people, self.others, self.nobody),
            self.faceless,
        )

    def named(self, word: str, noun: IncidentNoun) -> IncidentNoun:
        """A noun that is more exact than that of a class, with what of the class's it leaves open."""
        said = {**self.nouns.get(word.rsplit(maxsplit=1)[-1], {}), **self.nouns.get(word, {})}
        return replace(noun, **{"one": word, "many": _plural(word), **said})

    def is_common(self, word: str) -> bool:
        """Whether a word is a noun for people or things, and no name: "rebels", "Gunmen"."""
        plain = fold(word)
        return not {plain, plain.removesuffix("s"), plain.removesuffix("men") + "man"}.isdisjoint(self.commons)

    def is_vague(self, count: str) -> bool:
        """Whether the words of a count give no number ("dozens of people", "scores")."""
        return not self.vague.isdisjoint(fold(count).split())


@cache
def incident_words() -> IncidentWords:
    """Those that ship, read once in a process.

    Raises:
        ResourceError: the file is missing or broken.
    """
    return read_incident_words(resource("data", "lexicon", "incidents.yaml"))


def read_incident_words(file: Path) -> IncidentWords:
    """Read a file.

    Raises:
        ResourceError: it is missing or broken.
    """
    whole = section_of(file)
    told = within(whole, "classes")
    parts = {known_class(cls, told.where): within(told, cls) for cls in told}
    weapons, kinds, nouns = within(whole, "weapons"), within(whole, "kinds"), within(whole, "nouns")
    common = section_of(file.with_name("nominals.yaml"))
    return IncidentWords(
        classes={cls: _noun(cls, parts) for cls in parts},
        killing=_noun("killing", {"killing": within(whole, "killing")}),
        nouns={word: _checked(within(nouns, word)) for word in nouns},
        kinds={known_class(cls, kinds.where): dict(within(kinds, cls)) for cls in kinds},
        commons=frozenset(w for cls in common.keys() & SUPERCLASS for w in words_in(common[cls], common.where)),
        weapons={cls: dict(within(weapons, cls)) for cls in weapons},
        **{name: frozenset(words_in(whole[name], f"{whole.where}, {name}")) for name in _LISTS},
    )


def _noun(cls: str, parts: Mapping[str, LexiconSection]) -> IncidentNoun:
    """The noun of a class, inherited from its superclasses where its own entry has none."""
    own = _checked(parts[cls])
    above = [parts[name] for name in superclasses(cls) if name in parts] if cls != "killing" else [own]
    inherited = ("of", "victims", "harms", "people", "towns", "not_by")
    said = {key: next((part[key] for part in above if key in part), None) for key in inherited}
    return IncidentNoun(
        one=own["one"],
        many=own["many"],
        of=said["of"] or "on",
        victims=said["victims"] or said["of"] or "on",
        by=own.get("by", "by"),
        place=own.get("place", ""),
        harms=bool(said["harms"]),
        kills=bool(own.get("kills")),
        between=bool(own.get("between")),
        people=bool(said["people"]),
        towns=said["towns"] is not False,
        not_by=frozenset(said["not_by"] or ()),
    )


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_HISSING) else f"{noun}s"


def _checked(section: LexiconSection) -> LexiconSection:
    """A noun's section, if all of its keys are known."""
    if unknown := section.keys() - set(_KEYS):
        raise ResourceError(f"{section.where}: unknown key {min(unknown)!r}; the keys are {', '.join(_KEYS)}")
    return section
