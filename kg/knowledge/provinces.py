"""Names of first-order provinces, states and governorates, by GeoNames' codes.

`data/places/provinces.tsv` has their names; where a province lies follows from its towns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResourceError

FILE = "provinces.tsv"
_COLUMNS = ("country", "code", "name", "alternates")
# What a province is called besides its name ("Idlib province", "the governorate of Idlib").
NOUNS = frozenset(
    "province governorate region state oblast department prefecture county territory krai republic voivodeship wilaya"
    " wilayat division provinces governorates regions states".split()
)


@dataclass(frozen=True, slots=True)
class Province:
    """One row: the name of a code.

    Attributes:
        country: ISO 3166 alpha-2 code.
        code: GeoNames' code of it within the country.
    """

    country: str
    code: str
    name: str
    alternates: tuple[str, ...]


def read_provinces(folder: Path) -> tuple[Province, ...]:
    """The rows of the file in that folder; none if there is no such file.

    Raises:
        ResourceError: a row is broken; names the file and the line.
    """
    file = folder / FILE
    return tuple(_rows(file)) if file.exists() else ()


def _rows(file: Path) -> Iterator[Province]:
    lines = [(n, line) for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)]
    rows = [(n, tuple(line.split("\t"))) for n, line in lines if line and not line.startswith("#")]
    if not rows or rows[0][1] != _COLUMNS:
        raise ResourceError(
            f"{file}: the first line that is no comment must be {' '.join(_COLUMNS)}, separated by tabs"
        )
    for n, cells in rows[1:]:
        if len(cells) != len(_COLUMNS) or not all(cells[:3]):
            raise ResourceError(f"{file}:{n}: needs a country, a code, a name, and alternates, separated by tabs")
        country, code, name, alternates = cells
        yield Province(country, code, name, tuple(a for a in alternates.split("|") if a))


def bare(folded: str) -> str:
    """A folded name without the noun for what it is a name of: "idlib province", "province of idlib" -> "idlib"."""
    parts = folded.split()
    if len(parts) > 1 and parts[-1] in NOUNS:
        return " ".join(parts[:-1])
    if len(parts) > 2 and parts[0] in NOUNS and parts[1] == "of":
        return " ".join(parts[2:])
    return folded
