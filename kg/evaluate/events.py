"""Events: found, with the right roles, attributed rightly, and joined across articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.evaluate.align import Alignment, PredictedClaim
from kg.evaluate.gold import Gold, GoldArticle, GoldEvent
from kg.evaluate.match import ACTOR_ROLES, Roles, events, match, numbers, same_date
from kg.evaluate.report import Discrepancy, Figure, FigureCount, Findings
from kg.vocab import COUNTS


class EventScore:
    """Counts over all articles; `add` one after the other, then read `findings` and `identity`."""

    def __init__(self, aligned: Alignment) -> None:
        self._aligned = aligned
        self._out = Findings()
        self._found = self._total = self._spurious = 0
        self._tallies = {role: FigureCount() for role in (*ACTOR_ROLES, "date", *COUNTS)}
        self._attackers = self._factuality = self._sources = 0
        self._incidents: dict[str, list[str | None]] = {}  # gold incident -> its event's IRI in each article
        self._recurring: set[str] = set()

    def add(self, id_: str, said: Sequence[PredictedClaim], gold: GoldArticle) -> None:
        """Holds one article's events against the gold's."""
        told = events(said)
        paired = match(self._aligned, told, gold.events)
        self._total += len(gold.events)
        self._found += len(paired)
        for at, event in enumerate(gold.events):
            iri = paired.get(at)
            self._incidents.setdefault(event.incident, []).append(iri)
            if event.recurring:
                self._recurring.add(event.incident)
            if iri is None:
                self._out.problems.append(Discrepancy("events", "missed", event.incident, id_))
            roles = told[iri] if iri is not None else defaultdict(list)
            self._actors(id_, roles, event)
            self._literals(id_, roles, event)
            self._attribution(id_, roles, event)
        for iri, roles in told.items():
            if iri not in paired.values():
                self._unmatched(id_, roles, gold)

    def findings(self) -> Findings:
        """Events, their roles, and who says so."""
        everything = FigureCount()
        for tally in self._tallies.values():
            everything.add(tally.hits, tally.wanted, tally.predicted - tally.hits)
        everything.predicted += self._spurious
        self._out.figures += [
            Figure("events", "events", self._found, self._total, self._found + self._spurious),
            Figure("events", "events found", self._found, self._total),
            *(tally.figure("events", role) for role, tally in self._tallies.items()),
            everything.figure("events", "all roles"),
            Figure("attribution", "factuality of attackers", self._factuality, self._attackers),
            Figure("attribution", "source of attackers", self._sources, self._attackers),
        ]
        return self._out

    def identity(self) -> Findings:
        """Whether the same incident is one event across articles, and different ones are different events.

        Joins are counted in links: n accounts of one incident need n - 1.
        """
        out = Findings()
        owners: defaultdict[str, set[str]] = defaultdict(set)
        joined = links = 0
        for incident, iris in self._incidents.items():
            known = [iri for iri in iris if iri is not None]
            for iri in known:
                owners[iri].add(incident)
            if incident in self._recurring:
                continue
            links += len(iris) - 1
            joined += len(known) - len(set(known))
            if len(set(known)) > 1:
                out.problems.append(
                    Discrepancy("resolution", "missed", f"{incident} is split into {', '.join(sorted(set(known)))}")
                )
        mixed = {iri: sorted(incidents) for iri, incidents in owners.items() if len(incidents) > 1}
        out.figures += [
            Figure("resolution", "incidents joined", joined, links),
            Figure("resolution", "incidents kept apart", len(owners) - len(mixed), len(owners)),
        ]
        out.problems += [
            Discrepancy("resolution", "wrong", f"{' and '.join(incidents)} are run together in {iri}")
            for iri, incidents in sorted(mixed.items())
        ]
        return out

    def _actors(self, id_: str, roles: Roles, event: GoldEvent) -> None:
        for role in ACTOR_ROLES:
            want, allowed = event.wanted(role), event.wanted(role) | event.optional(role)
            quotes = {self._aligned[c.object]: c.quote for c in roles[role] if not self._aligned.neutral(c.object)}
            if role == "place":  # one right place suffices, and the country around it is fine too
                hit = bool(want & set(quotes))
                wrong = set(quotes) - allowed - self._aligned.states
                self._tallies[role].add(int(hit), int(bool(want)), len(wrong))
                missed: frozenset[str] = frozenset() if hit else want
            else:
                wrong, missed = set(quotes) - allowed, want - set(quotes)
                self._tallies[role].add(len(want) - len(missed), len(want), len(wrong))
            for who in sorted(wrong):
                self._out.problems.append(
                    Discrepancy("events", "wrong", f"{event.incident} {role} {who}", id_, quotes[who])
                )
            for who in sorted(missed):
                self._out.problems.append(Discrepancy("events", "missed", f"{event.incident} {role} {who}", id_))

    def _literals(self, id_: str, roles: Roles, event: GoldEvent) -> None:
        if event.date:
            said = {claim.object: claim.quote for claim in roles["date"]}
            hit = any(same_date(date, event.date) for date in said)
            self._tallies["date"].add(int(hit), 1, int(bool(said) and not hit))
            if not hit:
                what = f"{event.incident} date {event.date}" + (f", is {', '.join(sorted(said))}" if said else "")
                self._out.problems.append(Discrepancy("events", "missed", what, id_, next(iter(said.values()), "")))
        for role in COUNTS:
            want, may = event.counts(role)
            got = numbers(roles[role])
            wrong = got - want - may
            self._tallies[role].add(len(got & want), len(want), len(wrong))
            quotes = {int(float(claim.object)): claim.quote for claim in roles[role]}
            for number in sorted(wrong):
                what = f"{event.incident} {role} {number}"
                self._out.problems.append(Discrepancy("events", "wrong", what, id_, quotes[number]))
            for number in sorted(want - got):
                self._out.problems.append(Discrepancy("events", "missed", f"{event.incident} {role} {number}", id_))

    def _attribution(self, id_: str, roles: Roles, event: GoldEvent) -> None:
        for who, factuality, source in event.attackers:
            mine = [claim for claim in roles["attacker"] if self._aligned[claim.object] == who]
            stances = {claim.factuality for claim in mine}
            sources = {None if claim.source is None else self._aligned[claim.source] for claim in mine}
            self._attackers += 1
            self._factuality += factuality in stances
            self._sources += source in sources
            if mine and (factuality not in stances or source not in sources):
                said = f"{' or '.join(sorted(stances))} by {' or '.join(sorted(str(s) for s in sources))}"
                what = f"{event.incident} attacker {who} is {said}, for {factuality} by {source}"
                self._out.problems.append(Discrepancy("attribution", "wrong", what, id_, mine[0].quote))

    def _unmatched(self, id_: str, roles: Roles, gold: GoldArticle) -> None:
        """An event that the gold lacks is a mistake only if it names both sides, and no optional event does."""
        attackers = {self._aligned[claim.object] for claim in roles["attacker"]}
        targets = {self._aligned[claim.object] for claim in roles["target"]}
        known_attackers = {who for who in attackers if self._aligned.is_gold(who)}
        known_targets = {whom for whom in targets if self._aligned.is_gold(whom)}
        said = any(known_attackers <= o.attackers and known_targets <= o.targets for o in gold.optional_events)
        if attackers and targets and (known_attackers or known_targets) and not said:
            self._spurious += 1
            what = f"{', '.join(sorted(attackers))} attacking {', '.join(sorted(targets))}"
            self._out.problems.append(Discrepancy("events", "wrong", what, id_, roles["attacker"][0].quote))


def score_events(
    aligned: Alignment, said: Mapping[str, Sequence[PredictedClaim]], gold: Gold
) -> tuple[Findings, Findings]:
    """Events with their roles and attribution, and which incidents are joined and kept apart."""
    score = EventScore(aligned)
    for id_, article in gold.articles.items():
        score.add(id_, said[id_], article)
    return score.findings(), score.identity()
