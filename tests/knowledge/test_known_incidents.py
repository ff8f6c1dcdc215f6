"""Which words stand for an incident that the world knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.knowledge.known_incidents import KnownIncidents, known_incidents

HEAD = "name,alternates,day,country,places,around\n"


def test_its_names_and_places_stand_for_it(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f"# ours\n{HEAD}Lida Siege,Lida attack,2001-02-03,BY,Lída Hotel,Minsk\n")
    words = "after the lida siege at the lida hotel in minsk".split()
    found = KnownIncidents.load(tmp_path).said_in(words)
    said = {(" ".join(words[each.start : each.end]), how) for each in found for _, how in each.meanings}
    assert said == {("lida siege", "name"), ("lida hotel", "place"), ("minsk", "around")}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Lida Siege,,2001-02-03,BY,Lida", "x.csv:2: 5 columns instead of 6"),
        ("Lida Siege,,2001-2-3,BY,,", "x.csv:2: 'Lida Siege' has the day '2001-2-3'"),
        ("Lida Siege,,2001-02-03,Belarus,,", "x.csv:2: .*'Belarus', which is no ISO 3166"),
        ("Lida Siege,,2001-02-03,BY,,\nLida siege,,2001-02-03,BY,,", "x.csv:3: .*stands there twice"),
    ],
)
def test_a_broken_row_is_named_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "x.csv").write_text(f"{HEAD}{row}\n")
    with pytest.raises(ResourceError, match=reason):
        KnownIncidents.load(tmp_path)


def test_those_that_ship_can_be_read() -> None:
    assert known_incidents().called("Omagh bombing") == {"omagh-bombing-1998-08-15"}
