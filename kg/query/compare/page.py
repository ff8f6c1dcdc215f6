"""A comparison as a page: what both have, what only one has, and where tolls and culprits differ."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from kg.query.tables import Row

_STYLE: Final = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem}table{border-collapse:collapse}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ccc}"
    "caption{text-align:left;font-weight:600;padding:1rem 0 .3rem}.differs{background:#fff3d6}"
)
_COLUMNS: Final = {
    "our_name": "Here", "our_date": "Day here", "their_id": "There", "their_days": "Days there", "km": "km apart",
    "our_attackers": "Attackers here", "their_actors": "Actors there", "attacker_is": "Our attacker is their",
    "our_dead": "Dead here", "their_dead": "Dead there", "toll": "Tolls", "disputed": "Disputed here", "score": "Sure",
}  # fmt: skip
_PARTS: Final = (
    ("Of both, and they differ", "both", True),
    ("Of both", "both", False),
    ("Only theirs", "theirs", False),
    ("Only ours", "ours", False),
)


def compared_page(rows: Sequence[Row], title: str) -> str:
    """The rows of `compared_rows` as a page of HTML that needs nothing else; differences first."""
    tables = "".join(_table(words, [row for row in rows if row["who"] == who and _differ(row) is differ])
                     for words, who, differ in _PARTS)  # fmt: skip
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{tables}</body></html>\n"
    )


def _differ(row: Row) -> bool:
    return row["toll"] == "differs" or row["attacker_is"] == "neither"


def _table(words: str, rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    told = [{**row, "our_dead": _range(row, "our"), "their_dead": _range(row, "their")} for row in rows]
    shown = [name for name in _COLUMNS if any(row[name] is not None for row in told)]
    head = "".join(f'<th scope="col">{_COLUMNS[name]}</th>' for name in shown)
    body = "".join(f"<tr>{''.join(_cell(row, name) for name in shown)}</tr>" for row in told)
    return (
        f"<table><caption>{words}: {len(rows):,}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(row: Row, name: str) -> str:
    value = "" if row[name] is None else str(row[name])
    marked = ' class="differs"' if value in ("differs", "neither") else ""
    return f"<td{marked}>{escape(value)}</td>"


def _range(row: Row, side: str) -> str | None:
    low, best, high = (row[f"{side}_{name}"] for name in ("low", "best", "high"))
    if best is None and low is None and high is None:
        return None
    return str(best) if low == high else f"{best} ({low}–{high})"
