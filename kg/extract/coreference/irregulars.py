"""Whom words for rebels stand for: "the rebels", "Maoist guerrillas", of a text that names a group of them."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.coreference.pronouns import mentions_before
from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.text.syntax import children, lemma
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon
from kg.knowledge.names import fold

_NEAR = 3  # sentences back in which other rebels are counted
_TELLING = 4  # letters of a word that tells of which group rebels are


class Irregulars:
    """Finds the armed group of a text that fighters without a name are of."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._tied = frozenset(
            word for tie in ("alignedWith", "backedBy") for word in lexicon.words("relations", tie, "suffixes")
        )

    def only(self, nominal: MentionDraft, doc: Doc, entities: list[EntityDraft]) -> EntityDraft | None:
        """ "The rebels" of an article that names one armed group, and counts no rebels just before."""
        noun = nominal.head
        named = lemma(noun).removesuffix("s") if noun.tag_ == "NNPS" else lemma(noun)  # "the Islamists"
        if noun.tag_ not in ("NNS", "NNPS") or named not in self._lexicon.sets["irregulars"]:
            return None
        beside = [t for t in noun.children if t.dep_ not in ("punct", "relcl", "cc", "conj", "case")]
        tied = [t for t in beside if t.lower_ in self._tied and t.i > 1 and t.nbor(-1).text == "-"]
        if [t.lower_ for t in beside if t not in tied] != ["the"]:
            return None
        behind = {t.i for word in tied for t in doc[noun.left_edge.i : word.i]}  # "the al-Qaeda-linked militants"
        groups = [e for e in entities if e.cls == "ArmedGroup" and e.names]
        groups = [e for e in groups if not any(m.head.i in behind for m in e.mentions)]
        groups = groups if len(groups) == 1 else [e for e in groups if self._is_called(e, noun)]
        if len(groups) != 1 or min(m.span.start for m in groups[0].mentions) > noun.i:
            return None
        before = (m for m in mentions_before(nominal, doc, _NEAR) if m.kind == "nominal" and m.entity is not groups[0])
        return None if any(m.cls == "Group" and lemma(m.head) == lemma(noun) for m in before) else groups[0]

    def by_word(self, nominal: MentionDraft, doc: Doc, entities: list[EntityDraft]) -> EntityDraft | None:
        """ "Maoist rebels", "the Maoists": the one armed group of the article that has the word in its name."""
        noun = nominal.head
        if noun.tag_ not in ("NNS", "NNPS") or any(children(noun, "nummod", "quantmod", "relcl")):
            return None
        if lemma(noun) in self._lexicon.sets["irregulars"] | self._lexicon.sets["fighters"]:
            telling = [t for t in children(noun, "amod", "compound", "nmod") if t.text[:1].isupper()]
        else:
            telling = [noun] if noun.text[:1].isupper() else []
        others = [t for t in noun.children if t not in telling and t.dep_ not in ("punct", "det", "case", "cc", "conj")]
        partial = noun.dep_ == "pobj" and noun.head.lower_ == "of"
        if len(telling) != 1 or others or partial:
            return None
        word = fold(telling[0].text).removesuffix("s") if telling[0] is noun else fold(telling[0].text)
        at = next((m for m in doc._.mentions if m.span.start <= telling[0].i < m.span.end and m is not nominal), None)
        if len(word) < _TELLING or (at is not None and (at.cls in ("State", "Place") or at.country)):
            return None
        groups = [e for e in entities if e.cls == "ArmedGroup" and e.names]
        found = [e for e in groups if any(word in fold(n).split() for n in e.names)]
        return found[0] if len(found) == 1 else None

    def _is_called(self, group: EntityDraft, noun: Token) -> bool:
        """Whether a text speaks of a group's rebels ("X rebels", "guerrillas of X") before it says "the rebels"."""
        irregulars = self._lexicon.sets["irregulars"]
        before = [m for m in group.mentions if m.head.i < noun.i]
        return any(lemma(t) in irregulars for m in before for t in (m.head, *_above(m.head)))


def _above(name: Token) -> Iterator[Token]:
    """ "X REBELS", "the GUERRILLAS of X"."""
    if name.dep_ in ("compound", "nmod", "amod", "poss"):
        yield name.head
    if name.dep_ == "pobj" and name.head.lower_ == "of":
        yield name.head.head
