"""Draws what the benchmarks found, from the figures that they kept, into docs/plots.

    pip install -e '.[benchmark]'
    python benchmarks/plots.py

The same figures give the same files, to the byte.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import matplotlib as mpl
from figures import kept
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "plots"
OURS: Final = "#b3372f"
OTHER: Final = "#33658a"
QUIET: Final = "#8a8f98"
STYLE: Final = {
    "svg.hashsalt": "sitrep", "svg.fonttype": "path", "font.family": "DejaVu Sans", "font.size": 10,
    "axes.spines.top": False, "axes.spines.right": False, "axes.titlesize": 11, "axes.titlelocation": "left",
    "axes.edgecolor": QUIET, "axes.grid": True, "axes.axisbelow": True, "grid.color": "#e4e6ea",
    "figure.facecolor": "white", "legend.frameon": False, "lines.marker": "o", "lines.markersize": 4,
}  # fmt: skip


def resolution() -> None:
    """What an article costs, and how right the clusters are, as the corpus grows."""
    rows = kept("resolution")
    sizes = [row["articles"] for row in rows]
    with _picture("resolution", 3) as (cost, memory, right):
        cost.set_title("Resolving, ms of the processor an article")
        cost.plot(sizes, [row["ms_each"] for row in rows], color=OURS)
        memory.set_title("Peak memory, MB")
        memory.plot(sizes, [row["peak_mb"] for row in rows], color=OURS)
        right.set_title("Right against known truth (B-cubed)")
        for kind, colour, word in (("entity", OURS, "entities"), ("event", OTHER, "incidents")):
            for measure, line in (("precision", "-"), ("recall", "--")):
                values = [row[kind][measure] for row in rows]
                right.plot(sizes, values, line, color=colour, label=f"{word}, {measure}")
        right.set_ylim(0.8, 1.003)
        right.legend(loc="lower right", fontsize=9)
        for axes in (cost, memory, right):
            _by_articles(axes, sizes)
        for axes in (cost, memory):
            axes.set_ylim(bottom=0)


def one_more() -> None:
    """What one article more costs, as the graph grows."""
    resolved, published = kept("resolution"), kept("publishing")
    with _picture("one-more", 1) as (axes,):
        axes.set_title("One article more, ms of the processor")
        sizes = [row["articles"] for row in published]
        axes.plot(sizes, [1000 * row["article_s"] for row in published], color=OURS, label="resolved and published")
        sizes += [row["articles"] for row in resolved]
        axes.plot(
            [row["articles"] for row in resolved], [row["add_ms"] for row in resolved], color=OTHER,
            label="resolved",
        )  # fmt: skip
        axes.set_ylim(bottom=0)
        axes.legend(loc="center right")
        _by_articles(axes, sorted(set(sizes)))


def workers() -> None:
    """Articles a second with so many processes, beside spaCy's own."""
    rows = kept("workers")
    with _picture("workers", 1) as (axes,):
        axes.set_title("Reading, articles a second")
        theirs, ours = [row["spaCy"] for row in rows], [row["ours"] for row in rows]
        _bars(axes, theirs, "nlp.pipe(n_process=N), same components", ours, "kg build --workers N", "%.1f")
        axes.set_xticks([n + 0.19 for n in range(len(rows))], [f"N = {row['workers']}" for row in rows])


def writing() -> None:
    """Quads a second into the store, beside raw bulk_load."""
    rows = kept("writing")
    with _picture("writing", 1) as (axes,):
        axes.set_title("Writing, thousands of quads a second")
        theirs, ours = [row["bulk_load"] / 1000 for row in rows], [row["ours"] / 1000 for row in rows]
        _bars(axes, theirs, "Oxigraph's bulk_load", ours, "kg build's path", "%.0f")
        axes.set_xticks([n + 0.19 for n in range(len(rows))], [f"round {n + 1}" for n in range(len(rows))])


@contextmanager
def _picture(name: str, panels: int) -> Iterator[tuple[Axes, ...]]:
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots(1, panels, figsize=(4.1 * panels if panels > 1 else 6, 3), squeeze=False)
        yield tuple(axes[0])
        figure.tight_layout()
        FOLDER.mkdir(exist_ok=True)
        figure.savefig(FOLDER / f"{name}.svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)


def _bars(axes: Axes, theirs: list[float], their_name: str, ours: list[float], our_name: str, form: str) -> None:
    """Ours beside theirs, each with its number above it."""
    for at, (values, name, colour) in enumerate(((theirs, their_name, OTHER), (ours, our_name, OURS))):
        bars = axes.bar([n + 0.38 * at for n in range(len(values))], values, 0.36, color=colour)
        axes.bar_label(bars, fmt=form, fontsize=9)
        bars.set_label(name)
    axes.grid(visible=False, axis="x")
    axes.legend(loc="upper left")
    axes.margins(y=0.25)


def _by_articles(axes: Axes, sizes: list[int]) -> None:
    axes.set_xscale("log")
    axes.set_xticks(sizes, minor=False)
    axes.set_xticks([], minor=True)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda n, _: f"{n / 1000:g}k"))
    axes.set_xlabel("articles")


def main() -> None:
    pictures: tuple[Callable[[], None], ...] = (resolution, one_more, workers, writing)
    for draw in pictures:
        draw()
        print(FOLDER / f"{draw.__name__.replace('_', '-')}.svg")


if __name__ == "__main__":
    main()
