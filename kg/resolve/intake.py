"""Taking articles into the register and out of it, and noting what that touches."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection

from kg.model import Article, Entity, Facts, Ref
from kg.resolve.duplicates.minhash import NO_DAY, sketch
from kg.resolve.entities.scoring import EntityScorer
from kg.resolve.entities.signatures import EntitySignature, SignatureBuilder
from kg.resolve.events.scoring import keys as event_keys
from kg.resolve.events.serialization import loads as load_profile
from kg.resolve.events.signatures import accounts
from kg.resolve.register.database import Register
from kg.resolve.register.touched import DirtySet
from kg.resolve.stories.near import meeting_terms
from kg.resolve.stories.terms import Terms, terms


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
        row = (article.id, day, json.dumps(bands), least, about.dumps(), vague)
        db.run("INSERT INTO articles VALUES (?, ?, NULL, ?, ?, ?, ?)", *row)
        db.run_all("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", ((band, day, article.id) for band in bands))
        met_by = meeting_terms(about)
        db.run_all("INSERT INTO story_terms VALUES (?, ?, ?, ?)", ((term, day, article.id, vague) for term in met_by))
        for entity in facts.entities:
            self._put_entity(entity, article, day)
        for local, account in told.items():
            db.run("INSERT INTO events VALUES (?, ?, ?, ?, NULL, NULL, NULL)", article.id, local, day, account.dumps())
            self.touched.events.add(Ref(article.id, local))
        db.tally("articles", 1)
        db.tally("members", len(facts.entities) + len(facts.events))

    def drop(self, id_: str) -> None:
        """Take an article out, if it is in."""
        db = self._register
        self.touched.articles.add(id_)
        found = db.row("SELECT day, bands, original, terms FROM articles WHERE id = ?", id_)
        if found is None:
            return
        day, bands, original, about = found
        if original is not None:
            self.touched.reports.add(original)
        db.run_all(
            "DELETE FROM bands WHERE band = ? AND day = ? AND article = ?", ((b, day, id_) for b in json.loads(bands))
        )
        met_by = meeting_terms(Terms.loads(about))
        db.run_all(
            "DELETE FROM story_terms WHERE term = ? AND day = ? AND article = ?", ((t, day, id_) for t in met_by)
        )
        forms = Counter(form for (form,) in db.rows("SELECT form FROM entities WHERE article = ?", id_))
        db.run("DELETE FROM articles WHERE id = ?", id_)
        db.run("DELETE FROM entities WHERE article = ?", id_)
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
        known = db.row("SELECT id, day, article, local FROM forms WHERE content = ?", content)
        if known is None:
            made = db.run(
                "INSERT INTO forms (content, times, day, article, local) VALUES (?, 1, ?, ?, ?)",
                *(content, day, ref.article, ref.local),
            ).lastrowid
            assert made is not None
            id_ = made
            keys = self._scorer.keys(form)
            db.run_all("INSERT INTO form_keys VALUES (?, ?)", ((key, id_) for key in keys))
            touched.forms.add(id_)
            self._note_families(keys)
        elif (day, *_of(ref)) < known[1:]:
            id_ = known[0]
            db.run(
                "UPDATE forms SET times = times + 1, day = ?, article = ?, local = ? WHERE id = ?", day, *_of(ref), id_
            )
            touched.forms.add(id_)
        else:
            id_ = known[0]
            db.run("UPDATE forms SET times = times + 1 WHERE id = ?", id_)
            touched.counted.add(id_)
        db.run("INSERT INTO entities VALUES (?, ?, ?)", *_of(ref), id_)

    def _see_less(self, id_: int, fewer: int, article: str) -> None:
        """Note that a form is no longer seen in an article that it was seen in."""
        db, touched = self._register, self.touched
        found = db.row("SELECT content, times, article, component, cluster FROM forms WHERE id = ?", id_)
        assert found is not None
        content, times, first, component, cluster = found
        if times > fewer and first != article:
            db.run("UPDATE forms SET times = times - ? WHERE id = ?", fewer, id_)
            touched.counted.add(id_)
        elif times > fewer:
            now = db.row(
                "SELECT a.day, e.article, e.local FROM entities e JOIN articles a ON a.id = e.article"
                " WHERE e.form = ? ORDER BY a.day, e.article, e.local LIMIT 1",
                id_,
            )
            assert now is not None
            db.run("UPDATE forms SET times = times - ?, day = ?, article = ?, local = ? WHERE id = ?", fewer, *now, id_)
            touched.forms.add(id_)
        else:
            keys = self._scorer.keys(EntitySignature.loads(content))
            db.run("DELETE FROM forms WHERE id = ?", id_)
            db.run_all("DELETE FROM form_keys WHERE key = ? AND form = ?", ((key, id_) for key in keys))
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
        found = db.rows("SELECT local, profile, component, cluster FROM events WHERE article = ?", article)
        for local, profile, component, cluster in list(found):
            touched.events.discard(Ref(article, local))
            if component is not None:
                touched.event_components.add(component)
                touched.event_clusters.add(cluster)
                keys = event_keys(load_profile(profile))
                db.run_all(
                    "DELETE FROM event_keys WHERE key = ? AND article = ? AND local = ?",
                    ((k, article, local) for k in keys),
                )
        gone = db.run("DELETE FROM events WHERE article = ?", article).rowcount
        db.tally("members", -gone)


def _of(ref: Ref) -> tuple[str, str]:
    return ref.article, ref.local
