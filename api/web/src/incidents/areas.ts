// Where it is not known well where something was: a whole country, where no nearer place is told; around the middle of a
// province or sea; within some kilometres of a town.
import { type GeoPath, geoCentroid, geoCircle } from "d3-geo";
import type { feature } from "topojson-client";

import { pageOf } from "../addresses";
import { s } from "../dom";
import type { Place } from "../shapes";
import { counted } from "../words";
import type { Choice } from "./map";
import { type Located, isVague, placesOf } from "./spots";

type Shapes = ReturnType<typeof feature>;
type Outline = Parameters<GeoPath>[0];

const A_DEGREE = 111.2; // kilometres
const REGION = 110; // kilometres: a province's extent is not known here

/** Some of the things may be anywhere in it. */
export interface Area {
  key: string;
  outline: Outline;
  /** Its middle, to have it in view. */
  middle: [number, number];
  things: Set<string>;
  /** What is said of so many of them. */
  said(n: number): string;
  /** What a click chooses: a place, or the page of the only thing. */
  place: Place | null;
  page: string | null;
}

/** All areas, those with most things first, so that small ones lie above them. */
export function areasOf(all: readonly Located[], shapes: Shapes | null): Area[] {
  const found = [...countries(all, shapes), ...regions(all), ...surroundings(all)];
  return found.sort((a, b) => b.things.size - a.things.size || a.key.localeCompare(b.key));
}

/** The countries that are places of things by their names alone. */
function countries(all: readonly Located[], shapes: Shapes | null): Area[] {
  if (!shapes || !("features" in shapes)) return [];
  const outlines = new Map(shapes.features.map((outline) => [String(outline.properties?.name ?? ""), outline]));
  const found = new Map<string, Area>();
  for (const { iri, places } of all) {
    if (!places.every(({ lat }) => lat === null)) continue;
    for (const place of places) {
      const outline = outlines.get(place.label);
      if (!outline) continue;
      const area = found.get(place.iri) ?? { key: place.iri, outline, middle: geoCentroid(outline), things: new Set<string>(), said: noNearer(place), place, page: null };
      area.things.add(iri);
      found.set(place.iri, area);
    }
  }
  return [...found.values()];
}

/** The provinces, seas and other wide places whose middle is known. */
function regions(all: readonly Located[]): Area[] {
  return placesOf(all).filter(isVague).map(({ place, all: there }) => {
    const middle: [number, number] = [place.long ?? 0, place.lat ?? 0];
    return { key: place.iri, outline: disc(middle, REGION), middle, things: new Set(there.map(({ iri }) => iri)), said: noNearer(place), place, page: null };
  });
}

/** What was told as near a town, or on one side of it. */
function surroundings(all: readonly Located[]): Area[] {
  const found = new Map<string, Area>();
  for (const { iri, lat, long, radius, places } of all) {
    if (typeof lat !== "number" || typeof long !== "number" || !radius) continue;
    const key = `${lat},${long},${radius}`;
    const near = places.find((place) => place.lat === lat && place.long === long);
    const area: Area = found.get(key) ?? {
      key, outline: disc([long, lat], radius), middle: [long, lat], things: new Set<string>(), place: null, page: pageOf(iri),
      said: (n) => `Within ${Math.round(radius)} km of ${near?.label ?? "this point"}: ${counted(n, "incident")}`,
    };
    area.things.add(iri);
    if (area.things.size > 1) [area.place, area.page] = [near ?? null, null];
    found.set(key, area);
  }
  return [...found.values()];
}

function noNearer({ label }: Place): (n: number) => string {
  return (n) => `${label}: ${counted(n, "incident")} of which no nearer place is told`;
}

function disc(middle: [number, number], kilometres: number): Outline {
  return geoCircle().center(middle).radius(kilometres / A_DEGREE)();
}

/** The picture of an area: a link that chooses it. */
export function areaPicture({ place, page, outline }: Area, path: GeoPath, { at, place: choose }: Choice): SVGElement {
  const isAt = place !== null && place.iri === at;
  return s(
    "a",
    { href: place ? choose(isAt ? "" : place.iri) : page, class: isAt ? "area at" : "area" },
    s("title", {}),
    s("path", { d: path(outline) }),
  );
}

/** Says on the picture how many of the things are chosen. */
export function markArea(picture: SVGElement, { things, said }: Area, chosen: ReadonlySet<string>): void {
  const n = [...things].filter((iri) => chosen.has(iri)).length;
  picture.setAttribute("aria-label", said(n));
  picture.classList.toggle("chosen", n > 0);
  const title = picture.querySelector("title");
  if (title) title.textContent = said(n);
}
