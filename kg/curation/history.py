"""The record: who judged what and when, which word counts, and what takes one back."""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from kg.errors import JudgementRefused, NotFound
from kg.pipeline.update import facts_of
from kg.resolve import AnyJudgement, ClaimJudgement, ClaimVerdicts, Judgement, PlaceJudgement, read_judgements
from kg.resolve.clustering.judgements import FILE, parse_judgement, place, read_file
from kg.resolve.clustering.references import EntityName, EventMark
from kg.store import Graph

_ID_LENGTH: Final = 16  # hexadecimal digits
_NOTHING: Final[dict[type, str]] = {Judgement: "withdrawn", ClaimJudgement: "unsure", PlaceJudgement: "withdrawn"}
"""The words that say nothing but that another one does not count."""


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """One judgement of the record.

    Attributes:
        id: what it is known by; judgements that agree in every word share one.
        said: the judgement.
        counts: whether it is the last on its pair, claim or place.
    """

    id: str
    said: AnyJudgement
    counts: bool


def record(folder: Path) -> tuple[RecordEntry, ...]:
    """All judgements of a graph's folder, oldest first.

    Raises:
        JudgementError: the file cannot be read; names the line.
    """
    said = read_file(folder / FILE)
    last = {_about(one): n for n, one in enumerate(said)}
    return tuple(RecordEntry(key_of(one), one, last[_about(one)] == n) for n, one in enumerate(said))


def withdrawal(folder: Path, id_: str, *, by: str, at: str, note: str = "") -> AnyJudgement:
    """What takes a judgement back, to be appended.

    Args:
        folder: the graph's.
        id_: the judgement's.
        by: who takes it back.
        at: when, ISO 8601.
        note: why.

    Raises:
        NotFound: there is no such judgement.
        JudgementRefused: it does not count any more.
        JudgementError: the file cannot be read.
    """
    all_ = record(folder)
    found = [one for one in all_ if one.id == id_]
    if not found:
        raise NotFound(f"There is no judgement {id_!r}")
    one = found[-1]
    if not one.counts:
        last = next(other.said for other in reversed(all_) if _about(other.said) == _about(one.said))
        raise JudgementRefused(f"It does not count any more, since {last.by or 'somebody'} said later: {last}")
    if is_nothing(one.said):
        raise JudgementRefused("It was taken back already; judge anew instead")
    said = one.said
    if isinstance(said, ClaimJudgement):
        return ClaimJudgement(said.claim, "unsure", by, at, "", note)
    if isinstance(said, PlaceJudgement):
        return PlaceJudgement(said.place, "withdrawn", None, by, at, note)
    return dataclasses.replace(said, judgement="withdrawn", by=by, at=at, note=note)


def read_sent(text: str) -> tuple[AnyJudgement, ...]:
    """The judgements of a file as another graph's folder holds it, oldest first.

    Raises:
        JudgementError: a line holds none; names it.
    """
    lines = enumerate(text.splitlines(), start=1)
    return tuple(parse_judgement(line, f"Line {n}") for n, line in lines if line.strip())


def unknown(folder: Path, sent: Iterable[AnyJudgement]) -> Sequence[AnyJudgement]:
    """Those of some judgements that a graph's folder lacks, in their order, each once.

    Raises:
        JudgementError: the folder's cannot be read.
    """
    known = {one.id for one in record(folder)}
    return [one for id_, one in {key_of(one): one for one in sent}.items() if id_ not in known]


def checked(new: Sequence[AnyJudgement], folder: Path, graph: Graph) -> Sequence[AnyJudgement]:
    """The same, if nothing that is in the folder contradicts them.

    Raises:
        JudgementRefused: something does; names the judgements.
    """
    pairs = (one for one in new if isinstance(one, Judgement))
    place((*read_judgements(folder), *pairs), facts_of(graph, ClaimVerdicts())).check()
    return new


def is_nothing(said: AnyJudgement) -> bool:
    """Whether a judgement says nothing but that another one does not count."""
    return said.judgement == _NOTHING[type(said)]


def key_of(said: AnyJudgement) -> str:
    """What a judgement is known by in the record: the same for those that agree in every word."""
    return sha256(repr(dataclasses.astuple(said)).encode()).hexdigest()[:_ID_LENGTH]


def _about(said: AnyJudgement) -> Hashable:
    """The pair, claim or place, whichever reading named it."""
    if isinstance(said, ClaimJudgement):
        return said.claim.article, said.claim.id
    if isinstance(said, PlaceJudgement):
        return _member(said.place)
    return frozenset({_member(said.left), _member(said.right)})


def _member(named: EntityName | EventMark) -> tuple[str, str | int, str]:
    return named.article, named.name if isinstance(named, EntityName) else named.at, named.cls
