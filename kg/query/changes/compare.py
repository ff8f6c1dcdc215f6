"""Comparison of two states of a graph: incidents new, gone, merged, split or changed; claims withdrawn.

Only what was touched is read, in both states. Things keep their names as long as they are the same; where one is called
otherwise, merged or split shows in the mentions, which stand in the articles where they stood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from pyoxigraph import DefaultGraph, NamedNode

from kg.rdf import iris
from kg.rdf.iris import kg
from kg.store.reading import GraphReader
from kg.store.touched import ChangeSet
from kg.vocab import KG

Kind = Literal[
    "incident-new", "incident-gone", "toll", "attackers", "dispute-opened", "dispute-settled", "claim-withdrawn",
    "merged", "split",
]  # fmt: skip
_ORDER: Final[tuple[Kind, ...]] = get_args(Kind)
_TOLLS: Final = {"killed": "killedCount", "wounded": "woundedCount"}
_MOST_COMPARED: Final = 2000  # articles, of which each takes hundredths of a second, where everything may have changed
_LEVELS: Final = 4  # from a village to its country
_STATED: Final = (KG + "Asserted", KG + "Hedged")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise than before.

    Attributes:
        kind: what changed.
        iri: the incident, entity or article (of a claim withdrawn) that it changed of.
        label: what that is called; of an article its headline, or its id.
        what: of a toll killed or wounded, of a dispute and a claim the property; empty otherwise.
        before, after: the values then and now; of merged and split what the things are called.
        quote: words of an article that say so, or said so; empty where there are none.
        article: that article's id.
        about: IRIs of whom and what the incident is about: parties, wars, its place and those around it; of a claim
            withdrawn its value.
    """

    kind: Kind
    iri: str
    label: str
    what: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    quote: str = ""
    article: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _IncidentState:
    """An incident's state in the default graph."""

    label: str
    about: tuple[str, ...]
    tolls: dict[str, tuple[str, ...]]
    attackers: set[str]
    disputed: set[str]


def changes_between(before: GraphReader, after: GraphReader, touched: ChangeSet) -> list[Change]:
    """The changes from an earlier state to a later one, sorted by kind and IRI.

    Where everything may have changed, all incidents are compared; articles too, unless they are too many to be worth
    it: then claims withdrawn, merges and splits are not told.
    """
    return sorted(
        _Comparison(before, after, touched).run(), key=lambda one: (_ORDER.index(one.kind), one.iri, one.what)
    )


class _Comparison:
    def __init__(self, before: GraphReader, after: GraphReader, touched: ChangeSet) -> None:
        self._before, self._after, self._touched = before, after, touched
        self._events = after.iris.event("").value
        self._articles = sorted(_articles(before, after, touched))
        self._moved = self._moves()
        self._renamed: dict[str, str] = {}  # what things are called now, by what they were called
        self._settled: set[str] = set()  # incidents that are told of as merged or split

    def run(self) -> Iterator[Change]:
        """All changes, in no order."""
        for old, new in sorted(self._moved.items()):
            if _label(self._before, old) is not None and _has_name(self._before, old):
                yield from self._followed(old, sorted(new))
        names = {new: old for old, new in self._renamed.items()}
        for node in sorted({*_incidents(self._before, self._after, self._touched, self._events), *names}):
            if node.startswith(self._events) and node not in self._renamed and node not in self._settled:
                yield from self._incident(names.get(node, node), node)
        yield from self._withdrawn()

    def _moves(self) -> dict[str, set[str]]:
        """To what the mentions of each thing refer now, where that is another thing."""
        moved: defaultdict[str, set[str]] = defaultdict(set)
        for article in self._articles:
            was, now = _referents(self._before, article), _referents(self._after, article)
            for mention in was.keys() & now.keys():
                if was[mention] != now[mention]:
                    moved[was[mention]].add(now[mention])
        return dict(moved)

    def _followed(self, old: str, new: list[str]) -> Iterator[Change]:
        """Where the mentions of a thing are now that are no longer its own."""
        there = [node for node in new if _label(self._after, node) is not None and _has_name(self._after, node)]
        fresh = [node for node in there if _label(self._before, node) is None]
        stays, label = _label(self._after, old) is not None, _label(self._before, old) or ""
        if fresh and (stays or len(fresh) > 1):
            into = [old, *fresh] if stays else fresh
            self._settled.update(fresh if stays else [old, *fresh])
            yield self._joined("split", into[0], (label,), into, fresh[0])
        elif stays or not there:
            return
        elif fresh and fresh[0] not in self._renamed.values():
            self._renamed[old] = fresh[0]
        else:  # others are in it too
            into_one = there[0]
            self._settled.add(old)
            was = next((was for was, now in self._renamed.items() if now == into_one), into_one)
            other = _label(self._before, was) or _label(self._after, into_one) or ""
            yield self._joined("merged", into_one, tuple(sorted((label, other))), [into_one], into_one)

    def _joined(self, kind: Kind, iri: str, before: tuple[str, ...], now: list[str], shown: str) -> Change:
        after = tuple(_label(self._after, node) or node for node in now)
        return Change(kind, iri, _label(self._after, iri) or "", "", before, after, *_mention(self._after, shown))

    def _incident(self, old: str, new: str) -> Iterator[Change]:
        """What is told otherwise of an incident; `old` and `new` are its names then and now."""
        then, now = _state_of(self._before, old), _state_of(self._after, new)
        about = tuple(sorted({*(then.about if then else ()), *(now.about if now else ())}))
        for change in self._differences(old, then, new, now):
            yield replace(change, about=about)

    def _differences(
        self, old: str, then: _IncidentState | None, new: str, now: _IncidentState | None
    ) -> Iterator[Change]:
        if then is None or now is None:
            if now is not None:
                yield Change("incident-new", new, now.label, "", (), (), *_quote(self._after, new))
            if then is not None:
                yield Change("incident-gone", old, then.label, "", (), (), *_quote(self._before, old))
            return
        for what, count in _TOLLS.items():
            was, is_ = then.tolls.get(what, ()), now.tolls.get(what, ())
            if was != is_:
                yield Change("toll", new, now.label, what, was, is_, *_quote(self._after, new, count, *is_[-1:]))
        attackers = {self._now(one) for one in then.attackers}
        if attackers != now.attackers:
            was, is_ = _labels(self._before, then.attackers), _labels(self._after, now.attackers)
            came = sorted(now.attackers - attackers)
            yield Change("attackers", new, now.label, "", was, is_, *_quote(self._after, new, "attacker", *came[:1]))
        for what in sorted(now.disputed - then.disputed):
            yield Change("dispute-opened", new, now.label, what, (), (), *_quote(self._after, new, what))
        for what in sorted(then.disputed - now.disputed):
            yield Change("dispute-settled", new, now.label, what, (), (), *_quote(self._after, new, what))

    def _now(self, node: str) -> str:
        """The current name of a thing."""
        return min(self._moved[node]) if node in self._moved and _label(self._after, node) is None else node

    def _withdrawn(self) -> Iterator[Change]:
        """What an article said and says no more, and what of it is not believed any more."""
        for article in self._articles:
            was, still = _claims(self._before, article), _claims(self._after, article)
            for (predicate, value), claim in sorted(was.items()):
                if any((predicate, one) in still for one in (value, *self._moved.get(value, ()))):
                    continue
                id_, there = self._after.iris.article_id(article), NamedNode(article)
                label = _first(self._before, article, iris.HEADLINE, there) or id_
                quote = _first(self._before, claim, kg("quote"), there) or ""
                ours = value.startswith(self._after.iris.base)
                name = (_label(self._before, value) if ours else None) or value
                about = (value,) if ours else ()
                yield Change("claim-withdrawn", article, label, predicate, (name,), (), quote, id_, about)


def _articles(before: GraphReader, after: GraphReader, touched: ChangeSet) -> Iterable[str]:
    """The IRIs of the articles that are compared."""
    if not touched.everything:
        return touched.articles
    ids = {*before.article_ids(), *after.article_ids()}
    return (after.iris.article(id_).value for id_ in ids) if len(ids) <= _MOST_COMPARED else ()


def _incidents(before: GraphReader, after: GraphReader, touched: ChangeSet, events: str) -> Iterator[str]:
    """The IRIs of the incidents that are compared."""
    if touched.everything:
        for graph in (before, after):
            yield from (_text(quad.subject) for quad in graph.quads(None, iris.TYPE, kg("Event"), DefaultGraph()))
    else:
        yield from (node for node in touched.nodes if node.startswith(events))
        yield from (_text(tie.subject) for tie in touched.ties if _text(tie.subject).startswith(events))


def _state_of(graph: GraphReader, node: str) -> _IncidentState | None:
    """The state of an incident; None if it is not there."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for quad in graph.quads(NamedNode(node), graph=DefaultGraph()):
        said[quad.predicate.value].append(_text(quad.object))
    if not said[iris.LABEL.value]:
        return None
    tolls = {what: (*said[f"{KG}{what}Min"], *said[f"{KG}{what}Max"]) for what in _TOLLS}
    return _IncidentState(
        min(said[iris.LABEL.value]),
        tuple(sorted(_about(graph, said))),
        {what: tuple(dict.fromkeys(sorted(ends, key=int))) for what, ends in tolls.items()},
        set(said[f"{KG}attacker"]),
        {one.removeprefix(KG) for one in said[f"{KG}disputed"]},
    )


def _about(graph: GraphReader, said: Mapping[str, Iterable[str]]) -> set[str]:
    """Whom and what an incident is about, and of its places those that they lie in."""
    found = {value for values in said.values() for value in values if value.startswith(graph.iris.base)}
    around = sorted(found)
    for _ in range(_LEVELS):
        quads = (q for node in around for q in graph.quads(NamedNode(node), kg("within"), graph=DefaultGraph()))
        around = sorted({_text(quad.object) for quad in quads} - found)
        found.update(around)
    return found


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))


def _first(graph: GraphReader, subject: str, predicate: NamedNode, where: NamedNode | None = None) -> str | None:
    """The least value of a property, in the default graph or another."""
    found = graph.quads(NamedNode(subject), predicate, graph=where or DefaultGraph())
    return min((_text(quad.object) for quad in found), default=None)


def _label(graph: GraphReader, node: str) -> str | None:
    return _first(graph, node, iris.LABEL)


def _labels(graph: GraphReader, nodes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(_label(graph, node) or node for node in nodes))


def _has_name(graph: GraphReader, node: str) -> bool:
    """Whether a thing is worth telling of: what has no name is one article's alone."""
    return _first(graph, node, kg("named")) != "false"


def _referents(graph: GraphReader, article: str) -> dict[str, str]:
    """The referents of an article's mentions."""
    return {_text(q.subject): _text(q.object) for q in graph.quads(None, kg("refersTo"), graph=NamedNode(article))}


def _claims(graph: GraphReader, article: str) -> dict[tuple[str, str], str]:
    """The IRIs of what an article says and is believed, by property and value."""

    def said(term: NamedNode) -> dict[str, str]:
        return {_text(quad.subject): _text(quad.object) for quad in graph.quads(None, term, graph=NamedNode(article))}

    predicate, factuality, withheld = (said(term) for term in (iris.PREDICATE, kg("factuality"), kg("believed")))
    withheld |= said(kg("generic"))
    return {
        (predicate[claim].removeprefix(KG), value): claim
        for claim, value in sorted(said(iris.OBJECT).items())
        if factuality.get(claim) in _STATED and claim not in withheld
    }


def _quote(graph: GraphReader, node: str, predicate: str = "", value: str | None = None) -> tuple[str, str]:
    """Words that tell of an incident, and their article's id: those of a property and value first."""
    ranked: list[tuple[bool, bool, str, int, str]] = []
    for found in graph.quads(None, iris.SUBJECT, NamedNode(node)):
        if not isinstance(found.graph_name, NamedNode) or not isinstance(found.subject, NamedNode):
            continue
        said = {one.predicate.value: _text(one.object) for one in graph.quads(found.subject, graph=found.graph_name)}
        if said.keys() & {f"{KG}believed", f"{KG}generic"}:
            continue
        other = said.get(iris.PREDICATE.value) != KG + predicate
        where = graph.iris.article_id(found.graph_name.value)
        at = int(said.get(f"{KG}start") or said.get(f"{KG}headlineStart") or 0)
        ranked.append((other, said.get(iris.OBJECT.value) != value, where, at, said.get(f"{KG}quote", "")))
    if not ranked:
        return _mention(graph, node)
    *_, article, _, quote = min(ranked)
    return quote, article


def _mention(graph: GraphReader, node: str) -> tuple[str, str]:
    """Words that a thing is called by, and their article's id; nothing where there are none."""
    found = graph.quads(None, kg("refersTo"), NamedNode(node))
    first = min(((_text(quad.graph_name), _text(quad.subject)) for quad in found), default=None)
    if first is None:
        return "", ""
    return _first(graph, first[1], kg("surface"), NamedNode(first[0])) or "", graph.iris.article_id(first[0])
