"""Sources taken apart into files, so that several machines can read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import SourceError
from kg.sources import addresses
from kg.sources.files import Input, name_of, walk
from kg.sources.formats import from_input, is_wanted, records_of
from kg.sources.records import Record
from kg.sources.roots import is_other_xml


@dataclass(frozen=True, slots=True)
class InputPart:
    """An input for one machine: a file, or a source that cannot be taken apart.

    Attributes:
        name: as the user named it, for messages.
        at: the file's absolute path; or, as it was given, an address or `-`.
        shared: whether another machine may be able to read it.
        within: of a file, the folder that it is in below the source.
    """

    name: str
    at: str
    shared: bool
    within: str = ""

    @property
    def is_file(self) -> bool:
        """Whether it is a file of a disk, which another machine may have or not."""
        return self.shared and not addresses.is_address(self.at)

    def records(self) -> Iterator[Record | SourceError]:
        """Its records, and an error for each that is broken."""
        if not self.is_file and not self.within:
            yield from records_of(self.at)
            return
        path = Path(self.at)
        try:
            found = Input(self.name, path, lambda: path.open("rb")) if self.is_file else addresses.find(self.at)
            assert isinstance(found, Input)
            yield from from_input(replace(found, within=self.within))
        except SourceError as error:
            yield error


def parts(sources: Iterable[str | Path]) -> Iterator[InputPart]:
    """The parts of sources, in the order in which `kg.sources.read` reads them."""
    for source in sources:
        yield from _parts(str(source))


def _parts(source: str) -> Iterator[InputPart]:
    whole = InputPart(source, source, shared=False)
    if addresses.is_address(source):
        yield from _elsewhere(source, whole)
        return
    path = Path(source)
    if source in ("-", "") or not path.exists():
        yield whole
    elif not path.is_dir():
        yield _file(Input.local(path))
    else:
        found = [each for each in walk(path, is_wanted) if isinstance(each, SourceError) or not is_other_xml(each)]
        # What cannot be listed, or holds nothing to read, is told of by whoever reads it whole.
        yield from [_file(each) for each in found if isinstance(each, Input)] or [whole]
        yield from (
            InputPart(each.source, each.source, shared=False) for each in found if isinstance(each, SourceError)
        )


def _elsewhere(address: str, whole: InputPart) -> Iterator[InputPart]:
    try:
        found = addresses.find(address)
    except SourceError:
        yield whole
        return
    if isinstance(found, Input):
        yield InputPart(address, address, shared=True)
    elif "::" in address:  # the names of the files in it are no addresses
        yield whole
    else:
        wanted = [each for each in found if is_wanted(each.path)]
        yield from [InputPart(each.name, each.name, shared=True, within=each.within) for each in wanted] or [whole]


def _file(found: Input) -> InputPart:
    return InputPart(name_of(found.path), str(found.path.absolute()), shared=True, within=found.within)
