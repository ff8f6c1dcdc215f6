"""Stories with marked triggers, for training and evaluation of the incident model.

A file of our own texts holds reports parted by empty lines. The first line of each is "# date | title". A trigger is
followed by a slash and a letter or digit: triggers with the same letter tell of one incident, "/0" of none (a habit, a
sum over a war, a plan), "/-" is left open; a headline's triggers without a mark tell of what the text tells first.
`marks.tsv` marks articles that are kept elsewhere: their id, the offset where the trigger begins, and such a letter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResourceError
from kg.extract import Extractor
from kg.extract.drafts import Frame, Incident
from kg.extract.incidents.accounts import Account
from kg.extract.incidents.component import linked
from kg.extract.incidents.scene import Scene, cues_of
from kg.extract.pipeline import COMPONENTS
from kg.extract.tokens import plain
from kg.knowledge.lexicon import load_lexicon
from kg.model import Article
from kg.settings import Settings

NONE, OPEN = "0", "-"
_MARK = re.compile(r"([\w'’-]+)/([A-Za-z0-9-])(?![\w/])")
_HEAD = re.compile(r"# (\d{4}-\d\d-\d\d) \| (.+)")


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article, and the letter of each marked trigger by its offset.

    Attributes:
        main: the letter of triggers in the headline that are not marked.
    """

    article: Article
    marks: Mapping[int, str]
    main: str = OPEN


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """A marked article, read: its accounts, and which incident each tells of; None where that is open."""

    id: str
    scene: Scene
    accounts: list[Account]
    letters: list[str | None]


def own_texts(folder: Path) -> Iterator[MarkedArticle]:
    """The marked reports of a folder's text files.

    Raises:
        ResourceError: a report does not begin with its date and title; says which.
    """
    for file in sorted(folder.glob("*.txt")):
        for number, block in enumerate(file.read_text(encoding="utf-8").strip().split("\n\n"), 1):
            first, _, body = block.partition("\n")
            head = _HEAD.fullmatch(first)
            if head is None:
                raise ResourceError(f"{file}: report {number} does not begin with '# date | title'")
            text, marks = _unmarked(f"{head[2]}\n\n{body}")
            title, _, _ = text.partition("\n")
            article = Article(f"{file.stem}-{number}", text, title, dt.date.fromisoformat(head[1]))
            yield MarkedArticle(
                article, marks, next(iter(m for offset, m in marks.items() if offset > len(title)), OPEN)
            )


def _unmarked(marked: str) -> tuple[str, dict[int, str]]:
    """A text without its marks, and each mark by where its word begins."""
    text, marks, end = "", dict[int, str](), 0
    for mark in _MARK.finditer(marked):
        text += marked[end : mark.start()]
        marks[len(text)] = mark[2]
        text, end = text + mark[1], mark.end()
    return text + marked[end:], marks


def marked_articles(file: Path, articles: Iterable[Article]) -> Iterator[MarkedArticle]:
    """The articles that a file of marks names."""
    marks = defaultdict[str, dict[int, str]](dict)
    for line in file.read_text(encoding="utf-8").splitlines():
        id_, offset, letter = line.split("\t")
        marks[id_][int(offset)] = letter
    return (MarkedArticle(article, marks[article.id]) for article in articles if article.id in marks)


def stories(settings: Settings, texts: Iterable[MarkedArticle]) -> Iterator[Story]:
    """Read marked articles up to their triggers."""
    extractor, cues = Extractor(settings), cues_of(load_lexicon(settings.lexicon))
    later = COMPONENTS[COMPONENTS.index("sitrep_incidents") :]
    with extractor.nlp.select_pipes(disable=later):
        for text in texts:
            doc = plain(extractor.nlp(extractor.document(text.article)))
            scene, groups = Scene(doc, cues), linked(doc._.frames, doc._.links)
            accounts = [Account.of(group, scene, cues) for group in groups]
            yield Story(text.article.id, scene, accounts, [_letter(group, text) for group in groups])


def _letter(group: Incident, text: MarkedArticle) -> str | None:
    """The commonest mark of a group's triggers."""
    title = len(text.article.title or "") if text.main != OPEN else 0
    offsets = [_offset(f) for f in group.frames]
    letters = [text.marks.get(offset, text.main if 0 <= offset < title else OPEN) for offset in offsets]
    found = [letter for letter in letters if letter != OPEN]
    telling = [letter for letter in found if letter != NONE]
    return Counter(telling or found).most_common(1)[0][0] if found else None


def _offset(frame: Frame) -> int:
    """Where a trigger begins in the article's text; -1 of one in a headline that stands beside it."""
    trigger = frame.trigger
    span, reading = trigger.doc[trigger.i : trigger.i + 1], trigger.doc._.reading
    return -1 if reading.in_headline(span) else int(reading.source(span).start)
