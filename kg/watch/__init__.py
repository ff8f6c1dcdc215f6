"""Watching: folders and feeds in; new and changed articles, put into the graph as they come, out.

`Watch` polls the sources (`folder`, `feed`), commits each batch to the graph, and only then notes the batch in the
`state`. After a death in between, the same batch is found again, and the graph knows which articles are there: so
nothing is lost or doubled.
"""

from kg.watch.batch import Batch
from kg.watch.feed import FeedSource
from kg.watch.fetch import Fetcher
from kg.watch.folder import FolderSource
from kg.watch.state import WatchState
from kg.watch.watch import Watch

__all__ = ["Batch", "FeedSource", "Fetcher", "FolderSource", "Watch", "WatchState"]
