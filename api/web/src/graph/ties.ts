// The same as the picture, in words: every tie of a network, by click what is behind it.
import { pageOf } from "../addresses";
import { h } from "../dom";
import type { Network } from "../shapes";
import { table } from "../table";
import { headed, worded } from "../words";
import type { Told } from "./picture";

/** A table of ties; without `told`, nothing in it can be clicked but the names. */
export function tiesTable({ nodes, edges }: Network, told?: Told, open: ReadonlySet<string> = new Set()): HTMLElement {
  const known = new Map(nodes.map(({ key, attributes }) => [key, attributes]));
  const name = (key: string): HTMLElement => {
    const node = known.get(key);
    return h(
      "span",
      { class: "end" },
      h("a", { href: pageOf(key), title: headed(node?.class ?? "") }, node?.label ?? key),
      told && !open.has(key) && h("button", { type: "button", class: "mini", title: `Expand ${node?.label}`, "aria-label": `Expand ${node?.label}`, onclick: () => told.node(key) }, "+"),
    );
  };
  const columns = [
    { head: "From", cell: (edge: Network["edges"][number]) => name(edge.source) },
    {
      head: "Tie",
      cell: ({ key, attributes: { kind } }: Network["edges"][number]) =>
        told ? h("button", { type: "button", class: "as-link", onclick: () => told.edge(key) }, worded(kind)) : worded(kind),
    },
    { head: "To", cell: (edge: Network["edges"][number]) => name(edge.target) },
    { head: "Articles", number: true, cell: (edge: Network["edges"][number]) => edge.attributes.weight },
  ];
  return table("The ties in the picture", columns, edges);
}
