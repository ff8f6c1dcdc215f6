"""Backups of a graph, made and restored while it is served.

A backup is a folder, or that folder as one `.tar.gz`:

    graph.json        the format, and the base of the graph's IRIs
    store/            a published state
    judgements.jsonl  people's, if there are any
    COPY              of a copy: of what (see kg.replication.fetch)
"""

from __future__ import annotations

import fcntl
import filecmp
import gzip
import os
import shutil
import tarfile
import zlib
from collections.abc import Callable
from io import BytesIO
from itertools import chain, count
from pathlib import Path
from typing import IO, Final

from pyoxigraph import Store

from kg.errors import NoGraph, StoreError, StoreLocked
from kg.resolve.clustering.judgements import FILE as JUDGEMENTS
from kg.store.advice import advice
from kg.store.edits import FILE as EDITS
from kg.store.folder import COPY, FAILURES, RESTORED, Folder
from kg.store.folder_locks import clear_drafts, held, own
from kg.store.writing import in_turn

_ARCHIVES: Final = (".tar.gz", ".tgz")
SET_ASIDE: Final = f"{JUDGEMENTS}.replaced"  # those of the graph whose place a backup took; later ones are numbered
_STRETCH: Final = 1 << 20  # bytes that are read at once


def back_up(folder: Path, base: str, target: Path) -> None:
    """Copy the last published state, with what people judged. The target is there whole or not at all.

    Args:
        folder: the graph's.
        base: what its IRIs begin with.
        target: a folder or an archive, by its ending; not there yet.

    Raises:
        NoGraph: nothing was published yet.
        StoreError: the target is there already, or cannot be written, or the copy cannot be read.
    """
    if target.exists():
        raise StoreError(f"{target} is there already; choose another name, or remove it first")
    here, draft = Folder(folder, base), target.with_name(f"{target.name}.draft-{os.getpid()}")
    store, generation = here.open_snapshot()  # it stays while it is open, although the writer clears old ones away
    try:
        _try(store)
        target.parent.mkdir(parents=True, exist_ok=True)
        clear_drafts(target)
        if target.name.endswith(_ARCHIVES):
            _pack(folder, here.snapshot(generation), draft)
        else:
            _copy(folder, here.snapshot(generation), draft)
            _try(Store.read_only(str(draft / "store")))
        draft.rename(target)
    except FAILURES as failed:
        then = advice(failed, "name another place")
        raise StoreError(f"The backup cannot be written to {target}: {failed}; {then}") from failed
    finally:
        here.unpin()
        _remove(draft)


def restore(
    source: Path,
    folder: Path,
    base: str,
    *,
    replace: bool = False,
    wait: float = 0,
    told: Callable[[str], None] = lambda _: None,
) -> None:
    """Bring a backup back. Publish the graph then: readers see the restored state only after that.

    Args:
        source: the backup.
        folder: where the graph is to be.
        base: what its IRIs begin with.
        replace: whether it may take the place of a graph that is there.
        wait: seconds to wait for another process that writes to that.
        told: hears for whom this waits.

    Raises:
        NoGraph: there is no backup.
        StoreError: the backup cannot be read, is of another base or format; or there is a graph and it is to stay.
        StoreLocked: another process still was writing when the time was up.
    """
    if not source.exists():
        raise NoGraph(f"There is no backup {source}")
    there = (folder / "graph.json").exists()
    if there and not replace:
        raise StoreError(f"There is a graph in {folder} already; --replace puts the backup in its place")
    if not there and folder.exists() and any(folder.iterdir()):
        raise StoreError(f"{folder} holds other things and no graph; name an empty or a new folder")
    draft = own(folder, "draft") if there else folder.with_name(f"{folder.name}.draft-{os.getpid()}")
    try:
        clear_drafts(folder)
        _remove(draft)
        draft.mkdir(parents=True)
        with held(draft):
            _unpack(source, draft)
            Folder(draft, base).check()
            _try(Store.read_only(str(draft / "store")))
            if there:
                _swap(draft, Folder(folder, base), wait, told)
            else:
                if folder.exists():
                    folder.rmdir()
                draft.rename(folder)
    except OSError as failed:
        then = advice(failed, "restore it to another folder")
        raise StoreError(f"The backup cannot be restored to {folder}: {failed}; {then}") from failed
    finally:
        _remove(draft)


def _swap(draft: Path, folder: Folder, wait: float, told: Callable[[str], None]) -> None:
    """Put what was unpacked in the place of a graph's store: whoever opens that next finishes what a crash leaves.

    Judgements are the backup's, too, if it has none; those that were there are set aside, being people's work.
    """
    old, restored = own(folder.path, "replaced"), folder.path / RESTORED
    with in_turn(folder.path, lambda: _hold(folder), wait, told):
        _remove(restored)
        folder.changing()
        _set_aside(folder.path, draft)
        for file in (JUDGEMENTS, COPY):
            if (draft / file).exists():
                (draft / file).replace(folder.path / file)
        (draft / "store").rename(restored)
        (folder.path / "store").rename(old)
        folder.finish_restoring()
    _remove(old)


def _set_aside(folder: Path, draft: Path) -> None:
    """Keep people's judgements under another name, unless the backup has the same: never over what was kept before."""
    judged = folder / JUDGEMENTS
    if not judged.exists() or (
        (draft / JUDGEMENTS).exists() and filecmp.cmp(judged, draft / JUDGEMENTS, shallow=False)
    ):
        return
    names = chain([SET_ASIDE], (f"{SET_ASIDE}-{n}" for n in count(2)))
    judged.rename(next(folder / name for name in names if not (folder / name).exists()))


def _hold(folder: Folder) -> IO[bytes]:
    """Take the lock of a graph's store as Oxigraph does, without opening the store, which would write by its old path.

    Raises:
        StoreLocked: another process has it open.
    """
    folder.finish_restoring()  # what another restoration left half done
    held = (folder.path / "store" / "LOCK").open("ab")
    try:
        fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as taken:
        held.close()
        raise StoreLocked(str(taken)) from taken
    return held


def _unpack(source: Path, draft: Path) -> None:
    if source.is_dir():
        if not (source / "graph.json").exists() or not (source / "store").is_dir():
            raise StoreError(f"{source} is no backup: it lacks graph.json or store/")
        for name in ("graph.json", JUDGEMENTS, COPY):
            if (source / name).exists():
                shutil.copy2(source / name, draft / name)
        shutil.copytree(source / "store", draft / "store")
        return
    try:
        with gzip.open(source) as packed, tarfile.open(fileobj=packed, mode="r|") as archive:
            archive.extractall(draft, filter="data")
            while packed.read(_STRETCH):  # to the end, where the checksum of it all stands
                pass
    except (tarfile.TarError, EOFError, OSError, zlib.error) as wrong:
        raise StoreError(f"{source} is no whole backup ({wrong})") from None


def _pack(folder: Path, snapshot: Path, archive: Path) -> None:
    with tarfile.open(archive, "w:gz", compresslevel=1) as out:
        out.add(folder / "graph.json", "./graph.json")
        for file in _store_files(snapshot):
            out.add(file, f"./store/{file.name}")
        if (judged := _judgements(folder)) is not None:
            about = out.gettarinfo(folder / JUDGEMENTS, f"./{JUDGEMENTS}")
            about.size = len(judged)
            out.addfile(about, BytesIO(judged))


def _copy(folder: Path, snapshot: Path, target: Path) -> None:
    (target / "store").mkdir(parents=True)
    shutil.copy2(folder / "graph.json", target)
    for file in _store_files(snapshot):
        shutil.copy2(file, target / "store")
    if (judged := _judgements(folder)) is not None:
        (target / JUDGEMENTS).write_bytes(judged)


def _store_files(snapshot: Path) -> list[Path]:
    return sorted(file for file in snapshot.iterdir() if is_store_file(file.name))


def _judgements(folder: Path) -> bytes | None:
    """People's judgements but for a last line that may be half written; None if there are none."""
    try:
        whole, end, _ = (folder / JUDGEMENTS).read_bytes().rpartition(b"\n")
    except FileNotFoundError:
        return None
    return whole + end


def is_store_file(name: str) -> bool:
    """Whether a file in a snapshot's folder is the store's or people's edits; what else is there can be made anew."""
    ours = (EDITS, "CURRENT", "IDENTITY", "MANIFEST-", "OPTIONS-")
    return name.startswith(ours) or name.endswith((".sst", ".log", ".blob"))


def _try(store: Store) -> None:
    """See that all of a store can be read."""
    try:
        len(store)
    except FAILURES as failed:
        raise StoreError(f"The copy cannot be read ({failed})") from failed


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
