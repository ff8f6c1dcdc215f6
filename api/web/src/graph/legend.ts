// What the colours and forms mean, of those that are there.
import { type Child, h } from "../dom";
import { KINDS, kindOf } from "../palette";
import type { Community, Network } from "../networks";
import { dated } from "../words";
import { FAMILIES, familyOf } from "./families";
import { CALLED, type Look, PLAIN, RAMP, type Scale, communityColour } from "./looks";

/** A list of what colours, forms and sizes tell in a picture. */
export function legend({ nodes, edges }: Network, look = PLAIN, scale: Scale | null = null, groups: readonly Community[] = []): HTMLElement {
  const ties = new Set(edges.map(({ attributes: { kind } }) => familyOf(kind)));
  return h(
    "ul",
    { class: "legend", "aria-label": "Legend" },
    look.colour === "kind" ? kinds(nodes) : look.colour === "community" ? communities(groups) : ramp(look, scale),
    h("li", { class: "soft" }, `Size: ${CALLED[look.size]}`),
    FAMILIES.filter((family) => ties.has(family)).map(({ name, colour }) => h("li", {}, h("span", { class: "stroke", style: `--kind: var(${colour})` }), name)),
  );
}

function kinds(nodes: Network["nodes"]): Child {
  const there = new Set(nodes.filter(({ attributes }) => attributes.class !== "Community").map(({ key, attributes }) => kindOf(attributes.class, key).name));
  return KINDS.filter(({ name }) => there.has(name)).map(({ name, colour }) =>
    h("li", {}, h("span", { class: name === "Incident" ? "dot square" : "dot", style: `--kind: ${colour}` }), name),
  );
}

function communities(groups: readonly Community[]): Child {
  const named = groups.filter(({ inside, number }) => !inside && number < 8);
  if (!named.length) return h("li", {}, "Colour: community of the whole graph");
  return named.map(({ number, top }) => h("li", {}, h("span", { class: "dot", style: `--kind: ${communityColour(number)}` }), top[0]?.label));
}

function ramp({ colour }: Look, scale: Scale | null): Child {
  const said = (end: string | undefined): string => (colour === "time" ? dated(end) : (end ?? ""));
  return h(
    "li",
    {},
    `Colour: ${CALLED[colour]} `,
    scale && [said(scale.low), h("span", { class: "ramp", style: `background: linear-gradient(to right, ${RAMP.join(", ")})` }), said(scale.high)],
  );
}
