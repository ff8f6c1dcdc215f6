"""Which state's body a word means: "the army", "troops", "government forces" of an article about one country."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.drafts import MentionDraft
from kg.extract.mentions.places import filed_from, spoken_countries
from kg.extract.text.syntax import after, children, lemma, subjects
from kg.extract.tokens import Doc, Token
from kg.knowledge.actors import Actor, ActorList
from kg.knowledge.lexicon import Lexicon

_MOST = 0.6  # of the mentions of countries, for an article to be about one
_ALL_BUT = 0.75  # of them, for its bare "troops" to be that country's
_LEAD = 2  # mentions more than of the next country
_BESIDE = ("punct", "relcl", "appos", "cc", "conj", "case")


class Bodies:
    """Finds the bodies of states that are named by what they are."""

    def __init__(self, actors: ActorList, lexicon: Lexicon) -> None:
        self._actors, self._lexicon = actors, lexicon
        self._ranks = lexicon.words("events", "ranks")
        self._own, self._abroad = lexicon.sets["own_forces"], lexicon.sets["abroad"]
        self._officials = lexicon.sets["officials"]
        self._departments = lexicon.words("relations", "departments")
        self._ministries: dict[str, str] = lexicon.relations["ministries"]

    def body(self, nominal: MentionDraft, doc: Doc) -> Actor | None:
        """ "The army" of an article about one country: the army that it names, else that of the country."""
        noun = nominal.head
        kind = self._lexicon.bodies.get(noun.lower_)
        beside = [t for t in noun.children if t.dep_ not in _BESIDE]
        seat = self._seat(noun, doc) if kind == "government" else None
        if seat is not None:
            return self._actors.body(seat, "government")
        if kind is None and lemma(noun) in self._departments and not nominal.plural:
            return self._ministry(nominal, doc)
        if kind is not None and nominal.country and not nominal.plural and self._is_whole(beside, nominal):
            return self._actors.body(nominal.country, kind)
        owner = next((t for t in beside if t.dep_ == "poss"), None)
        if owner is not None and nominal.country and noun.lower_ == "forces":  # "Xland's security forces"
            rest = [t.lower_ for t in beside if t.dep_ not in ("poss", "det")]
            return self._actors.body(nominal.country, "security-forces") if rest == ["security"] else None
        words = [t.lower_ for t in beside if t.dep_ != "det" or t.lower_ != "the"]
        if kind is None or words:
            return self._forces(noun, words, doc)
        sends = noun.dep_ in ("compound", "amod", "nmod")  # "army helicopters"
        if not sends and not any(t.lower_ == "the" for t in beside) and (kind != "police" or noun.dep_ != "nsubj"):
            return None  # "Police shot two men" needs no article
        bodies = self._named(kind, doc)
        if bodies:
            return bodies[0] if len(bodies) == 1 else None
        country = self.state(doc)
        if country is None or not (_is_named(country, doc) or any(t.lower_ == "the" for t in beside)):
            return None
        return self._actors.body(country, kind)

    def _seat(self, noun: Token, doc: Doc) -> str | None:
        """The country of "the government in Khartoum"."""
        spots = after(noun, ("in",))
        if not spots:
            return None
        at = {m.head.i: m for m in doc._.mentions if m.kind == "name" and m.country}
        towns = (at[t.i] for t in spots if t.i in at)
        town = next(towns, None)
        state = self._actors.state(town.country) if town is not None and town.country else None
        named = state is not None and town is not None and town.span.text in (*state.metonyms, state.name)
        return state.country if state is not None and named else None

    def is_titled(self, nominal: MentionDraft) -> bool:
        """Whether a nominal is as good as a name: "the health ministry"."""
        return len(nominal.span) > 1 and lemma(nominal.head) in self._departments

    def _ministry(self, nominal: MentionDraft, doc: Doc) -> Actor | None:
        """ "The health ministry", "the ministry of health" of an article about one country, or of one that it names."""
        noun = nominal.head
        field = [t.text for t in children(noun, "compound", "amod")] or [
            t.text for o in after(noun, ("of",)) for t in (*children(o, "compound", "amod"), o)
        ]
        kind = self._ministries.get(" ".join(field).lower())
        if kind is None:
            return None
        bodies = self._named(kind, doc)
        if bodies or nominal.country:
            return bodies[0] if len(bodies) == 1 else None
        country, filed = self.state(doc), filed_from(doc)
        if filed is not None and country not in (None, filed):
            return None
        country = country or filed
        return self._actors.body(country, kind) if country and _is_named(country, doc) else None

    def _forces(self, noun: Token, words: Sequence[str], doc: Doc) -> Actor | None:
        """ "Government troops", and bare "troops" that do something where only one state has any."""
        if noun.tag_ not in ("NNS", "NNPS") or lemma(noun) not in self._own:
            return None
        bare = not words
        if (not bare and words not in (["government"], ["security"])) or (bare and noun.dep_ != "nsubj"):
            return None
        if bare and lemma(noun) not in self._ranks - {"force"}:
            return None
        country = self.state(doc, _ALL_BUT if bare else _MOST)
        if (
            country is None
            or not _is_named(country, doc)
            or self._foreign(doc, country)
            or (bare and self._told_by_state(noun))
        ):
            return None
        kind = "security-forces" if words == ["security"] else "military"
        return self._actors.body(country, kind)

    def _told_by_state(self, noun: Token) -> bool:
        """Whether a state tells it ("Xland said that troops shelled the town"): then they may be its enemy's."""
        at = {m.head.i for m in noun.doc._.mentions if m.country and m.kind == "name"}
        above = [t for t in noun.ancestors if t.pos_ == "VERB"][1:]
        tellers = [t for verb in above for t in subjects(verb)]
        return any(t.i in at or (self._is_official(t) and any(c.i in at for c in t.children)) for t in tellers)

    def _is_official(self, teller: Token) -> bool:
        bodies = ("StateBody", "MilitaryForce")
        return lemma(teller) in self._officials or self._lexicon.nominals.get(lemma(teller)) in bodies

    def _named(self, kind: str, doc: Doc) -> list[Actor]:
        """The bodies of a kind that an article names."""
        named = {m.actor for m in doc._.mentions if m.actor and m.kind == "name"}
        return [a for a in (self._actors.get(n) for n in sorted(named)) if a is not None and a.body == kind]

    def _is_whole(self, beside: Sequence[Token], nominal: MentionDraft) -> bool:
        """Whether the words beside a body's noun leave it the state's: "X's UN-backed government"."""
        owners = [t for t in beside if t.dep_ == "poss"]
        rest = [t for t in beside if t.dep_ not in ("poss", "det", "case", "prep")]
        if len(owners) != 1 or any(t.lower_ not in self._lexicon.sets["still_the_state"] for t in rest):
            return False
        backers = [t for word in rest for t in word.lefts if t.text != "-" and t.dep_ != "advmod"]
        return all(t.text[:1].isupper() for t in backers) and nominal.head.tag_ not in ("NNS", "NNPS")

    @staticmethod
    def state(doc: Doc, share: float = _MOST) -> str | None:
        """The country that an article is about, if it is about one."""
        spoken = spoken_countries(doc._.mentions)
        (country, times), (_, next_times) = [*spoken.most_common(2), ("", 0), ("", 0)][:2]
        leads = not next_times or times - next_times >= _LEAD
        return country if leads and times and times >= share * spoken.total() else None

    def titled(self, name: str, country: str) -> Actor | None:
        """A state's body by the name that it goes by at home ("Interior Ministry")."""
        state = self._actors.state(country)
        known = (self._actors.named(f"{word} {name}") for word in (*state.demonyms, state.name)) if state else ()
        return next((actor for actor in known if actor is not None and actor.body and actor.country == country), None)

    def _foreign(self, doc: Doc, country: str) -> bool:
        """Whether an article speaks of armed forces that are not that country's."""
        at = {m.head.i: m.country for m in doc._.mentions if m.country and m.kind == "name"}
        for mention in doc._.mentions:
            if mention.cls == "MilitaryForce" and mention.country not in (None, country):
                return True
            if (mention.cls == "Coalition" and mention.kind == "name") or lemma(mention.head) in self._abroad:
                return True
            if lemma(mention.head) in self._own:  # "soldiers from Xland", "Ylandish forces"
                owners = (*after(mention.head, ("from", "of")), *children(mention.head, "compound", "amod", "poss"))
                if any(at.get(t.i, country) != country or (t.i not in at and t.text[:1].isupper()) for t in owners):
                    return True
        return False


def _is_named(country: str, doc: Doc) -> bool:
    """Whether an article speaks of the state itself, not of its towns alone."""
    return any(m.cls == "State" and m.country == country for m in doc._.mentions)
