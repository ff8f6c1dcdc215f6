"""The headline is read before the body: what it says of the body's incident and the body leaves open is claimed."""

from __future__ import annotations

import datetime as dt

import pytest
from extract.told import Told

from kg.extract import Extractor
from kg.extract.text.casing import Caser
from kg.extract.text.headlines import headline_of
from kg.model import Article

BODY = (
    "Nine worshippers were killed on Monday when a bomb exploded outside a church in Jos, police said. "
    "Witnesses spoke of a loud blast."
)


@pytest.fixture(scope="module")
def caser(extractor: Extractor) -> Caser:
    return Caser(extractor.nlp)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Bomb kills nine worshippers in Jos", "Bomb kills nine worshippers in Jos."),
        ("Bomb Kills Nine Worshippers Outside Church In Jos", "Bomb kills nine worshippers outside church in Jos."),
        ("BOMB KILLS NINE WORSHIPPERS IN JOS", "Bomb kills nine worshippers in Jos."),
        ("Gunmen Kill 12, Abduct 20 In Zamfara Village", "Gunmen kill 12, abduct 20 in Zamfara village."),
        ("UPDATE 2-Bomb kills nine in Jos", "Bomb kills nine in Jos."),
        ("Bomb kills nine in Jos | Daily Ledger", "Bomb kills nine in Jos."),
        ("Bomb kills nine in Jos - Daily Ledger", "Bomb kills nine in Jos."),
        ("Bomb kills nine in Jos: monitor", "Bomb kills nine in Jos, monitor says."),
        ("Officials: Bomb kills nine in Jos", "Officials say Bomb kills nine in Jos."),
        ("Bomb\u00a0kills  nine\nin Jos", "Bomb kills nine in Jos."),
        ("Jos bomb", None),
        ("Nine worshippers were killed on Monday", None),
        (None, None),
    ],
)
def test_a_headline_is_made_a_sentence(caser: Caser, title: str | None, read: str | None) -> None:
    made = headline_of(title, "Daily Ledger", BODY, caser)
    assert (made.text if made is not None else None) == read


def told(extractor: Extractor, title: str, body: str = BODY) -> Told:
    (facts,) = extractor.extract([Article("a", body, title=title, date=dt.date(2023, 5, 10))])
    return Told(facts)


def test_what_only_the_headline_says_is_claimed_with_its_place_there(extractor: Extractor) -> None:
    title = "Boko Haram bomb kills nine in Jos"
    said = told(extractor, title)
    assert len(said.facts.events) == 1
    (attacker,) = said.claims("attacker")
    assert said.name(attacker.object) == "boko-haram"
    assert attacker.headline
    assert title[attacker.span.start : attacker.span.end] == attacker.quote
    for mention in said.facts.mentions:
        text = title if mention.headline else BODY
        assert text[mention.span.start : mention.span.end] == mention.surface


def test_a_headline_alone_is_a_report(extractor: Extractor) -> None:
    said = told(extractor, "", "Gunmen Kill 12, Abduct 20 In Zamfara Village")
    assert said.role("killedCount") == {12}
    assert "Abduct" not in {e.label for e in said.facts.entities}
    assert said.role("attacker") == {"Gunmen"}


def test_what_the_body_says_counts_alone(extractor: Extractor) -> None:
    said = told(extractor, "Bomb kills ten in Jos on Sunday")
    assert said.role("killedCount") == {9}
    assert not [c for c in said.claims("killedCount", "date", "place") if c.headline]


def test_a_headline_of_something_else_tells_nothing(extractor: Extractor) -> None:
    said = told(extractor, "Israel strikes Beirut, killing three")
    assert said.role("killedCount") == {9}
    assert "israel" not in {said.name(c.object) for c in said.facts.claims}


@pytest.mark.parametrize("title", ["Bomb Kills Nine People In Jos", "BOMB KILLS NINE PEOPLE IN JOS", None])
def test_the_document_tells_where_its_headline_is(extractor: Extractor, title: str | None) -> None:
    doc = extractor.document(Article("a", BODY, title=title))
    assert (doc._.headline.text if title else doc._.headline) == ("Bomb kills nine people in Jos" if title else None)
    opening = extractor.document(Article("a", f"Bomb kills nine in Jos\n\n{BODY}"))
    assert opening._.headline.text == "Bomb kills nine in Jos"
    assert not opening._.reading.in_headline(opening._.headline)
