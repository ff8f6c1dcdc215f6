// Where incidents were: outlines of the countries, and a circle for each place, as large as there are incidents.
import outlines from "atlas:countries-50m";
import { type GeoProjection, geoArea, geoCentroid, geoGraticule10, geoMercator, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { feature, mesh } from "topojson-client";

import { h, s } from "../dom";
import { once } from "../server";
import type { IncidentSummary, Place } from "../shapes";
import { counted } from "../words";

const LETTER = 6.6; // the width of one, on average
const LINE = 15;

type Atlas = Parameters<typeof mesh>[0];

/** Something with a name that keeps its size when the map is magnified. */
interface Label {
  x: number;
  y: number;
  text: string;
  element: SVGElement;
  centred?: boolean;
}

interface Spot {
  place: Place;
  x: number;
  y: number;
  all: number;
  chosen: number;
}

/** The map; `choose` gives the address that chooses a place. */
export async function map(all: readonly IncidentSummary[], chosen: readonly IncidentSummary[], at: string | null, width: number, choose: (iri: string) => string): Promise<HTMLElement> {
  const height = Math.round(Math.max(300, width * 0.54));
  const atlas = await once<Atlas>(outlines);
  const places = placesOf(all, chosen);
  const points = { type: "MultiPoint" as const, coordinates: places.map(({ place }) => [place.long, place.lat] as [number, number]) };
  const projection = geoMercator();
  if (places.length > 1) projection.fitExtent([[width * 0.1, height * 0.12], [width * 0.84, height * 0.88]], points);
  else projection.scale(900).center([places[0]?.place.long ?? 40, places[0]?.place.lat ?? 30]).translate([width / 2, height / 2]);
  projection.scale(Math.min(projection.scale(), 4000));
  const path = geoPath(projection).digits(1);
  const { countries, land } = atlas.objects;
  const spots = places.map((place): Spot => {
    const [x, y] = projection([place.place.long ?? 0, place.place.lat ?? 0]) ?? [0, 0];
    return { ...place, x, y };
  });
  const ground = s(
    "g",
    {},
    s("path", { class: "graticule", d: path(geoGraticule10()) }),
    land && s("path", { class: "land", d: path(feature(atlas, land)) }),
    countries && s("path", { class: "border", d: path(mesh(atlas, countries as Parameters<typeof mesh>[1] & never, (a, b) => a !== b)) }),
  );
  const dots = s("g", {}, spots.map((spot) => circle(spot, at, choose)));
  const names = countries ? countryNames(feature(atlas, countries), projection) : [];
  const picture = s("svg", { class: "map", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Where incidents were" }, ground, s("g", { "aria-hidden": "true" }, names.map(({ element }) => element)), dots);
  const labels = [...spots.map((spot, i): Label => ({ ...spot, element: dots.children[i] as SVGElement, text: spot.place.label })), ...names];
  return h("div", { class: "map-frame" }, picture, zoomable(picture, ground, labels, [width, height]));
}

/** Every place that is known by its position, the busiest first. */
function placesOf(all: readonly IncidentSummary[], chosen: readonly IncidentSummary[]): Omit<Spot, "x" | "y">[] {
  const found = new Map<string, Omit<Spot, "x" | "y">>();
  const within = new Set(chosen.map(({ iri }) => iri));
  for (const { iri, places } of all) {
    for (const place of places.filter(({ lat, long }) => lat !== null && long !== null)) {
      const spot = found.get(place.iri) ?? { place, all: 0, chosen: 0 };
      found.set(place.iri, { place, all: spot.all + 1, chosen: spot.chosen + (within.has(iri) ? 1 : 0) });
    }
  }
  return [...found.values()].sort((a, b) => b.all - a.all || a.place.iri.localeCompare(b.place.iri));
}

function circle({ place, all, chosen }: Spot, at: string | null, choose: (iri: string) => string): SVGElement {
  const said = `${place.label}: ${counted(chosen, "incident")}`;
  const radius = (n: number): number => (n ? 4 + 3 * Math.sqrt(n) : 0);
  return s(
    "a",
    { href: choose(place.iri === at ? "" : place.iri), "aria-label": said, class: place.iri === at ? "spot at" : "spot" },
    s("title", {}, said),
    s("circle", { class: "all", r: radius(all) }),
    s("circle", { class: "chosen", r: radius(chosen) }),
    s("text", { x: radius(all) + 4, y: 4 }, place.label),
  );
}

function countryNames(countries: ReturnType<typeof feature>, projection: GeoProjection): Label[] {
  const all = "features" in countries ? countries.features : [countries];
  const large = all.filter(({ properties }) => properties?.name).sort((a, b) => geoArea(b) - geoArea(a));
  return large.flatMap((country) => {
    const at = projection(geoCentroid(country));
    const text = String(country.properties?.name);
    return at ? [{ x: at[0], y: at[1], text, element: s("g", { class: "country" }, s("text", { "text-anchor": "middle" }, text)), centred: true }] : [];
  });
}

/** Shows as many names as fit without overlapping: the first come first. */
function fit(labels: readonly (Label & { left: number; top: number })[], [width, height]: readonly [number, number]): void {
  const taken: [number, number, number, number][] = [];
  for (const { element, text, left, top, centred } of labels) {
    const wide = text.length * LETTER;
    const start = left + (centred ? -wide / 2 : 10);
    const box = [start, top - LINE / 2, start + wide, top + LINE / 2] as [number, number, number, number];
    const free = taken.every(([x1, y1, x2, y2]) => box[2] < x1 || box[0] > x2 || box[3] < y1 || box[1] > y2);
    const inside = box[0] > 0 && box[2] < width && top > LINE && top < height - LINE;
    element.querySelector("text")?.setAttribute("visibility", free && inside ? "visible" : "hidden");
    if (free && inside) taken.push(box);
    if (!centred) taken.push([left - 6, top - 6, left + 6, top + 6]);
  }
}

/** Lets the map be moved and magnified; circles and names keep their size. Gives the buttons that do so, too. */
function zoomable(picture: SVGElement, ground: SVGElement, labels: readonly Label[], size: readonly [number, number]): HTMLElement {
  const place = (k: number, x: number, y: number): void => {
    ground.setAttribute("transform", `translate(${x},${y}) scale(${k})`);
    const placed = labels.map((label) => ({ ...label, left: label.x * k + x, top: label.y * k + y }));
    for (const { element, left, top } of placed) element.setAttribute("transform", `translate(${left},${top})`);
    fit(placed, size);
  };
  const behaviour = zoom<SVGElement, unknown>()
    .scaleExtent([0.3, 40])
    .filter((event: WheelEvent | PointerEvent) => event.type !== "wheel" || event.ctrlKey) // the page must still scroll
    .on("zoom", ({ transform }: { transform: { k: number; x: number; y: number } }) => place(transform.k, transform.x, transform.y));
  const selection = select<SVGElement, unknown>(picture).call(behaviour);
  place(1, 0, 0);
  const button = (sign: string, label: string, act: () => void): HTMLElement => h("button", { type: "button", "aria-label": label, title: label, onclick: act }, sign);
  return h(
    "div",
    { class: "zoom" },
    button("+", "Nearer", () => selection.call(behaviour.scaleBy, 1.6)),
    button("−", "Farther", () => selection.call(behaviour.scaleBy, 1 / 1.6)),
    button("⤢", "All of it", () => selection.call(behaviour.transform, zoomIdentity)),
  );
}
