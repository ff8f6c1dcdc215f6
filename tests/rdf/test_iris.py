import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SettingsError
from kg.model import Span
from kg.rdf.iris import Iris

IRIS = Iris("https://example.org/id/")
TEXT = st.text(min_size=1)


def test_each_kind_of_thing_has_its_own_folder() -> None:
    assert IRIS.entity("hamas").value == "https://example.org/id/entity/hamas"
    assert IRIS.event("2024-01-04-baghdad").value == "https://example.org/id/event/2024-01-04-baghdad"
    assert IRIS.article("003").value == "https://example.org/id/article/003"
    assert IRIS.claim("9c1e").value == "https://example.org/id/claim/9c1e"
    assert IRIS.run("1.0+md").value == "https://example.org/id/run/1.0%2Bmd"


def test_a_mention_is_a_range_of_characters_of_its_article() -> None:
    assert IRIS.mention("a b", Span(3, 7)).value == "https://example.org/id/article/a%20b#char=3,7"


@given(TEXT)
def test_any_id_makes_an_iri_of_plain_characters(id_: str) -> None:
    last = IRIS.article(id_).value.removeprefix("https://example.org/id/article/")
    assert set(last) <= set(string.ascii_letters + string.digits + "-._~:@,;=%")


@given(TEXT, TEXT)
def test_different_ids_have_different_iris(one: str, other: str) -> None:
    assert (IRIS.article(one) == IRIS.article(other)) == (one == other)


@pytest.mark.parametrize("base", ["", "no scheme", "https://example.org/id", "https://exa mple.org/"])
def test_a_base_that_names_cannot_follow_is_refused(base: str) -> None:
    with pytest.raises(SettingsError, match="base"):
        Iris(base)
