"""What ministers are ministers of: "Foreign Minister X", "Secretary of State for Defence Y", "Chief of Staff Z"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.text.syntax import lemma
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.lexicon import Lexicon

_LONGEST = 2  # words: "foreign affairs"


class Portfolios:
    """Knows the words for portfolios. In a title they name nobody: no "State" said anything."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._ministries: dict[str, str] = lexicon.relations["ministries"]
        self._words = lexicon.words("relations", "portfolios") | self._ministries.keys()
        self._ministers = lexicon.words("relations", "ministers_of_anything")
        self._other = (
            lexicon.words("relations", "official_words")
            | lexicon.nominals.keys()
            | lexicon.words("relations", "former")
        )
        self._holders = lexicon.words("relations", "portfolio_holders")

    def ministry(self, title: Token) -> str | None:
        """The kind of ministry that a title stands for, as the actor list calls it; the last of "State for Defence"."""
        portfolios = self._of(title)
        return self._ministries.get(portfolios[-1].text.lower()) if portfolios else None

    def words_of(self, title: Token) -> set[int]:
        """Where the portfolios of one title stand."""
        return {word.i for portfolio in self._of(title) for word in portfolio}

    def words_in(self, doc: Doc) -> set[int]:
        """Where portfolios stand in titles."""
        titles = (token for token in doc if lemma(token) in self._holders)
        return {word.i for title in titles for portfolio in self._of(title) for word in portfolio}

    def _of(self, title: Token) -> list[Span]:
        """The portfolios of a minister: after "of" and "for", or before the title."""
        return (self._after(title) or self._before(title)) if lemma(title) in self._holders else []

    def _after(self, title: Token) -> list[Span]:
        doc, found, at = title.doc, list[Span](), title.i + 1
        while at < len(doc) and doc[at].lower_ in ("of", "for"):
            start = at + 2 if doc[at + 1 : at + 2].text.lower() == "the" else at + 1
            portfolio = self._known(doc[start:end] for end in range(min(start + _LONGEST, len(doc)), start, -1))
            if not portfolio:
                break
            found += portfolio
            at = portfolio[0].end
        return found

    def _before(self, title: Token) -> list[Span]:
        starts = range(max(title.i - _LONGEST, title.sent.start), title.i)
        return self._known(title.doc[start : title.i] for start in starts) or self._any(title)

    def _any(self, title: Token) -> list[Span]:
        """Whatever noun stands before a minister, if it names nobody: "highways minister"."""
        doc, start = title.doc, title.i
        while start > max(title.sent.start, title.i - _LONGEST) and self._may_be_field(doc[start - 1], title):
            start -= 1
        return [doc[start : title.i]] if lemma(title) in self._ministers and start < title.i else []

    def _may_be_field(self, word: Token, title: Token) -> bool:
        beside = word.dep_ in ("compound", "amod", "nmod") and word.pos_ in ("NOUN", "PROPN") and word.head.i <= title.i
        return beside and not word.ent_type_ and word.lower_ not in self._other

    def _known(self, longest_first: Iterable[Span]) -> list[Span]:
        """The longest that is a portfolio."""
        return [span for span in longest_first if span.text.lower() in self._words][:1]
