"""Reading: one article in, one Facts out; no I/O, and no knowledge of other articles.

The steps are spaCy components, registered under the names in `kg.extract.language.COMPONENTS`, so that each can be
swapped, disabled or retrained with spaCy's own tools.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract import entities, events, incidents, mentions, politics, relations, speech  # noqa: F401 - importing registers the components
from kg.extract.casing import Caser, is_unusual
from kg.extract.datelines import set_apart
from kg.extract.dates import dateline
from kg.extract.facts import freeze
from kg.extract.language import load_language
from kg.extract.reading import register
from kg.model import Article, Facts
from kg.settings import Settings


class Extractor:
    """Reads articles with one language model, loaded when first needed.

    Attributes:
        version: the extractor's and the model's versions; facts carry it, so that a change can be seen.
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
            register()
            self._nlp = load_language(self._settings)
        return self._nlp

    @cached_property
    def _caser(self) -> Caser:
        return Caser(self.nlp)

    @cached_property
    def version(self) -> str:
        """ "sitrep-0.1.0+core_web_md-3.7.1+3f9c2a10": code, model, and what it knows of words and places.

        Not the actor list: whom a name means is decided anew when things are resolved (see `kg.resolve.forms`).
        """
        meta, folders = self.nlp.meta, (self._settings.lexicon, self._settings.places)
        return f"sitrep-{version('sitrep')}+{meta['name']}-{meta['version']}+{_digest(folders)}"

    def extract(self, articles: Iterable[Article]) -> Iterator[Facts]:
        """Read articles lazily, in order, in batches that the settings size."""

        def docs() -> Iterator[tuple[Doc, Article]]:
            for article in articles:
                recased = is_unusual(article.text)
                text = self._caser(article.text) if recased else article.text
                doc = set_apart(self.nlp.make_doc(text))
                doc._.recased = recased
                doc._.published = article.date or dateline(text)
                yield doc, article

        read: Iterable[tuple[Doc, Article]] = self.nlp.pipe(
            docs(), as_tuples=True, batch_size=self._settings.batch_size
        )
        for doc, article in read:
            yield freeze(doc, article, self.version)


def _digest(folders: Iterable[Path]) -> str:
    """Eight hex digits that change with any file of the folders: after an edit, articles are read again."""
    digest = sha256()
    for folder in folders:
        for file in sorted(f for f in folder.rglob("*") if f.is_file()):
            digest.update(f"{file.relative_to(folder)}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:8]
