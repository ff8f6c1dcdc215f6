"""The words that tell of other events than attacks; `data/lexicon/politics.yaml` explains them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import ResourceError
from kg.knowledge.lexicon import Words
from kg.knowledge.sections import (
    LexiconSection,
    class_of,
    groups_in,
    known_class,
    lemmas_of,
    section_of,
    within,
    words_in,
)

ROLES: Final = ("actor", "recipient", "owner", "place")
_ARGUMENTS: Final = ("subject", "object", "alone", "of", "possessive", "bare", "infinitive")
_LISTS: Final = ("light", "people", "crowds", "hands", "grounds", "prospects", "befalling")
_KEYS: Final = ("class", "lemmas", *_ARGUMENTS, "prepositions", "objects", "carriers", "fits", "needs", "plural")


@dataclass(frozen=True, slots=True)
class Act:
    """What a trigger word says: its event class, and which argument plays which role.

    Attributes:
        subject, object: the roles of a verb's own arguments; "owner" is the recipient whose thing it is.
        alone: the role of a passive's subject where nobody is said to have done it ("troops were deployed").
        of, possessive: the roles around a noun ("the arrest of X", "X's refusal").
        bare: the role of a possessor where no "of" follows ("the general's arrest").
        infinitive: the role of the object of a verb below ("threatened to bomb X").
        prepositions: the role of what follows each preposition.
        objects: the only nouns that may be the verb's object; None where any may.
        carriers: verbs whose subject is the noun's actor, besides those that carry any noun.
        fits: the classes, one of which a role's filler must have; any may that is not named.
        needs: role by role, what must be there to make an event; one of a set is enough.
        plural: whether a noun in the plural is still one event ("sanctions").
        placed: whether "in X" says where it was; "condemned the killings in X" does not.
    """

    cls: str
    subject: str | None
    object: str | None
    alone: str | None
    of: str | None
    possessive: str | None
    bare: str | None
    infinitive: str | None
    prepositions: Mapping[str, str]
    objects: Words | None
    carriers: Words
    fits: Mapping[str, Words]
    needs: tuple[frozenset[str], ...]
    plural: bool
    placed: bool

    @property
    def about_place(self) -> bool:
        """Whether it is about a place rather than in one ("captured the town")."""
        return frozenset(("place",)) in self.needs


@dataclass(frozen=True, slots=True)
class Politics:
    """All of the file, ready to look up by lemma.

    Attributes:
        verbs, nouns: what each lemma may mean; the first reading that fits counts.
        light: verbs that carry any noun ("staged a protest").
        people: nouns for people that play a role in no attack.
        crowds: nouns that stand for many people in the singular.
        hands: nouns for what acts for its owner ("Ukrainian air defences").
        grounds: nouns for places that are held and taken.
        befalling: nouns for what is done to those whom it is of ("demanded the release of X").
        prospects: words under which a noun is only talked of ("called for a withdrawal").
    """

    verbs: Mapping[str, tuple[Act, ...]]
    nouns: Mapping[str, tuple[Act, ...]]
    light: Words
    people: Words
    crowds: Words
    hands: Words
    grounds: Words
    prospects: Words
    befalling: Words


@cache
def load_politics(folder: Path) -> Politics:
    """Read `politics.yaml` of a lexicon's folder.

    Raises:
        ResourceError: the file is missing, is no YAML, lacks a key, or names a class or role that there is not.
    """
    file = section_of(folder / "politics.yaml")
    kinds = within(file, "kinds")
    for cls in kinds:
        known_class(cls, kinds.where)
    return Politics(
        verbs=_acts(file["verbs"], f"{file.where}, verbs", kinds),
        nouns=_acts(file["nouns"], f"{file.where}, nouns", kinds),
        **{name: frozenset(words_in(file[name], f"{file.where}, {name}")) for name in _LISTS},
    )


def _acts(node: Any, where: str, kinds: LexiconSection) -> dict[str, tuple[Act, ...]]:
    """Lemma -> what it may mean, in the order of the file."""
    table: dict[str, tuple[Act, ...]] = {}
    for group in groups_in(node, where):
        act = _act(group, kinds)
        for lemma in lemmas_of(group):
            table[lemma] = (*table.get(lemma, ()), act)
    return table


def _act(group: LexiconSection, kinds: LexiconSection) -> Act:
    if unknown := group.keys() - set(_KEYS):
        raise ResourceError(f"{group.where}: unknown key {min(unknown)!r}; the keys are {', '.join(_KEYS)}")
    cls = class_of(group)
    kind = within(kinds, cls)
    prepositions = within(group, "prepositions") if "prepositions" in group else {}
    return Act(
        cls=cls,
        **{key: _role(group.get(key), group.where) for key in _ARGUMENTS},
        prepositions={word: _role(role, group.where) or "" for word, role in prepositions.items()},
        objects=_only(group, "objects"),
        carriers=_only(group, "carriers") or frozenset(),
        fits={
            _role(role, group.where) or "": frozenset(
                known_class(c, group.where) for c in words_in(classes, group.where)
            )
            for role, classes in {**kind.get("fits", {}), **group.get("fits", {})}.items()
        },
        needs=_needs(group["needs"] if "needs" in group else kind["needs"], group.where),
        plural=group.get("plural", False),
        placed=kind.get("placed", True),
    )


def _role(role: Any, where: str) -> str | None:
    if role is not None and role not in ROLES:
        raise ResourceError(f"{where}: no such role: {role!r}; the roles are {', '.join(ROLES)}")
    return None if role is None else str(role)


def _only(group: LexiconSection, key: str) -> Words | None:
    return frozenset(words_in(group[key], f"{group.where}, {key}")) if key in group else None


def _needs(node: Any, where: str) -> tuple[frozenset[str], ...]:
    """ "[actor, recipient or place]": an actor, and a recipient or a place."""
    return tuple(frozenset(each.split(" or ")) for each in words_in(node, where))
