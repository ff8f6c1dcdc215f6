// The story that an incident is a part of: where it happened, and what else the same articles tell of its parties and place.
import { pageOf } from "../addresses";
import { fill, h } from "../dom";
import { address, json } from "../server";
import type { Incident, IncidentSummary, Items } from "../shapes";
import { counted } from "../words";
import { incidentCard } from "./card";

const MOST = 50;
const SHOWN = 6;
const LIST = "/explore/incidents";

/** The section; filled in when the story has come, and empty where there is none. */
export function story({ iri }: Incident, signal: AbortSignal): HTMLElement {
  const section = h("section", { class: "story" });
  json<Items<IncidentSummary>>(address("/incidents", { related: iri, limit: MOST }), signal).then(
    ({ items }) => tell(section, iri, items),
    () => undefined, // the incident is told without it
  );
  return section;
}

function tell(section: HTMLElement, iri: string, items: readonly IncidentSummary[]): void {
  const own = items.filter((one) => one.iri === iri);
  const others = nearest(items, iri);
  const placed = items.some(({ places }) => places.some(({ lat }) => lat !== null));
  const frame = h("div", { class: "story-map" });
  fill(
    section,
    placed && [h("h2", {}, "Where"), frame, others.length > 0 && h("p", { class: "soft" }, "In grey: the other incidents of this story. A shaded country: no nearer place is told.")],
    others.length > 0 && [
      h("div", { class: "section-head" }, h("h2", {}, "Of the same story"), h("a", { href: address(LIST, { related: iri }) }, `${counted(items.length - 1, "incident")} in time and place`)),
      h("div", { class: "cards" }, others.slice(0, SHOWN).map((one) => incidentCard(one, pageOf(one.iri)))),
    ],
  );
  if (placed) {
    void import("./map").then(async ({ map }) => {
      if (!frame.isConnected) return;
      const { element } = await map(items, own, Math.max(300, frame.clientWidth), { at: null, part: null, place: (at) => address(LIST, { related: iri, at }) });
      fill(frame, element);
    });
  }
}

/** The others, those first that are nearest in the list, which is in the order of days. */
function nearest(items: readonly IncidentSummary[], iri: string): IncidentSummary[] {
  const at = items.findIndex((one) => one.iri === iri);
  const others = items.map((one, i) => ({ one, far: Math.abs(i - at) })).filter(({ far }) => far > 0);
  return others.sort((a, b) => a.far - b.far).map(({ one }) => one);
}
