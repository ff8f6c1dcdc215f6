"""Wire copy under another headline is one witness."""

from __future__ import annotations

import datetime as dt

from factories import make_facts
from resolve.accounts import resolved

from kg.model import Article, Facts

BODY = """Gunmen on motorcycles attacked a market in the town of Djibo on Monday, residents and a security source said.
Nine traders died and several stalls were set alight before the army arrived at dusk. Nobody has said who sent the men.
The governor of the region called for calm and promised that the road to the capital would be reopened by Friday."""
OTHER = """Talks between the two sides resumed in Doha on Monday after a pause of three weeks, on prisoners above all.
Neither delegation spoke to the press, though a mediator described the mood as better than in the spring."""


def wire(id_: str, text: str, day: int | None = 1) -> Facts:
    return make_facts(Article(id_, text, f"Headline of {id_}", dt.date(2024, 1, day) if day else None))


def test_an_article_points_at_the_earliest_that_it_copies() -> None:
    resolution = resolved(wire("a", BODY, 3), wire("b", BODY.replace("Nine", "Ten"), 1), wire("c", OTHER, 2))
    assert dict(resolution.copies) == {"a": "b"}


def test_every_copy_points_at_the_same_original() -> None:
    resolution = resolved(wire("a", BODY, 1), wire("b", BODY, 2), wire("c", BODY + " More to follow.", 3))
    assert dict(resolution.copies) == {"b": "a", "c": "a"}


def test_what_has_no_date_is_no_original() -> None:
    resolution = resolved(wire("a", BODY, None), wire("b", BODY, 9))
    assert dict(resolution.copies) == {"a": "b"}


def test_quoting_a_sentence_is_not_copying() -> None:
    first = BODY.splitlines()[0]
    assert not resolved(wire("a", BODY), wire("b", f"{first}\n{OTHER}\n{OTHER.upper()[::-1]}")).copies


def test_two_articles_on_one_subject_are_no_copies() -> None:
    assert not resolved(wire("a", BODY), wire("b", OTHER)).copies
