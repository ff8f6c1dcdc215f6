"""What kind of thing an unknown name is of: person, organisation, place or people.

One article uses one name for one thing, so all its mentions are judged together: what the model calls them, what the
name itself says ("... Ministry"), and what stands around it ("in X", "X fighters", "commander X", "X, a town"). A
linear model weighs that evidence; `data/lexicon/kinds.yaml` has its weights and tells what they were learned from.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.drafts import MentionDraft
from kg.extract.mentions.calling import Calling
from kg.extract.text.syntax import children, lemma
from kg.extract.tokens import Span, Token
from kg.knowledge.gazetteer import Gazetteer
from kg.knowledge.kinds import Kinds
from kg.knowledge.lexicon import Lexicon, Words
from kg.knowledge.names import fold, same_spelling
from kg.vocab import is_a

_TOPS = ("Person", "Group", "Organization", "Place")
_LOCATING = frozenset(("in", "near", "at", "outside", "inside", "around"))
_OTHER = frozenset("from to of by with against on for between into toward towards across".split())
_AFTER_DATELINE = (",", "(", "-", "—", "–", "/")
_TOWN = 20_000
_COMMON, _RARE = 0.01, 0.003  # of a country's towns that end like a name


@dataclass(frozen=True, slots=True)
class KindEvidence:
    """Gathers what speaks for a name's kind."""

    lexicon: Lexicon
    places: Gazetteer
    speech: frozenset[str]

    def of(
        self, mentions: Sequence[MentionDraft], spoken: Mapping[str, int], families: frozenset[str]
    ) -> dict[str, float]:
        """Feature -> how much of it, for the mentions of one name."""
        found: dict[str, float] = defaultdict(float)
        for mention in mentions:
            for label in {t.ent_type_ for t in mention.span if t.ent_type_} or {"none"}:
                found[f"label={label}"] += 1 / len(mentions)
            found[f"told={top(mention.cls)}"] += 1 / len(mentions)
        for feature in {f for m in mentions for f in self._around(m)}:
            found[feature] = 1.0
        for feature in self._within(mentions[0].span, spoken, families):
            found[feature] = 1.0
        return found

    def _within(self, span: Span, spoken: Mapping[str, int], families: frozenset[str]) -> Iterator[str]:
        """What the name's own words say."""
        own = [t for t in span if not t.is_punct]
        yield f"words={min(len(own), 4)}"
        if len(own) == 1 and own[0].text.isupper() and len(own[0]) > 1:
            yield "acronym"
        for token in own:
            if cls := self._noun(token):
                yield f"{'ends' if token.i == own[-1].i else 'holds'}={cls}"
        if len(own) == 1 and fold(span.text) in families:
            yield "family"
        if any(t.lower_ in ("of", "for", "and") for t in own[1:]):
            yield "phrase"
        if fold(own[0].text if own else "") in ("al", "abu", "abdul", "abdel", "bin", "ibn"):
            yield f"begins={fold(own[0].text)}"
        found = self.places.named(span.text)
        if any(p.country in spoken for p in found):
            yield "town=here"
        elif any(p.population >= _TOWN or not p.population for p in found):
            yield "town=elsewhere"
        else:
            yield "town=none"
            share = self.places.endings(own[-1].text if own else "", spoken)
            yield "sounds=town" if share >= _COMMON else "sounds=rather town" if share >= _RARE else "sounds=none"

    def is_built(self, span: Span) -> bool:
        """Whether a name's first or last word is for what is built and houses no body of its own: "Hotel X"."""
        ends = [t for t in (span[0], span[-1]) if len(span) > 1 and t.text[:1].isupper()]
        nouns = {lemma(t) for t in ends} | {t.lower_ for t in ends}
        return any(self.lexicon.nominals.get(n) == "Facility" and n not in self.lexicon.sets["housed"] for n in nouns)

    def is_terrain(self, mentions: Sequence[MentionDraft]) -> bool:
        """Whether a name, which the model may take for a body's, ends with a word for land or water: "X Lake"."""
        last, lexicon = mentions[0].span[-1], self.lexicon
        noun = last.lower_ if len(mentions[0].span) > 1 and last.text.istitle() else ""
        area = noun in lexicon.sets["settlements"] or noun in lexicon.sets["areas"]
        return lexicon.nominals.get(noun) == "Place" and not area and any(m.cls != "Person" for m in mentions)

    def houses(self, span: Span) -> bool:
        """Whether a name's last word is for a building, be it with a body of its own: "Jaffna University"."""
        last = span[-1]
        return len(span) > 1 and bool(last.text.istitle()) and self.lexicon.nominals.get(last.lower_) == "Facility"

    def _noun(self, token: Token) -> str | None:
        """The kind that a common noun stands for; an exact class where that matters."""
        cls = self.lexicon.nominals.get(lemma(token)) or self.lexicon.nominals.get(token.lower_.rstrip("s"))
        if cls is None:
            return None
        if cls in ("Facility", "MediaOrganization", "ArmedGroup"):
            return cls
        return top(cls)

    def _around(self, mention: MentionDraft) -> Iterator[str]:
        """What stands around one mention."""
        span = mention.span
        before = span.doc[span.start - 1] if span.start > 0 and not span[0].is_sent_start else None
        after = span.doc[span.end] if span.end < len(span.doc) and not span.doc[span.end].is_sent_start else None
        if before is not None:
            yield from self._before(before)
        elif after is not None and after.text in _AFTER_DATELINE and span.text.isupper():
            yield "dateline"
        if after is not None:
            yield from self._after(after, span)
            if before is not None and before.text == "(" and after.text == ")":
                yield "brackets"
        yield from self._governed(span.root)
        yield from (f"is={cls}" for noun in _predicated(span.root) if (cls := self._noun(noun)))

    def _before(self, before: Token) -> Iterator[str]:
        """What goes before a name at once."""
        if before.lower_.rstrip(".") in self.lexicon.sets["honorifics"]:
            yield "title before" if before.text[:1].isupper() else "post before"
        elif before.pos_ == "NOUN" and (cls := self._noun(before)):
            yield f"noun before={cls}"
        if before.lower_ == "the":
            yield "the"
        if (word := _preposition(before)) is not None:
            yield f"word before={word}"

    def _governed(self, root: Token) -> Iterator[str]:
        """What a name depends on."""
        head = root.head
        if root.dep_ == "pobj":
            if (word := _preposition(head)) is not None:
                yield f"after={word}"
            if head.lower_ == "of" and (cls := self._noun(head.head)):
                yield f"of={cls}"
        elif root.dep_ in ("nsubj", "nsubjpass", "dobj"):
            yield f"{root.dep_}={self._verb(head)}"
        elif root.dep_ == "poss":
            yield "possessive"
        elif root.dep_ == "conj" and self._noun(head) is None and head.ent_type_:
            yield f"beside={head.ent_type_}"

    def _after(self, after: Token, span: Span) -> Iterator[str]:
        """What follows a name at once."""
        if after.i + 1 < len(after.doc) and after.text in (",", "in") and after.nbor().ent_type_ == "GPE":
            yield f"then={after.text} GPE"
        if after.text == "," and after.i + 1 < len(after.doc):
            following = after.nbor()
            if following.like_num and following.i + 1 < len(after.doc) and following.nbor().text in (",", "."):
                yield "aged"
        elif after.pos_ in ("NOUN", "PROPN") and (cls := self._noun(after)):
            number = "s" if after.tag_ in ("NNS", "NNPS") else ""
            yield f"noun after={cls}{number}"
        elif after.lower_ in ("'s", "’s"):
            yield "possessive"
        elif after.text == "-" and span.end + 1 < len(after.doc):
            yield f"hyphen={after.nbor().lower_}"

    def _verb(self, verb: Token) -> str:
        word = lemma(verb)
        return "say" if word in self.speech else "attack" if word in self.lexicon.verbs else "do"


def top(cls: str) -> str | None:
    """The kind that a class is of."""
    return next((kind for kind in _TOPS if is_a(cls, kind)), None)


def _preposition(word: Token) -> str | None:
    """A preposition that tells something of what follows; all that only locate are one."""
    return "in" if word.lower_ in _LOCATING else word.lower_ if word.lower_ in _OTHER else None


def _predicated(root: Token) -> Iterator[Token]:
    """Nouns that say what a name is: in apposition to it, or behind "is"."""
    yield from (t for t in children(root, "appos") if t.pos_ == "NOUN")
    if root.dep_ == "appos":
        yield root.head
    if root.head.lemma_ == "be" and root.dep_ == "nsubj":
        yield from children(root.head, "attr")


def spoken_of(mentions: Iterable[MentionDraft]) -> Counter[str]:
    """The countries that mentions of known names speak of."""
    return Counter(m.country for m in mentions if m.country)


def family_names(mentions: Iterable[MentionDraft]) -> frozenset[str]:
    """The last words of full names that the model takes for persons."""
    return frozenset(fold(m.span[-1].text) for m in mentions if m.cls == "Person" and len(m.span) > 1)


def settle(names: Sequence[MentionDraft], evidence: KindEvidence, kinds: Kinds, calling: Calling) -> None:
    """Give all mentions of one unknown name the kind that the text calls it, else that the evidence speaks for."""
    spoken, families = spoken_of(names), family_names(names)
    groups = defaultdict[str, list[MentionDraft]](list)
    for mention in names:
        people = mention.kind == "nominal" and mention.head.ent_type_ != "NORP"
        if mention.actor is None and mention.country is None and not people:  # "the Turks" are known
            groups[_bare(mention.span, evidence.lexicon.sets["settlements"])].append(mention)
    for mentions in _by_sound(groups):
        built = evidence.is_built(mentions[0].span) and any(m.cls != "Person" for m in mentions)  # "Robert Hall"
        called = {cls for m in mentions if (cls := calling.of(m)) is not None}
        told = called.pop() if len(called) == 1 else None
        kind = "Place" if built or evidence.is_terrain(mentions) else top(told) if told else None
        kind = kind or kinds.best(evidence.of(mentions, spoken, families))
        for mention in mentions:
            if told is not None and told != kind and not is_a(mention.cls, told):
                mention.cls = told
            _become(mention, kind, mentions)
            if mention.cls == "Place" and (built or evidence.houses(mention.span)):
                mention.cls = "Facility"


def _by_sound(groups: Mapping[str, list[MentionDraft]]) -> list[list[MentionDraft]]:
    """The mentions of each name, with those that only spell it otherwise behind them."""
    found: dict[str, list[MentionDraft]] = {}
    for name, mentions in sorted(groups.items(), key=lambda group: -len(group[1])):
        key = next((known for known in found if same_spelling(known, name)), name)
        found.setdefault(key, []).extend(mentions)
    return [*found.values()]


def _bare(span: Span, settlements: Words) -> str:
    """A name without "village" behind it."""
    last = span[-1].lower_
    return fold(span[:-1].text if len(span) > 1 and span[-1].text.islower() and last in settlements else span.text)


def _become(mention: MentionDraft, kind: str, alike: Sequence[MentionDraft]) -> None:
    """Let a mention be of a kind; a class below it that its own or another mention's words gave is kept."""
    if is_a(mention.cls, kind) and mention.cls != kind:
        return
    finer = Counter(m.cls for m in alike if is_a(m.cls, kind) and m.cls != kind)
    mention.cls = min(finer, key=lambda cls: (-finer[cls], cls)) if finer else kind
    if kind != "Group" and mention.kind == "nominal":
        mention.kind, mention.adjective, mention.plural = "name", False, False
