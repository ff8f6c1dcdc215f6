"""From a token in an argument's place to who or what it stands for."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.drafts import EntityDraft, MentionDraft, adopt, mention_at
from kg.extract.text.beside import name_head, opens_clause
from kg.extract.text.numbers import count_of, is_vague
from kg.extract.text.syntax import PARTICLES, SUBJECTS, after, antecedent, children, conjuncts, lemma, possessors
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

ACTORS = ("Person", "Group", "Organization", "State")
_OBJECTS = ("dobj", "pobj", "attr")
_NAMING = ("call", "name", "know", "dub", "style")


class Fillers:
    """Looks up the entity behind a token of a document; makes an unnamed one where the lexicon knows the noun."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc, self._lexicon = doc, lexicon
        self._possession = lexicon.words("relations", "possession")
        self._strangers = lexicon.words("relations", "strangers")
        self._stateless = lexicon.words("relations", "stateless")
        self._at = mention_at(doc)

    def mention(self, token: Token) -> MentionDraft | None:
        """The mention that a token (or the antecedent of a relative pronoun) belongs to."""
        return self._at.get(antecedent(token).i)

    def entity(self, token: Token, make: bool = True) -> EntityDraft | None:
        """Who a token stands for; bare numerals ("two were killed") and "people" are groups."""
        token = antecedent(token)
        mention = self._at.get(token.i)
        if mention is not None:
            entity = mention.entity
            if entity is not None and not entity.names and token.lemma_.lower() in self._lexicon.sets["collectives"]:
                inner = next((e for t in after(token, ("of",)) if (e := self.entity(t, make=False)) is not None), None)
                if inner is not None and inner.names and is_a(inner.cls, "Organization"):
                    return inner
            if entity is not None and not entity.names and is_a(entity.cls, "Organization"):
                return self._in_apposition(token) or entity
            return entity
        named = self._in_apposition(token)
        if named is not None:
            return named
        if not make:
            return None
        if (token.pos_ == "NUM" or is_vague(token)) and token.ent_type_ not in ("DATE", "TIME", "PERCENT", "MONEY"):
            return self._make(self.doc[token.i : token.i + 1], token, "Group")
        return None

    def somebody(self, noun: Token) -> EntityDraft | None:
        """Those killed or taken are people, whatever they are called: "40 schoolgirls", "a mayor and a cellist"."""
        beside = self._at.get(noun.head.i) if noun.dep_ == "conj" else None
        person = beside is not None and beside.entity is not None and beside.entity.cls in ("Person", "Group")
        if noun.pos_ != "NOUN" or lemma(noun) in self._lexicon.sets["animals"]:
            return None
        if count_of(noun) is None and not (person and any(children(noun, "det"))):
            return None
        start = next((t.i for t in self.doc[noun.left_edge.i : noun.i + 1] if t.lower_ not in PARTICLES), noun.i)
        span = self.doc[start : noun.i + 1]  # "shot dead nine passengers"
        return self._make(span, noun, "Person" if noun.tag_ == "NN" else "Group")

    def fighters(self, token: Token) -> EntityDraft:
        """Those whom a word before a trigger stands for: "a rebel attack"."""
        return self.entity(token, make=False) or self._make(self.doc[token.i : token.i + 1], token, "Group")

    def is_people(self, token: Token) -> bool:
        """Whether a word stands for people: by its name, or because the lexicon knows the noun."""
        entity = self.entity(token, make=False)
        if entity is not None:
            return entity.cls in ("Person", "Group")
        return self._lexicon.nominals.get(lemma(token)) == "Person" or self.somebody(token) is not None

    def is_stateless(self, noun: Token) -> bool:
        """Whether a noun stands for people who are no state's, whatever land they are of: "a Congolese rebel group"."""
        words = (noun, *children(noun, "amod", "compound", "nmod"))
        return any(lemma(t) in self._stateless for t in words)

    def _in_apposition(self, token: Token) -> EntityDraft | None:
        """Who "one of its members, X", "the number two of Y, X" or "its branch, Z" comes to."""
        for naming in children(token, "acl"):  # "a group calling itself X"
            for name in children(naming, "oprd", "attr", "dobj") if naming.lemma_ in _NAMING else ():
                mention = self._at.get(name.i)
                if mention is not None and mention.entity is not None and mention.entity.names:
                    return mention.entity
        above = self._at.get(token.head.i) if token.dep_ == "appos" and token.i > token.head.i else None
        person = above is not None and above.cls == "Person" and above.kind == "name" and token.pos_ == "NOUN"
        if person and above is not None and above.entity is not None:
            return above.entity  # "X, the group's Middle East DIRECTOR, who"
        kin = lemma(token) in self._strangers  # "the family of X, the mayor" is not X
        of = [] if kin else after(token, ("of",))
        parts = [token, *of, *(t for n in children(token, "nummod") for t in after(n, ("of",)))]
        for part in parts:
            following = [name_head(part.nbor(2))] if part.i + 2 < part.sent.end and part.nbor(1).text == "," else []
            beside_it = [*children(part, "appos"), *following]
            beside_it = [b for b in beside_it if not opens_clause(part, b) and not _speaks_of(b, part)]
            for beside in [*beside_it, *(t for b in beside_it for t in children(b, "appos"))]:  # "the group X" of it
                mention = self._at.get(beside.i)
                if (
                    mention is not None
                    and mention.entity is not None
                    and (mention.entity.cls == "Person" or is_a(mention.entity.cls, "Organization"))
                    and mention.entity.names
                ):
                    return mention.entity
        return None

    def span(self, token: Token) -> Span:
        """The words of an argument: its mention, or the token alone."""
        mention = self.mention(token)
        return mention.span if mention is not None else self.doc[token.i : token.i + 1]

    def words(self, source: Token) -> str:
        """What a source is called where it is quoted: its name, or "a security official", "the office of the mayor"."""
        entity = self.entity(source, make=False)
        if entity is not None and source.pos_ == "PRON":
            return entity.label
        span = self.span(source)
        if entity is not None and entity.names and (len(span) > 1 or source.pos_ == "PROPN"):
            return str(span.text)
        end = next((t.i for t in after(source, ("of",)) if t.i > source.i), source.i)
        before: str = self.doc[source.left_edge.i : source.i].text_with_ws
        return before.rpartition(", ")[2] + str(self.doc[source.i : end + 1].text)

    def _make(self, span: Span, head: Token, cls: str) -> EntityDraft:
        mention = MentionDraft(span, head, "nominal", cls, plural=cls == "Group")
        mention.entity = EntityDraft(cls, [mention])
        adopt(self.doc, mention.entity)
        self._at[head.i] = mention
        return mention.entity

    def actors(self, token: Token) -> Iterator[tuple[EntityDraft, Token]]:
        """Who can act among a token and its conjuncts; "members of X" and "the X of Y" stay themselves.

        Of "an alliance of X with Y" it is both; of "the two men, X and Y", the men and each of them.
        """
        for each in [t for c in conjuncts(token) for t in (*(self._allied(c) or [c]), *self._named_one_by_one(c))]:
            entity = self.entity(each)
            if entity is not None and any(is_a(entity.cls, top) for top in ACTORS):
                yield entity, each

    def _allied(self, token: Token) -> list[Token]:
        if lemma(token) not in self._lexicon.sets["collectives"]:
            return []
        beside = [
            *after(token, ("of", "with", "between")),
            *(after(token.head, ("with",)) if token.dep_ == "dobj" else ()),
        ]
        found = [t for t in beside if (e := self.entity(t, make=False)) and e.names]
        return found if len(found) > 1 else []

    def _named_one_by_one(self, token: Token) -> list[Token]:
        mention = self._at.get(token.i)
        if mention is None or mention.entity is None or mention.entity.names or not mention.plural:
            return []
        listed = [t for a in children(token, "appos") for c in conjuncts(a) for t in (c, *children(c, "appos"))]
        known = [(t, m.entity) for t in listed if (m := self._at.get(t.i)) is not None and m.kind == "name"]
        return [t for t, entity in known if entity is not None and entity.cls == "Person"]

    def affiliations(self, token: Token, seen: frozenset[int] = frozenset()) -> Iterator[tuple[EntityDraft, Token]]:
        """Whose people or things they are: "members of X", "X's headquarters", "X fighters", "bases housing X".

        `seen` are the nouns that led here: a relative pronoun may lead back to one of them ("men, one of whom owned").
        """
        token = antecedent(token)
        if token.i in seen:
            return
        beside = [*after(token, ("of", "from", "belonging")), *possessors(token)]
        beside += [t for t in children(token, "compound", "nmod", "amod") if self.mention(t) is not None]
        for clause in children(token, "acl", "relcl"):
            if clause.lemma_ in self._possession:
                beside += [t for o in children(clause, "dobj") for t in conjuncts(o)] + after(clause, ("to", "by"))
        for other in beside:
            for each in conjuncts(other):
                mention = self.mention(each)
                if mention is None or mention.entity is None:
                    continue
                entity = mention.entity
                if is_a(entity.cls, "Organization") and (entity.names or entity.actor):
                    yield entity, each
                elif (
                    is_a(entity.cls, "Organization")
                    or (is_a(entity.cls, "Place") and not entity.names)
                    or entity.cls == "Group"
                ):
                    yield from self.affiliations(each, seen | {token.i})
                    if is_a(entity.cls, "Organization"):
                        yield from self._larger(each)

    def _larger(self, body: Token) -> Iterator[tuple[EntityDraft, Token]]:
        """What an unnamed organisation is said to be part of: "a group integrated into X"."""
        for verb in children(body, "acl", "relcl"):
            for token in after(verb, ("into", "with", "to", "of")):
                larger = self.entity(token, make=False)
                if larger is not None and larger.names and is_a(larger.cls, "Organization"):
                    yield larger, token

    def places(self, token: Token, seen: frozenset[int] = frozenset()) -> Iterator[tuple[EntityDraft, Token]]:
        """Places behind a locative's object: itself if it is one, else what it is a part of ("suburbs of X").

        Args:
            token: the object.
            seen: where the tokens stand that led here, as for `affiliations`.
        """
        if token.i in seen:
            return
        seen |= {token.i}
        for each in conjuncts(token):
            entity = self.entity(each)
            owned = () if lemma(each) in self._lexicon.sets["legations"] else (*after(each, ("of",)), *possessors(each))
            inner = [t for t in (*owned, *after(each, ("in", "near", "at", "on"))) if self.entity(t) is not None]
            if entity is not None and (is_a(entity.cls, "Place") or entity.cls == "State"):
                named = bool(entity.names)
                if named:
                    yield entity, each
                for t in inner:
                    yield from self.places(t, seen)
                for t in (t for t in each.doc[each.left_edge.i : each.i] if t.dep_ in ("compound", "nmod")):
                    beside = self.mention(t)
                    of_town = not named or entity.within  # "Goma airport"
                    if of_town and beside is not None and beside.entity is not None and beside.cls == "Place":
                        yield beside.entity, t
                if not named and not inner:
                    yield entity, each
            elif entity is None:
                for t in inner:
                    yield from self.places(t, seen)
                if lemma(each) in self._lexicon.sets["settlements"]:  # "in Falam TOWNSHIP"
                    named_by = [m for t in children(each, "compound", "nmod") if (m := self.mention(t)) is not None]
                    yield from ((m.entity, m.head) for m in named_by if m.entity is not None and m.cls == "Place")
        for t in children(token, "appos"):
            yield from self.places(t, seen)


def _speaks_of(speaker: Token, told: Token) -> bool:
    """Whether the words behind a comma are the subject of what governs those before: "wounding 31, the mayor said"."""
    above = speaker.head
    return speaker.dep_ in SUBJECTS and told.dep_ in _OBJECTS and above != told.head and above.is_ancestor(told)
