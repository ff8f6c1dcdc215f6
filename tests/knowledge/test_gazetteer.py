"""The gazetteer: GeoNames' towns and the supplement of data/places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.knowledge import Gazetteer
from kg.knowledge.gazetteer import fold
from kg.resources import resource

HEADER = "# a comment\nid,name,alternates,country,lat,lon,class\n"


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    return Gazetteer.load(resource("data", "places"))


def load(folder: Path, rows: str, header: str = HEADER) -> Gazetteer:
    (folder / "mine.csv").write_text(header + rows, encoding="utf-8")
    return Gazetteer.load(folder)


def test_the_largest_of_several_namesakes_comes_first(shipped: Gazetteer) -> None:
    countries = [place.country for place in shipped.named("Kerman")]
    assert countries[0] == "IR"
    assert "US" in countries


@pytest.mark.parametrize(
    ("names", "country"),
    [
        (["Kyiv", "Kiev", "KYIV"], "UA"),
        (["Sanaa", "Sana'a", "Sana’a"], "YE"),
        (["Khan Younis", "Khan Yunis", "Khān Yūnis", "khan-younis"], "PS"),
        (["Jurf al-Sakhr", "Jurf as Sakhr", "Jurf al-Nasr"], "IQ"),
        (["Ain al-Asad", "Ain al-Asad Air Base", "Al Asad"], "IQ"),
        (["Bab al-Mandab", "Bab el-Mandeb Strait"], ""),
        (["Bakhmut"], "UA"),
        (["Borno"], "NG"),
        (["Helmand"], "AF"),
    ],
)
def test_a_place_is_found_by_any_spelling(shipped: Gazetteer, names: list[str], country: str) -> None:
    places = {shipped.named(name)[0] for name in names}
    assert len(places) == 1
    assert places.pop().country == country


def test_the_supplement_outranks_geonames(shipped: Gazetteer) -> None:
    strip, city = shipped.named("Gaza")[:2]
    assert (strip.name, city.name) == ("Gaza Strip", "Gaza City")
    assert city == shipped.get("281133")
    assert city.population > 100_000


def test_what_was_built_is_a_facility(shipped: Gazetteer) -> None:
    assert shipped.named("Al-Shifa Hospital")[0].cls == "Facility"
    assert shipped.named("Baghdad")[0].cls == "Place"


def test_places_are_also_found_by_id(shipped: Gazetteer) -> None:
    baghdad = shipped.named("Baghdad")[0]
    assert shipped.get(baghdad.id) == baghdad
    assert (round(baghdad.lat), round(baghdad.lon)) == (33, 44)
    assert shipped.get("nowhere") is None


@pytest.mark.parametrize("name", ["", "BGW", "بغداد", "bghdad", "Nowhereville upon Nothing"])
def test_codes_other_scripts_and_the_unknown_find_nothing(shipped: Gazetteer, name: str) -> None:
    assert shipped.named(name) == ()


@given(st.text())
def test_folding_is_done_once_and_for_all(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_a_users_own_place_is_found(tmp_path: Path) -> None:
    gazetteer = load(tmp_path, '"camp-x","Camp X","X Camp|Camp, X",IQ,33.5,44.25,Facility\n')
    assert {gazetteer.named(name) for name in ("camp x", "X-Camp", "Camp, X")} == {gazetteer.named("Camp X")}
    assert gazetteer.named("Camp X")[0].lat == 33.5


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("Camp X,Camp X,,IQ,33,44,Place", "mine.csv:3: 'Camp X' is neither"),
        ("x,,,IQ,33,44,Place", "mine.csv:3: 'x' has no name"),
        ("x,X,,IQ,33,44,Village", "mine.csv:3: 'x' has the class 'Village'"),
        ("x,X,,Iraq,33,44,Place", "mine.csv:3: 'x' has the country 'Iraq'"),
        ("x,X,,IQ,33N,44,Place", "mine.csv:3: 'x' has coordinates that are no numbers"),
        ("x,X,,IQ,nan,44,Place", "mine.csv:3: 'x' has coordinates that are off the globe"),
        ("x,X,,IQ,133,44,Place", "mine.csv:3: 'x' has coordinates that are off the globe"),
        ("x,X,IQ,33,44,Place", "mine.csv:3: 6 columns"),
        ("x,X,,IQ,33,44,Place\nx,Y,,IQ,33,44,Place", "mine.csv:4: the id 'x' is already that of 'X'"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, row: str, complaint: str) -> None:
    with pytest.raises(ResourceError, match=complaint):
        load(tmp_path, row + "\n")


def test_the_columns_are_fixed(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="must be id,name"):
        load(tmp_path, "", header="id,name\n")


def test_local_places_come_after_all_others(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "mine.csv").write_text(f"{HEADER}x,Baghdad,Nowhere Baths,IR,33.0,47.0,Place\n")
    gazetteer = load(tmp_path, "y,Camp Y,,IQ,33.5,44.25,Facility\n")
    assert [place.id for place in gazetteer.named("Baghdad")][-1] == "x"
    assert gazetteer.named("Baghdad")[0].country == "IQ"
    assert gazetteer.named("nowhere baths")[0].id == "x"
    assert gazetteer.curated("Baghdad") == gazetteer.curated("nowhere baths") == frozenset()


def test_an_id_is_that_of_one_place_wherever_it_stands(tmp_path: Path) -> None:
    (tmp_path / "local").mkdir()
    (tmp_path / "local" / "mine.csv").write_text(f"{HEADER}x,Y,,IR,33.0,47.0,Place\n")
    with pytest.raises(ResourceError, match=r"local/mine\.csv:3: the id 'x' is already that of 'X'"):
        load(tmp_path, "x,X,,IQ,33,44,Place\n")


def test_a_shipped_local_place_is_one_where_its_country_is_spoken_of(shipped: Gazetteer) -> None:
    assert [place.country for place in shipped.named("Dobrinja")] == ["BA"]
    assert shipped.curated("Dobrinja") == frozenset()
