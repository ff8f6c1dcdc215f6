"""The plain copy of a document answers as spaCy's own does."""

from __future__ import annotations

from itertools import combinations

from spacy.tokens import Doc as Parsed
from spacy.tokens import Span as ParsedSpan

from kg.extract import Extractor
from kg.extract.tokens import Doc, Span, plain
from kg.model import Article

TEXT = (
    "KANO, Nigeria — Gunmen on Wednesday, 24 March, killed 12 traders (and two policemen), whom they accused of spying,"
    ' the army said.\n\n"We will find them," it added ... What a non-governmental group that witnesses it had heard'
    " spoke to said is unclear: were thirty-one people, or more, hurt?"
)
WORDS = (
    *("i", "idx", "text", "whitespace_", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "is_sent_start"),
    *("is_sent_end", "is_alpha", "is_digit", "is_upper", "is_space", "is_punct", "like_num"),
)
TREE = ("lefts", "rights", "children", "subtree", "ancestors", "conjuncts")


def _read(extractor: Extractor) -> tuple[Doc, Parsed]:
    doc = extractor.nlp(extractor.document(Article("a", TEXT)))
    return plain(doc), doc


def test_a_token_answers_as_spacy_does(extractor: Extractor) -> None:
    ours, parsed = _read(extractor)
    assert len(ours) == len(parsed) > 60
    for token, its in zip(ours, parsed, strict=True):
        assert [getattr(token, name) for name in WORDS] == [getattr(its, name) for name in WORDS]
        for name in TREE:
            assert [t.i for t in getattr(token, name)] == [t.i for t in getattr(its, name)], (token, name)
        assert (token.head.i, token.left_edge.i, token.right_edge.i) == (its.head.i, its.left_edge.i, its.right_edge.i)
        assert [t.i for t in ours if t.is_ancestor(token)] == [t.i for t in parsed if t.is_ancestor(its)]


def _same(span: Span, its: ParsedSpan) -> bool:
    bounds = (span.start, span.end, span.start_char, span.end_char) == (
        its.start,
        its.end,
        its.start_char,
        its.end_char,
    )
    return bounds and (span.text, span.text_with_ws, span.label_) == (its.text, its.text_with_ws, its.label_)


def test_a_span_answers_as_spacy_does(extractor: Extractor) -> None:
    ours, parsed = _read(extractor)
    for start, end in combinations(range(len(ours) + 1), 2):
        span, its = ours[start:end], parsed[start:end]
        assert _same(span, its)
        assert (span.root.i, span.sent.start, span.sent.end) == (its.root.i, its.sent.start, its.sent.end), span
        assert _same(span[1:-1], its[1:-1])
    for name in ("ents", "sents", "noun_chunks"):
        pairs = list(zip(getattr(ours, name), getattr(parsed, name), strict=True))
        assert pairs
        assert all(_same(span, its) for span, its in pairs)


def test_a_document_is_copied_once_and_all_drafts_speak_of_the_copy(extractor: Extractor) -> None:
    ours, parsed = _read(extractor)
    assert plain(parsed) is ours
    assert {id(m.span.doc) for m in parsed._.mentions} | {id(f.trigger.doc) for f in parsed._.frames} == {id(ours)}
    assert parsed._.dateline.place.doc is ours
    assert parsed._.dateline.place.root.dep_  # laid out before the parse, and knows the tree all the same
