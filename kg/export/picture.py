"""A neighbourhood as a picture to print: SVG, and PNG made of it.

Labels never lie on each other: each node takes the room of its label too, and nodes are moved apart until all have
theirs. What a reader must know is in the picture: what the colours mean, how much is left out, whose reports say so.
"""

from __future__ import annotations

import io
import math
from collections import defaultdict
from typing import IO, Final

import numpy as np

from kg.export import space
from kg.export.looks import KINDS, OTHER, NodeKind, colour, kind
from kg.export.scene import STROKES, TEXT, PlacedNode, Stroke, spots, stroke
from kg.export.xml import Elements, document
from kg.query.network import Edge, Subnetwork
from kg.query.network.dates import day

_SVG: Final = {"": "http://www.w3.org/2000/svg"}
_FONTS: Final = "Helvetica, Arial, 'DejaVu Sans', 'Noto Sans', sans-serif"
_INK, _GREY, _PAPER = "#1a1a1a", "#5c5c5c", "#ffffff"
_SMALL, _TITLE = 11.0, 24.0  # sizes of letters
_MARGIN: Final = 40.0
_LEADING: Final = 28.0  # of the legend's lines
_LEAST: Final = 760.0  # the picture's width, at least
_ZOOM: Final = 2  # pixels of a PNG for each of the SVG's
MOST_PIXELS: Final = 40_000_000
"""Of a PNG, which takes four bytes of memory for each while it is drawn."""


def write_svg(part: Subnetwork, out: IO[bytes]) -> None:
    """Draw a neighbourhood as SVG."""
    _Picture(part).write(out)


def write_png(part: Subnetwork, out: IO[bytes]) -> None:
    """Draw a neighbourhood as PNG, two pixels for each of the SVG's; its letters are of the machine's own fonts.

    What would have more than `MOST_PIXELS` has fewer for each.
    """
    import resvg_py  # noqa: PLC0415  only pictures need it

    picture, svg = _Picture(part), io.BytesIO()
    picture.write(svg)
    fits = min(_ZOOM, math.sqrt(MOST_PIXELS / picture.area))
    out.write(bytes(resvg_py.svg_to_bytes(svg_string=svg.getvalue().decode(), zoom=fits, font_family="DejaVu Sans")))


class _Picture:
    """Everything in its place."""

    def __init__(self, part: Subnetwork) -> None:
        self._part = part
        self._edges = list(part.edges())
        self._spots = {spot.node.iri: spot for spot in spots(part)}
        drawn = self._spots.values()
        self._left = min(spot.x - spot.reach for spot in drawn) - _MARGIN
        right = max(spot.x + spot.reach for spot in drawn) + _MARGIN
        if right - self._left < _LEAST:
            centre = (self._left + right) / 2
            self._left, right = centre - _LEAST / 2, centre + _LEAST / 2
        self._width = right - self._left
        self._title = space.lines(self._heading(), int(self._width / _TITLE / 0.6), 2)
        self._credits = space.lines(self._sources(), int((self._width - 2 * _MARGIN) / _SMALL / 0.55), 4)
        self._top = min(spot.top for spot in drawn) - _MARGIN - len(self._title) * (_TITLE + 6) - 30
        self._floor = max(spot.bottom for spot in drawn) + _MARGIN
        wide = sum(space.width(key.name, _SMALL) + 56 for key in self._keys())
        self._legend_height = _LEADING * math.ceil(1.15 * wide / (self._width - 2 * _MARGIN))
        self._height = self._floor + self._legend_height + 20 + len(self._credits) * (_SMALL + 4) + 16 - self._top

    @property
    def area(self) -> float:
        """Its width times its height."""
        return self._width * self._height

    def write(self, out: IO[bytes]) -> None:
        box = f"{self._left:.1f} {self._top:.1f} {self._width:.1f} {self._height:.1f}"
        with document(
            out, "svg", _SVG, viewBox=box, width=f"{self._width:.0f}", height=f"{self._height:.0f}", role="img",
            font_family=_FONTS,
        ) as xml:  # fmt: skip
            xml.text("title", self._heading())
            xml.text("desc", f"{self._summary()} {self._sources()}")
            _markers(xml)
            xml.empty("rect", x=self._left, y=self._top, width=self._width, height=self._height, fill=_PAPER)
            self._head(xml)
            self._ties(xml)
            for spot in self._spots.values():
                self._node(xml, spot)
            self._legend(xml)
            for n, line in enumerate(self._credits):
                _text(
                    xml,
                    self._left + _MARGIN,
                    self._floor + self._legend_height + 20 + n * (_SMALL + 4),
                    line,
                    _SMALL,
                    fill=_GREY,
                )

    def _heading(self) -> str:
        centre = self._spots.get(self._part.centre or "")
        return f"{centre.node.label}: who and what it is tied to" if centre else "Who is tied to whom"

    def _summary(self) -> str:
        total = self._part.total_edges or 0
        here = f"{len(self._edges):,}"
        shown = f"The {here} nearest and best attested of {total:,} ties" if self._part.truncated else f"{here} ties"
        days = [ordinal for edge in self._edges for period in edge.periods for ordinal in period]
        first, last = (day(min(days)), day(max(days))) if days else ("", "")
        when = f", incidents {f'from {first} to {last}' if first != last else f'of {first}'}" if days else ""
        return f"{shown}{when}. The wider a line, the more independent articles say so."

    def _sources(self) -> str:
        index = self._part.index
        told = index.articles.of(self._part.edge_numbers).values
        by = np.unique(index.published_by[told])
        outlets = [index.outlet[n] for n in by[by >= 0]]
        articles = len(np.unique(told))
        from_ = f" by {', '.join(outlets)}" if outlets else ""
        return f"Source: {articles:,} {'article' if articles == 1 else 'articles'}{from_}. Drawn with Sitrep."

    def _head(self, xml: Elements) -> None:
        y = self._top + _MARGIN + _TITLE * 0.6
        for line in self._title:
            _text(xml, self._left + _MARGIN, y, line, _TITLE, font_weight="bold")
            y += _TITLE + 6
        _text(xml, self._left + _MARGIN, y - 4, self._summary(), TEXT, fill=_GREY)

    def _ties(self, xml: Elements) -> None:
        between: defaultdict[tuple[str, str], int] = defaultdict(int)
        # The heaviest are drawn first, so that thin ones are not hidden.
        for edge in sorted(self._edges, key=lambda edge: -edge.weight):
            pair = (min(edge.source, edge.target), max(edge.source, edge.target))
            bend = (0, 1, -1, 2, -2, 3)[min(between[pair], 5)] * (1 if pair[0] == edge.source else -1)
            between[pair] += 1
            _tie(xml, edge, self._spots[edge.source], self._spots[edge.target], bend)

    def _node(self, xml: Elements, spot: PlacedNode) -> None:
        with xml.element("g"):
            xml.text("title", f"{spot.node.label} ({spot.node.cls})")
            centre = spot.node.iri == self._part.centre
            xml.empty(
                "circle", cx=_n(spot.x), cy=_n(spot.y), r=_n(spot.radius), fill=colour(spot.node.cls),
                stroke=_INK if centre else _PAPER, stroke_width=3 if centre else 1.5,
            )  # fmt: skip
            for y, line in spot.baselines():
                _text(
                    xml, spot.x, y, line, TEXT, text_anchor="middle", font_weight="bold" if centre else None,
                    stroke=_PAPER, stroke_width=4.5, stroke_linejoin="round", paint_order="stroke",
                )  # fmt: skip

    def _legend(self, xml: Elements) -> None:
        left, y = self._left + _MARGIN, self._floor + 8
        x = left
        for what in self._keys():
            sample = 34 if isinstance(what, Stroke) else 14
            if x + sample + space.width(what.name, _SMALL) > self._left + self._width - _MARGIN:
                x, y = left, y + _LEADING
            if isinstance(what, Stroke):
                _line(xml, f"M{_n(x)},{_n(y)} h28", what, 2.0)
            else:
                xml.empty("circle", cx=_n(x + 7), cy=_n(y), r=7, fill=what.colour)
            _text(xml, x + sample + 7, y + 4, what.name, _SMALL)
            x += sample + space.width(what.name, _SMALL) + 28

    def _keys(self) -> list[NodeKind | Stroke]:
        """The entries of the legend."""
        kinds = {kind(spot.node.cls) for spot in self._spots.values()}
        strokes = dict.fromkeys(stroke(edge.kind) for edge in self._edges)
        return [*(one for one in (*KINDS, OTHER) if one in kinds), *strokes]


def _tie(xml: Elements, edge: Edge, one: PlacedNode, other: PlacedNode, bend: int) -> None:
    """A line from rim to rim; parallel ones bend away from each other."""
    dx, dy = other.x - one.x, other.y - one.y
    length = max(1.0, math.hypot(dx, dy))
    # The point that a curve is pulled towards lies beside the middle of the straight line.
    aside = 34.0 * bend
    mx, my = (one.x + other.x) / 2 - dy / length * aside, (one.y + other.y) / 2 + dx / length * aside
    start, end = _rim(one, mx, my, 2), _rim(other, mx, my, 9)
    path = f"M{_n(start[0])},{_n(start[1])} Q{_n(mx)},{_n(my)} {_n(end[0])},{_n(end[1])}"
    _line(
        xml,
        path,
        stroke(edge.kind),
        1 + math.log2(edge.weight),
        title=f"{one.node.label} {edge.kind} {other.node.label}",
    )


def _rim(spot: PlacedNode, x: float, y: float, gap: float) -> tuple[float, float]:
    """Where the way from a node's middle to a point leaves it, a little outside."""
    length = max(1.0, math.hypot(x - spot.x, y - spot.y))
    part = (spot.radius + gap) / length
    return spot.x + (x - spot.x) * part, spot.y + (y - spot.y) * part


def _line(xml: Elements, path: str, how: Stroke, width: float, title: str | None = None) -> None:
    with xml.element(
        "path", d=path, fill="none", stroke=how.colour,
        stroke_width=_n(width), stroke_dasharray=how.dashes, marker_end=f"url(#{_marker(how)})",
    ):  # fmt: skip
        if title is not None:
            xml.text("title", title)


def _markers(xml: Elements) -> None:
    """Arrowheads, one of each colour: SVG has no way yet to say "the line's own"."""
    with xml.element("defs"):
        for how in STROKES:
            with xml.element(
                "marker", id=_marker(how), viewBox="0 0 10 10", refX=3, refY=5, markerWidth=9, markerHeight=9,
                markerUnits="userSpaceOnUse", orient="auto-start-reverse",
            ):  # fmt: skip
                xml.empty("path", d="M0,0 L10,5 L0,10 z", fill=how.colour)


def _marker(how: Stroke) -> str:
    return f"arrow-{how.colour[1:]}"


def _text(xml: Elements, x: float, y: float, text: str, size: float, **style: object) -> None:
    xml.text("text", text, **{"x": _n(x), "y": _n(y), "font_size": size, "fill": _INK, **style})


def _n(number: float) -> str:
    return f"{number:.1f}"
