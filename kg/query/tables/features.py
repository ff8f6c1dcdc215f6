"""Incidents as GeoJSON features."""

from __future__ import annotations

from typing import Any

from kg.query.tables.columns import Row


def feature(row: Row) -> dict[str, Any]:
    """A row of incidents as a feature: a point, or no geometry where the place is no town or building."""
    lat, long = row["latitude"], row["longitude"]
    spot = {"type": "Point", "coordinates": [long, lat]} if lat is not None and long is not None else None
    told = {name: value for name, value in row.items() if name not in ("latitude", "longitude")}
    return {"type": "Feature", "id": row["id"], "geometry": spot, "properties": told}
