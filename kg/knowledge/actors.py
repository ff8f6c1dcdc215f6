"""The actor list: states and their bodies, armed groups, organisations, from the YAML files of `data/actors`.

Each record is one actor; `bodies.yaml` alone is different: it tells what bodies every state has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from kg.errors import ResourceError
from kg.fingerprint import fingerprint_of
from kg.knowledge.bodies import Body, bodies_of, read_kinds
from kg.knowledge.names import fold, sound, words
from kg.knowledge.records import Record, distinct, known, qid, read_records, required, texts, years
from kg.vocab import SUPERCLASS, is_a

_CLASSES = tuple(
    cls for cls in SUPERCLASS if any(is_a(cls, top) for top in ("Person", "Group", "State", "Organization"))
)
_KEYS = ("id", "name", "class", "aliases", "shared", "country", "wikidata", "years", "ruled", "groups")
_STATE_KEYS = (*_KEYS, "article", "demonyms", "nationals", "metonyms", "bodies")
_BODIES = "bodies.yaml"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ISO = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who can act in the news, as the actor list knows them.

    Attributes:
        id: a slug, unique in the list.
        name: the preferred name.
        cls: a class of the vocabulary, by local name.
        aliases: every other name; no two actors share a name or alias, case aside.
        shared: names that others go by as well: they mean this actor where an article speaks of it or its country.
        country: ISO 3166 alpha-2 code of the state that it is or belongs to; None for one that spans several.
        wikidata: its Wikidata id ("Q38799").
        demonyms: of a state, its adjectives and what its people are called ("British", "Briton").
        metonyms: of a state, the seats that stand for its government ("Washington").
        body: of a state's body, which kind it is ("military", "government", ...).
        years: from when to when a bare surname means them, in the news; None where it always does.
        groups: ids of the groups that a person leads or led, speaks or spoke for, or belongs to; of a group, those
            that it is a branch or a wing of.
        ruled: of a person, from when to when he headed his country's state or government; None where he never did.
    """

    id: str
    name: str
    cls: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    wikidata: str | None = None
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    body: str | None = None
    shared: tuple[str, ...] = ()
    years: tuple[int, int] | None = None
    groups: tuple[str, ...] = ()
    ruled: tuple[int, int] | None = None

    def __reduce__(self) -> tuple[type[Actor], tuple[object, ...]]:
        """As it is pickled: thousands are loaded so four times as fast as in the way of dataclasses."""
        return Actor, _values(self)


_values = attrgetter(*(field.name for field in fields(Actor)))


class ActorList:
    """Actors by id and by name, states by country, states' bodies by kind.

    Attributes:
        titles: what the names of states' bodies are without the state: "armed forces", "ministry of foreign affairs".
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        """Index actors that do not contradict each other, as `load` makes sure of."""
        self._actors: dict[str, Actor] = {}
        self._names: dict[str, Actor] = {}
        self._states: dict[str, Actor] = {}
        self._bodies: dict[tuple[str, str], Actor] = {}
        self._sharing: dict[str, dict[str, Actor]] = {}
        self._holders: dict[str, Actor] = {}
        self._surnames: dict[str, dict[str, Actor]] = {}
        self._given: set[str] = set()
        for actor in actors:
            self._actors[actor.id] = actor
            for name in (actor.name, *actor.aliases):
                self._names[name.casefold()] = actor
            for name in (actor.name, *actor.aliases) if actor.cls == "Person" else ():
                *given, surname = words(name) or ("",)  # where a name has no letter of ours
                self._surnames.setdefault(sound(surname), {})[actor.id] = actor
                self._given.update(given)
            for name in actor.shared:
                self._sharing.setdefault(fold(name), {})[actor.id] = actor
            if actor.country and actor.body:
                self._bodies[actor.country, actor.body] = actor
            elif actor.country and actor.cls == "State":
                self._states[actor.country] = actor
        for name, actor in self._names.items() if self._sharing else ():
            if fold(name) in self._sharing:
                self._holders.setdefault(fold(name), actor)
        self.titles = frozenset(self._titles())

    @cached_property
    def digest(self) -> str:
        """Changes with any of its actors."""
        return fingerprint_of(self)

    @classmethod
    def load(cls, folder: Path) -> ActorList:
        """Read every `*.yaml` of a folder.

        Raises:
            ResourceError: a file or record is broken, or two claim one id, name or country; names file and record.
        """
        if not folder.is_dir():
            raise ResourceError(f"{folder}: there is no such folder; the actor list is a folder of YAML files")
        claims = _Claims()
        actors: list[Actor] = []
        bodies: list[tuple[Actor, Body, str]] = []
        kinds = read_kinds(folder / _BODIES)
        for file in sorted(folder.glob("*.yaml")):
            for n, record in enumerate(read_records(file) if file.name != _BODIES else (), start=1):
                actor, where = _actor(record, file, n), f"{file}, record {record['id']!r}"
                claims.add(actor, where)
                actors.append(actor)
                if actor.cls == "State":
                    bodies += ((actor, body, where) for body in bodies_of(record, kinds, where))
        # What records give, they give outright; what is made from the kinds of body yields to it.
        for state, body, where in bodies:
            claims.add(_body(state, body, ()), f"{where}, body {body.kind.kind!r}")
        for state, body, _ in bodies:
            actors.append(_body(state, body, claims.free(body.made)))
        listed = cls(actors)
        for actor in actors:
            for group in actor.groups:
                if listed.get(group) is None:
                    raise ResourceError(f"{folder}, record {actor.id!r}: no record has the id of its group {group!r}")
        return listed

    def __getitem__(self, id_: str) -> Actor:
        return self._actors[id_]

    def get(self, id_: str) -> Actor | None:
        """The actor with that id."""
        return self._actors.get(id_)

    def named(self, name: str) -> Actor | None:
        """The actor of that name or alias; case makes no difference."""
        return self._names.get(name.casefold())

    def sharing(self, name: str) -> tuple[Actor, ...]:
        """All whom a name can mean, where it can mean several: first the one that it means outright, if any does."""
        found = self._sharing.get(fold(name), {})
        outright = self.holder(name) if found else None
        return (*((outright,) if outright is not None else ()), *found.values())

    def holder(self, name: str) -> Actor | None:
        """Who has a name outright that others share."""
        return self._holders.get(fold(name))

    def surnamed(self, word: str) -> Iterator[Actor]:
        """The persons whose name ends with a word, in any spelling of it."""
        yield from self._surnames.get(sound(fold(word)), {}).values()

    def is_given(self, word: str) -> bool:
        """Whether a word is a first or middle name of some person, as "Ahmed" is: alone, it may be anybody's."""
        return fold(word) in self._given

    def __iter__(self) -> Iterator[Actor]:
        return iter(self._actors.values())

    def __len__(self) -> int:
        return len(self._actors)

    def state(self, iso: str) -> Actor | None:
        """The state with that ISO 3166 alpha-2 code."""
        return self._states.get(iso)

    def body(self, iso: str, kind: str) -> Actor | None:
        """A state's body of one kind: `body("IQ", "military")`."""
        return self._bodies.get((iso, kind))

    def _titles(self) -> Iterator[tuple[str, ...]]:
        marks: dict[str, set[tuple[str, ...]]] = {}
        for actor in self._bodies.values():
            state = self.state(actor.country or "")
            if state is None:
                continue
            if state.id not in marks:
                marks[state.id] = {words(mark) for mark in (state.name, *state.aliases, *state.demonyms)}
            for name in map(words, (actor.name, *actor.aliases)):
                yield from (name[at:] for at in range(1, len(name)) if name[:at] in marks[state.id])
                yield from (name[:at] for at in range(1, len(name)) if name[at:] in marks[state.id])


class _Claims:
    """The holders of ids, names and countries; a second holder is an error."""

    def __init__(self) -> None:
        self._holders: dict[tuple[str, str], str] = {}

    def add(self, actor: Actor, where: str) -> None:
        """Claim all that is an actor's own.

        Raises:
            ResourceError: another actor claimed it before.
        """
        self._claim("id", actor.id, where)
        for name in (actor.name, *actor.aliases):
            self._claim("name", name, where)
        if actor.cls == "State":
            for what, words in (("demonym", actor.demonyms), ("metonym", actor.metonyms)):
                for word in words:
                    self._claim(what, word, where)
            if actor.country:
                self._claim("country", actor.country, where)

    def free(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those names that nobody has claimed, claimed hereby."""
        names = {name.casefold(): name for name in names}
        unclaimed = {key: name for key, name in names.items() if ("name", key) not in self._holders}
        self._holders.update((("name", key), "") for key in unclaimed)
        return tuple(unclaimed.values())

    def _claim(self, what: str, value: str, where: str) -> None:
        holder = self._holders.setdefault((what, value.casefold()), where)
        if holder is not where:
            raise ResourceError(f"{where}, and {holder}, both claim the {what} {value!r}; take it from one of them")


def _actor(record: Record, file: Path, n: int) -> Actor:
    """Check one record.

    Raises:
        ResourceError: it is broken.
    """
    where = f"{file}, record {record.get('id') or n!r}"
    required(record, ("id", "name", "class"), where)
    if record["class"] not in _CLASSES:
        raise ResourceError(f"{where}: unknown class {record['class']!r}; it must be one of {', '.join(_CLASSES)}")
    known(record, _STATE_KEYS if record["class"] == "State" else _KEYS, where)
    if not _SLUG.fullmatch(record["id"]):
        raise ResourceError(f"{where}: the id must be of a-z, 0-9 and single hyphens")
    country = record.get("country") or None
    if country and not _ISO.fullmatch(country):
        raise ResourceError(f"{where}: {country!r} is no ISO 3166 alpha-2 country code like IQ")
    return Actor(
        id=record["id"],
        name=record["name"],
        cls=record["class"],
        aliases=distinct(texts(record, "aliases", where), but="" if _is_a_word(record, where) else record["name"]),
        country=country,
        wikidata=qid(record, where),
        demonyms=distinct(texts(record, "demonyms", where) + texts(record, "nationals", where)),
        metonyms=distinct(texts(record, "metonyms", where)),
        shared=distinct(texts(record, "shared", where)),
        years=years(record, "years", where),
        groups=texts(record, "groups", where),
        ruled=years(record, "ruled", where),
    )


def _is_a_word(record: Record, where: str) -> bool:
    """Whether outlets write an acronym as a word too: UNICEF, Unicef."""
    name = record["name"]
    return name.isupper() and name.capitalize() in texts(record, "aliases", where)


def _body(state: Actor, body: Body, made: tuple[str, ...]) -> Actor:
    return Actor(
        id=f"{state.id}-{body.kind.kind}",
        name=body.names[0],
        cls=body.kind.cls,
        aliases=distinct((*body.names[1:], *made), but=body.names[0]),
        country=state.country,
        wikidata=body.wikidata,
        body=body.kind.kind,
        shared=body.shared,
    )
