"""The vocabulary's IRIs. The contract is `ontology/sitrep.ttl`; a test holds the two together."""

from __future__ import annotations

from typing import Final

KG: Final = "https://w3id.org/sitrep/ontology#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SCHEMA: Final = "https://schema.org/"
PROV: Final = "http://www.w3.org/ns/prov#"
GEO: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
GEOSPARQL: Final = "http://www.opengis.net/ont/geosparql#"
WIKIDATA: Final = "http://www.wikidata.org/entity/"
GEONAMES: Final = "https://sws.geonames.org/"

PREFIXES: Final = {
    "kg": KG, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "owl": OWL, "skos": SKOS,
    "dcterms": DCTERMS, "schema": SCHEMA, "prov": PROV, "geo": GEO,
}  # fmt: skip

# Each class and the class above it. "Event", "Conflict", "Claim", "Mention" and "Article" are nobody's actors.
SUPERCLASS: Final[dict[str, str | None]] = {
    "Person": None,
    "Group": None,
    "State": None,
    "Organization": None,
    "ArmedGroup": "Organization",
    "MilitaryForce": "Organization",
    "StateBody": "Organization",
    "Coalition": "Organization",
    "PoliticalParty": "Organization",
    "MediaOrganization": "Organization",
    "Place": None,
    "Facility": "Place",
    "Event": None,
    "Attack": "Event",
    "AirStrike": "Attack",
    "DroneStrike": "AirStrike",
    "Bombing": "Attack",
    "SuicideBombing": "Bombing",
    "Shelling": "Attack",
    "RocketAttack": "Attack",
    "Shooting": "Attack",
    "Assassination": "Attack",
    "Raid": "Attack",
    "ArmedClash": "Attack",
    "Abduction": "Attack",
    "Looting": "Attack",
    "SexualViolence": "Attack",
    "Protest": "Event",
    "Riot": "Protest",
    "Threat": "Event",
    "Accusation": "Event",
    "Rejection": "Event",
    "Demand": "Event",
    "Sanction": "Event",
    "Mobilization": "Event",
    "Coercion": "Event",
    "Arrest": "Coercion",
    "Capture": "Event",
    "Withdrawal": "Event",
    "Agreement": "Event",
    "Interception": "Event",
    "Reorganization": "Event",
    "Conflict": None,
    "Claim": None,
    "Mention": None,
    "Article": None,
}

# Each relation between entities and the relation above it.
SUPERPROPERTY: Final[dict[str, str | None]] = {
    "memberOf": None,
    "leads": "memberOf",
    "spokespersonFor": "memberOf",
    "partOf": None,
    "alignedWith": None,
    "backedBy": "alignedWith",
    "opposes": None,
    "attacked": None,
    "killed": None,
}

# An attack's roles, and for other events PLOVER's terms: who acts, and towards whom.
ROLES: Final = (
    *("attacker", "target", "victim", "place", "date", "weapon", "killedCount", "woundedCount"),
    *("actor", "recipient"),
)
COUNTS: Final = ("killedCount", "woundedCount")
LITERALS: Final = ("date", "weapon", *COUNTS)
DIRECT: Final = frozenset((*ROLES, *SUPERPROPERTY))  # what articles state of entities and incidents, in triples
CLAIM_VERDICTS: Final = ("right", "wrong", "useless")
FACTUALITIES: Final = ("Asserted", "Hedged", "Denied", "Hypothetical")
BOUNDS: Final = ("Exactly", "AtLeast", "AtMost", "About")


def is_a(cls: str, ancestor: str) -> bool:
    """Whether a class is the other one or lies below it."""
    at: str | None = cls
    while at is not None:
        if at == ancestor:
            return True
        at = SUPERCLASS[at]
    return False


def prefixed(iri: str) -> str:
    """An IRI as queries write it, "kg:attacker"; one of no namespace that has a prefix as it is."""
    return next((f"{p}:{iri.removeprefix(ns)}" for p, ns in PREFIXES.items() if iri.startswith(ns)), iri)


def superclasses(cls: str) -> tuple[str, ...]:
    """The class itself and those above it, nearest first."""
    above = SUPERCLASS[cls]
    return (cls,) if above is None else (cls, *superclasses(above))
