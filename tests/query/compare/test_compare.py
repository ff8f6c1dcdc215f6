"""Other data sets' events beside our incidents, by rows of our own in the form of each codebook."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.query.compare import EventPair, compare, compared_page, compared_rows, links, read_events
from kg.query.tables.columns import Row
from kg.store import Graph

UCDP = "id,side_a,side_b,date_start,date_end,where_prec,latitude,longitude,country,best,low,high,source_article"
ACLED = (
    "event_id_cnty,event_date,time_precision,actor1,actor2,country,latitude,longitude,geo_precision,fatalities,source"
)
STRIKE = "2024-01-04-baghdad-drone-strike"

DAY = "7,Government of United States of America,Harakat al-Nujaba,2024-01-04 00:00:00.000,2024-01-04 00:00:00.000"
Read = Callable[..., list[EventPair]]


@pytest.fixture
def read(tmp_path: Path, two_outlets: Graph) -> Read:
    """Compares rows of a data set with the two-outlets graph."""

    def run(codebook: str, *lines: str) -> list[EventPair]:
        file = tmp_path / "events.csv"
        file.write_text("\n".join(lines) + "\n", "utf-8")
        events, skipped = read_events(file, codebook)
        assert skipped == 0
        return compare(two_outlets, events)

    return run


def pairs(found: list[EventPair]) -> list[tuple[Row, EventPair]]:
    return [(one.ours, one) for one in found if one.ours and one.theirs]


def gdelt(**cells: str) -> str:
    places = {"id": 0, "day": 1, "one": 6, "other": 16, "type": 51, "place": 52, "lat": 56, "long": 57, "url": 60}
    row = [""] * 61
    for name, value in cells.items():
        row[places[name]] = value
    return "\t".join(row)


@pytest.mark.parametrize(
    ("codebook", "lines"),
    [
        (
            "ucdp-ged",
            (UCDP, "7,Government of United States of America,Harakat al-Nujaba,2024-01-04 00:00:00.000,"
                   "2024-01-04 00:00:00.000,1,33.34,44.41,Iraq,2,2,4,wire"),
        ),
        ("acled", (ACLED, "IRQ1,04 January 2024,1,US military,Nujaba Movement,Iraq,33.3,44.4,1,2,wire")),
        (
            "gdelt",
            (gdelt(id="9", day="20240104", one="US MILITARY", other="HARAKAT AL-NUJABA", type="4",
                   place="Baghdad, Baghdad, Iraq", lat="33.34", long="44.39", url="https://example.org/a"),),
        ),
    ],
)  # fmt: skip
def test_an_event_is_found_by_day_place_parties_and_toll(codebook: str, lines: tuple[str, ...], read: Read) -> None:
    [(ours, pair)] = pairs(read(codebook, *lines))
    assert ours["id"] == STRIKE
    assert pair.score
    assert pair.score > 0.7
    assert pair.attacker == "first"
    assert pair.toll == ("same" if codebook != "gdelt" else "")


@pytest.mark.parametrize(
    "line",
    [
        "IRQ1,09 January 2024,1,US military,Harakat al-Nujaba,Iraq,33.3,44.4,1,2,wire",  # five days later
        "IRQ1,04 January 2024,1,US military,Harakat al-Nujaba,Syria,35.3,40.1,1,2,wire",  # elsewhere
        "IRQ1,04 January 2024,1,Farmers,Herders,Iraq,33.3,44.4,3,90,wire",  # others, in that province
    ],
)
def test_another_day_another_place_or_other_parties_are_another_event(line: str, read: Read) -> None:
    found = read("acled", ACLED, line)
    assert not pairs(found)
    assert [one.theirs.id for one in found if one.theirs] == ["IRQ1"]


def test_what_their_precision_allows_is_no_contradiction(read: Read) -> None:
    [(ours, _)] = pairs(
        read("acled", ACLED, "IRQ1,09 January 2024,2,US military,Harakat al-Nujaba,Iraq,33.3,44.4,1,2,w")
    )
    assert ours["id"] == STRIKE  # a week may be meant


def test_tolls_and_culprits_that_differ_are_said(read: Read) -> None:
    [(_, pair)] = pairs(read("acled", ACLED, "IRQ1,2024-01-04,1,Harakat al-Nujaba,US military,Iraq,33.34,44.4,1,30,w"))
    assert (pair.toll, pair.attacker) == ("differs", "second")


def test_each_is_in_one_pair_at_most_and_what_only_we_have_is_of_that_time(read: Read) -> None:
    line = "{},2024-01-04,1,US military,Harakat al-Nujaba,Iraq,33.34,44.4,1,2,wire"
    found = read("acled", ACLED, line.format("A"), line.format("B"))
    assert len(pairs(found)) == 1
    assert [one.theirs.id for one in found if one.theirs and not one.ours] == ["B"]
    assert {one.ours["date"] for one in found if one.ours and not one.theirs} <= {"2024-01"}


def test_a_file_of_another_data_set_is_refused_with_the_columns_that_are_there(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("when,what\n1,2\n", "utf-8")
    with pytest.raises(SourceError, match=r"event_id_cnty.*there are when, what"):
        read_events(file, "acled")


def test_the_command_writes_a_table_and_sums_it_up(
    kg: Callable[..., object], sample_folder: Path, tmp_path: Path
) -> None:
    events = tmp_path / "acled.csv"
    events.write_text(
        f"{ACLED}\nIRQ1,2024-01-04,1,United States,Popular Mobilization Forces,Iraq,33.34,44.4,1,2,w\n?,,1,,,,,,1,,\n"
    )
    answer = kg("compare", events, "--as", "acled", "--data", sample_folder)
    rows = list(csv.DictReader(io.StringIO(answer.out)))  # type: ignore[attr-defined]
    assert rows[0]["who"] == "both"
    assert "1 of both, 0 only theirs" in answer.err  # type: ignore[attr-defined]
    assert "1 row left out" in answer.err  # type: ignore[attr-defined]


def test_what_both_have_is_linked_with_its_score_and_evidence(read: Read, two_outlets: Graph) -> None:
    found = read("ucdp-ged", UCDP, f"{DAY},1,33.34,44.41,Iraq,9,9,9,wire")
    told = {(triple.predicate.value.rpartition("#")[2].rpartition("/")[2], str(triple.object.value))
            for triple in links(found, "ucdp-ged", two_outlets.iris)}  # fmt: skip
    assert {("sameIncidentAs", "urn:ucdp-ged:7"), ("identifier", "7")} <= told
    [words] = [value for name, value in told if name == "comment"]
    assert words.startswith("2024-01-04 here, 2024-01-04 there; ")
    assert words.endswith("tolls differ; our attacker is their first actor")
    assert [0 < float(value) <= 1 for name, value in told if name == "value"] == [True]


def test_a_page_has_the_differences_first_and_escapes_what_it_shows(read: Read) -> None:
    found = read("ucdp-ged", UCDP, f"{DAY},1,33.34,44.41,Iraq,9,9,9,<wire>", f"8<b>{DAY[1:]},1,0,0,Chad,1,1,1,x")
    page = compared_page(list(compared_rows(found)), "A & B")
    at = [page.index(words) for words in ("Of both, and they differ: 1", "Only theirs: 1", "Only ours")]
    assert at == sorted(at)
    assert "<title>A &amp; B</title>" in page
    assert "<td>8&lt;b&gt;</td>" in page
    assert '<td class="differs">differs</td>' in page
