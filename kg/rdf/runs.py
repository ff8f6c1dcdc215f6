"""The runs that made a graph, as PROV-O (W3C) activities.

They stand in a named graph of their own, `<base>graph/runs`, because they tell of times: all else in a graph follows
from its articles and people's word alone, whenever and however often it is built.

A run is `<base>run/2024-01-05T08:00:00.000000Z`, and each of its steps is part of it. It was informed by the reading of
articles, `<base>run/VERSION`, which is one activity for all that one version of the extractor ever reads: claims name
that one as what generated them, so that reading again changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab
from kg.distribution import own_version
from kg.rdf import iris, literals
from kg.rdf.iris import Iris, kg

COUNTS: Final = ("extracted", "unchanged", "failed", "retracted", "stated", "merged")
"""What a run counts, each a property of the vocabulary; see `Run.counts`."""

_ACTIVITY: Final = NamedNode(vocab.PROV + "Activity")
_AGENT: Final = NamedNode(vocab.PROV + "SoftwareAgent")
_ASSOCIATED: Final = NamedNode(vocab.PROV + "wasAssociatedWith")
_INFORMED: Final = NamedNode(vocab.PROV + "wasInformedBy")
_STARTED: Final = NamedNode(vocab.PROV + "startedAtTime")
_ENDED: Final = NamedNode(vocab.PROV + "endedAtTime")
_PART_OF: Final = NamedNode(vocab.DCTERMS + "isPartOf")
_DATE_TIME: Final = NamedNode(vocab.XSD + "dateTime")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the pipeline over a graph.

    Attributes:
        command: build, add, reread, retract or refresh.
        started, ended: in UTC; it ends when all is written, just before readers see it.
        extractors: the versions of the extractor that read articles in it.
        counts: articles `extracted`, `unchanged` and `retracted`, inputs `failed`, claims `stated` in what was
            extracted, and how many of all articles' entities and events are `merged` into another.
        seconds: how long each step took.
    """

    command: str
    started: dt.datetime
    ended: dt.datetime
    extractors: tuple[str, ...]
    counts: Mapping[str, int]
    seconds: Mapping[str, float]


def run_quads(run: Run, base: Iris) -> Iterator[Quad]:
    """What the graph of runs says of one run, of its steps, and of the readings that informed it."""
    graph, this = base.graph("runs"), base.run(_stamp(run.started))

    def quad(subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        return Quad(subject, predicate, value, graph)

    def agent(name: str) -> Iterator[Quad]:
        yield quad(base.software(name), iris.TYPE, _AGENT)
        yield quad(base.software(name), iris.LABEL, literals.text(name))

    program = f"sitrep {own_version()}"
    yield from agent(program)
    yield quad(this, iris.TYPE, _ACTIVITY)
    yield quad(this, kg("command"), literals.text(run.command))
    yield quad(this, _STARTED, Literal(_stamp(run.started), datatype=_DATE_TIME))
    yield quad(this, _ENDED, Literal(_stamp(run.ended), datatype=_DATE_TIME))
    yield quad(this, _ASSOCIATED, base.software(program))
    for name in COUNTS:
        yield quad(this, kg(name), literals.integer(run.counts.get(name, 0)))
    for step, seconds in run.seconds.items():
        part = NamedNode(f"{this.value}#{step}")
        yield quad(part, iris.TYPE, _ACTIVITY)
        yield quad(part, _PART_OF, this)
        yield quad(part, iris.LABEL, literals.text(step))
        yield quad(part, kg("seconds"), literals.decimal(seconds, places=3))
    for extractor in run.extractors:
        yield quad(this, _INFORMED, base.run(extractor))
        yield quad(base.run(extractor), iris.TYPE, _ACTIVITY)
        yield quad(base.run(extractor), iris.LABEL, literals.text(f"reading by {extractor}"))
        yield quad(base.run(extractor), _ASSOCIATED, base.software(extractor))
        yield from agent(extractor)


def _stamp(when: dt.datetime) -> str:
    """A time in UTC, of one length for all, so that their texts sort as they do."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
