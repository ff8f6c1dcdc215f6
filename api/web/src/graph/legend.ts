// What the colours and forms mean, of those that are there.
import { h } from "../dom";
import { KINDS, kindOf } from "../palette";
import type { Network } from "../shapes";

/** A list of the kinds of node in a network. */
export function legend({ nodes }: Network): HTMLElement {
  const there = new Set(nodes.map(({ key, attributes }) => kindOf(attributes.class, key).name));
  const shown = KINDS.filter(({ name }) => there.has(name));
  return h(
    "ul",
    { class: "legend", "aria-label": "Legend" },
    shown.map(({ name, colour }) =>
      h("li", {}, h("span", { class: name === "Incident" ? "dot square" : "dot", style: `--kind: ${colour}` }), name),
    ),
    h("li", { class: "soft" }, "Size: number of ties"),
  );
}
