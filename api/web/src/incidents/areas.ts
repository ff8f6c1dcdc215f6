// Where an account names no more than a country: the whole of it, for nobody knows where in it.
import { type GeoPath, geoCentroid } from "d3-geo";
import type { feature } from "topojson-client";

import { s } from "../dom";
import type { Place } from "../shapes";
import { counted } from "../words";
import type { Choice, Located } from "./map";

type Shapes = ReturnType<typeof feature>;
type Outline = Extract<Shapes, { features: unknown }>["features"][number];

export interface Area {
  place: Place;
  outline: Outline;
  all: number;
}

/** The countries that are places of incidents by their names alone. */
export function areasOf(all: readonly Located[], shapes: Shapes | null): Area[] {
  if (!shapes || !("features" in shapes)) return [];
  const outlines = new Map(shapes.features.map((outline) => [String(outline.properties?.name ?? ""), outline]));
  const found = new Map<string, Area>();
  for (const place of all.flatMap(vague)) {
    const outline = outlines.get(place.label);
    if (outline) found.set(place.iri, { place, outline, all: (found.get(place.iri)?.all ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.all - a.all || a.place.iri.localeCompare(b.place.iri));
}

/** The places of an incident, where none of them is known by its position. */
function vague({ places }: Located): readonly Place[] {
  return places.every(({ lat }) => lat === null) ? places : [];
}

/** Of each area by its IRI, how many of some incidents have no nearer place. */
export function countVague(some: readonly Located[]): ReadonlyMap<string, number> {
  const many = new Map<string, number>();
  for (const { iri } of some.flatMap(vague)) many.set(iri, (many.get(iri) ?? 0) + 1);
  return many;
}

/** The middle of an area, to have it in view. */
export function middle({ outline }: Area): [number, number] {
  return geoCentroid(outline);
}

/** The picture of an area: a link that chooses it. */
export function areaPicture({ place, outline }: Area, path: GeoPath, { at, place: choose }: Choice): SVGElement {
  return s(
    "a",
    { href: choose(place.iri === at ? "" : place.iri), class: place.iri === at ? "area at" : "area" },
    s("title", {}),
    s("path", { d: path(outline) }),
  );
}

/** Says on the picture how many of the incidents are chosen. */
export function markArea(picture: SVGElement, { place }: Area, n: number): void {
  const said = `${place.label}: ${counted(n, "incident")} of which no nearer place is told`;
  picture.setAttribute("aria-label", said);
  picture.classList.toggle("chosen", n > 0);
  const title = picture.querySelector("title");
  if (title) title.textContent = said;
}
