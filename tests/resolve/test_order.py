"""The same articles give the same resolution, in whatever order they come."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from resolve.accounts import person, resolved, shape, speaks_of, tells

from kg.model import Facts, Ref
from kg.resolve.register.slugs import Claimant
from kg.resolve.register.slugs import given as given_slugs

NAMES = ["Mushtaq Taleb al-Saidi", "Mushtaq Talib al-Saïdi", "Mushtaq al-Saadi", "Abu Taqwa", "Karim Nasser", "Nasser"]
PERSON = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)
ACCOUNT = st.fixed_dictionaries(
    {
        "cls": st.sampled_from(["Attack", "DroneStrike", "Shelling", "Abduction"]),
        "date": st.sampled_from([None, "2024-01-04", "2024-01-05", "--01-04", "2024-01"]),
        "place": st.sampled_from([None, "Baghdad", "Al-Asad", "Djibo"]),
        "victim": st.sampled_from([None, *NAMES]),
        "attacker": st.sampled_from([None, "United Front", "Islamic State"]),
        "killed": st.sampled_from([None, 2, 5]),
        "recurring": st.booleans(),
    }
)


@st.composite
def articles(draw: st.DrawFn) -> list[Facts]:
    accounts = draw(st.lists(ACCOUNT, max_size=6))
    people = draw(st.lists(PERSON, max_size=4))
    return [
        *(tells(f"a{n}", **account) for n, account in enumerate(accounts)),
        *(speaks_of(f"b{n}", person("e1", *names)) for n, names in enumerate(people)),
    ]


@settings(deadline=None, max_examples=25)
@given(articles(), st.randoms(use_true_random=False))
def test_order_makes_no_difference(facts: list[Facts], chance: random.Random) -> None:
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert resolved(*shuffled) == resolved(*facts)


@settings(deadline=None, max_examples=25)
@given(articles())
def test_everything_has_exactly_one_place(facts: list[Facts]) -> None:
    resolution = resolved(*facts)
    every = [Ref(f.article.id, one.id) for f in facts for one in (*f.entities, *f.events)]
    assert sorted(ref for c in (*resolution.entities, *resolution.events) for ref in c.members) == sorted(every)
    for kind in (resolution.entities, resolution.events):
        slugs = [c.slug for c in kind]
        assert slugs == sorted(set(slugs))


@settings(deadline=None, max_examples=25)
@given(articles())
def test_recurring_ones_join_nothing(facts: list[Facts]) -> None:
    recurring = {Ref(f.article.id, event.id) for f in facts for event in f.events if event.recurring}
    assert all(len(members) == 1 for members in shape(resolved(*facts)) if members & recurring)


def test_of_several_who_would_have_a_name_the_known_keep_it_then_the_first() -> None:
    late, early = "2024-02-01", "2024-01-01"
    ranked = [
        Claimant(1, "listed", None, late, Ref("z", "e1")),
        Claimant(2, None, "place", late, Ref("y", "e1")),
        Claimant(3, None, None, early, Ref("x", "e1")),
        Claimant(4, None, None, late, Ref("a", "e1")),
        Claimant(5, None, None, late, Ref("a", "e2")),
    ]
    for start in range(len(ranked)):
        (first, name), *others = given_slugs("homs", reversed(ranked[start:]))
        assert (first, name) == (ranked[start].id, "homs")
        assert all(other.startswith("homs-") for _, other in others)
        assert len({other for _, other in others}) == len(others)
