"""What an archive of a million, ten or a hundred million articles would take, from the figures that were kept.

    python benchmarks/extrapolation.py        prints the table of docs/scale.md

Straight lines through what was measured, per article: the last figures of `workers`, `resolution`, `publishing` and
`writing`. What grows faster than the articles is named where it breaks, not hidden in a mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from figures import kept

SIZES: Final = (100_000, 1_000_000, 10_000_000, 100_000_000)
CORE_HOUR: Final = 0.04  # dollars, an ordinary rented core in 2026
DISK_MONTH: Final = 0.08  # dollars a gigabyte, an ordinary rented solid-state disk
QUAD_BYTES: Final = 220  # on Oxigraph's disk, compacted
SMALL_PROCESS: Final = 0.35e9  # bytes: the gazetteer, the actor list, the program
HOUR: Final = 3600.0
GB: Final = 1e9


@dataclass(frozen=True)
class Costs:
    """Of one article.

    Attributes:
        reading, resolving, writing: seconds of one core.
        quads: in the graph.
        register: bytes on disk.
        memory: bytes of the process that resolves, beyond what it takes for a small corpus.
        beside: bytes of the indexes beside a published state.
    """

    reading: float
    resolving: float
    writing: float
    quads: float
    register: float
    memory: float
    beside: float


def measured() -> Costs:
    """What was measured, at the largest size."""
    alone = min(kept("workers"), key=lambda row: int(row["workers"]))
    small, large = kept("resolution")[0], kept("resolution")[-1]
    published = kept("publishing")[-1]
    rates = [row["ours"] for row in kept("writing")]
    quads = published["quads"] / published["articles"]
    more = large["articles"] - small["articles"]
    return Costs(
        reading=1 / alone["ours"],
        resolving=large["ms_each"] / 1000,
        writing=quads * len(rates) / sum(rates),
        quads=quads,
        register=large["disk_mb"] * 1e6 / large["articles"],
        memory=(large["peak_mb"] - small["peak_mb"]) * 1e6 / more,
        beside=published["beside_mb"] * 1e6 / published["articles"],
    )


def table(each: Costs) -> str:
    """Markdown, a row a size."""
    lines = [
        "| articles | quads | reading, core hours | resolving, hours of one core | writing, hours | memory of one"
        " resolver | register | store | indexes beside each published state | computing | disk a month |",
        "|" + "---|" * 11,
    ]
    for n in SIZES:
        hours = [n * seconds / HOUR for seconds in (each.reading, each.resolving, each.writing)]
        disk = n * (each.quads * QUAD_BYTES + each.register + each.beside)
        cells = [
            f"{n:,}", _short(n * each.quads), *map(_round, hours), _bytes(SMALL_PROCESS + n * each.memory),
            _bytes(n * each.register), _bytes(n * each.quads * QUAD_BYTES), _bytes(n * each.beside),
            f"${_round(sum(hours) * CORE_HOUR)}", f"${_round(disk / GB * DISK_MONTH)}",
        ]  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _short(number: float) -> str:
    return f"{number / 1e9:.3g} billion" if number >= 1e9 else f"{number / 1e6:.3g} million"


def _bytes(number: float) -> str:
    return f"{number / 1e12:.1f} TB" if number >= 1e12 else f"{_round(number / GB)} GB"


def _round(number: float) -> str:
    return f"{number:,.0f}" if number >= 10 else f"{number:.1g}"


if __name__ == "__main__":
    print(table(measured()))
