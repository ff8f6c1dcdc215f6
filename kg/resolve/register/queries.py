"""Every statement on the register by name, so that each join and each list of columns stands in one place.

A name says what comes out and, behind OF, IN or WITH, what goes in. Statements that put rows are in
`kg.resolve.register.schema`, which knows the columns.
"""

# ruff: noqa: S608 - all are built of constants

from __future__ import annotations

from typing import Final

# Joins: from an entity to its form, from an entity or event to its cluster.
_FORM: Final = "entities e JOIN forms f ON f.id = e.form"
_ENTITY_CLUSTER: Final = f"{_FORM} JOIN clusters c ON c.id = f.cluster"
_EVENT_CLUSTER: Final = "events e JOIN clusters c ON c.id = e.cluster"
_REF: Final = "article = ? AND local = ?"
_E_REF: Final = "e.article = ? AND e.local = ?"

# Articles

ARTICLE: Final = "SELECT article FROM articles WHERE article = ?"
ARTICLE_TAKEN_IN: Final = "SELECT day, bands, original, terms FROM articles WHERE article = ?"
ARTICLE_SKETCH: Final = "SELECT day, original, bands, sketch FROM articles WHERE article = ?"
TERMS_OF_ARTICLE: Final = "SELECT terms FROM articles WHERE article = ?"
DAY_AND_VAGUENESS: Final = "SELECT day, vague FROM articles WHERE article = ?"
ORIGINAL_OF_ARTICLE: Final = "SELECT original FROM articles WHERE article = ?"
ARTICLES_OF_ORIGINAL: Final = "SELECT article FROM articles WHERE original = ?"
COPIES: Final = "SELECT article, original FROM articles WHERE original != article"
SET_ORIGINAL: Final = "UPDATE articles SET original = ? WHERE article = ?"
DROP_ARTICLE: Final = "DELETE FROM articles WHERE article = ?"

ARTICLES_WITH_BAND: Final = "SELECT article FROM bands WHERE band = ?"
ARTICLES_WITH_BAND_IN_DAYS: Final = f"{ARTICLES_WITH_BAND} AND (day BETWEEN ? AND ? OR day = ?)"
PUT_BAND: Final = "INSERT OR IGNORE INTO bands (band, day, article) VALUES (?, ?, ?)"
DROP_BAND: Final = "DELETE FROM bands WHERE band = ? AND day = ? AND article = ?"

ARTICLES_WITH_TERM: Final = "SELECT article FROM story_terms WHERE term = ? AND vague >= ?"
ARTICLES_WITH_TERM_IN_DAYS: Final = f"{ARTICLES_WITH_TERM} AND (day BETWEEN ? AND ? OR day = ?)"
DROP_TERM: Final = "DELETE FROM story_terms WHERE term = ? AND day = ? AND article = ?"

# Forms and entities; `_SEEN` is what `kg.resolve.entities.incremental` makes a form of.

_SEEN: Final = "id, cluster, content, times, day, article, local"
FORM_OF_FIRST: Final = f"SELECT {_SEEN} FROM forms WHERE {_REF}"
FORMS_OF_CLUSTER: Final = f"SELECT {_SEEN} FROM forms WHERE cluster = ?"
FORMS_WITH_KEY: Final = f"SELECT {_SEEN} FROM form_keys JOIN forms ON id = form WHERE key = ?"
FORM_WITH_CONTENT: Final = "SELECT id, day, article, local FROM forms WHERE content = ?"
FORM_OF_ENTITY: Final = f"SELECT f.article, f.local, f.content, f.times FROM {_FORM} WHERE {_E_REF}"
FORM_TO_SEE_LESS: Final = "SELECT content, times, article, component, cluster FROM forms WHERE id = ?"
FORMS: Final = "SELECT content, times, component, article, local FROM forms"
FIRSTS_OF_FORMS_IN_COMPONENT: Final = "SELECT article, local FROM forms WHERE component = ?"
FIRSTS_OF_FORMS_IN_CLUSTER: Final = "SELECT article, local FROM forms WHERE cluster = ? ORDER BY article, local"
CONTENTS_OF_CLUSTER: Final = "SELECT content FROM forms WHERE cluster = ?"
COMPONENT_OF_FORM: Final = "SELECT component FROM forms WHERE id = ?"
CLUSTER_OF_FORM: Final = "SELECT cluster FROM forms WHERE id = ?"
FORM_WITH_COMPONENT: Final = f"SELECT component, {_SEEN} FROM forms WHERE id = ?"
COMPONENT_IS_PARTED: Final = "SELECT min(cluster) < max(cluster) FROM forms WHERE component = ?"
SEE_FORM: Final = "UPDATE forms SET times = times + 1 WHERE id = ?"
SEE_FORM_FIRST: Final = "UPDATE forms SET times = times + 1, day = ?, article = ?, local = ? WHERE id = ?"
SEE_FORM_LESS: Final = "UPDATE forms SET times = times - ? WHERE id = ?"
SEE_FORM_LATER: Final = "UPDATE forms SET times = times - ?, day = ?, article = ?, local = ? WHERE id = ?"
PLACE_FORM: Final = "UPDATE forms SET component = ?, cluster = ? WHERE id = ?"
DROP_FORM: Final = "DELETE FROM forms WHERE id = ?"

ENTITY: Final = f"SELECT article FROM entities WHERE {_REF}"
FORMS_OF_ARTICLE: Final = "SELECT form FROM entities WHERE article = ?"
ARTICLES_OF_FORM: Final = "SELECT article FROM entities WHERE form = ?"
FIRST_ENTITY_OF_FORM: Final = (
    "SELECT a.day, e.article, e.local FROM entities e JOIN articles a ON a.article = e.article"
    " WHERE e.form = ? ORDER BY a.day, e.article, e.local LIMIT 1"
)
ENTITIES_OF_FIRST: Final = (
    "SELECT e.article, e.local FROM forms f JOIN entities e ON e.form = f.id"
    " WHERE f.article = ? AND f.local = ? ORDER BY e.article, e.local LIMIT ?"
)
DROP_ENTITIES: Final = "DELETE FROM entities WHERE article = ?"

FORM_KEY: Final = "SELECT key FROM form_keys WHERE key = ?"
FORM_IDS_WITH_KEY: Final = "SELECT form FROM form_keys WHERE key = ?"
TWO_FORM_KEYS_BETWEEN: Final = "SELECT DISTINCT key FROM form_keys WHERE key >= ? AND key < ? LIMIT 2"
DROP_FORM_KEY: Final = "DELETE FROM form_keys WHERE key = ? AND form = ?"

# Events

EVENT: Final = f"SELECT article FROM events WHERE {_REF}"
EVENT_READ: Final = f"SELECT account, profile, component FROM events WHERE {_REF}"
EVENT_TOLD: Final = f"SELECT day, article, local, account FROM events WHERE {_REF}"
PROFILE_OF_EVENT: Final = f"SELECT profile FROM events WHERE {_REF}"
CLUSTER_OF_EVENT: Final = f"SELECT cluster FROM events WHERE {_REF}"
PROFILES: Final = "SELECT article, local, component, profile FROM events"
LOCALS_OF_ARTICLE: Final = "SELECT local FROM events WHERE article = ?"
EVENTS_TO_DROP: Final = "SELECT local, profile, component, cluster FROM events WHERE article = ?"
EVENTS_OF_ARTICLES: Final = "SELECT article, local FROM events WHERE article IN (?, ?) ORDER BY article, local"
EVENTS_IN_COMPONENT: Final = "SELECT article, local FROM events WHERE component = ?"
EVENTS_IN_CLUSTER: Final = "SELECT article, local FROM events WHERE cluster = ? ORDER BY article, local"
EVENTS_WITH_KEY: Final = "SELECT article, local FROM event_keys WHERE key = ?"
ACCOUNTS_OF_CLUSTER: Final = (
    "SELECT e.article, e.account, a.original != a.article FROM events e JOIN articles a ON a.article = e.article"
    " WHERE e.cluster = ? ORDER BY e.day, e.article, e.local"
)
HIGHEST_COMPONENT_OF_EVENTS: Final = "SELECT max(component) FROM events"
SET_PROFILE: Final = f"UPDATE events SET profile = ? WHERE {_REF}"
PLACE_EVENT: Final = f"UPDATE events SET component = ?, cluster = ? WHERE {_REF}"
DROP_EVENTS: Final = "DELETE FROM events WHERE article = ?"
DROP_EVENT_KEY: Final = f"DELETE FROM event_keys WHERE key = ? AND {_REF}"

# Clusters: `_CLUSTER` is a `kg.resolve.register.membership.Cluster`, `_DESCRIBED` what a rename is told by.

_CLUSTER: Final = "c.id, c.slug, c.label, c.cls, c.actor, c.place"
_DESCRIBED: Final = "cls, label, names, actor, place, country, named"
CLUSTER_OF_MEMBER: Final = {
    "entity": f"SELECT {_CLUSTER} FROM {_ENTITY_CLUSTER} WHERE {_E_REF}",
    "event": f"SELECT {_CLUSTER} FROM {_EVENT_CLUSTER} WHERE {_E_REF}",
}
CLUSTER_WITH_SLUG: Final = f"SELECT {_CLUSTER} FROM clusters c WHERE kind = ? AND slug = ?"
CANONICAL_WITH_SLUG: Final = (
    "SELECT id, slug, cls, label, names, actor, place, conflict FROM clusters WHERE kind = ? AND slug = ?"
)
CLUSTERS_OF_ARTICLE: Final = (
    f"SELECT e.local, c.slug, c.cls, c.label FROM {_ENTITY_CLUSTER} WHERE e.article = ?"
    f" UNION ALL SELECT e.local, c.slug, c.cls, c.label FROM {_EVENT_CLUSTER} WHERE e.article = ?"
)
MEMBERS: Final = (
    f"SELECT c.kind, c.slug, e.article, e.local FROM {_ENTITY_CLUSTER}"
    f" UNION ALL SELECT c.kind, c.slug, e.article, e.local FROM {_EVENT_CLUSTER}"
)
FILLERS_OF_ARTICLE: Final = (
    f"SELECT e.local, c.slug, c.cls, c.actor, c.place, c.label FROM {_ENTITY_CLUSTER} WHERE e.article = ?"
)
SLUG_OF_EVENT: Final = f"SELECT c.slug FROM {_EVENT_CLUSTER} WHERE {_E_REF}"
FORM_DESCRIBED: Final = (
    "SELECT c.slug, c.cls, c.label, c.actor, c.place FROM forms f JOIN clusters c ON c.id = f.cluster WHERE f.id = ?"
)
NAME_OF_CLUSTER: Final = "SELECT plain, cls, label, names, article, local FROM clusters WHERE id = ?"
SLUG_OF_CLUSTER: Final = "SELECT slug FROM clusters WHERE id = ?"
CLUSTER_TO_REMOVE: Final = f"SELECT plain, slug, {_DESCRIBED} FROM clusters WHERE id = ?"
_CLAIMANT: Final = f"plain, id, day, article, local, slug, {_DESCRIBED}"
SLUGS: Final = "SELECT slug FROM clusters WHERE kind = ?"
CONFLICTS: Final = "SELECT DISTINCT conflict FROM clusters WHERE conflict IS NOT NULL"
SLUG_OF_ACTOR: Final = "SELECT slug FROM clusters WHERE actor = ? AND slug = plain"
SLUG_OF_PLACE: Final = (
    "SELECT slug FROM clusters WHERE place = ? AND kind = 'entity' ORDER BY slug != plain, slug LIMIT 1"
)
SLUGS_OF_PLACES_IN: Final = (
    "SELECT slug FROM clusters WHERE kind = 'entity' AND country = ? AND cls IN ('Place', 'Facility')"
)


def claimants_of_slugs(plain: int) -> str:
    """Whatever of a kind would bear one of so many slugs."""
    return f"SELECT {_CLAIMANT} FROM clusters WHERE kind = ? AND plain IN ({', '.join('?' * plain)})"


SET_SLUG: Final = "UPDATE clusters SET slug = ? WHERE id = ?"
DROP_CLUSTER: Final = "DELETE FROM clusters WHERE id = ?"

# Values by name

VALUE: Final = "SELECT value FROM meta WHERE name = ?"
SET_VALUE: Final = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"
DROP_VALUE: Final = "DELETE FROM meta WHERE name = ?"
DROP_NOTES_OF_FILLING: Final = "DELETE FROM meta WHERE name = 'filling' OR name LIKE 'part %'"
