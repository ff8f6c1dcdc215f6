// Where things are: outlines of the countries, and a circle for each place, as large as there are things.
import outlines from "atlas:countries-50m";
import { type GeoPath, type GeoProjection, geoGraticule10, geoMercator, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { feature, mesh } from "topojson-client";

import { h, s } from "../dom";
import { Room, around, beside, corner } from "../placing";
import { visit } from "../router";
import { once } from "../server";
import type { IncidentSummary, Place } from "../shapes";
import { counted } from "../words";
import { zoomButtons } from "../zoom";
import { type Area, areaPicture, areasOf, countVague, markArea, middle } from "./areas";
import { type Part, textOf } from "./part";

const LETTER = 6.8; // the width of one, on average
const SMALL = 6.6; // of a country's name, which is spaced
const LINE = 15;

type Atlas = Parameters<typeof mesh>[0];
type Outline = Parameters<GeoPath>[0];

/** Something that keeps its size, and where it is in the picture as that is at first. */
interface Mark {
  x: number;
  y: number;
  element: SVGElement;
}

interface Spot extends Mark {
  place: Place;
  all: number;
  chosen: number;
}

interface Country extends Mark {
  name: string;
  outline: Outline;
  bounds: [[number, number], [number, number]];
  /** How much of it is in view. */
  area: number;
}

/** How the picture is moved and magnified. */
interface View {
  k: number;
  x: number;
  y: number;
}

/** Something that has places. */
export type Located = Pick<IncidentSummary, "iri" | "places">;

/** What is chosen on the map, and the addresses that choose; without one for parts, these cannot be chosen. */
export interface Choice {
  at: string | null;
  part: Part | null;
  place(iri: string): string | null;
  area?(part: string): string;
  /** What the circles count, if not incidents. */
  what?: string;
}

export interface MapPicture {
  element: HTMLElement;
  /** Shows others of the incidents as the chosen ones. */
  mark(chosen: readonly Located[]): void;
}

/** The map; of a part of the earth if one is chosen, or else of all places that are known by their position. */
export async function map(all: readonly Located[], chosen: readonly Located[], width: number, choice: Choice): Promise<MapPicture> {
  const height = Math.round(Math.max(300, width * 0.54));
  const atlas = await once<Atlas>(outlines);
  const places = placesOf(all, chosen);
  const { countries: shapes, land } = atlas.objects;
  const outlined = shapes ? feature(atlas, shapes) : null;
  const areas = choice.what ? [] : areasOf(all, outlined);
  const projection = projected([...places.map(({ place }): [number, number] => [place.long ?? 0, place.lat ?? 0]), ...areas.map(middle)], choice.part, width, height);
  const path = geoPath(projection).digits(1);
  const shaded = areas.map((area): [Area, SVGElement] => [area, areaPicture(area, path, choice)]);
  const ground = s(
    "g",
    {},
    s("path", { class: "graticule", d: path(geoGraticule10()) }),
    land && s("path", { class: "land", d: path(feature(atlas, land)) }),
    shapes && s("path", { class: "border", d: path(mesh(atlas, shapes as Parameters<typeof mesh>[1] & never, (a, b) => a !== b)) }),
    choice.part && frame(choice.part, projection),
  );
  const spots = places.map((found): Spot => {
    const [x, y] = projection([found.place.long ?? 0, found.place.lat ?? 0]) ?? [0, 0];
    return { ...found, x, y, element: circle(found, choice) };
  });
  const countries = outlined ? countriesOf(outlined, path) : [];
  const over = s("g", {}, shaded.map(([, element]) => element));
  const picture = s(
    "svg",
    { class: "map", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": choice.what ? `Where each ${choice.what} is` : "Where incidents were" },
    ground,
    over,
    s("g", { "aria-hidden": "true" }, countries.map(({ element }) => element)),
    s("g", {}, spots.map(({ element }) => element)),
  );
  const place = (view: View, moving: boolean): void => {
    for (const one of [ground, over]) one.setAttribute("transform", `translate(${view.x},${view.y}) scale(${view.k})`);
    for (const { element, x, y } of [...spots, ...countries]) element.setAttribute("transform", `translate(${x * view.k + view.x},${y * view.k + view.y})`);
    if (!moving) nameWhatFits(spots, countries, projection, view, width, height);
  };
  const mark = (some: readonly Located[]): void => {
    const many = new Map<string, number>();
    for (const { places: there } of some) for (const iri of new Set(there.map((one) => one.iri))) many.set(iri, (many.get(iri) ?? 0) + 1);
    for (const spot of spots) markSpot(spot, many.get(spot.place.iri) ?? 0, choice.what);
    const vague = countVague(some);
    for (const [area, element] of shaded) markArea(element, area, vague.get(area.place.iri) ?? 0);
  };
  mark(chosen);
  return { element: h("div", { class: "map-frame" }, picture, controls(picture, projection, [width, height], place, choice)), mark };
}

/** Every place that is known by its position, the busiest first. */
function placesOf(all: readonly Located[], chosen: readonly Located[]): Omit<Spot, keyof Mark>[] {
  const found = new Map<string, Omit<Spot, keyof Mark>>();
  const within = new Set(chosen.map(({ iri }) => iri));
  for (const { iri, places } of all) {
    for (const place of places.filter(({ lat, long }) => lat !== null && long !== null)) {
      const spot = found.get(place.iri) ?? { place, all: 0, chosen: 0 };
      found.set(place.iri, { place, all: spot.all + 1, chosen: spot.chosen + (within.has(iri) ? 1 : 0) });
    }
  }
  return [...found.values()].sort((a, b) => b.chosen - a.chosen || b.all - a.all || a.place.iri.localeCompare(b.place.iri));
}

function projected(coordinates: readonly [number, number][], part: Part | null, width: number, height: number): GeoProjection {
  const projection = geoMercator();
  if (part) {
    const [west, south, east, north] = part;
    const corners: [number, number][] = [[west, Math.max(south, -80)], [east, Math.min(north, 80)]];
    return projection.fitExtent([[8, 8], [width - 8, height - 8]], { type: "MultiPoint", coordinates: corners });
  }
  if (coordinates.length > 1) projection.fitExtent([[width * 0.1, height * 0.12], [width * 0.84, height * 0.88]], { type: "MultiPoint", coordinates: [...coordinates] });
  else projection.scale(900).center(coordinates[0] ?? [40, 30]).translate([width / 2, height / 2]);
  return projection.scale() > 4000 ? projection.scale(4000) : projection;
}

/** The border of the part that is chosen. */
function frame([west, south, east, north]: Part, projection: GeoProjection): SVGElement {
  const [left, top] = projection([west, north]) ?? [0, 0];
  const [right, bottom] = projection([east, south]) ?? [0, 0];
  return s("rect", { class: "part", x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) });
}

function circle({ place, all }: Pick<Spot, "place" | "all">, { at, place: choose }: Choice): SVGElement {
  return s(
    "a",
    { href: choose(place.iri === at ? "" : place.iri), class: place.iri === at ? "spot at" : "spot" },
    s("title", {}),
    s("circle", { class: "all", r: radius(all) }),
    s("circle", { class: "chosen" }),
    s("text", {}, place.label),
  );
}

/** Says on a place's circle how many are chosen. */
function markSpot({ place, element }: Spot, n: number, what = "incident"): void {
  const said = `${place.label}: ${counted(n, what)}`;
  element.setAttribute("aria-label", said);
  element.querySelector(".chosen")?.setAttribute("r", String(radius(n)));
  const title = element.querySelector("title");
  if (title) title.textContent = said;
}

function radius(incidents: number): number {
  return incidents ? 4 + 3 * Math.sqrt(incidents) : 0;
}

function countriesOf(shapes: ReturnType<typeof feature>, path: GeoPath): Country[] {
  const all = "features" in shapes ? shapes.features : [shapes];
  return all.flatMap((outline) => {
    const name = outline.properties?.name as string | undefined;
    return name ? [{ name, outline, bounds: path.bounds(outline), area: 0, x: 0, y: 0, element: s("g", { class: "country" }, s("text", { y: 4, "text-anchor": "middle" }, name)) }] : [];
  });
}

/** Writes as many names as fit without overlapping: places first, then countries, in the middle of what is in view of them. */
function nameWhatFits(spots: readonly Spot[], countries: readonly Country[], projection: GeoProjection, { k, x, y }: View, width: number, height: number): void {
  const room = new Room(width, height);
  const dots = spots.map((spot) => around(spot.x * k + x, spot.y * k + y, radius(spot.all) + 1));
  for (const box of [corner(width, height), ...dots]) room.fill(box);
  for (const [i, { place, element }] of spots.entries()) {
    const dot = dots[i] as ReturnType<typeof around>;
    const box = room.take(beside(dot, place.label.length * LETTER, LINE), dot);
    const text = element.querySelector("text");
    text?.setAttribute("visibility", box ? "visible" : "hidden");
    if (!box) continue;
    text?.setAttribute("x", String(box.left - (dot.left + dot.right) / 2));
    text?.setAttribute("y", String(box.bottom - 4 - (dot.top + dot.bottom) / 2));
  }
  const seen = [[-x / k, -y / k], [(width - x) / k, (height - y) / k]] as [[number, number], [number, number]];
  const clipped = geoPath(geoMercator().scale(projection.scale()).center(projection.center()).translate(projection.translate()).clipExtent(seen));
  for (const country of countries) {
    country.area = overlap(country.bounds, seen) ? clipped.area(country.outline) : 0;
    if (!country.area) continue;
    [country.x, country.y] = clipped.centroid(country.outline);
    country.element.setAttribute("transform", `translate(${country.x * k + x},${country.y * k + y})`);
  }
  for (const { name, element, area, ...at } of [...countries].sort((a, b) => b.area - a.area)) {
    const [across, down] = [at.x * k + x, at.y * k + y];
    const half = (name.length * SMALL) / 2 + 2;
    const box = area > 0 && room.take([{ left: across - half, right: across + half, top: down - LINE / 2, bottom: down + LINE / 2 }]);
    element.setAttribute("visibility", box ? "visible" : "hidden");
  }
}

function overlap([[left, top], [right, bottom]]: Country["bounds"], [[west, north], [east, south]]: Country["bounds"]): boolean {
  return left < east && right > west && top < south && bottom > north;
}

/** Lets the map be moved and magnified; circles and names keep their size. Gives the buttons that do so, too. */
function controls(picture: SVGElement, projection: GeoProjection, [width, height]: readonly [number, number], place: (view: View, moving: boolean) => void, { part, area }: Choice): HTMLElement[] {
  let view: View = zoomIdentity;
  const only = h("button", { type: "button", class: "only", hidden: true, onclick: () => area && visit(area(inView())) }, "Only this part of the map");
  const inView = (): string => {
    const [west = -180, north = 85] = projection.invert?.([-view.x / view.k, -view.y / view.k]) ?? [];
    const [east = 180, south = -85] = projection.invert?.([(width - view.x) / view.k, (height - view.y) / view.k]) ?? [];
    return textOf([west, south, east, north]);
  };
  const behaviour = zoom<SVGElement, unknown>()
    .scaleExtent([0.3, 40])
    .filter((event: WheelEvent | PointerEvent) => event.type !== "wheel" || event.ctrlKey) // the page must still scroll
    .on("zoom", ({ transform }: { transform: View }) => place((view = transform), true))
    .on("end", () => {
      place(view, false);
      only.hidden = !area || (view.k === 1 && view.x === 0 && view.y === 0);
    });
  const selection = select<SVGElement, unknown>(picture).call(behaviour);
  place(view, false);
  const scale = (by: number) => (): void => void selection.call(behaviour.scaleBy, by);
  const whole = (): void => void selection.call(behaviour.transform, zoomIdentity);
  return [only, zoomButtons(scale(1.6), scale(1 / 1.6), whole, part ? "All of this part" : "All of it")];
}
