// An incident in a few words.
import { h } from "../dom";
import type { IncidentSummary, Ref } from "../shapes";
import { capital, corroborated, dated, ranged, titled, worded } from "../words";

const NAMED = 3;

/** A card that leads to an incident's page. */
export function incidentCard(item: IncidentSummary, href: string): HTMLElement {
  return h(
    "article",
    { class: "card" },
    h("p", { class: "kicker" }, dated(item.date) || "Undated"),
    h("h3", {}, h("a", { href }, titled(item))),
    sides(item),
    toll(item) && h("p", {}, toll(item)),
    h(
      "p",
      { class: "soft" },
      corroborated(item.corroboration),
      item.disputed.length > 0 && [" · ", disputedTag(item.disputed)],
    ),
  );
}

/** Which predicates the accounts differ on. */
export function disputedTag(predicates: readonly string[]): HTMLElement {
  return h("span", { class: "disputed" }, `differ on ${predicates.map(worded).join(", ")}`);
}

/** "2 to 4 killed, 6 wounded". */
export function toll({ killed, wounded }: IncidentSummary): string {
  return [killed && `${ranged(killed)} killed`, wounded && `${ranged(wounded)} wounded`].filter(Boolean).join(", ");
}

function sides({ attackers, targets, places }: IncidentSummary): HTMLElement | null {
  const by = named(attackers, " or ");
  const on = named(targets, ", ");
  const at = named(places.slice(0, 2), ", ");
  const said = [by && `by ${by}`, on && `on ${on}`, at && `in ${at}`].filter(Boolean).join(" ");
  return said ? h("p", {}, capital(said)) : null;
}

/** The first few by name, and that there are more. */
function named(refs: readonly Ref[], between: string): string {
  return [...refs.slice(0, NAMED).map(({ label }) => label), ...(refs.length > NAMED ? ["others"] : [])].join(between);
}
