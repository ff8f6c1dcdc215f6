"""Training examples: judged claims, read again from gold folders and from sheets.

Claims are judged as they were once read; the examples are those that are read today. So a sheet's judgement counts for
what says the same of the same words, and one on what is no longer claimed falls away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.audit.judged import SheetRow, said_of
from kg.errors import ResourceError
from kg.evaluate.gold import Gold
from kg.extract import Extractor
from kg.knowledge.actors import ActorList
from kg.model import Article, Facts
from kg.sources import read
from kg.train.belief import Example
from kg.train.gold import judge_by_gold
from kg.vocab import LITERALS

_OF_PEOPLE = 3.0  # a sheet is a sample of all claims; gold decides on some kinds, and rules were made with it in view
NEAR = 200  # code points between the words of a claim now and then


def of_gold(extractor: Extractor, folder: Path, actors: ActorList) -> Iterator[Example]:
    """The claims that the gold of a folder decides on; its `corpus.jsonl` holds the articles.

    Raises:
        ResourceError: the folder is no gold folder, or lacks its articles.
    """
    gold = Gold.load(folder)
    corpus = folder / "corpus.jsonl"
    if not corpus.exists():
        raise ResourceError(f"{corpus}: there is no such file; it is to hold the articles of the gold")
    articles = [a for a in articles_of([corpus]) if a.id in gold.articles]
    for facts, features in extractor.read(articles):
        verdicts = judge_by_gold(facts, gold, actors)
        yield from examples_from(facts, features, verdicts, folder.name)


def of_sheets(extractor: Extractor, articles: Iterable[Article], judged: Sequence[SheetRow]) -> Iterator[Example]:
    """The claims that people judged, as far as they are still made."""
    told: defaultdict[str, list[SheetRow]] = defaultdict(list)
    for one in judged:
        told[one.article].append(one)
    for facts, features in extractor.read(a for a in articles if a.id in told):
        verdicts = [
            next(
                (
                    one.verdict != "wrong"
                    for one in told[facts.article.id]
                    if one.predicate == claim.predicate
                    and one.said == said_of(claim.quote, claim.object if claim.predicate in LITERALS else None)
                    and abs(one.start - claim.span.start) <= NEAR
                ),
                None,
            )
            for claim in facts.claims
        ]
        yield from examples_from(facts, features, verdicts, "people", _OF_PEOPLE)


def articles_of(sources: Iterable[Path]) -> Iterator[Article]:
    """The articles of some sources.

    Raises:
        SourceError: one cannot be read.
    """
    for found in read(list(sources)):
        if not isinstance(found, Article):
            raise found
        yield found


def examples_from(
    facts: Facts,
    features: Sequence[frozenset[str]],
    verdicts: Sequence[bool | None],
    origin: str,
    weight: float = 1.0,
) -> Iterator[Example]:
    """The judged claims of one article; what is said several times in it counts as one claim."""
    said = Counter(
        (c.subject, c.predicate, c.object) for c, v in zip(facts.claims, verdicts, strict=True) if v is not None
    )
    for claim, found, right in zip(facts.claims, features, verdicts, strict=True):
        if right is not None:
            share = weight / said[claim.subject, claim.predicate, claim.object]
            yield Example(facts.article.id, claim.predicate, found, right, share, origin)
