// A part of the map, as addresses and the server's `bbox` have it: west,south,east,north in degrees.
import type { Place } from "../shapes";

export type Part = readonly [west: number, south: number, east: number, north: number];

/** The part that a text names; null for none. */
export function boxOf(text: string | null): Part | null {
  const sides = (text ?? "").split(",").map(Number);
  const [west = 0, south = 0, east = 0, north = 0] = sides;
  return text && sides.length === 4 && sides.every(Number.isFinite) && south <= north ? [west, south, east, north] : null;
}

/** The text for a part: rounded outwards, and no more than there is of the earth. */
export function textOf([west, south, east, north]: Part): string {
  const down = (degrees: number, least: number): number => Math.max(least, Math.floor(degrees * 100) / 100);
  const up = (degrees: number, most: number): number => Math.min(most, Math.ceil(degrees * 100) / 100);
  return [down(west, -180), down(south, -90), up(east, 180), up(north, 90)].join(",");
}

/** Whether a place is known to lie there. */
export function lies({ lat, long }: Place, [west, south, east, north]: Part): boolean {
  if (lat === null || long === null || lat < south || lat > north) return false;
  return west <= east ? long >= west && long <= east : long >= west || long <= east;
}
