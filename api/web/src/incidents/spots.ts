// Places on the map, each with what is there; those that would lie over each other are one cluster, until one looks nearer.
import { h, s } from "../dom";
import type { IncidentSummary, Place } from "../shapes";
import { counted } from "../words";
import { outline, shares, signsOf } from "./signs";

/** Something that has places; of incidents the kind, and how well it is known where they were. */
export type Located = Pick<IncidentSummary, "iri" | "places"> & Partial<Pick<IncidentSummary, "class" | "label" | "lat" | "long" | "radius">>;

/** A mark that keeps its size: where it is in the picture as that is at first, and how it is called. */
export interface Mark {
  x: number;
  y: number;
  label: string;
  /** Of all that is there, in pixels. */
  radius: number;
  element: SVGElement;
  /** The number on it; beside the link, whose name for those who hear it begins with the place. */
  number: SVGElement;
}

/** The number on a mark, empty at first. */
export function numberOn(): SVGElement {
  return s("text", { class: "n", y: 4, "text-anchor": "middle" });
}

/** A place, and all that was there. */
export interface Spot extends Mark {
  place: Place;
  all: Located[];
}

/** How the picture is moved and magnified. */
export interface View {
  k: number;
  x: number;
  y: number;
}

const OVER = 0.8; // of both radii: nearer than this, two marks are one
const LEAST = 15; // pixels between two marks
const LARGEST = 28; // pixels

/** Every place that is known by its position, and whose things are known to be there and not only around it; the busiest first. */
export function placesOf(all: readonly Located[]): { place: Place; all: Located[] }[] {
  const found = new Map<string, { place: Place; all: Located[] }>();
  for (const one of all) {
    for (const place of one.places.filter(({ lat, long }) => lat !== null && long !== null)) {
      const there = found.get(place.iri) ?? { place, all: [] };
      there.all.push(one);
      found.set(place.iri, there);
    }
  }
  return [...found.values()].sort((a, b) => b.all.length - a.all.length || a.place.iri.localeCompare(b.place.iri));
}

/** Whether of all that was there no nearer place is told: a province, a sea. */
export function isVague({ all }: { all: readonly Located[] }): boolean {
  return all.every(({ lat }) => lat === null);
}

/** How large the mark of so many things is, in pixels; beyond that its number tells more. */
export function radius(things: number): number {
  return things ? Math.min(LARGEST, 4 + 3 * Math.sqrt(things)) : 0;
}

/** The spots in groups that would lie over each other in a view; the busiest of each first, where its mark is. */
export function clustered(spots: readonly Spot[], view: View): Spot[][] {
  let groups = spots.map((spot) => [spot]);
  for (let before = Infinity; groups.length < before; ) {
    before = groups.length;
    groups = merged(groups, view); // a group is larger than its parts, and may meet the next one
  }
  return groups;
}

function merged(groups: readonly Spot[][], { k }: View): Spot[][] {
  const all = groups.map((held) => ({ held, first: held[0] as Spot, size: radius(thingsAt(held).length) }));
  const left = new Set(all.sort((a, b) => b.size - a.size));
  return all.flatMap((seed) => {
    if (!left.delete(seed)) return [];
    const near = [...left].filter(({ first, size }) => Math.hypot(first.x - seed.first.x, first.y - seed.first.y) * k < Math.max(LEAST, OVER * (size + seed.size)));
    for (const one of near) left.delete(one);
    return [[...seed.held, ...near.flatMap(({ held }) => held)]];
  });
}

/** The things at some spots, each once. */
export function thingsAt(spots: readonly Spot[]): Located[] {
  return [...new Set(spots.flatMap(({ all }) => all))];
}

/** Puts into a mark what is chosen there: the sign of the one kind, or a ring of several with their number. */
export function drawChosen({ element, number }: Pick<Mark, "element" | "number">, all: readonly Located[], chosen: ReadonlySet<string>, what: string, named: string): void {
  const there = all.filter(({ iri }) => chosen.has(iri));
  const parts = signsOf(there);
  const size = radius(there.length);
  const many = parts.length > 1 || (element.matches(".cluster") && all.length > 1);
  const kinds = parts.filter(([{ name }]) => name).map(([{ name }, n]) => `${name} ${n.toLocaleString("en")}`);
  const said = `${named}: ${counted(there.length, what)}${kinds.length > 1 ? ` (${kinds.join(", ")})` : ""}`;
  element.setAttribute("aria-label", said);
  const title = element.querySelector("title");
  if (title) title.textContent = said;
  const place = element.querySelector(".chosen");
  place?.setAttribute("data-n", String(there.length));
  number.textContent = many && there.length > 0 ? there.length.toLocaleString("en") : "";
  const one = parts[0]?.[0];
  place?.replaceChildren(
    ...(many && there.length > 0
      ? [
          s("circle", { class: "hole", r: size }),
          ...(one && parts.length === 1 ? [s("path", { d: `${outline({ ...one, form: "circle" }, size)}${outline({ ...one, form: "circle" }, size * 0.58)}`, "fill-rule": "evenodd", style: `fill: var(${one.colour})` })] : shares(parts, size).map(([{ colour }, d]) => s("path", { d, style: `fill: var(${colour})` }))),
        ]
      : one ? [s("path", { d: outline(one, size), "fill-rule": "evenodd", style: `fill: var(${one.colour})` })] : []),
  );
}

/** The list of places that do not part however near one looks. */
export function placeList(spots: readonly Spot[], choose: (iri: string) => string | null, close: () => void): HTMLElement {
  const link = ({ place, all }: Spot): HTMLElement => h("li", {}, h("a", { href: choose(place.iri) }, place.label), h("span", { class: "soft" }, ` ${all.length.toLocaleString("en")}`));
  const made = h("div", { class: "map-list", role: "group", "aria-label": "At this point" }, h("button", { type: "button", class: "close", "aria-label": "Close", onclick: close }, "×"), h("h3", {}, counted(spots.length, "place"), " at this point"), h("ul", {}, spots.map(link)));
  made.addEventListener("keydown", (event) => event.key === "Escape" && close());
  return made;
}
