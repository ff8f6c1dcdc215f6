"""Messages about sources: articles read, names of fields, and inputs that failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from kg.cli.output import complain, number, say
from kg.errors import ModelMissing, SourceError, SourceWarning, StoreError

if TYPE_CHECKING:
    from kg.model import Article
    from kg.settings import Settings
    from kg.sources import FieldNames, Tally
    from kg.store import Graph

_SHOWN = 20  # inputs that are named one by one; more would hide the rest


def check_sources(sources: list[str], names: FieldNames, chosen: Settings) -> None:
    """Say what would be read of sources, without reading what it says. Exits with 1 if some of it cannot be.

    Where there is a graph, that is compared: what it holds is not read again.

    Raises:
        SourceError: nothing could be read.
    """
    from kg.knowledge.languages import is_read, language_name, language_of  # noqa: PLC0415 - heavy
    from kg.sources import Tally, read  # noqa: PLC0415

    tally, languages, held = Tally(), Counter[str](), HeldArticles(chosen)
    warnings, failed = list[SourceWarning](), list[SourceError]()
    for found in read(sources, names=names, tally=tally):
        if isinstance(found, SourceWarning):
            warnings.append(found)
        elif isinstance(found, SourceError):
            failed.append(found)
        else:
            languages[language_of(found.text)] += 1
            held.compare(found)
    say(f"{number(tally.articles, 'article')} can be taken in.")
    for line in told_of_sources(tally):
        say(line)
    for language, many in languages.most_common():
        kept = "" if is_read(language) else ", which would be kept but not read"
        say(f"In {language_name(language)}: {number(many, 'article')}{kept}.")
    if held.seen:
        held.tell()
    complain_of(warnings, failed)
    if failed:
        raise typer.Exit(1)


class HeldArticles:
    """The articles of the sources that the graph holds already; none without a graph."""

    def __init__(self, chosen: Settings) -> None:
        from kg.extract import Extractor  # noqa: PLC0415 - heavy
        from kg.store import Graph, latest_generation  # noqa: PLC0415

        self._graph: Graph | None = None
        self._version = ""
        self.seen = Counter[str]()
        with suppress(StoreError, ModelMissing):  # which `kg build` would tell of; sources can be checked all the same
            if latest_generation(chosen.data) is not None:
                self._version = Extractor(chosen).version
                self._graph = Graph.snapshot(chosen.data, base=chosen.base)
                self._others = set(self._graph.read_otherwise(self._version))

    def compare(self, article: Article) -> None:
        """Count an article."""
        if self._graph is None:
            return
        if self._graph.holds(article, self._version):
            self.seen["there"] += 1
        elif article.id in self._others:
            self.seen["read otherwise"] += 1
        else:
            self.seen["new"] += 1

    def tell(self) -> None:
        """Say it."""
        seen = self.seen
        say(
            f"Of these {seen['there']:,} are in the graph, {seen['read otherwise']:,} are in it as another version of "
            f"kg read them, and {seen['new']:,} are new or changed."
        )


def complain_of_versions(articles: int, chosen: Settings) -> None:
    """Say how many of a graph's articles another version read, and what reads them again."""
    if articles:
        complain(
            f"{number(articles, 'article')} of this graph {'was' if articles == 1 else 'were'} read by another version "
            f"of kg; to read {'it' if articles == 1 else 'them'} again, run: kg reread --data {chosen.data}"
        )


def told_of_sources(tally: Tally) -> Iterator[str]:
    """The sources' names of fields, and their gaps, a sentence each."""
    if tally.named:
        told = (f"{name} from {given!r} ({many:,})" for (name, given), many in sorted(tally.named.items()))
        yield f"Fields: {', '.join(told)}."
    if tally.undated:
        yield f"Without a day of publication: {tally.undated:,} of {number(tally.articles, 'article')}."
    if tally.passed_over:
        told = (f"{ending or 'no ending'} ({many:,})" for ending, many in sorted(tally.passed_over.items()))
        yield f"Passed over, since nothing reads files of such endings: {', '.join(told)}."


def complain_of(warnings: Sequence[SourceWarning], failed: Sequence[SourceError]) -> None:
    """Name what could not be read, and why."""
    for told, what in ((warnings, "was read, but not all of it"), (failed, "could not be read")):
        if told:
            more = len(told) - _SHOWN
            plural = what.replace("was", "were") if len(told) > 1 else what
            complain(
                f"{number(len(told), 'input')} {plural}:",
                *(str(each) for each in told[:_SHOWN]),
                *([f"and {more:,} more"] if more > 0 else []),
            )
