"""Claims judged by templates, as of MUC-4: a JSON object a line with `text` and `events`, each with its slots.

A filler has the stretches of text that name it and its names; `killed` and `injured` are the least and the most that
there were; `date` the first and last day that it may have been.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import ResourceError
from kg.evaluate.align import plain
from kg.extract import Extractor
from kg.model import Article, Claim, Facts
from kg.train.belief import Example
from kg.train.examples import examples_from

_SLOTS = {"attacker": ("attacker",), "target": ("target",), "victim": ("target",), "place": ("place",)}
_COUNTS = {"killedCount": "killed", "woundedCount": "injured"}
_ENOUGH = 2  # points in common from which an event is a template's
_WEIGHT = 0.5  # old news in capitals tells less of today's


@dataclass(frozen=True, slots=True)
class ArticleTemplates:
    """An article and the incidents that its templates have."""

    article: Article
    events: tuple[dict[str, Any], ...]


def of_templates(extractor: Extractor, path: Path, most: int) -> Iterator[Example]:
    """The claims that the templates decide on, of some of the articles, drawn by their ids.

    Raises:
        ResourceError: the file is no such file.
    """
    told = sorted(read_templates(path), key=lambda one: sha256(one.article.id.encode()).digest())[:most]
    events = {one.article.id: one.events for one in told}
    for facts, features in extractor.read(one.article for one in told):
        verdicts = judge_by_templates(facts, events[facts.article.id])
        yield from examples_from(facts, features, verdicts, path.stem, _WEIGHT)


def read_templates(path: Path) -> Iterator[ArticleTemplates]:
    """The articles of a file that have templates.

    Raises:
        ResourceError: a line is none of these.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ResourceError(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        try:
            row = json.loads(line)
            date = dt.date.fromisoformat(row["date"]) if row.get("date") else None
            article = Article(row["id"], row["text"], row.get("title"), date)
            events = tuple(row.get("events") or ())
        except (ValueError, KeyError, TypeError) as error:
            raise ResourceError(f"{path}, line {number}: is no article with templates: {error!r}") from error
        if events:
            yield ArticleTemplates(article, events)


def judge_by_templates(facts: Facts, events: Sequence[dict[str, Any]]) -> list[bool | None]:
    """Of each claim, whether it is right; None where the templates do not say."""
    judge = TemplateJudge(facts, events)
    return [judge.verdict(c, judge.best[c.subject]) if c.subject in judge.best else None for c in facts.claims]


class TemplateJudge:
    """Compares what was read of an article with its templates.

    Attributes:
        best: for each event the most similar template, if it is similar enough.
    """

    def __init__(self, facts: Facts, events: Sequence[dict[str, Any]]) -> None:
        self._spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for mention in facts.mentions:
            self._spans[mention.refers_to].append((mention.span.start, mention.span.end))
        self._names = {e.id: {plain(n) for n in (*e.names, e.label)} for e in facts.entities}
        claims: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in facts.claims:
            claims[claim.subject].append(claim)
        self.best: dict[str, dict[str, Any]] = {}
        for event in facts.events:
            told = claims[event.id]
            points = [(sum(bool(self.verdict(c, one)) for c in told), -at) for at, one in enumerate(events)]
            if points and max(points)[0] >= _ENOUGH:
                self.best[event.id] = events[-max(points)[1]]

    def verdict(self, claim: Claim, event: dict[str, Any]) -> bool | None:
        """Whether a claim is right of a template; None where it does not say."""
        if claim.factuality not in ("Asserted", "Hedged"):
            return None
        if claim.predicate == "date":
            days = event.get("date") or ()
            return any(_within(str(claim.object), first, last) for first, last in days) if days else None
        if claim.predicate in _COUNTS:
            wanted = event.get(_COUNTS[claim.predicate])
            return None if wanted is None else _between(claim.object, wanted)
        if claim.predicate not in _SLOTS or not any(event["roles"].get(s) for s in _SLOTS[claim.predicate]):
            return None
        return bool(self.slots(str(claim.object), event, _SLOTS[claim.predicate]))

    def slots(self, who: str, event: dict[str, Any], slots: Sequence[str]) -> list[dict[str, Any]]:
        """The fillers of a template's slots that an entity is."""
        fillers = [f for slot in slots for f in event["roles"].get(slot, ())]
        return [f for f in fillers if _fills(self._spans[who], self._names.get(who, set()), f)]


def _fills(spans: Sequence[tuple[int, int]], names: set[str], filler: dict[str, Any]) -> bool:
    meets = any(start < end_ and begin < end for start, end in spans for begin, end_ in filler["spans"])
    return meets or bool(names & {plain(name) for name in filler["names"]})


def _between(count: object, told: dict[str, Any]) -> bool:
    return isinstance(count, int) and told["min"] <= count and (not told["max"] or count <= told["max"])


def _within(value: str, first: str | None, last: str | None) -> bool:
    return (first or value)[: len(value)] <= value <= (last or value)[: len(value)]
