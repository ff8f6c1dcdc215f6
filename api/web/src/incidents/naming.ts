// Names on the map: as many as fit without overlapping; places first, then countries, in the middle of what is in view of them.
import { type GeoPath, type GeoProjection, geoMercator, geoPath } from "d3-geo";
import type { feature } from "topojson-client";

import { s } from "../dom";
import { Room, around, beside, corner } from "../placing";
import type { Mark, View } from "./spots";

const LETTER = 6.8; // the width of one, on average
const SMALL = 6.6; // of a country's name, which is spaced
const LINE = 15;

type Outline = Parameters<GeoPath>[0];
type Corners = [[number, number], [number, number]];

export interface Country {
  name: string;
  outline: Outline;
  bounds: Corners;
  x: number;
  y: number;
  /** How much of it is in view. */
  area: number;
  element: SVGElement;
}

/** The countries, each with the place of its name. */
export function countriesOf(shapes: ReturnType<typeof feature>, path: GeoPath): Country[] {
  const all = "features" in shapes ? shapes.features : [shapes];
  return all.flatMap((outline) => {
    const name = outline.properties?.name as string | undefined;
    return name ? [{ name, outline, bounds: path.bounds(outline), area: 0, x: 0, y: 0, element: s("g", { class: "country" }, s("text", { y: 4, "text-anchor": "middle" }, name)) }] : [];
  });
}

/** Writes the names for which there is room in a view. */
export function nameWhatFits(marks: readonly Mark[], countries: readonly Country[], projection: GeoProjection, { k, x, y }: View, width: number, height: number): void {
  const room = new Room(width, height);
  const dots = marks.map((mark) => around(mark.x * k + x, mark.y * k + y, mark.radius + 1));
  for (const box of [corner(width, height), ...dots]) room.fill(box);
  for (const [i, { label, element }] of marks.entries()) {
    const dot = dots[i] as ReturnType<typeof around>;
    const box = room.take(beside(dot, label.length * LETTER, LINE), dot);
    const text = element.querySelector(".name");
    text?.setAttribute("visibility", box ? "visible" : "hidden");
    if (!box) continue;
    text?.setAttribute("x", String(box.left - (dot.left + dot.right) / 2));
    text?.setAttribute("y", String(box.bottom - 4 - (dot.top + dot.bottom) / 2));
  }
  const seen = [[-x / k, -y / k], [(width - x) / k, (height - y) / k]] as Corners;
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

function overlap([[left, top], [right, bottom]]: Corners, [[west, north], [east, south]]: Corners): boolean {
  return left < east && right > west && top < south && bottom > north;
}
