"""What holds for the facts of any text whatever."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import vocab
from kg.extract import Extractor
from kg.model import Article, Facts

SENTENCES = [
    "JNIM killed four soldiers near Gao on Tuesday, said Colonel Sidi Traoré, the spokesman for the Malian army.",
    "Mushtaq Rahimi, better known by his nom de guerre Abu Zayd, was shot dead by gunmen in Herat on February 7.",
    "A suicide bomber blew himself up at a mosque in Peshawar on Monday, killing up to 40 worshippers.",
    "The Iran-backed Houthis claimed responsibility; “nobody”, they said, “was killed”.",
    "Hospital officials said 8 people had been killed in Gaza, while the Israeli army said it had killed 15 militants.",
    "Moscow denied that Russia had attacked the hospital in Kharkiv.",
    "The Arakan Army (AA), which is fighting the Myanmar military, has repeatedly attacked police posts.",
    "If Russia attacks Odesa, Ukraine will respond.",
]
FRAGMENTS = [
    "the ",
    " of",
    " killed ",
    " by",
    ", ",
    "\n",
    "\n\n",
    "\t",
    "\r\n",
    "\u00a0",
    "\u200b",
    "’s ",
    "-backed ",
    "(",
    "U.S.",
    "😀",
]
PIECE = (
    st.sampled_from(SENTENCES)
    | st.tuples(st.sampled_from(SENTENCES), st.integers(0, 60), st.integers(0, 100)).map(
        lambda cut: cut[0][cut[1] : cut[2]]
    )
    | st.sampled_from(FRAGMENTS)
    | st.text(max_size=8)
)
TEXT = st.lists(PIECE, max_size=6).map("".join)
PUBLISHED = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1))
ANY_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?|--\d\d-\d\d")


def check(facts: Facts) -> None:
    """Offsets point at the words, ids at what exists, and values are of the vocabulary."""
    text = facts.article.text
    entities = {entity.id: entity for entity in facts.entities}
    events = {event.id for event in facts.events}
    assert len(entities) + len(events) == len(facts.entities) + len(facts.events) == len({*entities, *events})
    for entity in facts.entities:
        assert entity.label
        assert vocab.is_a(entity.cls, entity.cls)
        assert entity.names[:1] == ((entity.label,) if entity.named else ())
    for mention in facts.mentions:
        assert text[mention.span.start : mention.span.end] == mention.surface != ""
        assert mention.refers_to in (events if mention.kind == "trigger" else entities)
    for claim in facts.claims:
        assert text[claim.span.start : claim.span.end] == claim.quote != ""
        assert claim.subject in (events if claim.predicate in vocab.ROLES else entities)
        assert claim.predicate in vocab.LITERALS or claim.object in entities
        assert claim.source is None or claim.source in entities
        assert claim.factuality in vocab.FACTUALITIES
        assert 0 <= claim.confidence <= 1
        assert (claim.bound in vocab.BOUNDS) == isinstance(claim.object, int) == (claim.predicate in vocab.COUNTS)
        assert claim.predicate != "date" or ANY_DATE.fullmatch(str(claim.object))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXT, published=PUBLISHED)
def test_offsets_point_at_the_words_and_ids_at_what_exists(
    extractor: Extractor, text: str, published: dt.date | None
) -> None:
    (facts,) = extractor.extract([Article("a", text, date=published)])
    check(facts)


def test_offsets_count_code_points(extractor: Extractor) -> None:
    text = "😀😀 Gunmen killed Nadia Rahimi in Herat."
    (facts,) = extractor.extract([Article("a", text)])
    (place,) = [m for m in facts.mentions if m.surface == "Herat"]
    assert place.span.start == text.index("Herat")


def test_a_relative_clause_that_leads_back_to_its_noun_is_read(extractor: Extractor) -> None:
    text = "The army shelled a militia which it holds responsible for the attack on Port Amadi."
    (facts,) = extractor.extract([Article("a", text)])
    check(facts)
    assert {claim.predicate for claim in facts.claims} >= {"attacker", "target"}


@pytest.mark.parametrize(
    "text",
    [
        "A majority of the guards are Tuareg members of the same faction of the movement to which Commander Ag Ali"
        " belongs.",
        "The bishop speaks for most of the Catholics members of the same order of monks to which Father Okello"
        " belongs.",
    ],
)
def test_what_belongs_to_what_it_is_part_of_comes_to_an_end(extractor: Extractor, text: str) -> None:
    (facts,) = extractor.extract([Article("a", text)])
    check(facts)


@pytest.mark.parametrize("text", ["", " ", "\n\n\t", "!", "war", "Hamas", "a" * 5_000], ids=repr)
def test_an_article_may_be_next_to_nothing(extractor: Extractor, text: str) -> None:
    (facts,) = extractor.extract([Article("a", text)])
    check(facts)
    assert not facts.events
    assert not facts.claims


def test_an_article_may_be_long(extractor: Extractor) -> None:
    paragraph = " ".join(SENTENCES)
    text = "\n\n".join([paragraph] * (1 + 1_000 // len(paragraph.split())))
    assert len(text.split()) >= 1_000
    (facts,) = extractor.extract([Article("a", text)])
    check(facts)
    assert facts.claims


def test_a_sentence_four_times_as_long_takes_about_four_times_as_long(extractor: Extractor) -> None:
    def seconds(attacks: int) -> float:
        towns = ("Gao", "Mosul", "Kabul", "Taiz")
        told = (f"rebels killed {n % 50 + 2} people in {towns[n % 4]}" for n in range(attacks))
        begun = time.process_time()
        (facts,) = extractor.extract([Article("a", ", ".join(told) + ".")])
        assert facts.claims
        return time.process_time() - begun

    seconds(10)  # the first reading loads lists
    assert seconds(160) < 9 * seconds(40)  # when quadratic, 16 times


def test_the_same_article_gives_the_same_facts_alone_and_among_others(extractor: Extractor) -> None:
    articles = [
        Article(str(n), " ".join(SENTENCES[n : n + 3]), date=dt.date(2024, 1, 1 + n)) for n in range(len(SENTENCES))
    ]
    together = list(extractor.extract(articles))
    assert [facts.article for facts in together] == articles
    assert together == list(extractor.extract(articles))
    assert together == [next(extractor.extract([article])) for article in articles]


def test_facts_name_the_extractor_that_made_them(extractor: Extractor) -> None:
    (facts,) = extractor.extract([Article("a", SENTENCES[0])])
    assert facts.extractor == extractor.version
    assert re.fullmatch(r"sitrep-[\d.]+-[0-9a-f]{8}\+\w+-[\d.]+\+[0-9a-f]{8}", extractor.version)


def test_articles_are_read_as_they_come(extractor: Extractor) -> None:
    """A source without end can be read: no more is taken than a batch holds."""
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article(str(taken), "Hamas.")

    next(extractor.extract(endless()))
    assert taken <= 100
