"""What a title of state makes of its holder: a premier leads the state, a minister a ministry, an envoy serves it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.drafts import EntityDraft, MentionDraft
from kg.extract.mentions.places import filed_from, spoken_countries
from kg.extract.mentions.portfolios import Portfolios
from kg.extract.participants import Fillers
from kg.extract.relations.owners import Owner
from kg.extract.relations.seniority import has_field, is_one_of_many, nouns_before
from kg.extract.relations.state_bodies import office_entity
from kg.extract.relations.titles import Title
from kg.extract.text.syntax import after, children, lemma
from kg.extract.tokens import Doc, Span, Token
from kg.knowledge.actors import ActorList
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

Post = tuple[str, EntityDraft]
"""The property and the body."""

_MOST, _ALL_BUT = 0.5, 0.75  # of the mentions of countries, for an article to be about one
_OFTEN = 3  # mentions, for its president to need no name of the country
_LEAD = 2  # times as many as of the next


class Offices:
    """Knows titles of state."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._actors = actors
        self._premiers = lexicon.words("relations", "heads_of_government")
        self._implicit = self._premiers | lexicon.words("relations", "implicit_titles")
        self._rulers = lexicon.words("relations", "heads_of_state")
        self._officials = lexicon.words("relations", "officials")
        self._official = lexicon.words("relations", "official_words")
        self._of_states = lexicon.words("relations", "titles_of_states")
        self._of_the_state = lexicon.words("relations", "of_the_state")
        self._stateless = lexicon.words("relations", "stateless")
        self._ministers = lexicon.words("relations", "ministers")
        self._service_chiefs: dict[str, str] = lexicon.relations["service_chiefs"]
        self._only_one: dict[str, str] = lexicon.relations["offices_of_one"]
        self._junior = lexicon.words("relations", "junior")
        self._wholes = lexicon.words("relations", "wholes")
        self._bodies = lexicon.bodies
        self._ranks = lexicon.words("relations", "military_ranks") | {"general"}
        self._ministries: dict[str, str] = lexicon.relations["ministries"]
        self._departments = lexicon.words("relations", "departments")
        self._portfolios = Portfolios(lexicon)

    def posts(self, title: Title, owner: Owner) -> Iterator[Post]:
        """What a position makes of its holder, given whose it is."""
        body = owner.entity
        if body.cls == "State":
            yield from self.of_state(title, body, owner.between)
        elif title.relation == "leads" and (
            not owner.whole
            or self._is_department(owner.between)
            or has_field(title, owner)
            or (owner.at.i > title.noun.i and self._is_department(nouns_before(title)))
        ):
            yield "memberOf", body
        else:
            yield title.relation, body

    def of_state(self, title: Title, state: EntityDraft, between: Sequence[Token]) -> Iterator[Post]:
        """What a position in a state makes of its holder, given the words between the two."""
        doc, ministry = title.noun.doc, self._portfolios.ministry(title.noun)
        portfolio = self._portfolios.words_of(title.noun)
        own = [t for t in children(title.noun, "compound", "amod") if t.i < title.start]
        between = [*between, *(t for t in own if t.pos_ in ("NOUN", "ADJ") and t.dep_ == "compound")]
        own_office = title.words in self._of_states and not any(lemma(t) in self._stateless for t in between)
        if not own_office and not all(t.i in portfolio or t.text == "-" or t.lower_ in self._official for t in between):
            return  # "the Syrian opposition leader" leads no state; a commissioner of whatever serves it
        if title.words in self._rulers | self._premiers and not portfolio:
            yield "leads", state
            if title.words in self._premiers and state.country:
                yield from (("leads", g) for g in self._named(state.country, "government", doc))
        elif ministry is not None or title.words in self._officials or portfolio:
            yield "memberOf", state
            relation = "memberOf" if self._is_junior(title) else "leads"
            if ministry is not None and state.country:
                yield from ((relation, each) for each in self._named(state.country, ministry, doc))
            service = self._service_chiefs.get(title.words) if ministry is None else None
            office = self._actors.body(state.country, service) if service and state.country else None
            if office is not None:
                yield relation, office_entity(title.noun, office)
        elif title.relation == "spokespersonFor":
            yield "spokespersonFor", self._service(state, between, title.noun) or state

    def _is_junior(self, title: Title) -> bool:
        """ "Deputy Secretary of State": who stands below the one that leads a ministry."""
        first = min(*self._portfolios.words_of(title.noun), title.start, title.noun.i)
        before = title.noun.doc[first - 1].lower_ if first > title.noun.sent.start else ""
        return before in self._junior or title.words.split()[0] in self._junior

    def _service(self, state: EntityDraft, between: Sequence[Token], noun: Token) -> EntityDraft | None:
        """The service of a state that words before a title name: "Xland's chief MILITARY spokesman"."""
        kind = next((k for t in between if (k := self._bodies.get(t.lower_)) is not None), None)
        if kind == "government" and state.country:
            return next(self._named(state.country, kind, noun.doc), None)
        body = self._actors.body(state.country, kind) if kind and state.country else None
        return office_entity(noun, body) if body is not None else None

    def _is_department(self, between: Sequence[Token]) -> bool:
        """Whether words between a body and a position name a part or a region of the body: "the UN's Africa chief"."""
        named = (t for t in between if t.tag_ in ("NN", "NNS") or t.ent_type_ in ("GPE", "LOC"))
        return any(lemma(t) not in self._wholes for t in named)

    def _named(self, country: str, kind: str, doc: Doc) -> Iterator[EntityDraft]:
        """A state's body, where the article names it: "the government" of whichever state is no name."""
        actor = self._actors.body(country, kind)
        if actor is not None:
            yield from (e for e in doc._.entities if e.actor == actor.id and e.names)

    def above(self, title: Title) -> EntityDraft | None:
        """ "The secretary-general's special representative": what the one leads whose envoy somebody is."""
        for token in children(title.noun, "poss"):
            words = token.doc[token.left_edge.i : token.i + 1].text.lower().removeprefix("the ")
            office = self._actors.get(self._only_one.get(words, ""))
            if office is not None:
                return office_entity(title.noun, office, token.doc[token.left_edge.i : token.i + 1])
        return None

    def is_implicit(self, title: Title) -> bool:
        """Whether a title is one of some state even where the text does not say of which."""
        return (
            title.words in self._implicit
            or self.name(title) in self._only_one
            or (title.words in self._ministers and bool(self._portfolios.words_of(title.noun)))
            or self._body_before(title) is not None
            or self._is_of_the_state(title)
        )

    def _is_of_the_state(self, title: Title) -> bool:
        """Whether the word before a title tells that it is the state's: "presidential aide"."""
        doc, before = title.noun.doc, title.start - 1
        if before > title.noun.sent.start and doc[before].tag_ == "POS":  # "the president's spokesman"
            return doc[before - 1].lower_ in self._rulers or doc[before - 2 : before].text.lower() in self._premiers
        return before >= title.noun.sent.start and doc[before].lower_ in self._of_the_state

    def name(self, title: Title) -> str:
        """A title with its portfolio, in lower case: "secretary of state", "foreign minister"."""
        words = [*self._portfolios.words_of(title.noun), title.start, title.end - 1]
        return str(title.noun.doc[min(words) : max(words) + 1].text.lower())

    def _body_before(self, title: Title) -> tuple[str, Span] | None:
        """The kind of body that stands before a title: "army spokesman", "defence ministry spokesman"."""
        doc, at = title.noun.doc, title.start - 1
        if title.words in self._service_chiefs:
            return self._service_chiefs[title.words], doc[title.start : title.end]
        if title.words == "chief of staff" and self._is_soldiers(title):
            return "military", doc[title.start : title.end]
        if at < title.noun.sent.start or doc[at].pos_ not in ("NOUN", "PROPN", "ADJ"):
            return None
        if at > title.noun.sent.start and (kind := self._bodies.get(doc[at - 1 : at + 1].text.lower())) is not None:
            return kind, doc[at - 1 : at + 1]  # "air force commander"
        if doc[at].lower_ in self._departments and at > title.noun.sent.start:
            for start in (at - 2, at - 1):
                kind = self._ministries.get(doc[start:at].text.lower()) if start >= title.noun.sent.start else None
                if kind is not None:
                    return kind, doc[start : at + 1]
        kind = self._bodies.get(doc[at].lower_)
        return (kind, doc[at : at + 1]) if kind is not None else None

    def may_be(self, title: Title, body: EntityDraft) -> bool:
        """Whether a body is of the kind that a title tells: no ministry has a "POLICE spokesman"."""
        before = self._body_before(title)
        if before is None:
            return True
        own = {before[1].text.lower(), before[0]}
        return any(word in name.lower() for name in body.names for word in own) or (
            body.cls == "MilitaryForce" and "military" in own
        )

    def _is_soldiers(self, title: Title) -> bool:
        """Whether a rank follows: "the chief of staff, General X", and not that of a president's office."""
        following = title.noun.doc[title.end : title.end + 3]
        return any(t.lower_.rstrip(".") in self._ranks for t in following)

    def implied(self, title: Title, person: EntityDraft, said: dict[str, str]) -> Iterator[Post]:
        """The posts of "Prime Minister X" or "army spokesman X" where the text does not say of which state.

        Args:
            title: the position.
            person: the actor list may know the country.
            said: the country that the article gives elsewhere for the same title, or for the person.
        """
        only = self._actors.get(self._only_one.get(self.name(title), "")) if not after(title.noun, ("of",)) else None
        if only is not None and only.cls != "State":
            yield title.relation, office_entity(title.noun, only)
            return
        alone = only.country if only is not None else None
        if title.words in self._rulers and any(t.ent_type_ in ("GPE", "LOC") for t in after(title.noun, ("of",))):
            return  # the president of a region that is no state
        country = self.country(person) or said.get(person.label) or self._fronted(title) or alone
        if title.words not in self._rulers:
            country = country or said.get(self.name(title)) or self._about(title.noun)
        elif not after(title.noun, ("of",)):  # presidents of other countries have their say as well
            country = country or self._about(title.noun, least=_ALL_BUT, alone=True)
        state = self._actors.state(country) if country else None
        if country is None or state is None:
            return
        before = self._body_before(title)
        if before is not None:
            body = self._actors.body(country, before[0])
            if before[0] == "government" and not [*self._named(country, "government", title.noun.doc)]:
                body = state  # a government spokesman speaks for the state where no government is named
            if body is not None:
                relation = (
                    "memberOf" if title.relation == "leads" and is_one_of_many(title, self._junior) else title.relation
                )
                yield relation, office_entity(title.noun, body, before[1])
        elif title.relation != "spokespersonFor" or self._is_of_the_state(title):
            yield from self.of_state(title, office_entity(title.noun, state), ())

    def governing(self, noun: Token, fillers: Fillers) -> Iterator[tuple[EntityDraft, EntityDraft]]:
        """ "The Xland government of President Y", "Xland's regime of Y": who leads which state."""
        if noun.pos_ != "NOUN" or self._bodies.get(lemma(noun)) != "government":
            return
        mention = fillers.mention(noun)
        state = self._actors.state(mention.country) if mention is not None and mention.country else None
        if state is None or any(t.pos_ in ("ADJ", "NOUN") and fillers.mention(t) is None for t in noun.lefts):
            return  # "the former government of X"
        for token in after(noun, ("of",)):
            person = fillers.entity(token, make=False)
            if person is not None and person.cls == "Person" and person.names:
                yield person, office_entity(noun, state)

    def country(self, person: EntityDraft) -> str | None:
        """Whose citizen the actor list says that a person is."""
        known = self._actors.get(person.actor) if person.actor else None
        return known.country if known else None

    def is_foreign(self, person: EntityDraft, body: EntityDraft) -> bool:
        """Whether a title stands beside another state's name by accident ("Iraq's capital, where President X ...")."""
        home = self.country(person)
        state = body.cls == "State" or is_a(body.cls, "StateBody")
        return bool(home and body.country and body.country != home and state)

    @staticmethod
    def _fronted(title: Title) -> str | None:
        """ "In Canada, Prime Minister X ...": the country that a sentence begins with."""
        sent = title.noun.sent
        if len(sent) < 3 or sent[0].lower_ != "in":
            return None
        found = (m for m in doc_names(title.noun.doc) if m.span.start == sent.start + 1)
        return next((m.country for m in found), None)

    @staticmethod
    def _about(noun: Token, *, least: float = _MOST, alone: bool = False) -> str | None:
        """The one country that an article is about; less so where the sentence speaks of another one's.

        Args:
            noun: whose sentence it is.
            least: its share of the mentions of countries.
            alone: whether the sentence must name no other.
        """
        spoken = spoken_countries(noun.doc._.mentions)
        (country, times), (_, next_times) = [*spoken.most_common(2), ("", 0), ("", 0)][:2]
        beside = (m.country for m in noun.doc._.mentions if m.country and m.head.sent.start == noun.sent.start)
        near = {*beside}
        if (
            len(near) == 1 and near == {filed_from(noun.doc)} and not alone
        ):  # of where it was filed, as all of the sentence
            return filed_from(noun.doc)
        own = all(c == country for c in near)
        most = least if own else _ALL_BUT
        if alone and not (own and times >= _OFTEN):
            return None
        return country if country and times >= most * spoken.total() and times >= _LEAD * next_times else None


def doc_names(doc: Doc) -> Iterator[MentionDraft]:
    """Mentions by name."""
    return (m for m in doc._.mentions if m.kind == "name")
