"""The language model: loaded once, tuned for the processor, with this project's components behind its own."""

from __future__ import annotations

import warnings
from functools import lru_cache
from importlib import import_module

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex
from thinc.api import NumpyOps, set_current_ops

from kg.extract.installed import missing
from kg.knowledge.prepared import without_collection
from kg.plugins import plugins
from kg.settings import Settings

# The steps in their order, with the module that registers each.
_MODULES = {
    "sitrep_openers": "kg.extract.text.openers",
    "sitrep_times": "kg.extract.times.component",
    "sitrep_mentions": "kg.extract.mentions.component",
    "sitrep_entities": "kg.extract.coreference.component",
    "sitrep_speech": "kg.extract.attribution.component",
    "sitrep_events": "kg.extract.events.component",
    "sitrep_incidents": "kg.extract.incidents.component",
    "sitrep_relations": "kg.extract.relations.component",
    "sitrep_politics": "kg.extract.events.political.component",
    "sitrep_belief": "kg.extract.belief.component",
}
COMPONENTS = tuple(_MODULES)
_LAST = COMPONENTS[-1]  # it weighs what all others claim, so plug-ins come before it


@Language.component("sitrep_paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """Let no sentence run over a line's end: headlines and captions often lack a full stop."""
    for token in doc[:-1]:
        if "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def load_language(settings: Settings) -> Language:
    """The pipeline named in the settings, plus the components that read conflict news.

    The last one is kept: whoever asks for the same again, in this process, shares it, and leaves it as it is.

    Raises:
        ModelMissing: the pipeline is not installed; the message says how to install it.
    """
    folders = tuple((name, str(getattr(settings, name))) for name in ("actors", "lexicon", "places", "models"))
    with without_collection():
        return _load_language(settings.model, folders)


@lru_cache(maxsize=1)
def _load_language(model: str, folders: tuple[tuple[str, str], ...]) -> Language:
    # OpenBLAS, through numpy, is several times as fast as the generic kernels that spaCy's wheels bring.
    set_current_ops(NumpyOps(use_blis=False))
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained on 3.7, whose formats 3.8 reads unchanged
            nlp = _without_names_of_vectors(model)
    except OSError as error:
        raise missing(model) from error
    infixes = [*nlp.Defaults.infixes, r"(?<=[A-Za-z]\.)-(?=[A-Za-z])"]  # "U.S.-led" is three words, as "US-led" is
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.add_pipe("sitrep_paragraphs", first=True)
    import_module("kg.extract.text.acronyms")
    nlp.add_pipe("sitrep_acronyms", after="sitrep_paragraphs", config={"lexicon": dict(folders)["lexicon"]})
    for name, module in _MODULES.items():
        import_module(module)
        _add(nlp, name, folders)
    for plugin in plugins("sitrep.components").values():
        plugin.load()
        _add(nlp, plugin.name, folders, before=_LAST)
    return nlp


def _without_names_of_vectors(model: str) -> Language:
    """A pipeline, whose string store holds none of the words that it has vectors of: each word comes with its text.

    To store them all takes a second and 60 MB.
    """
    nlp = spacy.load(model, exclude=["strings"])
    for name in nlp.pipe_names:
        for label in nlp.pipe_labels.get(name, ()):
            nlp.vocab.strings.add(label)
    return nlp


def _add(nlp: Language, name: str, folders: tuple[tuple[str, str], ...], before: str | None = None) -> None:
    wanted = nlp.get_factory_meta(name).default_config
    nlp.add_pipe(name, config={key: folder for key, folder in folders if key in wanted}, before=before)
