"""The tree of errors.

    SitrepError
    ├── SettingsError        a setting is missing or makes no sense
    ├── ModelMissing         the language model is not installed
    ├── PluginBroken         a plug-in cannot be loaded; names its distribution
    ├── ResourceError        a data file of ours (actors, lexicon, query, ontology) is broken
    ├── JudgementError       people's judgements cannot be read, or contradict each other
    │   └── JudgementRefused one cannot be kept: others contradict it, or nothing can be judged there
    ├── SourceError          an input cannot be read; names the input and the reason
    │   ├── EmptySource      it can be read, and holds no text
    │   └── NothingRead      no input of a run can be read; holds the error of each
    ├── SourceWarning        an input is read, but for a part of it; names the input and the part
    ├── StoreError           the graph cannot be opened, read or written
    │   ├── StoreLocked      another process is writing to it
    │   ├── ServerStoreError a server store cannot be reached, or refuses what is asked of it
    │   └── NoGraph          there is no graph in that folder yet
    ├── QueryError           a query is wrong, or asks for what is not offered
    │   ├── InvalidSparql    it is no SPARQL
    │   ├── UnknownQuery     no canned query has that name
    │   └── ParameterError   a canned query's parameter is missing or malformed
    ├── LimitPassed          an answer would cost more than a setting allows; names the setting and its value
    │   ├── TimedOut         it takes too long
    │   ├── Busy             too many others are being answered
    │   ├── TooLarge         the request is too large
    │   ├── TooDeep          the query is nested too deeply
    │   └── ResultTooLarge   the answer is too large
    ├── ReaderDied           the reader process died
    ├── ClientGone           nobody waits for the answer any more
    ├── WriterDied           the process that was to write died
    ├── Forbidden            the graph is not to be changed in that way
    ├── NotFound             no article, entity or incident has that id
    ├── ExportError          the graph cannot be written in that form
    ├── WorkerDied           a process that read articles was killed
    └── EngineError          the distributed engine cannot be started or reached, or gave up

Every message is a sentence for the person at the keyboard: what happened, to which file, and what to do next.
"""

from __future__ import annotations

from collections.abc import Iterable


class SitrepError(Exception):
    """Any error that the person at the keyboard can act on."""


class SettingsError(SitrepError):
    """A setting is missing or makes no sense."""


class ModelMissing(SitrepError):
    """The spaCy pipeline named in the settings is not installed."""


class PluginBroken(SitrepError):
    """A plug-in of another distribution cannot be loaded."""


class ResourceError(SitrepError):
    """A data file that ships with the project, or that the user put in its place, is broken."""


class JudgementError(SitrepError):
    """People's judgements cannot be read, or contradict each other."""


class JudgementRefused(JudgementError):
    """A judgement cannot be kept: others contradict it, or it speaks of what cannot be judged."""


class SourceError(SitrepError):
    """An input cannot be read.

    Attributes:
        source: the file, address or line that failed, as the user named it.
        reason: why, in words.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[SourceError], tuple[object, ...]]:
        # Worker processes send it home pickled, and the default would call __init__ with the message alone.
        return type(self), (self.source, self.reason)


class EmptySource(SourceError):
    """An input can be read and holds no text."""


class NothingRead(SourceError):
    """No input of a run can be read.

    Attributes:
        failed: the error of each; the error's notes tell of them too.
    """

    def __init__(self, failed: Iterable[SourceError]) -> None:
        super().__init__("the sources", "no article could be read from them, and the graph is left as it was")
        self.failed = tuple(failed)
        for failure in self.failed:
            self.add_note(str(failure))

    def __reduce__(self) -> tuple[type[SourceError], tuple[object, ...]]:
        return type(self), (self.failed,)


class SourceWarning(SitrepError):
    """An input is read, except for a part, such as an unreadable date. Yielded beside the article, never raised.

    Attributes:
        source: the file, address or line, as the user named it.
        reason: what could not be read, in words.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason

    def __reduce__(self) -> tuple[type[SourceWarning], tuple[str, str]]:
        return type(self), (self.source, self.reason)


class StoreError(SitrepError):
    """The graph cannot be opened, read or written."""


class StoreLocked(StoreError):
    """Another process is writing to the graph."""


class ServerStoreError(StoreError):
    """A server store cannot be reached, or refuses what is asked of it."""


class NoGraph(StoreError):
    """There is no graph in the folder yet."""


class QueryError(SitrepError):
    """A query is wrong, or asks for what is not offered."""


class InvalidSparql(QueryError):
    """A query or an update is no valid SPARQL, says the engine."""


class UnknownQuery(QueryError):
    """No canned query has that name."""


class ParameterError(QueryError):
    """A canned query's parameter is missing or malformed."""


class LimitPassed(SitrepError):
    """An answer would cost more than a setting allows."""


class TimedOut(LimitPassed):
    """An answer takes longer than it may."""


class Busy(LimitPassed):
    """So many requests wait already that one more would wait too long."""


class TooLarge(LimitPassed):
    """A request is larger than it may be."""


class TooDeep(LimitPassed):
    """A query is nested more deeply than it may be."""


class ResultTooLarge(LimitPassed):
    """An answer is larger than it may be."""


class OutOfMemory(LimitPassed):
    """A request takes more memory than it may."""


class ReaderDied(SitrepError):
    """The reader process died of the request, or was killed from outside."""


class ClientGone(SitrepError):
    """Nobody waits for the answer any more."""


class WriterDied(SitrepError):
    """The process that was to write died of the request, or was killed from outside."""


class Forbidden(SitrepError):
    """The graph is not to be changed in that way, or not without leave."""


class NotFound(SitrepError):
    """No article, entity or incident has that id."""


class ExportError(SitrepError):
    """The graph cannot be written in that form."""


class WorkerDied(SitrepError):
    """A process that read articles was killed from outside."""


class EngineError(SitrepError):
    """The distributed engine cannot be started or reached, or gave up."""
