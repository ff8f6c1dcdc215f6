"""Which war an incident is part of."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.knowledge.conflicts import Conflict, ConflictList, conflicts
from kg.knowledge.lists import actors_in
from kg.settings import Settings

ROAD = Conflict("road", "Road War", (), ("SY",), "2011-03", "2024-12", frozenset({"hamza", "syria"}))
COAST = Conflict("coast", "Coast War", (), ("LB", "SY"), "2012", "", frozenset({"tiger"}))
HILLS = Conflict("hills", "Hill War", (), ("FR",), "2012", "", frozenset({"hermit"}), regional=True)
ALL = ConflictList([ROAD, COAST, HILLS])


@pytest.mark.parametrize(
    ("countries", "day", "parties", "found"),
    [
        ({"SY"}, "2015-06-01", {"syria"}, "road"),
        ({"SY"}, "2015-06-01", {"tiger"}, "coast"),
        ({"SY"}, "2015-06-01", {"syria", "tiger"}, None),  # both fight it
        ({"SY"}, "2015-06-01", {"stranger"}, None),
        ({"SY"}, "2015-06-01", set(), "road"),  # the other is a neighbour's
        ({"SY", "LB"}, "2015-06-01", set(), None),
        ({"LB"}, "2015", set(), "coast"),
        ({"SY"}, "2011-03", set(), "road"),
        ({"SY"}, "2011-02-28", set(), None),
        ({"SY"}, "2025-01-01", {"syria"}, None),
        ({"FR"}, "2015", {"syria"}, None),
        ({"FR"}, "2015", {"hermit"}, "hills"),
        ({"FR"}, "2015", set(), None),  # it is of a part of the country
    ],
)
def test_an_incident_is_part_of_the_war_fought_there_and_then(
    countries: set[str], day: str, parties: set[str], found: str | None
) -> None:
    war = ALL.of(countries, day, parties)
    assert (war.id if war else None) == found


def test_the_wars_that_ship_are_of_known_states_and_parties() -> None:
    actors = actors_in(Settings().actors)
    for war in conflicts():
        assert all(actors.get(party) for party in war.parties), war.id
        assert war.countries
        assert all(actors.state(country) for country in war.countries), war.id
        assert not war.ended or war.began <= war.ended


def test_two_wars_of_one_id_are_refused(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text('- {id: a, name: A, countries: [SY], began: "2011"}\n' * 2)
    with pytest.raises(ResourceError, match="two conflicts have the id 'a'"):
        ConflictList.load(tmp_path)
