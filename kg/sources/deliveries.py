"""Texts in which an archive of news delivers several documents, each with its particulars above and below it.

The forms of LexisNexis, Factiva and ProQuest, by the table `deliveries` of `data/sources.yaml`. A line with a number
above each document divides them, or a line below each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from kg.sources.dates import published_day
from kg.sources.names import deliveries
from kg.sources.records import Location, Record

_CODED: Final = re.compile(r"([A-Z]{2})(?:(?:  +|\t)(.*))?|([A-Z]{3})(?:[ \t]+(.*))?")  # Factiva's: "HD  Market hit"
_LABELLED: Final = re.compile(r"([A-Za-z][A-Za-z /-]{0,30}?):(?:[ \t]+(.*))?|([A-Za-z-]{4,20})")
_BYLINE: Final = re.compile(r"by\s.*", re.IGNORECASE)
_PAGE_NUMBER: Final = re.compile(r"(?i)page \d+ of \d+")
_PROSE: Final = 150  # characters of a line that is no particular
_LONGEST: Final = 300  # characters of a line that is a particular


def records_in(text: str, place: Location, stem: str) -> Iterator[Record]:
    """A record for every document of a text that is a delivery; none where it is another text."""
    parts, said = _divided([line.strip() for line in text.replace("\f", "\n").split("\n")])
    documents = [_document(part, counted=said is not None) for part in parts]
    if 2 * sum(map(bool, documents)) <= len(documents):
        return
    for number, (part, document) in enumerate(zip(parts, documents, strict=True), 1):
        doubts = [] if document else ["its particulars cannot be told from its text"]
        if number == 1 and said is not None and said != len(documents):
            doubts.append(f"says that it holds {said:,} documents, of which {len(documents):,} are here")
        fields = (document or _Document(text=part)).fields()
        yield Record(Location(place.source, number, "document"), fields, f"{stem}-{number}", tuple(doubts))


@dataclass(slots=True)
class _Document:
    """What is read of a document so far."""

    told: dict[str, str] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)

    def fields(self) -> dict[str, object]:
        """The fields of the article."""
        return {**self.told, "text": re.sub(r"\n{3,}", "\n\n", "\n".join(self.text)).strip()}


def _divided(lines: list[str]) -> tuple[list[list[str]], int | None]:
    """The lines of each document; and how many there are said to be, where lines above them tell."""
    table = _patterns()
    begins = [(at, match) for at, line in enumerate(lines) if (match := table["begins"].fullmatch(line))]
    counts = {int(match[2] or match[4]) for _, match in begins}
    if len(counts) == 1:
        ends = [*(at for at, _ in begins[1:]), len(lines)]
        return [lines[at + 1 : end] for (at, _), end in zip(begins, ends, strict=True)], counts.pop()
    ends = [at for at, line in enumerate(lines) if table["ends"].fullmatch(line)]
    starts = [0, *(at + 1 for at in ends)]
    parts = [lines[start:end] for start, end in zip(starts, [*ends, len(lines)], strict=True)]
    rest = parts.pop()  # most often a summary of the search
    cut_off = ends and (_body_at(rest) is not None or any(len(line) > _PROSE for line in rest))
    return [*parts, rest] if cut_off else parts, None


def _document(lines: list[str], *, counted: bool) -> _Document | None:
    """The document of those lines; None where they have no particulars such as an archive gives.

    Args:
        lines: stripped ones.
        counted: whether a line with its number stood above; its head then begins with them, and else after what
            stands above the first document of all.
    """
    found, body = _Document(), _body_at(lines)
    if body is None:
        return None
    _read_head(lines[:body], found, counted=counted)
    in_text, blank = True, True
    for line in lines[body:]:
        label, value = _label(line)
        if in_text and label and label in _text_labels():
            found.text.append(value)
        elif in_text and label in _tail() and ((blank and value) or label in deliveries()["alone"]):
            in_text = False
        elif (
            in_text
            and not (_patterns()["rights"].fullmatch(line) and len(line) < _LONGEST)
            and not _PAGE_NUMBER.fullmatch(line)
        ):
            found.text.append(line)
        if not in_text and (name := _field_of(label)) and value and name != "text":
            found.told[name] = value
        blank = not line
    return found


def _body_at(lines: list[str]) -> int | None:
    """Where the text begins: at the label that says so, else behind the last particular above it."""
    marked = next((at for at, line in enumerate(lines) if _label(line)[0] in _text_labels()), None)
    if marked is not None:
        return marked
    last, blank = None, True
    for at, line in enumerate(lines):
        if _is_particular(line):
            last = at
        elif line and last is not None and blank:
            return at
        blank = not line
    return None


def _is_particular(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    label, _ = _label(line)
    return label in _head() or any(_patterns()[name].fullmatch(line) for name in ("length", "rights"))


def _read_head(lines: list[str], found: _Document, *, counted: bool) -> None:
    """The title, day and publisher: by their labels, and by where they stand about the line that is a day."""
    bare, length_at = list[str](), None
    above = ""  # the label of the line above, or of that which it goes on
    for line in lines:
        label, value = _label(line)
        name = _field_of(label or above)
        if label or not line:
            above = label
            bare += [""] if not line else []
            if name and value:
                found.told[name] = value
        elif name in found.told:
            found.told[name] += f" {line}"
        elif _patterns()["length"].fullmatch(line):
            length_at = len(bare)
        elif not above and not _patterns()["rights"].fullmatch(line) and not _BYLINE.fullmatch(line):
            bare.append(line)
    for name, told in _by_place(bare, length_at, counted=counted).items():
        if told:
            found.told.setdefault(name, told)


def _by_place(bare: list[str], length_at: int | None, *, counted: bool) -> dict[str, str]:
    """What lines without a label say, by where they stand about the day.

    Factiva has title, length, day, publisher; LexisNexis publisher, day, title, or title, publisher, day.
    """
    day = next((at for at in range(len(bare) - 1, -1, -1) if bare[at] and published_day(bare[at])), None)
    if day is None:
        return {"title": " ".join(_last_group(bare)) if counted else ""}
    above = [line for line in bare[:day] if line]
    below = [line for line in bare[day + 1 :] if line and not _patterns()["issue"].fullmatch(line)]
    if length_at is not None:
        title, publisher = _last_group(bare[:length_at]), below[:1]
    elif counted:
        title, publisher = below, above[-1:]
    else:
        title, publisher = above[-2:-1], above[-1:]
    return {"date": bare[day], "title": " ".join(title), "publisher": " ".join(publisher)}


def _last_group(lines: list[str]) -> list[str]:
    """The last lines without a blank one between."""
    group = list[str]()
    for line in reversed(lines):
        if line:
            group.insert(0, line)
        elif group:
            break
    return group


def _label(line: str) -> tuple[str, str]:
    """The label that a line begins with or is, in lower case, and its value; both empty where it has none."""
    match = _CODED.fullmatch(line) or _LABELLED.fullmatch(line)
    label, *values = (each for each in match.groups() if each is not None) if match else ("",)
    return (label.lower(), "".join(values)) if label.lower() in _known() else ("", "")


def _field_of(label: str) -> str | None:
    return next((name for name, labels in deliveries()["fields"].items() if label in labels), None)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(pattern, re.IGNORECASE) for name, pattern in deliveries().items() if isinstance(pattern, str)
    }


@cache
def _text_labels() -> frozenset[str]:
    return frozenset(deliveries()["fields"]["text"])


@cache
def _head() -> frozenset[str]:
    return frozenset(deliveries()["head"])


@cache
def _tail() -> frozenset[str]:
    return frozenset(deliveries()["tail"])


@cache
def _known() -> frozenset[str]:
    return _head() | _tail() | {label for labels in deliveries()["fields"].values() for label in labels}
