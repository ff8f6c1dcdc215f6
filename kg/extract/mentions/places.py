"""Which names are places, and when a capital stands for its state instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.extract.drafts import MentionDraft
from kg.extract.text.syntax import lemma
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_LOCATIVE = frozenset(
    "in at near outside around across inside into through from towards toward over above throughout within via"
    " off".split()
)
_PARTNER = ("by", "with", "against", "between")
_ACTING = ("nsubj", "nsubjpass", "dobj", "agent", "iobj", "dative")
_BACKERS = ("-backed", "-led", "-aligned", "-allied", "-supported")
_TOWN = 20_000  # inhabitants above which a name after "in" is taken for the town
_LONGEST_TOWN = 3  # words


def describe(names: Iterable[MentionDraft], lexicon: Lexicon) -> None:
    """A name is what the text itself calls it: "the village of X", "the X district", "X, a town in", "X, a militia"."""
    for mention in names:
        root = mention.span.root
        if mention.actor or mention.cls not in ("Person", "Organization", "Group", "Facility"):
            continue
        beside = (lexicon.nominals.get(lemma(t)) for t in root.children if t.dep_ == "appos" and t.pos_ == "NOUN")
        body = next((cls for cls in beside if cls is not None and is_a(cls, "Organization")), None)
        if body is not None and mention.cls in ("Person", "Group"):
            mention.cls = body
            continue
        nouns = [root.head] if root.dep_ in ("compound", "nmod") and root.head.i > root.i else []
        if root.dep_ == "pobj" and root.head.lower_ == "of":
            nouns.append(root.head.head)
        nouns += [t for t in root.children if t.dep_ == "appos" and t.pos_ == "NOUN"]
        if any(lexicon.nominals.get(lemma(n)) == "Place" and n.pos_ == "NOUN" for n in nouns):
            mention.cls = "Place"


def is_located(span: Span, places: Gazetteer, lexicon: Lexicon) -> bool:
    """Whether a name stands after "in" or "attack on" and the gazetteer knows it: a place, whatever the model says."""
    root, above = span.root, span.root.head
    inside = root.dep_ == "pobj" and above.lower_ in ("in", "near", "outside")
    inside = inside or (above.lower_ == "of" and above.head.lower_ in lexicon.sets["directions"])
    hit = root.dep_ == "pobj" and above.lower_ in ("on", "against") and lemma(above.head) in lexicon.nouns
    hit = hit or (root.dep_ == "dobj" and lemma(above) in lexicon.verbs)
    if not (inside or hit) or len(span) > _LONGEST_TOWN:
        return False
    return any(p.population >= _TOWN or not p.population for p in places.named(span.text))


def stands_for_state(seat: Span, lexicon: Lexicon) -> bool:
    """Whether a seat of government acts or is dealt with ("Washington said") instead of being where something is."""
    root = seat.root
    if root.dep_ in ("dobj", "nsubjpass") and root.head.lemma_.lower() in lexicon.verbs:
        return False  # what is bombed is the town
    if root.dep_ in _ACTING:
        return True
    if root.dep_ == "poss":
        return bool(root.head.pos_ == "NOUN") and root.head.lemma_ not in lexicon.sets["parts_of_towns"]
    if root.dep_ == "conj":
        first = root.head
        return bool(first.pos_ == "PROPN") and stands_for_state(first.doc[first.left_edge.i : first.i + 1], lexicon)
    if root.dep_ == "pobj":
        return _is_partner(root.head, lexicon)
    return str(seat.doc[seat.end : seat.end + 2].text).startswith(_BACKERS)


def _is_partner(preposition: Token, lexicon: Lexicon) -> bool:
    """ "With Tehran", "close to Tehran"; not "in Tehran"."""
    if preposition.lower_ in _LOCATIVE:
        return False
    if preposition.lower_ in _PARTNER:
        return True
    return preposition.lower_ in ("to", "on") and preposition.head.lemma_ in lexicon.sets["dealings"]


def filed_from(doc: Doc) -> str | None:
    """The country of the town that a report was filed from."""
    line = doc._.dateline
    return next((m.country for m in doc._.mentions if line is not None and m.country and line.holds(m.span)), None)


def spoken_countries(mentions: Iterable[MentionDraft]) -> Counter[str]:
    """How often an article's names speak of each country."""
    return Counter(m.country for m in mentions if m.country and m.kind == "name")
