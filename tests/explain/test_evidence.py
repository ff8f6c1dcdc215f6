"""What speaks for and against one thing or two, and the sentence around some words."""

from __future__ import annotations

import datetime as dt

import pytest
from factories import ACTORS, GAZETTEER, make_facts, named

from kg.explain import Explainer, decide
from kg.explain.reading import with_accounts
from kg.extract import Extractor
from kg.knowledge.names import same_person
from kg.model import Article, Facts, Span
from kg.query.lookup.sentences import sentence


def article(id_: str, *names: str, publisher: str | None = None, **more: str) -> Facts:
    return make_facts(
        Article(id_, "Someone spoke.", publisher=publisher),
        [named(f"e{n}", more.get("cls", "Person"), name, **_but(more, "cls")) for n, name in enumerate(names, start=1)],
    )


def _but(more: dict[str, str], key: str) -> dict[str, str]:
    return {name: value for name, value in more.items() if name != key}


def explainer(*facts: Facts) -> Explainer:
    return Explainer({told.article.id: told for told in facts}.get, decide(facts, ACTORS, GAZETTEER))


FORCE, GROUP = "MilitaryForce", "ArmedGroup"


@pytest.mark.parametrize(
    ("left", "right", "one", "reason"),
    [
        (article("1", "Yahya Rasoul"), article("2", "Yehia Rasool"), True, "names agree across spellings"),
        (article("1", "Mushtaq al-Saidi"), article("2", "Mushtaq al-Saadi"), False, "family names nearly alike"),
        (article("1", "Rasoul"), article("2", "Yahya Rasoul"), False, "same family name"),
        (article("1", "Y. Rasoul"), article("2", "Yahya Rasoul"), False, "same family name and initial"),
        (article("1", "Asad"), article("2", "Asad", cls="Facility"), False, "one is a person"),
        (article("1", "BLA", cls=FORCE), article("2", "Baloch Liberation Army", cls=GROUP), False, "an acronym"),
        (article("1", "Fatah", actor="iraq"), article("2", "Fatah", actor="nujaba"), False, "two actors in the list"),
        (article("1", "A", cls="Place", country="IQ"), article("2", "A", cls="Place", country="SY"), True, "country"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
def test_what_speaks_for_and_against_is_told(left: Facts, right: Facts, one: bool, reason: str) -> None:
    [pair] = explainer(left, right).compare(f"1#{left.entities[0].label}", f"2#{right.entities[0].label}").pairs
    assert pair.joined is one
    assert reason in "; ".join(said.what for said in pair.reasons)
    assert (pair.score >= 0.5) is one


def test_a_family_name_joins_the_one_known_person_who_bears_it() -> None:
    known, bare = article("1", "Yahya Rasoul", actor="nujaba"), article("2", "Rasoul")
    assert explainer(known, bare).compare("1#Yahya Rasoul", "2#Rasoul").one
    assert not explainer(known, bare, article("3", "Hassan Rasoul")).compare("1#Yahya Rasoul", "2#Rasoul").one


def test_a_bare_title_is_one_body_within_an_outlet_alone() -> None:
    titled = [article(str(n), "Armed Forces", cls="MilitaryForce", publisher=p) for n, p in enumerate("aab")]
    actors = type(ACTORS)([*ACTORS, _body("iraq-military", "Iraqi Armed Forces", "IQ")])
    told = Explainer({one.article.id: one for one in titled}.get, decide(titled, actors, GAZETTEER))
    assert told.compare("0#Armed Forces", "1#Armed Forces").one
    assert not told.compare("0#Armed Forces", "2#Armed Forces").one


def _body(id_: str, name: str, country: str):  # type: ignore[no-untyped-def]
    from kg.knowledge import Actor

    return Actor(id_, name, "MilitaryForce", ("Iraq Armed Forces",), country, body="military")


def test_persian_and_arabic_spellings_are_one_name() -> None:
    assert same_person("Ghassem Soleimani", "Qassem Soleimani")
    assert not same_person("Gassan Soleimani", "Qassem Soleimani")


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("He left. The U.S. Central Command said so. All slept.", "said", "The U.S. Central Command said so."),
        ("He left.\n\n“Two died,” said Gen. Omar Ali. All slept.", "died", "“Two died,” said Gen. Omar Ali."),
        ("A headline\nTwo died in Homs", "died", "Two died in Homs"),
        ("One. Two. Three.", "One. Two", "One. Two."),
        ("x", "x", "x"),
    ],
)
def test_the_sentence_around_some_words(text: str, words: str, whole: str) -> None:
    start = text.index(words)
    span = sentence(text, Span(start, start + len(words)))
    assert text[span.start : span.end] == whole


def test_why_tells_which_figures_made_one_incident_of_two_tellings(extractor: Extractor) -> None:
    text = "A car bomb killed nine people in Baidoa on Sunday.\n\nThe blast tore through a market, police said."
    told = extractor.reasons(Article("a", text, date=dt.date(2016, 2, 29)))
    ((joined,),) = told.incidents.values()
    assert (joined.after, joined.after_at) == ("blast", text.index("blast"))
    assert any("definite" in figure for figure, _ in joined.weights)
    incident = explainer(told.facts).whole(f"a#{joined.before_at}")
    (member,) = with_accounts(incident.members, lambda _: told.facts.article, extractor)
    assert member.accounts == (joined,)
