"""What reading costs: tokens a second of the plain spaCy pipeline, and of the same one with this project's components.

    python benchmarks/extraction.py [FOLDER_OR_FILE ...]     (default: data/articles)

Both run in this process on the same articles, in turns, so that the ratio holds on a noisy machine. Memory is the
process's peak after each pass: flat means that nothing is kept.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from kg.extract import Extractor
from kg.extract.pipeline import COMPONENTS
from kg.model import Article
from kg.settings import Settings
from kg.sources import read

ROUNDS = 5
COPIES = 5


def main(sources: list[str]) -> None:
    articles = [a for a in read(sources) if isinstance(a, Article)] * COPIES
    extractor = Extractor(Settings())
    nlp = extractor.nlp
    tokens = sum(len(nlp.make_doc(a.text)) for a in articles)
    list(extractor.extract(articles))  # warm: vocabulary, actor list, gazetteer
    plain = whole = 0.0
    print(f"{len(articles)} articles, {tokens:,} tokens; spaCy pipeline {Settings().model}")
    print("round   plain tok/s   with components   ratio of time   peak memory")
    for n in range(1, ROUNDS + 1):
        with nlp.select_pipes(disable=list(COMPONENTS)):
            start = time.process_time()
            for _ in nlp.pipe((a.text for a in articles), batch_size=Settings().batch_size):
                pass
            once = time.process_time() - start
        start = time.process_time()
        for _ in extractor.extract(articles):
            pass
        both = time.process_time() - start
        plain, whole = plain + once, whole + both
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{n:5} {tokens / once:13,.0f} {tokens / both:17,.0f} {both / once:15.2f} {peak:10.0f} MB")
    print(f"  all {ROUNDS * tokens / plain:13,.0f} {ROUNDS * tokens / whole:17,.0f} {whole / plain:15.2f}")


if __name__ == "__main__":
    main(sys.argv[1:] or [str(Path(__file__).resolve().parent.parent / "data" / "articles")])
