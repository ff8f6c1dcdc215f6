from __future__ import annotations

import datetime as dt

import pytest
from extract.told import WEDNESDAY, Read, Told

from kg.extract import Extractor
from kg.model import Article


@pytest.fixture(scope="module")
def read(extractor: Extractor, request: pytest.FixtureRequest) -> Read:
    """Reads a text. All cases of a module are read at once: together they take half of the time that each alone takes.

    Alone and among others an article gives the same facts, as `test_any_text.py` shows.
    """
    cases = [item for item in request.session.items if item.path == request.path and hasattr(item, "callspec")]
    texts = {item.callspec.params.get("text"): None for item in cases if "read" in getattr(item, "fixturenames", ())}
    articles = [Article("a", text, date=WEDNESDAY) for text in texts if isinstance(text, str)]
    told = {facts.article: Told(facts) for facts in extractor.extract(articles)}

    def read(text: str, date: dt.date | None = WEDNESDAY) -> Told:
        article = Article("a", text, date=date)
        if article not in told:
            (facts,) = extractor.extract([article])
            told[article] = Told(facts)
        return told[article]

    return read
