from __future__ import annotations

import datetime as dt

import pytest
from extract.told import WEDNESDAY, Read, Told

from kg.extract import Extractor
from kg.model import Article


@pytest.fixture(scope="session")
def read(extractor: Extractor) -> Read:
    def read(text: str, date: dt.date | None = WEDNESDAY) -> Told:
        (facts,) = extractor.extract([Article("a", text, date=date)])
        return Told(facts)

    return read
