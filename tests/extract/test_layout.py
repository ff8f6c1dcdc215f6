# ruff: noqa: E501 - texts in a table read best in one line each
"""Text as it comes is read as if it had been typed cleanly, and quotes still point at it as it came."""

from __future__ import annotations

import random
import time

import pytest
from extract.told import Read
from hypothesis import given
from hypothesis import strategies as st

from kg.extract import Extractor
from kg.extract.text.aligned import Aligned, Edit
from kg.extract.text.cleaning import cleaned, even
from kg.extract.text.lines import joined
from kg.model import Article, Facts

CLEAN = (
    "Ethiopian troops shelled a market in Axum on Monday, killing at least 14 civilians and wounding 30, the regional "
    'official, Berhane Tesfay, said. "The soldiers hit a crowded street," he said.\n\n'
    "Two policemen were killed on Sunday when a roadside bomb hit their patrol near Garissa in eastern Kenya, the "
    "interior ministry said in a statement. The militant group al-Shabaab claimed responsibility for the attack."
)


def wrapped(text: str, width: int, indent: str = "", newline: str = "\n") -> str:
    """Each paragraph in lines of a width."""

    def lines(paragraph: str) -> list[str]:
        made = [""]
        for word in paragraph.split():
            if made[-1] and len(made[-1]) + 1 + len(word) > width:
                made.append("")
            made[-1] += f" {word}" if made[-1] else word
        return made

    blank = f"{newline}{newline}"
    return blank.join(newline.join(indent + line for line in lines(p)) for p in text.split("\n\n"))


def divided(text: str) -> str:
    """Long words hyphenated at line ends, as OCR gives them."""
    chosen = random.Random(7)

    def halve(word: str) -> str:
        bare = word.isalpha() and len(word) > 6 and chosen.random() < 0.4
        return f"{word[:4]}-\n{word[4:]}" if bare else word

    return "\n\n".join(" ".join(map(halve, p.split(" "))) for p in text.split("\n\n"))


DAMAGE = {
    "wrapped at 60": wrapped(CLEAN, 60),
    "wrapped at 76": wrapped(CLEAN, 76),
    "wrapped with carriage returns": wrapped(CLEAN, 70, newline="\r\n"),
    "indented mail": wrapped(CLEAN, 66, indent="    "),
    "quoted mail": "\n".join(f"> {line}" for line in wrapped(CLEAN, 66).split("\n")),
    "quoted twice": "\n".join(f">> {line}" for line in wrapped(CLEAN, 66).split("\n")),
    "words divided": divided(CLEAN),
    "double blanks": CLEAN.replace(" ", "  "),
    "no-break blanks": CLEAN.replace(" ", "\u00a0"),
    "tabs": CLEAN.replace(" ", "\t"),
    "soft hyphens": CLEAN.replace("ll", "l\u00adl").replace("ar", "a\u00adr"),
    "zero-width blanks": CLEAN.replace(" ", " \u200b"),
    "line separators": CLEAN.replace("\n\n", "\u2028"),
    "Markdown": "# Report\n\n* " + CLEAN.replace("\n\n", "\n* ").replace("Axum", "[Axum](https://example.org/axum)").replace("Garissa", "**Garissa**"),
    "HTML": "<p>" + CLEAN.replace("\n\n", "<br/><br/>").replace('"', "&quot;").replace(" a ", "&nbsp;a ") + "</p>",
}  # fmt: skip


def said(facts: Facts) -> set[tuple[object, ...]]:
    """Claims, with everything called by its name."""
    names: dict[object, str] = {e.id: e.label for e in facts.entities} | {e.id: e.label for e in facts.events}
    return {(names[c.subject], c.predicate, names.get(c.object, c.object), c.factuality) for c in facts.claims}


@pytest.fixture(scope="module")
def clean(extractor: Extractor) -> set[tuple[object, ...]]:
    (facts,) = extractor.extract([Article("a", CLEAN)])
    found = said(facts)
    assert {claim[1] for claim in found} >= {"attacker", "place", "killedCount", "woundedCount"}
    return found


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_text_says_what_clean_text_says(
    extractor: Extractor, clean: set[tuple[object, ...]], kind: str
) -> None:
    text = DAMAGE[kind]
    (facts,) = extractor.extract([Article("a", text)])
    assert said(facts) == clean
    for claim in facts.claims:
        assert text[claim.span.start : claim.span.end] == claim.quote
    for mention in facts.mentions:
        assert text[mention.span.start : mention.span.end] == mention.surface


def is_word(word: str) -> bool:
    return word.lower() in {"iran", "backed", "fighters", "soldiers", "attack"}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Three soldiers were killed when a bomb\nhit their car, the army said.", "Three soldiers were killed when a bomb hit their car, the army said."),
        ("Officials of the state of South\nDarfur spoke of two attacks\nthat rebels made on\nSunday.", "Officials of the state of South Darfur spoke of two attacks that rebels made on Sunday."),
        ("The fight-\ners fled.", "The fighters fled."),
        ("The Iran-\nbacked fighters fled.", "The Iran-backed fighters fled."),
        ("Al-\nShabaab fled.", "Al-Shabaab fled."),
        ("A 12-\nyear-old fled.", "A 12-year-old fled."),
    ],
)  # fmt: skip
def test_lines_of_a_paragraph_are_joined(text: str, read: str) -> None:
    assert joined(Aligned(text), is_word).text == read


@pytest.mark.parametrize(
    "text",
    [
        "Bomb kills three\nThree soldiers were killed near Gao on Thursday.",
        "Three soldiers were killed near Gao.\nThe army blamed JNIM.\nNobody else was hurt.",
        "Rebels seize town\nMinister resigns\nTalks to resume on Friday",
        "KEY POINTS\n- Three dead\n- Army blames rebels",
        "1. The army attacked\n2. The rebels fled",
    ],
)
def test_lines_that_are_paragraphs_stay(text: str) -> None:
    assert joined(Aligned(text), is_word).text == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("killed 1 200 people", "killed 1200 people"),
        ("killed 12\u202f500 people", "killed 12500 people"),
        ("some 1 000 000 fled", "some 1000000 fled"),
        ("On May 3 200 people fled", "On May 3 200 people fled"),
        ("in 2003 200 people fled", "in 2003 200 people fled"),
        ("call 55 123 4567", "call 55 123 4567"),
    ],
)
def test_numbers_with_blanks_are_numbers(text: str, read: str) -> None:
    assert even(Aligned(text)).text == read


@pytest.mark.parametrize(
    "line",
    [
        "Related: Israel strikes Beirut, killing three",
        "READ MORE: Ten dead in Moscow concert attack",
        "Related stories\nBomb kills nine in Quetta\nGunmen attack church in Jos",
        "Also read | Drone kills commander in Sanaa",
        "Subscribe to our newsletter",
        "(Reporting by Amal Said in Juba; Editing by Jan Smit)",
        "By Amal Said and Jan Smit in Juba",
        "Additional reporting by Amal Said",
        "Photo by Amal Said/Getty Images",
        "Updated 5 May 2023, 10:15",
        "© 2023 The Daily Ledger. All rights reserved.",
    ],
)
def test_what_surrounds_a_report_says_nothing(extractor: Extractor, line: str) -> None:
    report = "Gunmen killed two soldiers near Gao on Monday."
    (alone,) = extractor.extract([Article("a", report)])
    for text in (f"{report}\n\n{line}", f"{line}\n\n{report}"):
        (facts,) = extractor.extract([Article("a", text)])
        assert said(facts) == said(alone)
        assert {e.label for e in facts.entities} == {e.label for e in alone.entities}


def test_sentences_that_only_begin_like_that_are_read(read: Read) -> None:
    told = read("Related attacks followed. Copyright aside, gunmen killed two soldiers near Gao on Monday.")
    assert told.role("killedCount") == {2}


@given(st.text(max_size=300))
def test_every_character_knows_where_it_stood(text: str) -> None:
    made = even(joined(cleaned(Aligned(text)), is_word))
    before = 0
    for at in range(len(made.text)):
        start, end = made.source(at, at + 1)
        assert 0 <= start <= end <= len(text)
        assert start >= before or start == end
        before = start
        if made.text[at].isalpha() and end - start == 1:
            assert text[start] == made.text[at]


def test_edits_keep_the_alignment() -> None:
    made = Aligned("abcdef").edited([Edit(1, 3, "XY"), Edit(4, 5)]).edited([Edit(0, 1)])
    assert made.text == "XYdf"
    assert [made.source(n, n + 1) for n in range(4)] == [(1, 3), (1, 3), (3, 4), (5, 6)]


@pytest.mark.parametrize("unit", ['"', "'", ".", "(", "a", '"a', "…,"])
def test_endless_runs_do_no_harm(extractor: Extractor, unit: str) -> None:
    text = "Gunmen killed two soldiers near Gao. " + unit * (100_000 // len(unit))
    begun = time.process_time()
    extractor.document(Article("a", text))
    assert time.process_time() - begun < 5  # squared, it were minutes


def test_signs_alone_are_passed_over_and_what_follows_is_read(read: Read) -> None:
    begun = time.process_time()
    told = read("Two soldiers were killed in Basra. " + "!?.,;:-_*'()[]" * 7000 + " Hamas shelled Tikrit on Monday.")
    assert {told.name(c.object) for c in told.claims("attacker")} == {"hamas"}
    assert time.process_time() - begun < 5  # as a sentence they took a minute, and two gigabytes
