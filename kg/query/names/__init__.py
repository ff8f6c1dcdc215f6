"""The name index: a name, exact or nearly so, in; the actors, places, incidents and articles of that name out."""

from kg.query.names.index import HitKey, NameIndex
from kg.query.names.index_cache import has_names, names_of, write_names
from kg.query.names.lists import ListFilter, ListKey, tally, things
from kg.query.names.values import (
    Hit,
    Kind,
    ListedThing,
    Named,
    OutletOutput,
    looks_like_iri,
    most_specific,
    plain,
    shown_day,
)

__all__ = [
    "Hit",
    "HitKey",
    "Kind",
    "ListFilter",
    "ListKey",
    "ListedThing",
    "NameIndex",
    "Named",
    "OutletOutput",
    "has_names",
    "looks_like_iri",
    "most_specific",
    "names_of",
    "plain",
    "shown_day",
    "tally",
    "things",
    "write_names",
]
