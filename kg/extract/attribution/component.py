"""Component `sitrep_speech`: whose words a stretch of text gives, and how surely they are said.

A speech is what a reporting verb, a noun ("reports that"), "according to" or "as X put it" attributes to a source. A
claim belongs to the innermost speech around it; outside all of them the article speaks in its own voice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language

from kg.extract.attribution.contents import Contents, Stretch, according, phrase, that_clauses
from kg.extract.attribution.presupposed import Presupposed
from kg.extract.attribution.quotations import carried_on
from kg.extract.attribution.reckonings import Reckonings
from kg.extract.attribution.sources import QuotedSource, Sources
from kg.extract.attribution.speakers import Speakers
from kg.extract.attribution.speech import SpeechList, answered_for
from kg.extract.attribution.tags import inverted, tag_of, told_beneath
from kg.extract.attribution.verification import Verification
from kg.extract.drafts import Speech
from kg.extract.participants import Fillers
from kg.extract.text.misread import is_before_noun
from kg.extract.text.syntax import after, children, conjuncts, is_passive, lemma, subjects
from kg.extract.tokens import Doc, Token, on_plain
from kg.knowledge.lexicon import Lexicon, load_lexicon
from kg.model import Factuality

_HYPHENS = ("-", "–")
_PERSONS = frozenset("he him she her them me us you himself herself themselves".split())


@Language.factory(
    "sitrep_speech",
    default_config={"actors": "", "lexicon": "", "places": ""},
    requires=["doc._.mentions", "doc._.entities"],
    assigns=["doc._.speeches", "doc._.mentions", "doc._.entities"],
)
def make(nlp: Language, name: str, actors: str, lexicon: str, places: str) -> Speeches:  # noqa: ARG001 - spaCy passes all, this step needs one
    """Build the component from the lexicon's folder."""
    return Speeches(load_lexicon(Path(lexicon)))


class Speeches:
    """Writes `doc._.speeches`, innermost first; adds unnamed sources to `doc._.mentions` and `doc._.entities`."""

    def __init__(self, lexicon: Lexicon) -> None:
        reporting: dict[Factuality, list[str]] = lexicon.attribution["reporting"]
        self._verbs: dict[str, Factuality] = {}
        for factuality in ("Asserted", "Denied", "Hedged", "Hypothetical"):
            for verb in reporting[factuality]:
                self._verbs.setdefault(verb, factuality)
        self._lexicon = lexicon
        self._according = lexicon.words("attribution", "according")
        self._blame = lexicon.attribution["blame"]
        self._clausal = lexicon.words("attribution", "clausal")
        self._telling_of = frozenset(lexicon.attribution["telling_of"])
        self._sought = lexicon.words("attribution", "sought")
        self._lives = lexicon.words("events", "lives")
        self._accountable = lexicon.words("attribution", "accountable")
        self._owning = lexicon.words("attribution", "responsibility", "owning")
        self._silent = lexicon.words("attribution", "silent")
        self._voicing = lexicon.words("attribution", "voicing")
        self._documents = lexicon.words("attribution", "documents")
        self._impersonal = lexicon.words("attribution", "impersonal")
        self._allegations = lexicon.words("attribution", "allegations")
        self._denials = frozenset(reporting["Denied"])
        self._people = lexicon.nouns_for("Person")
        self._contents = Contents(lexicon)
        self._speakers = Speakers(lexicon)
        self._verification = Verification(lexicon)
        self._presupposed = Presupposed(lexicon)
        self._reckonings = Reckonings(lexicon)

    @on_plain
    def __call__(self, doc: Doc) -> None:
        """Collect speeches of every sentence, and what goes on from one sentence to the next."""
        sources = Sources(self._lexicon, Fillers(doc, self._lexicon))
        speeches = [s for token in doc for s in self._speeches(token, sources)]
        speeches += carried_on(doc, speeches, sources.person)
        weighed = [*self._verification.weighed(doc, answered_for(speeches))]
        told = sorted([*weighed, *self._presupposed.within(doc, weighed)], key=_innermost_first)
        doc._.speeches = SpeechList(told)

    def _speeches(self, token: Token, sources: Sources) -> Iterator[Speech]:
        for whose, reckoned in self._reckonings.at(token):
            yield from _said([sources.of(t) for t in whose], [reckoned], "Asserted", token)
        if lemma(token) in self._owning and (claimant := _before_hyphen(token)) is not None:
            yield from _said([sources.of(claimant)], [(claimant.left_edge.i, claimant.i + 1)], "Asserted", token)
        elif token.lower_ in self._according and token.dep_ == "prep":
            told = [t for to in (token, *children(token, "prep")) for t in children(to, "pobj")]
            behind = [t for medium in told for t in self._speakers.behind(medium)]
            yield from _said([sources.of(t) for t in behind], [according(token)], "Asserted", token)
        elif token.pos_ == "NOUN":
            yield from self._reported(token, sources)
        elif token.pos_ == "VERB" and self._tells(token):
            yield from self._told(token, sources)

    def _tells(self, verb: Token) -> bool:
        word = lemma(verb)
        if (verb.dep_ == "amod" and verb.head.i > verb.i) or is_before_noun(verb):
            return False  # "following reported incursions": of nobody in particular
        if word in self._denials and any(self._is_somebody(t) for t in children(verb, "dobj")):
            return False  # "rejected him": whom one turns away, one contradicts in nothing
        if any(lemma(t) in self._lives for t in children(verb, "dobj")):
            return False  # "two bombs that claimed nine lives" claim nothing
        if word == "hold":  # "held responsible", not "held the town"
            return any(t.lower_ in self._accountable for t in verb.subtree)
        if word in self._sought and not is_passive(verb):
            return word in self._verbs  # "tried to flee" charges nobody
        factuality = self._verbs.get(word)
        if word in self._clausal:
            return any(children(verb, "ccomp"))
        return (
            word in self._blame or word in self._telling_of
            if factuality is None
            else not (factuality == "Hedged" and _is_guess(verb))
        )

    def _is_somebody(self, token: Token) -> bool:
        return token.lower_ in _PERSONS or token.ent_type_ == "PERSON" or lemma(token) in self._people

    def _told(self, verb: Token, sources: Sources) -> Iterator[Speech]:
        factuality = self._verbs.get(lemma(verb), "Asserted")
        told = [*self._contents.of(verb)]
        if lemma(verb) in self._silent:  # "seemed to", "prepared to": nobody says so
            yield from (Speech(None, "", start, end, factuality, at=verb.i) for start, end in told)
            return
        if (thrown_in := inverted(verb)) is not None:
            yield from _said([sources.of(thrown_in.speaker)], [thrown_in.said], factuality, verb)
            return
        told += [beneath] if not told and (beneath := told_beneath(verb)) is not None else []
        speakers, tag = self._speakers.of(verb) or sources.misread(verb), tag_of(verb)
        if tag is not None:
            beside = [t for t in speakers if tag.said[1] < t.i < verb.i]  # not what is said to be killed before them
            speakers, lost = beside or speakers, not beside
            named = [t for t in conjuncts(tag.speaker) if t.i < verb.i]
            speakers = self._speakers.cited(verb) or named if lost else speakers
            told = [tag.said] if lost or not told else told
        if not told and lemma(verb) not in self._verbs and lemma(verb) in self._telling_of:
            return  # "as the minister spoke to reporters" tells of nothing
        if _is_as_clause(verb) and not told:
            told = [phrase(verb.head)]
        elif (quoted := self._speakers.quoting(verb)) is not None:
            told += [each for each in self._contents.of(quoted) if each[1] <= quoted.i]
        speakers = [t for each in speakers for t in self._speakers.behind(each)]
        found = [sources.of(t) for t in speakers if not any(self._within(t, verb, each) for each in told)]
        self._sign(verb, found, sources)
        if not speakers:
            doubtful = factuality == "Hedged"
            yield from (Speech(None, "", start, end, factuality, doubtful, verb.i) for start, end in told)
        yield from _said(found, told, factuality, verb)

    @staticmethod
    def _within(speaker: Token, verb: Token, said: Stretch) -> bool:
        """Whether a stretch holds its own speaker, and not only around the verb that names him."""
        around = said[0] <= verb.i < said[1] and verb.is_ancestor(speaker)
        beside = not verb.doc[speaker.right_edge.i + 1 : verb.i].text.strip(", ")  # "near Bria, X said"
        return said[0] <= speaker.i < said[1] and not around and not (beside and speaker.i < verb.i)

    def _sign(self, verb: Token, found: list[QuotedSource | None], sources: Sources) -> None:
        """ "X said in a report": the report that is spoken of later is X's."""
        author = next((s.entity for s in found if s is not None and s.entity is not None), None)
        for prep in children(verb, "prep") if author is not None else ():
            for noun in children(prep, "pobj"):
                if author is not None and lemma(noun) in self._documents | self._impersonal:
                    sources.sign(noun, author)

    def _reported(self, noun: Token, sources: Sources) -> Iterator[Speech]:
        """ "A statement by X that ...", "X answered with accusations that ...", "amid reports that ..."."""
        word = lemma(noun)
        telling = word in self._documents or word in self._impersonal or word in self._allegations
        bearers = (noun, *after(noun, ("by", "of", "from"))) if telling else ()
        clauses = [clause for bearer in bearers for clause in that_clauses(bearer)]
        above = noun.head.head if noun.dep_ == "pobj" else noun.head
        governed = noun.dep_ in ("dobj", "pobj") and above.pos_ == "VERB" and self._tells(above)
        if not clauses or governed:
            return  # what "denied reports that" says of it, it says itself
        source = sources.author(noun)
        voiced = above.pos_ == "VERB" and lemma(above) in self._voicing and not any(children(above, "mark"))
        if source is None and voiced:  # not "if X presents evidence that"
            source = next((s for t in subjects(above) if (s := sources.of(t)) is not None), None)
        doubtful = word in self._allegations or word in self._impersonal
        factuality: Factuality = "Hedged" if doubtful else "Asserted"
        if source is None:
            source = QuotedSource(None, noun.text if doubtful else sources.called(noun), doubtful)
        yield from _said([source], map(phrase, clauses), factuality, noun)


def _said(
    sources: Iterable[QuotedSource | None], told: Iterable[Stretch], factuality: Factuality, at: Token
) -> Iterator[Speech]:
    """Each stretch as the words of each source; `at` is the token that says so."""
    known = [s for s in sources if s is not None]
    for start, end in told:
        for source in known:
            hedged = source.impersonal and factuality == "Asserted"
            hearsay = source.impersonal and (hedged or factuality == "Hedged")
            stance: Factuality = "Hedged" if hedged else factuality
            yield Speech(source.entity, source.words, start, end, stance, hearsay, at.i)


def _innermost_first(speech: Speech) -> tuple[int, int, bool, bool, bool]:
    """Of equal stretches, the article's own, or one attributed within itself, or to somebody named."""
    named, within = speech.source is not None and bool(speech.source.names), speech.start <= speech.at < speech.end
    return speech.end - speech.start, speech.start, not speech.own, not within, not named


def _before_hyphen(participle: Token) -> Token | None:
    """The X of "an X-CLAIMED bombing": of the whole bombing, X says no more than who did it."""
    at = participle.i
    joined = participle.dep_ == "amod" and at > participle.sent.start + 1 and participle.nbor(-1).text in _HYPHENS
    return participle.nbor(-2) if joined and participle.nbor(-2).pos_ in ("NOUN", "PROPN") else None


def _is_as_clause(verb: Token) -> bool:
    """ "As X put it"."""
    return verb.dep_ == "advcl" and any(t.lower_ == "as" for t in children(verb, "mark", "advmod", "prep"))


def _is_guess(verb: Token) -> bool:
    """Whether it only tells what somebody may be ("gunmen believed to be rebels")."""
    told = any(lemma(t) in ("be", "belong") for t in children(verb, "xcomp"))
    return told and not any(children(verb, "aux", "auxpass", "dobj"))
