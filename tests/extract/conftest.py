"""One extractor a session, since its language model takes a second or two to load."""

from __future__ import annotations

import datetime as dt

import pytest
from extract.told import WEDNESDAY, Read, Told

from kg.extract import Extractor
from kg.model import Article
from kg.settings import Settings


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor(Settings())


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Read:
    def read(text: str, date: dt.date | None = WEDNESDAY) -> Told:
        (facts,) = extractor.extract([Article("a", text, date=date)])
        return Told(facts)

    return read
