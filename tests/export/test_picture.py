"""Pictures: everything is in them once, nothing lies on a label, and they say what they show."""

from __future__ import annotations

import io
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from lxml import etree

from kg.errors import ParameterError
from kg.export import picture, space
from kg.export.scene import PlacedNode, spots
from kg.query.network import Filter, NeighbourhoodQuery, Subnetwork, index_of, neighbourhood, whole
from kg.store import Graph

BASE = "https://w3id.org/sitrep/id/"
SVG = {"s": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="session")
def part(two_outlets: Graph) -> Subnetwork:
    return neighbourhood(
        index_of(two_outlets), BASE + "entity/harakat-al-nujaba", NeighbourhoodQuery(depth=2, limit=10)
    )


@pytest.fixture(scope="session")
def drawn(part: Subnetwork) -> etree._Element:
    out = io.BytesIO()
    picture.write_svg(part, out)
    return etree.fromstring(out.getvalue())


def test_every_node_and_tie_is_there(part: Subnetwork, drawn: etree._Element) -> None:
    titles = drawn.xpath("//s:g/s:title/text()", namespaces=SVG)
    assert sorted(titles) == sorted(f"{node.label} ({node.cls})" for node in part.nodes())
    ties = drawn.xpath("//s:path/s:title/text()", namespaces=SVG)
    assert len(ties) == 10
    assert "US military attacked Harakat al-Nujaba" in ties


def test_it_says_what_it_shows_and_whose_reports_say_so(drawn: etree._Element) -> None:
    text = " ".join(drawn.xpath("//s:text/text()", namespaces=SVG))
    assert "Harakat al-Nujaba: who and what it is tied to" in text
    assert "The 10 nearest and best attested of 13 ties, incidents of 2024-01-04" in text
    assert "Gulf Courier, Harbour Post, Northern Wire" in text
    assert "incident" in text
    assert "opposes" not in text, "the legend explains what is there"


def test_it_needs_nothing_from_elsewhere(part: Subnetwork) -> None:
    out = io.BytesIO()
    picture.write_svg(part, out)
    assert b"href" not in out.getvalue()
    assert b"url(http" not in out.getvalue()


def boxes(found: list[PlacedNode]) -> list[tuple[float, float, float, float]]:
    return [(spot.x - spot.reach, spot.top, spot.x + spot.reach, spot.bottom) for spot in found]


def test_no_label_lies_on_another(sample_graph: Graph) -> None:
    busiest = neighbourhood(
        index_of(sample_graph), BASE + "entity/united-states", NeighbourhoodQuery(depth=2, limit=60)
    )
    found = spots(busiest)
    assert len(found) > 25
    for one, other in combinations(boxes(found), 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@settings(deadline=None)  # the machine may be busy
@given(
    arrays(float, st.tuples(st.integers(1, 12), st.just(2)), elements=st.floats(-50, 50)),
    st.floats(1, 60),
    st.floats(1, 60),
)
def test_boxes_are_moved_apart(centres: np.ndarray, width: float, height: float) -> None:
    sizes = np.tile([width, height], (len(centres), 1))
    apart = space.apart(centres, sizes)
    for one, other in combinations(apart, 2):
        gap = np.abs(one - other) - (width, height)
        assert gap.max() > -0.5


def test_png_is_the_same_picture_in_pixels(part: Subnetwork, drawn: etree._Element) -> None:
    out = io.BytesIO()
    picture.write_png(part, out)
    data = out.getvalue()
    assert data.startswith(b"\x89PNG")
    width, height = (int.from_bytes(data[at : at + 4]) for at in (16, 20))
    assert (width, height) == pytest.approx((2 * float(drawn.get("width")), 2 * float(drawn.get("height"))), abs=2)


def test_a_wide_picture_has_fewer_pixels_for_each_of_its_own(part: Subnetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_PIXELS", 90_000)
    out = io.BytesIO()
    picture.write_png(part, out)
    width, height = (int.from_bytes(out.getvalue()[at : at + 4]) for at in (16, 20))
    assert width * height == pytest.approx(90_000, rel=0.01)


def test_there_is_room_for_so_many(two_outlets: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.export.scene.MOST_NODES", 10)
    index = index_of(two_outlets)
    with pytest.raises(ParameterError, match="room for 1 to 10 nodes, and these are 17"):
        spots(whole(index))
    with pytest.raises(ParameterError, match="these are 0"):
        spots(whole(index, Filter(outlets=["nobody"])))
