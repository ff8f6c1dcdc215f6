// Incidents as a table: beside the map, so that few columns hold all.
import { graphPage, pageOf } from "../addresses";
import { type Child, h } from "../dom";
import type { IncidentSummary, Ref } from "../shapes";
import { table } from "../table";
import { dated, titled } from "../words";
import { disputedTag, toll } from "./card";
import { signMark } from "./signs";

const NAMED = 2; // in a cell
const KEPT = ["since", "until", "outlet"]; // filters that graphs have too

export function incidentsTable(items: readonly IncidentSummary[], params: URLSearchParams): HTMLElement {
  const period = new URLSearchParams([...params].filter(([name]) => KEPT.includes(name))).toString();
  return table("Incidents", [
    { head: "Date", cell: ({ date }) => date ? h("span", { class: "date" }, dated(date)) : h("span", { class: "date soft" }, "no date") },
    { head: "Incident", cell: (item) => [signMark(item.class), h("a", { href: pageOf(item.href) }, titled(item)), h("p", { class: "soft" }, sides(item), h("a", { href: graphPage(item.iri, period), "aria-label": `Graph of ${item.label}` }, "graph"))] },
    { head: "Place", cell: ({ places }) => refs(places) },
    { head: "Toll", cell: (item) => [toll(item), item.disputed.length > 0 && h("p", { class: "differ" }, disputedTag(item.disputed))] },
    { head: "Outlets", number: true, help: "corroborated", cell: ({ corroboration }) => h("span", { title: "independent outlets" }, corroboration) },
  ], items, { stacked: true });
}

/** Who attacked and who was hit, below the name. */
function sides({ attackers, targets }: IncidentSummary): Child {
  const said = [attackers.length > 0 && ["by ", refs(attackers)], targets.length > 0 && ["on ", refs(targets)]].filter(Boolean) as Child[];
  return said.length > 0 && [said.map((one, i) => [i > 0 && " ", one]), " · "];
}

function refs(found: readonly Ref[]): Child {
  return [
    found.slice(0, NAMED).map(({ iri, label }, i) => [i > 0 && ", ", h("a", { href: pageOf(iri) }, label)]),
    found.length > NAMED && h("span", { class: "soft" }, ` and ${found.length - NAMED} more`),
  ];
}
