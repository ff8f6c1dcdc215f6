"""People's judgements of pairs (same, different, unsure, withdrawn), and the file of all judgements.

The governing invariant: people's word outranks the machine's. Whatever was judged the same is one, and so is all that
follows from several such judgements; no cluster holds a pair that was judged different, unless people's own sames force
it, which is an error that names the judgements. Unsure leaves a pair to the machine, and it is not asked again;
withdrawn leaves it as if nobody had judged. Of several judgements on one pair the last counts, which is how one is
taken back: nothing is ever deleted.

Judgements are kept as JSON Lines in the graph's folder and outlast every rebuild. So they name a member by what any
version of an extractor can find again, never by the ids that one run gave: an entity by article, name and class; an
event by article, class, date, place and where its trigger stands. Judgements of claims and of places stand there
too (see `claims` and `places`).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, get_args

from pydantic import ConfigDict, Discriminator, Field, Tag, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from kg.errors import JudgementError, JudgementRefused
from kg.model import Facts, Ref
from kg.resolve.clustering.claims import ClaimJudgement, ClaimVerdicts
from kg.resolve.clustering.evidence import CERTAIN, Evidence, Reason
from kg.resolve.clustering.places import PlaceJudgement
from kg.resolve.clustering.references import EntityName, EventMark, locate

FILE: Final = "judgements.jsonl"
Verdict = Literal["same", "different", "unsure", "withdrawn"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)


@checked(frozen=True, config=ConfigDict(extra="forbid"))
class Judgement:
    """One person's word on one pair.

    Attributes:
        left, right: a member of each, as `kg.resolve.clustering.references` writes them; both entities, or both events.
        judgement: whether they are one; withdrawn takes back what was said.
        by: who says so.
        at: when, ISO 8601.
        note: why, in their words.
    """

    left: EntityName | EventMark
    right: EntityName | EventMark
    judgement: Verdict
    by: str = ""
    at: str = ""
    note: str = Field(default="")

    def __str__(self) -> str:
        """As an error names it."""
        return f"{self.left} and {self.right} are {_SAID[self.judgement]}" + (f" ({self.by})" if self.by else "")


_SAID: Final = {
    "same": "the same", "different": "different", "unsure": "perhaps the same", "withdrawn": "no longer judged",
}  # fmt: skip


AnyJudgement = Judgement | ClaimJudgement | PlaceJudgement
"""Whatever a line of the file may say."""

_KINDS: Final[dict[str, type]] = {"claim": ClaimJudgement, "place": PlaceJudgement}


def _kind(line: object) -> str:
    names = (
        name for name, kind in _KINDS.items() if isinstance(line, kind) or (isinstance(line, dict) and name in line)
    )
    return next(names, "pair")


_JUDGEMENT: Final[TypeAdapter[AnyJudgement]] = TypeAdapter(
    Annotated[
        Annotated[Judgement, Tag("pair")]
        | Annotated[ClaimJudgement, Tag("claim")]
        | Annotated[PlaceJudgement, Tag("place")],
        Discriminator(_kind),
    ]
)


def read_judgements(folder: Path) -> tuple[Judgement, ...]:
    """The judgements on pairs of a graph's folder, oldest first; none if there is no such file.

    Raises:
        JudgementError: the file cannot be read; names the line.
    """
    return tuple(said for said in read_file(folder / FILE) if isinstance(said, Judgement))


def read_claim_verdicts(folder: Path) -> ClaimVerdicts:
    """The judgements on claims and places of a graph's folder; none if there is no such file.

    Raises:
        JudgementError: the file cannot be read; names the line.
    """
    return ClaimVerdicts.of(said for said in read_file(folder / FILE) if not isinstance(said, Judgement))


def read_file(file: Path) -> tuple[AnyJudgement, ...]:
    """All judgements of a file, oldest first; none if there is no such file.

    Raises:
        JudgementError: the file cannot be read; names the line.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise JudgementError(f"{file} cannot be read: {error}") from error
    return tuple(parse_judgement(line, f"{file}, line {n}") for n, line in enumerate(lines, start=1) if line.strip())


def parse_judgement(line: str, where: str) -> AnyJudgement:
    """A judgement from a line of such a file.

    Args:
        line: one JSON object.
        where: what an error calls the line.

    Raises:
        JudgementError: the line holds none.
    """
    try:
        return _JUDGEMENT.validate_json(line)
    except ValidationError as error:
        problem = error.errors()[0]
        at = ".".join(str(part) for part in problem["loc"][1:])
        raise JudgementError(
            f"{where} is no judgement: {at}: {problem['msg']}; data/judgements/README.md says how one is written"
        ) from error


def append_judgements(folder: Path, *judgements: AnyJudgement) -> None:
    """Add judgements to a graph's folder: all or none; on return they are on the disk.

    Raises:
        JudgementError: the file cannot be written.
    """
    lines = b"".join(_JUDGEMENT.dump_json(one, exclude_none=True) + b"\n" for one in judgements)
    try:
        # One write of whole lines; a last line that a crash or an editor left open is closed first.
        with (folder / FILE).open("ab+") as file:
            if file.tell() and (file.seek(-1, os.SEEK_END), file.read(1))[1] != b"\n":
                lines = b"\n" + lines
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise JudgementError(f"{folder / FILE} cannot be written: {error.strerror or error}") from error


Pair = tuple[Ref, Ref]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Judgements on the members that a set of facts holds.

    Attributes:
        on: the judgement that counts for each pair (its lesser member first).
        lost: judgements without effect: a member is gone, or the extractor reads both members as one.
    """

    on: Mapping[Pair, Judgement]
    lost: tuple[Judgement, ...] = ()

    def same_evidence(self) -> Iterator[Evidence]:
        """What was judged the same, in the order of the members."""
        for (left, right), said in sorted(self.on.items(), key=lambda item: item[0]):
            if said.judgement == "same":
                yield Evidence(left, right, (Reason("judged the same", CERTAIN, _signed(said)),))

    def different(self) -> Iterator[Pair]:
        """What was judged different, in the order of the members."""
        return (
            pair for pair, said in sorted(self.on.items(), key=lambda item: item[0]) if said.judgement == "different"
        )

    def check(self) -> None:
        """See that the sames leave apart what was judged different.

        Raises:
            JudgementRefused: they do not; names the judgements.
        """
        for pair in self.different():
            if forced := self._path(*pair):
                said = "; ".join(str(self.on[step]) for step in forced)
                raise JudgementRefused(
                    f"Judgements contradict each other: {self.on[pair]}, but {said}. "
                    "Take one back (kg judge LEFT RIGHT withdrawn)"
                )

    def among(self, members: Collection[Ref]) -> Verdicts:
        """Those on pairs of some members."""
        if not self.on:
            return self
        return Verdicts({pair: said for pair, said in self.on.items() if pair[0] in members and pair[1] in members})

    def between(self, left: Iterable[Ref], right: Iterable[Ref]) -> dict[Pair, Judgement]:
        """What was said of pairs with one member in each of two sets."""
        ours, theirs = set(left), set(right)
        return {
            (a, b): said
            for (a, b), said in self.on.items()
            if (a in ours and b in theirs) or (b in ours and a in theirs)
        }

    def _path(self, start: Ref, end: Ref) -> list[Pair]:
        """The sames that lead from one member to the other; empty if none do."""
        steps: dict[Ref, list[tuple[Ref, Pair]]] = {}
        for pair in sorted(pair for pair, said in self.on.items() if said.judgement == "same"):
            for here, there in (pair, pair[::-1]):
                steps.setdefault(here, []).append((there, pair))
        paths, queue = {start: list[Pair]()}, deque([start])
        while queue:
            here = queue.popleft()
            for there, pair in steps.get(here, ()):
                if there not in paths:
                    paths[there] = [*paths[here], pair]
                    queue.append(there)
        return paths.get(end, [])


def place(judgements: Iterable[Judgement], facts: Callable[[str], Facts | None]) -> Verdicts:
    """Find the members that judgements speak of.

    Args:
        judgements: oldest first.
        facts: of an article, by its id; None if there is none.
    """
    on: dict[Pair, Judgement] = {}
    lost: list[Judgement] = []
    for said in judgements:
        left, right = locate(said.left, facts), locate(said.right, facts)
        if left is None or right is None or left == right or type(said.left) is not type(said.right):
            lost.append(said)
        elif said.judgement == "withdrawn":
            on.pop((min(left, right), max(left, right)), None)
        else:
            on[min(left, right), max(left, right)] = said
    return Verdicts(on, tuple(lost))


def _signed(said: Judgement) -> str:
    return " ".join(part for part in (f"by {said.by}" if said.by else "", said.at[:10], said.note) if part)
