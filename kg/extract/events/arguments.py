"""Filling an event's roles: who or what a token in an argument's place is, and which role it is fit for."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.drafts import Argument, EntityDraft, Frame, sharper
from kg.extract.events.attachment import between, is_of_himself, said_to_be
from kg.extract.events.behests import Behests
from kg.extract.events.bombs import is_laden
from kg.extract.events.casualties import counted_in_total, names_beside, said_of, told_of
from kg.extract.events.doers import Doers
from kg.extract.events.origins import Origins
from kg.extract.events.outcomes import is_event
from kg.extract.events.ranks import Ranks
from kg.extract.participants import ACTORS, Fillers
from kg.extract.text.syntax import (
    AROUND,
    after,
    children,
    conjuncts,
    lemma,
    possessors,
)
from kg.extract.tokens import Token
from kg.knowledge.lexicon import Lexicon
from kg.vocab import is_a

_BELOW = ("in", "across", "near")
_OWNERS_OF_WEAPONS = ("State", "StateBody", "MilitaryForce", "ArmedGroup", "Coalition")
_ARMED = ("MilitaryForce", "ArmedGroup")
_UNARMED = ("MediaOrganization", "StateBody", "Organization", "PoliticalParty")
_DOERS = ("ArmedGroup", "MilitaryForce", "State", "Coalition", "Person", "Group")


class Arguments:
    """Adds arguments to the frames of one document."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        self._lexicon, self._fillers = lexicon, fillers
        self._sickbeds = lexicon.words("events", "sickbeds")
        self._directions = lexicon.sets["directions"]
        self._assailants: dict[str, str] = lexicon.events["assailants"]
        self._carriages = lexicon.words("events", "carriages")
        self._ranks = lexicon.words("events", "ranks")
        self._armed = frozenset(
            (*self._assailants, *self._ranks, *lexicon.words("attribution", "involvement", "perpetrators"))
        )
        self._fighting = lexicon.words("events", "fighters")
        self._reckonings = lexicon.words("events", "reckonings")
        self._edges = lexicon.words("events", "edges")
        self._sides = Ranks(lexicon, fillers)
        self._doers = Doers(lexicon)
        self.behests, self.origins = Behests(lexicon, fillers), Origins(lexicon, fillers)

    def fill(self, frame: Frame, role: str, token: Token) -> None:
        """Give a role its filler and those coordinated with it, or each the role that it is fit for."""
        for each in map(told_of, self._coordinated(frame, token)):
            if role not in ("target", "victim") and self.arm(frame, each):
                if role == "attacker":
                    self._owner(frame, each)
            elif role == "attacker" and each.lower_ == "we":
                self._own_ranks(frame, each)
            elif not (each.lower_.endswith(("self", "selves")) or self.is_event(each)):
                self._one(frame, role, each)

    @staticmethod
    def _coordinated(frame: Frame, token: Token) -> list[Token]:
        """The token and what is coordinated with it, up to its own relative clause ("X, whom he shot, and Y")."""
        within = token.i < frame.trigger.i and token.is_ancestor(frame.trigger)
        return [t for t in conjuncts(token) if not (within and t.i > frame.trigger.i)]

    def _one(self, frame: Frame, role: str, token: Token) -> None:
        if token.lower_ == "it" and role != "attacker":
            return  # what "it" was that was hit takes more than syntax to tell
        token = counted_in_total(said_of(token)) if role == "victim" else token
        entity = self._fillers.entity(token) or (self._fillers.somebody(token) if role == "victim" else None)
        if role == "attacker" and entity is not None and not any(is_a(entity.cls, c) for c in ACTORS):
            return
        if role in ("victim", "target"):
            self._hit(frame, token)
        if (
            entity is None and role == "attacker" and self._may_act(token)
        ):  # "Houthi commandos": no word for people that the lexicon knows
            for owner, where in [*self._fillers.affiliations(token)] or self.behests.led([token]):
                self.add(frame, role, owner, where)
        if entity is None or not self._fits(role, entity, token):
            return
        if role == "victim":
            self._by_name(frame, token)
        if role == "victim" and entity.cls not in ("Person", "Group"):
            role = "target"
        if role == "target" and entity.cls == "Place" and lemma(token) in self._edges and token.head.lower_ == "on":
            return  # "on the border" is where, not what
        if role == "target":
            entity, token = self._by_its_name(entity, token)
        self.add(frame, role, entity, token)
        if role == "attacker":
            self._attacker(frame, entity, token)
        elif role == "target" and is_a(entity.cls, "Place"):
            self._named_places(frame, token)

    def _may_act(self, word: Token) -> bool:
        """ "By the army's TIMELINE", "by THAT of X": what things go by does nothing."""
        return word.pos_ not in ("DET", "PRON") and lemma(word) not in self._reckonings

    def _by_its_name(self, entity: EntityDraft, token: Token) -> tuple[EntityDraft, Token]:
        """ "The village of X": X, and its word."""
        if entity.cls == "Place" and not entity.names:
            called = ((e, at) for e, at in self._fillers.places(token) if e.names and at in after(token, ("of",)))
            return next(called, (entity, token))
        return entity, token

    def _fits(self, role: str, entity: EntityDraft, token: Token) -> bool:
        if role == "attacker" and token.pos_ == "NUM" and not after(token, ("of",)):
            return False  # "killed by one count, or 25 by another"
        if token.lower_ in ("it", "they"):
            return any(is_a(entity.cls, c) for c in _DOERS)
        return role != "victim" or entity.cls not in _UNARMED or lemma(token) in self._lexicon.sets["forces"]

    def _owner(self, frame: Frame, weapon: Token) -> None:
        """ "An Israeli drone hit ...", "drones from X": whose weapon it is, attacks."""
        before = [*children(weapon, "amod", "compound", "nmod")]
        owners = [*possessors(weapon), *(t for word in before for t in conjuncts(word))]
        owners += [t for word in before if lemma(word) in self._carriages for t in children(word, "compound", "nmod")]
        owners += [t for word in before if self._sends(word) for t in children(word, "npadvmod", "compound", "nmod")]
        owners += [t for t in after(weapon, ("from", "of", "belonging")) if self._fillers.mention(t) is not None]
        told = (t for t in after(weapon, ("from", "of")) if self.is_event(t))  # "planes of the X-Y aggression"
        owners += [part for t in told for word in children(t, "amod", "compound") for part in (word, *word.children)]
        owners += self.origins.of(weapon)
        for verb in children(weapon, "acl"):
            owners += after(verb, ("to",)) if lemma(verb) == "belong" else self.origins.of(verb)
        fighters = [t for t in before if lemma(t) in self._fighting and self._fillers.mention(t) is None]
        fighters += [t for t in possessors(weapon) if lemma(t) in self._fighting]
        for token in fighters:  # "rebel mortars", "the separatists' artillery"
            self.add(frame, "attacker", self._fillers.fighters(token), token)
        self.owned(frame, owners)

    def owned(self, frame: Frame, owners: Iterable[Token]) -> None:
        """Give the attack to whoever its weapons, or the ground that they were fired from, are said to belong to."""
        for token in owners:
            mention = self._fillers.mention(token)
            owner = mention.entity if mention is not None else None
            armed = mention is not None and mention.cls in _OWNERS_OF_WEAPONS
            if owner is not None and (armed or (owner.cls == "Organization" and owner.actor)):  # "NATO jets"
                self.add(frame, "attacker", owner, token)

    def _sends(self, word: Token) -> bool:
        """ "Houthi-FIRED missiles"; of "Iranian-made" ones it is not said who fired them."""
        triggers = (self._lexicon.verbs.get(w) for w in (lemma(word), word.lower_))
        return any(t is not None and t.object == "weapon" for t in triggers)

    def _hit(self, frame: Frame, token: Token) -> None:
        """Whose people or property was hit, and where the words for it say that it was."""
        for owner, where in self._fillers.affiliations(token):
            if where != token:
                self.add(frame, "target", owner, where)
                self.place(frame, where)
        self.place(frame, token)
        below = (t for t in token.subtree if t.dep_ == "prep" and t.lower_ in _BELOW and t.i > token.i)
        person = token.pos_ == "PROPN"  # what a person did in a place is not where he was hit
        for prep in [t for t in below if not (person and any(is_of_himself(a) for a in between(t, token)))]:
            for spot in children(prep, "pobj"):
                self._named_places(frame, spot)

    def _by_name(self, frame: Frame, token: Token) -> None:
        """ "Two commanders, X and Y, died", "six men, including Z": the names are victims too."""
        for name in [t for a in names_beside(token, frame.trigger) for t in conjuncts(a)]:
            other = self._fillers.entity(name, make=False)
            if other is not None and other.cls == "Person" and other.names:
                self.add(frame, "victim", other, name)

    def _attacker(self, frame: Frame, entity: EntityDraft, token: Token) -> None:
        """ "Hamas fighters", "members of Hamas" act for Hamas; "a suicide bomber" tells what kind of attack it was."""
        armed = lemma(token) in self._armed or any(t.lower_ == "suicide" for t in token.lefts)
        acts_for = entity.cls in ("Group", "MilitaryForce") or (entity.cls == "Person" and armed)
        if acts_for and not entity.names and not entity.actor:
            earlier = [m.head for m in entity.mentions if m.kind == "nominal" and m.head.i < token.i]
            told = [token, *children(token, "appos"), *said_to_be(token), *earlier]  # "the attackers, members of X"
            owners = [owner for word in told for owner in self._fillers.affiliations(word)]
            owners += [(e, t) for t in said_to_be(token) if (e := self._fillers.entity(t)) and e.cls in _ARMED]
            owners = owners or [*self._sides.led(told)] or [*self.behests.led(told)]
            for owner, where in owners:
                self.add(frame, "attacker", owner, where)
            if not owners and self._sides.may_be_speakers(token):
                self._own_ranks(frame, token)
        elif entity.cls == "MilitaryForce" and not entity.actor:  # "the army's 390th Battalion": both
            for owner, where in self._fillers.affiliations(token):
                if owner is not entity and owner.cls in _ARMED:
                    self.add(frame, "attacker", owner, where)
        before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
        cls = self._assailants.get(f"{before} {lemma(token)}") or self._assailants.get(lemma(token))
        if cls is not None:
            frame.cls = sharper(frame.cls, cls)

    def at_behest(self, frame: Frame, word: Token) -> None:
        """Add those on whose orders a verb or noun says that it was done."""
        for commander, where in self.behests.of(word):
            self.add(frame, "attacker", commander, where)

    def _own_ranks(self, frame: Frame, token: Token) -> None:
        """ "The army said that troops shot two men", "'We shot two men,' the army said": its own."""
        side = self._sides.speaking(token)
        if side is not None:
            self.add(frame, "attacker", side, token)

    def soil(self, frame: Frame, token: Token) -> bool:
        """ "An attack on Israeli soil": the state is the target, and the place; of its sovereignty, only the target."""
        soil = lemma(token) in self._lexicon.sets["soil"]
        if not soil and lemma(token) not in self._lexicon.sets["dominion"]:
            return False
        for part in (*children(token, "amod", "compound"), *possessors(token), *after(token, ("of",))):
            mention = self._fillers.mention(part)
            if mention is not None and mention.entity is not None and mention.entity.cls == "State":
                self.add(frame, "target", mention.entity, token)
                if soil:
                    self.add(frame, "place", mention.entity, token)
        return True

    def place(self, frame: Frame, token: Token) -> None:
        """Where a token's own prepositions say that it was; "on the border" is where, "on the base" is what."""
        at = [token, *(children(token, "advmod", "npadvmod") if token.pos_ == "VERB" else ())]
        at += [t for t in after(token, ("on",)) if t.ent_type_ == "DATE"]  # "on Monday IN X"
        if token.dep_ == "relcl" and any(t.lower_ == "where" for t in children(token, "advmod")):
            self.at(frame, token.head)
        for spot in [t for part in at if part.lower_ not in self._directions for t in after(part, AROUND)]:
            if not self._is_of_reason(token, spot):
                self.at(frame, spot)
        if not any(isinstance(a.value, EntityDraft) and a.value.names for a in frame.fillers("place")):
            for spot in [t for part in at if part.lower_ in self._directions for t in after(part, ("of",))]:
                self.at(frame, spot)  # "north of X"; not of "in Y, 17 km north of X"
        on = after(token, ("on",))
        for spot in [*on, *(t for one in on if one.lower_ == "one" for t in after(one, ("of",)))]:
            entity = self._fillers.entity(spot, make=spot.lower_ != "one")
            if entity is not None and entity.cls == "Place" and not entity.names:
                self.at(frame, spot)

    def _is_of_reason(self, noun: Token, spot: Token) -> bool:
        """ "A revenge attack for raids on mosques IN Y": of the raids, though the parser hung it on the attack."""
        reasons = (o for p in children(noun, "prep") if p.lower_ == "for" for o in children(p, "pobj"))
        return noun.pos_ != "VERB" and any(self.is_event(o) and o.i < spot.i for o in reasons)

    def at(self, frame: Frame, spot: Token) -> None:
        """Where a token says that it was, if it is a place; who is "in hospital" was not hurt there."""
        for place, where in self._fillers.places(spot):
            if lemma(where) not in self._sickbeds or any(children(where, "det", "poss", "compound")):
                self.add(frame, "place", place, where)

    def _named_places(self, frame: Frame, spot: Token) -> None:
        for place, where in self._fillers.places(spot):
            if place.names:
                self.add(frame, "place", place, where)

    def add(self, frame: Frame, role: str, entity: EntityDraft, token: Token) -> None:
        """Add an entity to a role, once; those who get hurt in attacks, and are named by that, attack nobody."""
        doer = self._doers.of(entity, token) if role == "attacker" else entity
        if doer is not None and not any(a.role == role and a.value is doer for a in frame.arguments):
            frame.arguments.append(Argument(role, doer, token, self._fillers.span(token)))

    def weapon(self, token: Token) -> str | None:
        """The class of attack that a weapon's noun makes likely; None if it is no weapon."""
        if token.pos_ not in ("NOUN", "PROPN") and not (token.text[:1].isalpha() and token.text[-1:].isdigit()):
            return None  # "SU-25" is read as a number
        if lemma(token) in self._carriages and is_laden(token):
            return "Bombing"
        before = token.nbor(-1) if token.i > token.sent.start else None
        pair = f"{lemma(before)} {lemma(token)}" if before is not None and before.head == token else ""
        weapons = self._lexicon.weapons
        return weapons.get(pair) or weapons.get(lemma(token))

    def arm(self, frame: Frame, token: Token) -> bool:
        """Note a weapon, if the token is one."""
        cls = self.weapon(token)
        if cls is None:
            return False
        frame.cls = sharper(frame.cls, cls)
        start = next((t.i for t in token.lefts if t.dep_ in ("compound", "amod") and not t.ent_type_), token.i)
        span = token.doc[start : token.i + 1]
        frame.arguments.append(Argument("weapon", span.text.lower(), token, span))
        return True

    def is_armed(self, token: Token) -> bool:
        """Whether a word stands for those who attack: by its class, or because the lexicon knows it of fighters."""
        entity = self._fillers.entity(token, make=False)
        return lemma(token) in self._armed or (entity is not None and entity.cls in _ARMED)

    def is_event(self, token: Token) -> bool:
        """Whether a noun is itself a trigger."""
        return is_event(token, self._lexicon)
