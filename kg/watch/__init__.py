"""Following folders and feeds: what is new or changed goes into the graph as it comes, for as long as one likes.

`Watch` goes round the sources (`folder`, `feed`), has each batch that they find committed to the graph, and only then
notes in the `state` that it is done. A process that dies in between finds the same batch again, and the graph knows
what of it is there already: so nothing is lost, and nothing doubled.
"""

from kg.watch.batch import Batch
from kg.watch.feed import FeedSource
from kg.watch.fetch import Fetcher
from kg.watch.folder import FolderSource
from kg.watch.state import WatchState
from kg.watch.watch import Watch

__all__ = ["Batch", "FeedSource", "Fetcher", "FolderSource", "Watch", "WatchState"]
