"""Whom third-person pronouns pick up: "they", "it", "he"."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.text.quotes import quotations
from kg.extract.text.syntax import after, children, lemma, subjects, trigger_lemmas
from kg.extract.tokens import Doc, Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

Kind = Literal["one", "many", "it"]

_PRONOUNS: dict[str, Kind] = {
    **dict.fromkeys("he him his himself she her hers herself".split(), "one"),
    **dict.fromkeys("they them their theirs themselves".split(), "many"),
    **dict.fromkeys("it its itself".split(), "it"),
}
_IT_ARGUMENTS = ("nsubj", "poss", "nsubjpass", "dobj")


class Pronouns:
    """Finds antecedents of pronouns within one article."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon, self._telling = lexicon, lexicon.telling
        self._assailants = frozenset(lexicon.events["assailants"])

    def read(self, doc: Doc) -> Iterator[MentionDraft]:
        """Third-person pronouns that somebody in this or the last sentence fits.

        Within a quotation they are never who is quoted: he would say "I" or "we".
        """
        quoting = self._quoting(doc)
        quoted = {i for start, end in quotations(doc) for i in range(start, end)}
        for token in doc:
            kind = _PRONOUNS.get(token.lower_)
            if kind is None or (kind == "it" and token.dep_ not in _IT_ARGUMENTS):
                continue
            draft = MentionDraft(doc[token.i : token.i + 1], token, "pronoun", "Person")
            others = [*_beside(token, doc), *quoting.get(token.i, ())]
            fitting = [
                m
                for m in mentions_before(draft, doc, 1)
                if not m.adjective
                and m.entity
                and m.entity not in others
                and _agrees(kind, m.entity)
                and not (kind == "it" and m.head.tag_ == "NNS")
            ]
            if token.i not in quoted:  # ""... X militiamen," its spokesman said": it is none of those whom he spoke of
                fitting = [m for m in fitting if m.head.i not in quoted] or fitting
            if kind == "many" and token.i not in quoted and self._attacks(token):
                fitting = [m for m in fitting if self._is_armed(m)] or fitting
            best = max(fitting, key=lambda m: _salience(m, token), default=None)
            if best is None and token.dep_ == "poss" and kind == "it":
                best = _town_of(token, doc)
            if best is not None and best.entity is not None:
                draft.cls, draft.entity = best.entity.cls, best.entity
                yield draft

    def _attacks(self, pronoun: Token) -> bool:
        """Whether it is the subject of a verb for what attackers do ("they beheaded five men")."""
        if pronoun.dep_ != "nsubj":
            return False
        known = (self._lexicon.verbs.get(word) for word in trigger_lemmas(pronoun.head))
        return any(trigger is not None and trigger.subject == "attacker" for trigger in known)

    def _is_armed(self, mention: MentionDraft) -> bool:
        """Whether it names fighters, by its class or its noun."""
        armed = mention.entity is not None and mention.entity.cls in ("ArmedGroup", "MilitaryForce")
        return armed or lemma(mention.head) in self._lexicon.sets["fighters"] | self._assailants

    def _quoting(self, doc: Doc) -> dict[int, list[EntityDraft]]:
        """Token within a quotation -> whose words it may be: who speaks right before or right after it."""
        quoted = [*quotations(doc)]
        if not quoted:
            return {}
        inside = {i for start, end in quoted for i in range(start, end)}
        heads = {m.head.i: m.entity for m in doc._.mentions if m.entity is not None}
        speakers = defaultdict[int, list[EntityDraft]](list)  # by the first token of the sentence
        for verb in doc:
            if verb.pos_ == "VERB" and verb.i not in inside and lemma(verb) in self._telling:
                telling = [t for t in subjects(verb) if t.i not in inside]
                told = [heads.get(t.i) for each in telling for t in (each, *_affiliated(each))]
                speakers[verb.sent.start] += [entity for entity in told if entity is not None]
        found: dict[int, list[EntityDraft]] = {}
        for start, end in quoted:
            ends = {doc[i].sent.start for i in (start - 1, start, end - 1, min(end + 1, len(doc) - 1)) if i >= 0}
            around = [entity for at in sorted(ends) for entity in speakers.get(at, ())]
            if not around and (first := min(ends)):  # "..., X said. "They ...""
                around = speakers.get(doc[first - 1].sent.start, [])
            found |= dict.fromkeys(range(start, end), around)
        return found


def _affiliated(speaker: Token) -> Iterator[Token]:
    """Whom a speaker is one of: "a Renamo MEMBER", "an official of the X"."""
    yield from children(speaker, "compound", "nmod", "poss")
    yield from after(speaker, ("of", "for", "from"))


def _beside(pronoun: Token, doc: Doc) -> list[EntityDraft]:
    """Whom a verb's object cannot be, unless it says "itself": who does it ("Hamas blamed it")."""
    if pronoun.dep_ not in ("dobj", "dative") or pronoun.lower_.endswith(("self", "selves")):
        return []
    doers = {t.i for t in subjects(pronoun.head)}
    return [m.entity for m in doc._.mentions if m.head.i in doers and m.entity is not None]


def _town_of(its: Token, doc: Doc) -> MentionDraft | None:
    """ "Kupiansk was occupied. In April ITS museum was hit": a place that the sentence before is about."""
    built = any(m.head == its.head and is_a(m.cls, "Place") for m in doc._.mentions if m.kind == "nominal")
    before = mentions_before(MentionDraft(doc[its.i : its.i + 1], its, "pronoun", "Person"), doc, 1) if built else []
    about = [m for m in before if m.kind == "name" and m.head.dep_ in ("nsubj", "nsubjpass") and m.entity is not None]
    return about[-1] if about and about[-1].cls == "Place" else None


def _agrees(kind: Kind, entity: EntityDraft) -> bool:
    if kind == "one":
        return entity.cls == "Person"
    if kind == "many" and entity.cls == "MediaOrganization":
        return False
    return is_a(entity.cls, "Organization") or entity.cls == ("Group" if kind == "many" else "State")


def mentions_before(mention: MentionDraft, doc: Doc, sentences: int) -> list[MentionDraft]:
    """Mentions before one, no more sentences back than said."""
    start = mention.span.start
    first = doc[start].sent.start
    for _ in range(sentences):
        first = doc[max(0, first - 1)].sent.start
    mentions: list[MentionDraft] = doc._.mentions
    low, high = (bisect_left(mentions, at, key=lambda m: m.span.start) for at in (first, start))
    return [m for m in mentions[low:high] if m.span.end <= start]


def _salience(mention: MentionDraft, pronoun: Token) -> tuple[bool, bool, int]:
    """The same sentence's subjects first, then the last sentence's, then what stands nearest.

    Behind what the last sentence is about stands what only sets a scene: "After the army's departure, they burst in".
    """
    head, root = mention.head, mention.head.sent.root
    governed = head.dep_ in ("nsubj", "nsubjpass") and head.head.pos_ in ("VERB", "AUX")  # not "consider X traitors"
    subject = governed and root in (head.head, head.head.head)
    here = head.sent.start == pronoun.sent.start and (subject or not _sets_scene(head, pronoun))
    return (here, subject, mention.span.start)


def _sets_scene(noun: Token, pronoun: Token) -> bool:
    """Whether a noun stands in a phrase before the pronoun's clause, which says when or after what."""
    verb = pronoun.head
    if pronoun.dep_ not in ("nsubj", "nsubjpass"):
        return False
    phrase = next((t for t in noun.ancestors if t.head == verb), None)
    return phrase is not None and phrase.dep_ == "prep" and phrase.i < pronoun.i
