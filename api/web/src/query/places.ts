// Rows that hold coordinates: a point in WKT, or two columns that are called so.
import { localName } from "../addresses";
import type { Located } from "../incidents/map";
import type { Binding, Value } from "./results";

const POINT = /^\s*(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)/i; // longitude first
const LATITUDE = /^(?:.*_)?(?:lat|latitude)$/i;
const LONGITUDE = /^(?:.*_)?(?:long|lon|lng|longitude)$/i;
const NAME = /(?:name|label)$/i;
const MOST = 2000; // rows on the map

/** Each row that says where something is; rows at one point share a place. */
export function placesOf(vars: readonly string[], rows: readonly Binding[]): Located[] {
  const [lat, long] = [vars.find((name) => LATITUDE.test(name)), vars.find((name) => LONGITUDE.test(name))];
  return rows.slice(0, MOST).flatMap((row, i) => {
    const at = pointIn(row) ?? (lat && long ? numbers(row[lat], row[long]) : null);
    if (!at) return [];
    const thing = Object.values(row).find(({ type }) => type === "uri")?.value;
    const place = { iri: at.join(), label: nameOf(vars, row), lat: at[0], long: at[1] };
    return [{ iri: thing ?? String(i), places: [place] }];
  });
}

type Point = readonly [lat: number, long: number];

function pointIn(row: Binding): Point | null {
  for (const { value } of Object.values(row)) {
    const [, long, lat] = POINT.exec(value) ?? [];
    if (long && lat) return onEarth(Number(lat), Number(long));
  }
  return null;
}

function numbers(lat: Value | undefined, long: Value | undefined): Point | null {
  return lat && long ? onEarth(Number(lat.value), Number(long.value)) : null;
}

function onEarth(lat: number, long: number): Point | null {
  return Math.abs(lat) <= 90 && Math.abs(long) <= 180 ? [lat, long] : null;
}

/** What a row is called by: a column that is called a name, or else its first words, or its first IRI. */
export function nameOf(vars: readonly string[], row: Binding): string {
  const words = vars.filter((name) => row[name] && row[name].type !== "uri" && !isNumber(row[name]) && !POINT.test(row[name].value));
  const named = words.find((name) => NAME.test(name)) ?? words[0];
  if (named) return row[named]?.value ?? "";
  return localName(vars.map((name) => row[name]).find((value) => value?.type === "uri")?.value ?? "");
}

/** Whether a value is a number by its type. */
export function isNumber(value: Value | undefined): boolean {
  return /#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/.test(value?.datatype ?? "");
}

/** Whether a column is a coordinate by its name. */
export function isCoordinate(name: string): boolean {
  return LATITUDE.test(name) || LONGITUDE.test(name);
}
