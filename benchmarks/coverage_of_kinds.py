"""How much is read of each kind of event that others count: PLOVER's conflict categories, ACLED's sub-event types.

    python benchmarks/coverage_of_kinds.py [--details] [--half develop]

`data/gold/coverage.yaml` holds sentences of one event each, with the class and the roles that reading it should give,
in two halves (one for tuning, one held out), and sentences that tell of no event. A class counts as read where an event
has it or one below it; a role where its filler's name or quoted words hold those of the gold, in such an event.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kg.extract import Extractor
from kg.model import Article, Facts
from kg.settings import Settings
from kg.vocab import ROLES, is_a

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold" / "coverage.yaml"
HALVES = ("develop", "held out")


@dataclass(slots=True)
class Score:
    """Of some sentences: in how many an event of the right class was read, and how many of their roles."""

    sentences: int = 0
    classes: int = 0
    roles: int = 0
    roles_read: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Count another one's sentences too."""
        self.sentences += other.sentences
        self.classes += other.classes
        self.roles += other.roles
        self.roles_read += other.roles_read
        self.missed += other.missed

    def __str__(self) -> str:
        return f"{self.classes / self.sentences:5.2f} {self.roles_read / self.roles:6.2f}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Scores of one half by data set and type, and the sentences in which an event was read that is not there."""

    scores: Mapping[tuple[str, str], Score]
    nothing: int
    alarms: tuple[str, ...]

    def total(self, data_set: str) -> Score:
        """Over all types of a data set."""
        total = Score()
        for (name, _), score in self.scores.items():
            if name == data_set:
                total.add(score)
        return total


def measure(extractor: Extractor, half: str, gold: Path = GOLD) -> Coverage:
    """Read the sentences of one half, each as an article of its own."""
    wanted: dict[str, Any] = yaml.safe_load(gold.read_text(encoding="utf-8"))[half]
    nothing: list[str] = wanted.pop("nothing")
    kinds = [(data_set, kind) for data_set, types in wanted.items() for kind in types]
    scores: dict[tuple[str, str], Score] = {}
    for data_set, kind in kinds:
        scores[data_set, kind] = Score()
        sentences = wanted[data_set][kind]
        for sentence, facts in zip(sentences, _read(extractor, [s["text"] for s in sentences]), strict=True):
            scores[data_set, kind].add(_score(sentence, facts))
    alarms = tuple(facts.article.text for facts in _read(extractor, nothing) if facts.events)
    return Coverage(scores, len(nothing), alarms)


def _read(extractor: Extractor, texts: Iterable[str]) -> Iterator[Facts]:
    # A headline stands first in an article and is read by its own rules, so that a sentence to be read comes second.
    return extractor.extract(Article(str(n), f"News of the day.\n\n{text}") for n, text in enumerate(texts))


def _score(sentence: Mapping[str, Any], facts: Facts) -> Score:
    classes = _listed(sentence["class"])
    events = {e.id for e in facts.events if any(is_a(e.cls, cls) for cls in classes)}
    roles = [(role, words) for role in ROLES if role in sentence for words in _listed(sentence[role])]
    found = [(role, words) for role, words in roles if _fills(facts, events, role, words)]
    score = Score(1, int(bool(events)), len(roles), len(found))
    if not events or len(found) < len(roles):
        lacking = [f"{role} {words}" for role, words in roles if (role, words) not in found]
        read = ", ".join(e.cls for e in facts.events) or "nothing"
        score.missed.append(f"{sentence['text']} [{'/'.join(classes)}; read: {read}; lacks: {', '.join(lacking)}]")
    return score


def _fills(facts: Facts, events: set[str], role: str, words: str) -> bool:
    entities = {e.id: e for e in facts.entities}
    for claim in facts.claims:
        if claim.predicate != role or claim.subject not in events or not claim.believed:
            continue
        entity = entities[str(claim.object)]
        if any(words.casefold() in text.casefold() for text in (entity.label, *entity.names, claim.quote)):
            return True
    return False


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--details", action="store_true", help="print every sentence that was not read in full")
    parser.add_argument("--half", choices=HALVES, action="append", help="only this half")
    options = parser.parse_args()
    extractor = Extractor(Settings())
    halves = options.half or HALVES
    measured = {half: measure(extractor, half) for half in halves}
    print(f"{'recall of':41}" + "".join(f"{half:>17}" for half in halves))
    print(f"{'':41}" + "      class  roles" * len(halves))
    first = next(iter(measured.values()))
    for data_set in dict.fromkeys(name for name, _ in first.scores):
        for name, kind in first.scores:
            if name == data_set:
                row = "".join(f"{measured[half].scores[name, kind]!s:>17}" for half in halves)
                print(f"{data_set + ' ' + kind:41}{row}")
        print(f"{data_set + ', all':41}" + "".join(f"{measured[half].total(data_set)!s:>17}" for half in halves))
    for half in halves:
        print(f"{half}: {len(measured[half].alarms)} of {measured[half].nothing} sentences without an event gave one")
    if options.details:
        for half in halves:
            for (data_set, kind), score in measured[half].scores.items():
                for text in score.missed:
                    print(f"    missed {half}, {data_set} {kind}: {text}")
            for text in measured[half].alarms:
                print(f"    alarm {half}: {text}")


if __name__ == "__main__":
    main()
