"""What reading costs: the plain spaCy pipeline against the one with this project's components, and peak memory.

    .venv/bin/python benchmarks/extraction.py [ARTICLES ...]

Both run in one process on the same articles (by default those in data/articles), in turns, in the batches that the
settings size. The best of a few rounds counts, since whatever else the machine does only ever makes a round slower.
"""

from __future__ import annotations

import resource
import sys
import time

from spacy.language import Language

from kg.errors import SourceError
from kg.extract import Extractor
from kg.extract.language import COMPONENTS
from kg.model import Article
from kg.resources import resource as shipped
from kg.settings import Settings
from kg.sources import read

ROUNDS = 7
PASSES = (1, 5, 10)
_UNIT = 2**20 if sys.platform == "darwin" else 2**10  # getrusage counts bytes on macOS, KiB elsewhere


def tokens_per_second(nlp: Language, texts: list[str], batch_size: int) -> float:
    """How fast a pipeline reads the texts once."""
    start = time.perf_counter()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=batch_size))
    return tokens / (time.perf_counter() - start)


def speeds(nlp: Language, texts: list[str], batch_size: int) -> tuple[float, float]:
    """Tokens a second without and with this project's components."""
    plain, whole = 0.0, 0.0
    for _ in range(ROUNDS):
        with nlp.select_pipes(disable=COMPONENTS):
            plain = max(plain, tokens_per_second(nlp, texts, batch_size))
        whole = max(whole, tokens_per_second(nlp, texts, batch_size))
    return plain, whole


def peak() -> float:
    """The most memory that this process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNIT


def peaks(extractor: Extractor, articles: list[Article]) -> dict[int, float]:
    """Peak memory after some passes over the articles: flat, if nothing is kept of what was read."""
    found: dict[int, float] = {}
    for n in range(1, max(PASSES) + 1):
        for _ in extractor.extract(articles):
            pass
        if n in PASSES:
            found[n] = peak()
    return found


def main() -> None:
    """Measure and print."""
    settings = Settings()
    sources = sys.argv[1:] or [str(shipped("data", "articles"))]
    articles = [item for item in read(sources) if not isinstance(item, SourceError)]
    extractor = Extractor(settings)
    memory = peaks(extractor, articles)  # first, so that it warms the pipeline up for the speeds
    plain, whole = speeds(extractor.nlp, [article.text for article in articles], settings.batch_size)
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words:,} words, batches of {settings.batch_size}, {extractor.version}\n")
    print(f"plain pipeline     {plain:8,.0f} tokens/s")
    print(f"with components    {whole:8,.0f} tokens/s   {plain / whole:.2f} times as long")
    for n, mib in memory.items():
        print(f"peak memory, {n:2} passes {mib:6,.0f} MiB")


if __name__ == "__main__":
    main()
