// Where things are: outlines of the countries, a mark for each place or cluster of places, areas where it is not known well.
import outlines from "atlas:countries-50m";
import { type GeoProjection, geoGraticule10, geoMercator, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { feature, mesh } from "topojson-client";

import { h, s } from "../dom";
import { visit } from "../router";
import { once } from "../server";
import { zoomButtons } from "../zoom";
import { type Area, areaPicture, areasOf, markArea } from "./areas";
import { countriesOf, nameWhatFits } from "./naming";
import { type Part, textOf } from "./part";
import { signLegend } from "./signs";
import { type Located, type Mark, type Spot, type View, clustered, drawChosen, isVague, numberOn, placeList, placesOf, radius, thingsAt } from "./spots";

export type { Located } from "./spots";

const NEAREST = 40; // times the first view
const FILLED = 0.6; // of the picture, by the places of a cluster that was opened

type Atlas = Parameters<typeof mesh>[0];

/** What is chosen on the map, and the addresses that choose; without one for parts, these cannot be chosen. */
export interface Choice {
  at: string | null;
  part: Part | null;
  place(iri: string): string | null;
  area?(part: string): string;
  /** What the marks count, if not incidents. */
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
  const { countries: shapes, land } = atlas.objects;
  const outlined = shapes ? feature(atlas, shapes) : null;
  const places = placesOf(all).filter((one) => choice.what || !isVague(one));
  const areas = choice.what ? [] : areasOf(all, outlined);
  const projection = projected([...places.map(({ place }): [number, number] => [place.long ?? 0, place.lat ?? 0]), ...areas.map(({ middle }) => middle)], choice.part, width, height);
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
  const spots = places.map(({ place, all: there }): Spot => {
    const [x, y] = projection([place.long ?? 0, place.lat ?? 0]) ?? [0, 0];
    const href = choice.place(place.iri === choice.at ? "" : place.iri);
    return { place, all: there, label: place.label, radius: radius(there.length), x, y, number: numberOn(), element: markElement(place.label, radius(there.length), { href, class: place.iri === choice.at ? "spot at" : "spot" }) };
  });
  const countries = outlined ? countriesOf(outlined, path) : [];
  const over = s("g", {}, shaded.map(([, element]) => element));
  const marksOver = s("g", {});
  const numbersOver = s("g", { "aria-hidden": "true" });
  const picture = s(
    "svg",
    { class: "map", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": choice.what ? `Where each ${choice.what} is` : "Where incidents were" },
    ground,
    over,
    s("g", { "aria-hidden": "true" }, countries.map(({ element }) => element)),
    marksOver,
    numbersOver,
  );
  const what = choice.what ?? "incident";
  let now = new Set(chosen.map(({ iri }) => iri));
  let groups: (Mark & { spots: Spot[] })[] = [];
  let groupedAt = 0; // magnified so much
  const draw = ({ element, number, label, spots: held }: Mark & { spots: Spot[] }): void => drawChosen({ element, number }, thingsAt(held), now, what, held.length > 1 ? `${label}, ${held.length} places` : label);
  const place = (view: View, moving: boolean): void => {
    for (const one of [ground, over]) one.setAttribute("transform", `translate(${view.x},${view.y}) scale(${view.k})`);
    // A click ends a movement, too: what it is on must stay.
    if (!moving && view.k !== groupedAt) {
      groupedAt = view.k;
      groups = clustered(spots, view).map((held) => (held.length > 1 ? clusterOf(held, open) : { ...(held[0] as Spot), spots: held }));
      groups.forEach(draw);
      marksOver.replaceChildren(...groups.map(({ element }) => element));
      numbersOver.replaceChildren(...groups.map(({ number }) => number));
    }
    const moved = [...groups, ...groups.map(({ number, x, y }) => ({ element: number, x, y })), ...countries];
    for (const { element, x, y } of moved) element.setAttribute("transform", `translate(${x * view.k + view.x},${y * view.k + view.y})`);
    if (!moving) nameWhatFits(groups, countries, projection, view, width, height);
  };
  const hands = controls(picture, projection, [width, height], place, choice);
  const mark = (some: readonly Located[]): void => {
    now = new Set(some.map(({ iri }) => iri));
    groups.forEach(draw);
    for (const [area, element] of shaded) markArea(element, area, now);
  };
  const list = h("div", { class: "map-list-place" });
  /** Looks at the places of a cluster, or lists them where no look parts them. */
  function open(held: readonly Spot[], from: SVGElement): void {
    list.replaceChildren();
    if (hands.lookAt(held)) {
      const seen = groups.find(({ spots: there }) => there.some((spot) => spot === held[0]));
      if (document.activeElement === document.body) seen?.element.focus();
      return;
    }
    list.replaceChildren(placeList(held, (iri) => choice.place(iri), () => {
      list.replaceChildren();
      from.focus();
    }));
    list.querySelector("a")?.focus();
  }
  mark(chosen);
  hands.begin();
  return { element: h("div", {}, h("div", { class: "map-frame" }, picture, hands.buttons, list), signLegend(all, areas.length > 0)), mark };
}

/** A mark with a circle as large as all that is there, what is chosen on it, and its name. */
function markElement(label: string, size: number, attributes: Parameters<typeof s>[1]): SVGElement {
  return s("a", attributes, s("title", {}), s("circle", { class: "all", r: size }), s("g", { class: "chosen", "aria-hidden": "true" }), s("text", { class: "name", "aria-hidden": "true" }, label));
}

function clusterOf(held: Spot[], open: (held: readonly Spot[], from: SVGElement) => void): Mark & { spots: Spot[] } {
  const [first] = held as [Spot];
  const things = thingsAt(held).length;
  const size = radius(things);
  const label = things > 1 ? `${first.label} +${held.length - 1}` : first.label; // else it is told to have been at each of them
  const element = markElement(label, size, {
    href: "#_cluster", class: "spot cluster",
    onclick: (event: Event) => {
      event.preventDefault();
      open(held, element);
    },
  });
  return { x: first.x, y: first.y, label, radius: size, element, number: numberOn(), spots: held };
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

interface Controls {
  buttons: HTMLElement[];
  /** Puts everything where it is at first. */
  begin(): void;
  /** Looks so near at some spots that they part; false where no look does. */
  lookAt(spots: readonly Spot[]): boolean;
}

/** Lets the map be moved and magnified; marks and names keep their size. Gives the buttons that do so, too. */
function controls(picture: SVGElement, projection: GeoProjection, [width, height]: readonly [number, number], place: (view: View, moving: boolean) => void, { part, area }: Choice): Controls {
  let view: View = zoomIdentity;
  const only = h("button", { type: "button", class: "only", hidden: true, onclick: () => area && visit(area(inView())) }, "Only this part of the map");
  const inView = (): string => {
    const [west = -180, north = 85] = projection.invert?.([-view.x / view.k, -view.y / view.k]) ?? [];
    const [east = 180, south = -85] = projection.invert?.([(width - view.x) / view.k, (height - view.y) / view.k]) ?? [];
    return textOf([west, south, east, north]);
  };
  const behaviour = zoom<SVGElement, unknown>()
    .scaleExtent([0.3, NEAREST])
    .filter((event: WheelEvent | PointerEvent) => event.type !== "wheel" || event.ctrlKey) // the page must still scroll
    .on("zoom", ({ transform }: { transform: View }) => place((view = transform), true))
    .on("end", () => {
      place(view, false);
      only.hidden = !area || (view.k === 1 && view.x === 0 && view.y === 0);
    });
  const selection = select<SVGElement, unknown>(picture).call(behaviour);
  const scale = (by: number) => (): void => void selection.call(behaviour.scaleBy, by);
  const whole = (): void => void selection.call(behaviour.transform, zoomIdentity);
  const lookAt = (spots: readonly Spot[]): boolean => {
    const parts = clustered(spots, { ...view, k: NEAREST });
    if (parts.length < 2 || view.k >= NEAREST) return false;
    const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const fits = Math.min((width * FILLED) / Math.max(right - left, 1e-6), (height * FILLED) / Math.max(bottom - top, 1e-6));
    const k = Math.min(NEAREST, Math.max(fits, view.k * 1.6));
    void selection.call(behaviour.transform, zoomIdentity.translate(width / 2, height / 2).scale(k).translate(-(left + right) / 2, -(top + bottom) / 2));
    return true;
  };
  return { buttons: [only, zoomButtons(scale(1.6), scale(1 / 1.6), whole, part ? "All of this part" : "All of it")], begin: () => place(view, false), lookAt };
}
