"""Taking articles into the register and out of it, and noting what that touches."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from typing import Final

from kg.model import Article, Entity, Facts, Ref
from kg.resolve.duplicates.minhash import NO_DAY, sketch
from kg.resolve.entities.scoring import EntityScorer
from kg.resolve.entities.signatures import EntitySignature, SignatureBuilder
from kg.resolve.events.scoring import keys as event_keys
from kg.resolve.events.serialization import loads as load_profile
from kg.resolve.events.signatures import accounts
from kg.resolve.register import queries
from kg.resolve.register.database import Register, ids
from kg.resolve.register.schema import ARTICLES, ENTITIES, EVENTS, FORM_KEYS, FORMS, STORY_TERMS
from kg.resolve.register.touched import DirtySet
from kg.resolve.stories.near import meeting_terms
from kg.resolve.stories.terms import StoryTerms, terms

_PUT_ARTICLE: Final = ARTICLES.put("article", "day", "bands", "sketch", "terms", "vague")
_PUT_TERM: Final = STORY_TERMS.put("term", "day", "article", "vague")
_PUT_ENTITY: Final = ENTITIES.put("article", "local", "form")
_PUT_FORM_KEY: Final = FORM_KEYS.put("key", "form")
_PUT_FORM: Final = FORMS.put("content", "times", "day", "article", "local")
_PUT_EVENT: Final = EVENTS.put("article", "local", "day", "account")


class Intake:
    """Puts facts into a register.

    Attributes:
        touched: what came of it so far.
        judged: members that people judged: each is told from all others.
    """

    def __init__(
        self, register: Register, signatures: SignatureBuilder, scorer: EntityScorer, judged: Collection[Ref]
    ) -> None:
        self._register = register
        self._signatures = signatures
        self._scorer = scorer
        self.judged = judged
        self.touched = DirtySet()

    def put(self, facts: Facts) -> None:
        """Take an article in, in the place of the one of that id."""
        article, db = facts.article, self._register
        self.drop(article.id)
        day = article.date.isoformat() if article.date else NO_DAY
        least, bands = sketch(article.text)
        about = terms(article)
        told = dict(accounts(facts))
        vague = any(account.vague for account in told.values())
        db.run(_PUT_ARTICLE, article.id, day, json.dumps(bands), least, about.dumps(), vague)
        db.run_all(queries.PUT_BAND, ((band, day, article.id) for band in bands))
        db.run_all(_PUT_TERM, ((term, day, article.id, vague) for term in meeting_terms(about)))
        for entity in facts.entities:
            self._put_entity(entity, article, day)
        for local, account in told.items():
            db.run(_PUT_EVENT, article.id, local, day, account.dumps())
            self.touched.events.add(Ref(article.id, local))
        db.tally("articles", 1)
        db.tally("members", len(facts.entities) + len(facts.events))

    def drop(self, id_: str) -> None:
        """Take an article out, if it is in."""
        db = self._register
        self.touched.articles.add(id_)
        found = db.row(queries.ARTICLE_TAKEN_IN, id_)
        if found is None:
            return
        day, bands, original, about = found
        if original is not None:
            self.touched.reports.add(original)
        db.run_all(queries.DROP_BAND, ((b, day, id_) for b in json.loads(bands)))
        db.run_all(queries.DROP_TERM, ((t, day, id_) for t in meeting_terms(StoryTerms.loads(about))))
        forms = Counter(form for (form,) in db.rows(queries.FORMS_OF_ARTICLE, id_))
        db.run(queries.DROP_ARTICLE, id_)
        db.run(queries.DROP_ENTITIES, id_)
        for form, times in forms.items():
            self._see_less(form, times, id_)
        db.tally("members", -forms.total())
        self._drop_events(id_)
        db.tally("articles", -1)

    def _put_entity(self, entity: Entity, article: Article, day: str) -> None:
        db, touched = self._register, self.touched
        ref = Ref(article.id, entity.id)
        form = self._signatures.form(entity, article, alone=ref in self.judged)
        content = form.dumps()
        known = db.row(queries.FORM_WITH_CONTENT, content)
        if known is None:
            made = db.run(_PUT_FORM, content, 1, day, *ids(ref)).lastrowid
            assert made is not None
            id_ = made
            keys = self._scorer.keys(form)
            db.run_all(_PUT_FORM_KEY, ((key, id_) for key in keys))
            touched.forms.add(id_)
            self._note_families(keys)
        elif (day, *ids(ref)) < known[1:]:
            id_ = known[0]
            db.run(queries.SEE_FORM_FIRST, day, *ids(ref), id_)
            touched.forms.add(id_)
        else:
            id_ = known[0]
            db.run(queries.SEE_FORM, id_)
            touched.counted.add(id_)
        db.run(_PUT_ENTITY, *ids(ref), id_)

    def _see_less(self, id_: int, fewer: int, article: str) -> None:
        """Note that a form is no longer seen in an article that it was seen in."""
        db, touched = self._register, self.touched
        found = db.row(queries.FORM_TO_SEE_LESS, id_)
        assert found is not None
        content, times, first, component, cluster = found
        if times > fewer and first != article:
            db.run(queries.SEE_FORM_LESS, fewer, id_)
            touched.counted.add(id_)
        elif times > fewer:
            now = db.row(queries.FIRST_ENTITY_OF_FORM, id_)
            assert now is not None
            db.run(queries.SEE_FORM_LATER, fewer, *now, id_)
            touched.forms.add(id_)
        else:
            keys = self._scorer.keys(EntitySignature.loads(content))
            db.run(queries.DROP_FORM, id_)
            db.run_all(queries.DROP_FORM_KEY, ((key, id_) for key in keys))
            for kept in (touched.forms, touched.counted):
                kept.discard(id_)
            self._note_families(keys)
            if component is not None:
                touched.form_components.add(component)
                touched.form_clusters.add(cluster)

    def _note_families(self, keys: Collection[str]) -> None:
        self.touched.families.update(key.split("|")[1] for key in keys if key.startswith(("f|", "b|")))

    def _drop_events(self, article: str) -> None:
        db, touched = self._register, self.touched
        for local, profile, component, cluster in list(db.rows(queries.EVENTS_TO_DROP, article)):
            touched.events.discard(Ref(article, local))
            if component is not None:
                touched.event_components.add(component)
                touched.event_clusters.add(cluster)
                keys = event_keys(load_profile(profile))
                db.run_all(queries.DROP_EVENT_KEY, ((key, article, local) for key in keys))
        gone = db.run(queries.DROP_EVENTS, article).rowcount
        db.tally("members", -gone)
