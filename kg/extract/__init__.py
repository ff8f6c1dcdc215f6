"""Reading: one article in, one Facts out; no I/O, and no knowledge of other articles.

The steps are spaCy components, registered under the names in `kg.extract.pipeline.COMPONENTS`, so that each can be
swapped, disabled or retrained with spaCy's own tools. They are imported when the first article is read: to tell whether
facts are up to date takes none of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

import kg.knowledge
from kg.distribution import own_version
from kg.extract.installed import model_meta
from kg.fingerprint import code_fingerprint, data_fingerprint
from kg.knowledge.known_incidents import known_incidents_folder
from kg.knowledge.languages import is_read, language_of
from kg.model import Article, Facts
from kg.plugins import plugins
from kg.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.extract.reasons import ReadingReasons
    from kg.extract.text.reading import DocumentMaker


class Extractor:
    """Reads articles with one language model, loaded when first needed.

    Attributes:
        version: what facts depend on besides their article; they carry it, so that a change is seen.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._nlp: Language | None = None

    @property
    def nlp(self) -> Language:
        """The spaCy pipeline.

        Raises:
            ModelMissing: the pipeline named in the settings is not installed.
        """
        if self._nlp is None:
            from kg.extract.drafts import register  # noqa: PLC0415 - heavy
            from kg.extract.pipeline import load_language  # noqa: PLC0415

            register()
            self._nlp = load_language(self._settings)
        return self._nlp

    @cached_property
    def _reader(self) -> DocumentMaker:
        from kg.extract.text.reading import DocumentMaker  # noqa: PLC0415 - heavy

        return DocumentMaker(self.nlp, self._settings)

    @cached_property
    def version(self) -> str:
        """ "sitrep-0.1.0-5b0c91de+core_web_md-3.7.1+3f9c2a10": code, language model, and what it goes by.

        That is what it knows of words and places, what it has learned, and from which probability it believes a claim.
        Plug-ins that read along follow, each with its version.

        Not the actor list: whom a name means is decided anew when things are resolved (see `kg.resolve.entities`).
        """
        chosen = self._settings
        meta = model_meta(chosen.model)
        known = data_fingerprint((chosen.lexicon, chosen.places, chosen.models, known_incidents_folder()))
        goes_by = sha256(f"{known} {chosen.belief:g}".encode()).hexdigest()[:8]
        plugged = "".join(f"+{each.name}-{each.version}" for each in plugins("sitrep.components").values())
        return f"sitrep-{own_version()}-{_code()}+{meta['name']}-{meta['version']}+{goes_by}{plugged}"

    def document(self, article: Article) -> Doc:
        """An article laid out and cut into tokens, ready for the pipeline."""
        return self._reader(article)

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        """Read articles lazily, in order, in batches that the settings size; those in other languages hold no facts."""
        return (facts for facts, _ in self.read(articles))

    def read(self, articles: Iterable[Article]) -> Iterator[tuple[Facts, tuple[frozenset[str], ...]]]:
        """As `extract`, with the features of each claim, by which it was found how probably it was read rightly."""
        from kg.extract.freeze import freeze  # noqa: PLC0415 - heavy
        from kg.extract.headline import settle  # noqa: PLC0415
        from kg.extract.tokens import plain  # noqa: PLC0415

        told = ((article, language_of(article.text)) for article in articles)
        docs = ((self._document_if_read(article, language), (article, language)) for article, language in told)
        read: Iterable[tuple[Doc, tuple[Article, str]]] = self.nlp.pipe(
            docs, as_tuples=True, batch_size=self._settings.batch_size
        )
        for doc, (article, language) in read:
            if not is_read(language):
                yield Facts(article, (), (), (), (), self.version, language), ()
                continue
            settle(ours := plain(doc))
            facts, drafts = freeze(ours, article, self.version, self._settings.belief)
            yield facts, tuple(draft.features for draft in drafts)

    def reasons(self, article: Article) -> ReadingReasons:
        """Read an article once more, to tell by which features the learned models decide on it."""
        from kg.extract.freeze import freeze  # noqa: PLC0415 - heavy
        from kg.extract.headline import settle  # noqa: PLC0415
        from kg.extract.reasons import reasons  # noqa: PLC0415
        from kg.extract.tokens import plain  # noqa: PLC0415

        doc = plain(self.nlp(self._document_if_read(article, language_of(article.text))))
        settle(doc)
        facts, drafts = freeze(doc, article, self.version, self._settings.belief)
        return reasons(self.nlp, doc, facts, drafts)

    def _document_if_read(self, article: Article, language: str) -> Doc:
        """The article's document; an empty one where it is in a language that is not read."""
        from spacy.tokens import Doc  # noqa: PLC0415 - heavy

        return self.document(article) if is_read(language) else Doc(self.nlp.vocab)


@cache
def _code() -> str:
    """Eight hex digits that change with the code that reads: after an edit, articles are read again."""
    return code_fingerprint(sys.modules[__name__], kg.knowledge)[:8]
