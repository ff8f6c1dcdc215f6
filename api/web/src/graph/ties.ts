// The same as the picture, in words: every tie of a network, by click what is behind it.
import { pageOf } from "../addresses";
import { type Child, h } from "../dom";
import type { Community, Network } from "../networks";
import { table } from "../table";
import { counted, dated, headed } from "../words";
import { familyOf } from "./families";
import { communityOf } from "./load";
import { communityColour } from "./looks";
import { tieWords } from "./merge";
import type { Told } from "./picture";

type Edge = Network["edges"][number];

/** A table of ties; without `told`, nothing in it can be clicked but the names. */
export function tiesTable({ nodes, edges }: Network, told?: Told, open: ReadonlySet<string> = new Set()): HTMLElement {
  const known = new Map(nodes.map(({ key, attributes }) => [key, attributes]));
  const name = (key: string): HTMLElement => {
    const node = known.get(key);
    return h(
      "span",
      { class: "end" },
      communityOf(key) ? (node?.label ?? key) : h("a", { href: pageOf(key), title: headed(node?.class ?? "") }, node?.label ?? key),
      told && !open.has(key) && h("button", { type: "button", class: "mini", title: `Expand ${node?.label}`, "aria-label": `Expand ${node?.label}`, onclick: () => told.node(key) }, "+"),
    );
  };
  const folded = edges.some(({ attributes }) => attributes.incidents !== undefined);
  const dates = edges.some(({ attributes }) => attributes.last);
  const columns: { head: string; number?: boolean; cell: (edge: Edge) => Child }[] = [
    { head: "From", cell: (edge) => name(edge.source) },
    {
      head: "Tie",
      cell: ({ key, attributes }) =>
        h(
          "span",
          { class: "tie" },
          h("span", { class: "stroke", style: `--kind: var(${familyOf(attributes.kind).colour})` }),
          told ? h("button", { type: "button", class: "as-link", onclick: () => told.edge(key) }, tieWords(attributes)) : tieWords(attributes),
        ),
    },
    { head: "To", cell: (edge) => name(edge.target) },
    ...(folded ? [{ head: "Incidents", number: true, cell: ({ attributes }: Edge) => attributes.incidents?.toLocaleString("en") }] : []),
    ...(dates ? [{ head: "Latest", cell: ({ attributes }: Edge) => attributes.last && h("span", { class: "date" }, dated(attributes.last)) }] : []),
    { head: "Articles", number: true, cell: ({ attributes }) => (attributes.kinds ? null : attributes.weight.toLocaleString("en")) },
  ];
  return table("The ties in the picture", columns, edges);
}

/** The communities of the whole, each with those who have most ties in it; opened and closed by a button. */
export function communityList(all: readonly Community[], toggle: (community: Community) => void): HTMLElement {
  return h(
    "ul",
    { class: "communities" },
    all.filter(({ inside }) => !inside).map((one) =>
      h(
        "li",
        {},
        h("p", {}, h("span", { class: "dot", style: `--kind: ${communityColour(one.number)}` }), one.top.slice(0, 5).map((ref, index) => [index > 0 && ", ", h("a", { href: pageOf(ref.iri) }, ref.label)]), one.members > 5 && h("span", { class: "soft" }, ` and ${(one.members - 5).toLocaleString("en")} more`)),
        h("p", { class: "soft" }, counted(one.members, "actor"), " · ", h("button", { type: "button", class: "as-link", "aria-label": `${one.open ? "Close" : "Open"} ${one.label}`, onclick: () => toggle(one) }, one.open ? "close" : "open")),
      ),
    ),
  );
}
