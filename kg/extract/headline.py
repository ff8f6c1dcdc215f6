"""What a headline adds to its report: only what it says surely, and what the report leaves open."""

from __future__ import annotations

from kg.extract.drafts import ClaimDraft, EntityDraft, Incident
from kg.extract.text.reading import SourceMap
from kg.extract.tokens import Doc


def settle(doc: Doc) -> None:
    """Take from the document what its headline says of no incident of the body, or says less exactly than the body.

    A headline is terse, rounds figures and names no day. An event of it that answers to none of the body is mostly one
    of the body's, misread; where the body tells of no event at all, the headline stands alone.
    """
    reading: SourceMap = doc._.reading
    if reading.headline is None:
        return
    incidents: list[Incident] = doc._.incidents
    told = {id(i) for i in incidents if any(not reading.in_headline(f.span) for f in i.frames)}
    if told:
        doc._.incidents = [i for i in incidents if id(i) in told]
        doc._.claims = [c for c in doc._.claims if not isinstance(c.subject, Incident) or id(c.subject) in told]
    claims: list[ClaimDraft] = doc._.claims
    said = {(id(c.subject), c.predicate) for c in claims if not reading.in_headline(c.span) and not _is_vague(c)}
    doc._.claims = [c for c in claims if not reading.in_headline(c.span) or (id(c.subject), c.predicate) not in said]


def _is_vague(claim: ClaimDraft) -> bool:
    """Whether it says no more than "in the hills", or the country: a town of the headline adds to that."""
    place = claim.object
    if claim.predicate != "place" or not isinstance(place, EntityDraft):
        return False
    return place.cls == "State" or not (place.names or place.place)
