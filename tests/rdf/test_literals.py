import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.rdf import literals
from kg.vocab import XSD

NODE = NamedNode("https://example.org/")


def kept(literal: Literal) -> object:
    """What a store gives back for it."""
    store = Store()
    store.add(Quad(NODE, NODE, literal))
    return next(iter(store)).object


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("2024-01-04", "date"),
        ("2024-01", "gYearMonth"),
        ("2024", "gYear"),
        ("--02-07", "gMonthDay"),
        ("--02-29", "gMonthDay"),
    ],
)
def test_a_date_is_as_precise_as_its_form(lexical: str, datatype: str) -> None:
    assert literals.date(lexical) == Literal(lexical, datatype=NamedNode(XSD + datatype))
    assert kept(literals.date(lexical)) == literals.date(lexical)


@pytest.mark.parametrize(
    "wrong", ["", "4 January", "2023-02-29", "2024-13", "0000", "--02-30", "2024-1-4", "2024-01-04T00:00"]
)
def test_what_is_no_day_of_the_calendar_is_no_date(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        literals.date(wrong)


@given(st.floats(-180, 180), st.integers(0, 6))
def test_decimals_are_written_as_the_store_keeps_them(value: float, places: int) -> None:
    literal = literals.decimal(value, places)
    assert kept(literal) == literal
    assert float(literal.value) == pytest.approx(value, abs=0.5 * 10**-places + 1e-12)


@given(st.integers())
def test_integers_are_written_as_the_store_keeps_them(value: int) -> None:
    assert kept(literals.integer(value)) == literals.integer(value)


@pytest.mark.parametrize("url", ["https://news.example/a?b=1", "http://news.example"])
def test_an_http_address_is_an_iri(url: str) -> None:
    assert literals.address(url) == NamedNode(url)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://", "https://a b", "http://[", "the web"]
)
def test_any_other_address_is_only_text(url: str) -> None:
    assert literals.address(url) == Literal(url)
