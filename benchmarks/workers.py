"""What reading with N processes gets out of them, beside spaCy's own `nlp.pipe(n_process=N)` with the same components.

    python benchmarks/workers.py [N …]     (default: 1 2, and as many as the machine has cores)

Both read the sample articles, many times over, in turns. spaCy's processes throw away what they found, so that only
reading is measured; ours give facts, in the articles' order. Starting up is told apart from reading by reading twice,
the second time twice as much: what the rest takes is the difference.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy is imported: both have one thread in each process

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from figures import Row, keep
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import Extractor
from kg.extract.pipeline import load_language
from kg.model import Article
from kg.pipeline.engines.local import cores, map_ordered
from kg.settings import Settings
from kg.sources import read

SAMPLES: Final = Path(__file__).resolve().parent.parent / "data" / "articles"
COUNT: Final = 240
ROUNDS: Final = 2

Read = Callable[[list[Article], int], Iterable[object]]


@Language.component("discard")
def discard(doc: Doc) -> Doc:
    """Leave nothing that would have to travel between processes."""
    doc.user_data.clear()
    return Doc(doc.vocab)


def copies(count: int) -> list[Article]:
    """So many articles, no two of the same id."""
    samples = [article for article in read([str(SAMPLES)]) if isinstance(article, Article)]
    return list(islice(_again(samples), count))


def _again(samples: list[Article]) -> Iterator[Article]:
    turn = 0
    while True:
        yield from (replace(article, id=f"{article.id}-{turn}") for article in samples)
        turn += 1


def with_spacy(nlp: Language, articles: list[Article], workers: int) -> Iterable[object]:
    """Read as spaCy alone would."""
    return nlp.pipe((article.text for article in articles), n_process=workers, batch_size=Settings().batch_size)


def with_ours(articles: list[Article], workers: int) -> Iterable[object]:
    """Read as `kg build --workers` does."""
    return map_ordered(articles, partial(Extractor, Settings()), workers)


def seconds(read_all: Read, count: int, workers: int) -> float:
    """How long it takes from nothing to the last one."""
    start = time.perf_counter()
    found = sum(1 for _ in read_all(copies(count), workers))
    assert found == count
    return time.perf_counter() - start


def main(numbers: list[int]) -> None:
    nlp = load_language(Settings())
    nlp.add_pipe("discard", last=True)
    ways: dict[str, Read] = {"spaCy": partial(with_spacy, nlp), "ours": with_ours}
    print(f"{COUNT} articles a round and {2 * COUNT}, {ROUNDS} rounds; articles a second, without starting up")
    print("processes   spaCy    ours   ratio   starting: spaCy    ours")
    rows: list[Row] = []
    for workers in numbers:
        reading, starting = dict.fromkeys(ways, 0.0), dict.fromkeys(ways, 0.0)
        for _ in range(ROUNDS):
            for name, way in ways.items():
                once, twice = seconds(way, COUNT, workers), seconds(way, 2 * COUNT, workers)
                reading[name] += twice - once
                starting[name] += 2 * once - twice
        rate = {name: ROUNDS * COUNT / spent for name, spent in reading.items()}
        start = {name: spent / ROUNDS for name, spent in starting.items()}
        print(
            f"{workers:9} {rate['spaCy']:7.1f} {rate['ours']:7.1f} {rate['ours'] / rate['spaCy']:7.2f}"
            f" {start['spaCy']:17.1f} s {start['ours']:5.1f} s",
            flush=True,
        )
        rows.append({"workers": workers, **rate, "ratio": rate["ours"] / rate["spaCy"]})
    keep("workers", rows)


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or sorted({1, 2, cores()}))
