// Incidents and their dead by month: a bar for each month, which leads to its incidents.
import { h, s } from "../dom";
import { type Bin, LENGTH, binOf, bins } from "../incidents/period";
import { address } from "../server";
import { type Box, Room } from "../placing";
import type { MonthOfKind, Range } from "../shapes";
import { counted, dated, ranged } from "../words";
import type { Kinds } from "./kinds";

const HEIGHT = 190;
const FOOT = 24;
const HEAD = 18;
const TICK = 78; // the room that the name of a month needs
const DIGIT = 7.2; // pixels
const NARROWEST = 12; // pixels of a month

interface Month extends Bin {
  name: string;
  rows: MonthOfKind[];
}

export interface Frame {
  unit: "month" | "year";
  /** The months that are shown, or the years. */
  months: Month[];
  /** How many incidents lie before these and after them. */
  before: number;
  after: number;
}

/** The months that fit on a picture, or the years where most incidents would not be on it; up to those in which
 * articles were last published. */
export function frameOf(rows: readonly MonthOfKind[], published: string | null, width: number): Frame {
  const most = Math.max(12, Math.floor(width / NARROWEST));
  const months = framed(rows, published, most, "month");
  const shown = sum(months.months.flatMap((month) => month.rows));
  return months.before + months.after > shown ? framed(rows, published, most, "year") : months;
}

function framed(rows: readonly MonthOfKind[], published: string | null, most: number, unit: "month" | "year"): Frame {
  const name = ({ month }: MonthOfKind): string => month.slice(0, LENGTH[unit]);
  const known = rows.filter((row) => name(row).length === LENGTH[unit]);
  const all = [...new Set(known.map(name))].sort();
  const last = (published && all.findLast((one) => one <= published.slice(0, LENGTH[unit]))) || all.at(-1);
  if (!last) return { unit, months: [], before: 0, after: 0 };
  const year = Number(last.slice(0, 4)) - (unit === "year" ? most : Math.floor(most / 12));
  const first = all.find((one) => one > `${year}${last.slice(4)}`) ?? last;
  const months = bins(binOf(`${first}-01-01`.slice(0, 10), unit).since, `${last}-01-01`.slice(0, 10), unit).map((bin) => {
    const its = bin.since.slice(0, LENGTH[unit]);
    return { ...bin, name: dated(its), rows: known.filter((row) => name(row) === its) };
  });
  return { unit, months, before: sum(known.filter((row) => name(row) < first)), after: sum(known.filter((row) => name(row) > last)) };
}

/** The incidents of each month, its kinds one above the other. */
export function incidentsByMonth({ unit, months }: Frame, kinds: Kinds, width: number): SVGElement {
  return chart(`Incidents by ${unit}`, "Event", months, width, ({ rows }) => {
    const parts = kinds.groups.map(({ name, label, colour }) => ({ label, colour, n: sum(rows.filter((row) => kinds.of(row.class) === name)) }));
    const told = parts.filter(({ n }) => n).map(({ label, n }) => `${label} ${n}`);
    return { parts: parts.map(({ n, colour }) => ({ n, fill: colour })), value: sum(rows).toLocaleString("en"), said: `${counted(sum(rows), "incident")}: ${told.join(", ")}` };
  });
}

/** The dead of each month: full to where all reports go, pale to where the highest go. */
export function deadByMonth({ unit, months }: Frame, width: number): SVGElement {
  return chart(`The dead by ${unit}`, "Attack", months, width, ({ rows }) => {
    const { min, max } = killedOf(rows);
    const by = rows.reduce((all, row) => all + row.counted, 0);
    return {
      parts: [{ n: min, fill: "var(--dead)" }, { n: max - min, fill: "url(#_at-most)" }],
      value: min === max ? min.toLocaleString("en") : `${min.toLocaleString("en")}–${max.toLocaleString("en")}`,
      said: `${ranged({ min, max })} killed, in ${counted(by, "attack")} that reports count`,
    };
  });
}

/** The lowest and the highest tolls of some months. */
export function killedOf(rows: readonly MonthOfKind[]): Range {
  const all = rows.flatMap(({ killed }) => killed ?? []);
  return { min: all.reduce((n, { min }) => n + min, 0), max: all.reduce((n, { max }) => n + max, 0) };
}

/** Which incidents are not on the pictures, with ways to them. */
export function beside({ unit, months, before, after }: Frame, rows: readonly MonthOfKind[]): HTMLElement | null {
  const [first, last] = [months[0], months.at(-1)];
  const many = (length: number): number => sum(rows.filter(({ month }) => month.length === length));
  const [year, none] = [unit === "month" ? many(4) : 0, many(0)];
  const list = (parameters: Record<string, string>, text: string): HTMLElement => h("a", { href: address("/explore/incidents", parameters) }, text);
  const said = [
    before > 0 && first && list({ until: dayBefore(first.since) }, `${counted(before, "incident")} before`),
    after > 0 && last && list({ since: dayAfter(last.until) }, `${counted(after, "incident")} after`),
    year > 0 && `${counted(year, "incident")} of which only the year is known`,
    none > 0 && `${counted(none, "incident")} of no known year`,
  ].filter((one) => one !== false && one !== undefined);
  return said.length ? h("p", { class: "soft" }, "Not in the pictures: ", said.map((one, i) => [i > 0 && ", ", one]), ".") : null;
}

interface Bar {
  parts: { n: number; fill: string }[];
  value: string;
  said: string;
}

function chart(title: string, cls: string, months: readonly Month[], width: number, barOf: (month: Month) => Bar): SVGElement {
  const bars = months.map(barOf);
  const total = ({ parts }: Bar): number => parts.reduce((n, part) => n + part.n, 0);
  const most = Math.max(1, ...bars.map(total));
  const step = width / Math.max(1, months.length);
  const wide = Math.min(64, step * 0.78);
  const tall = (n: number): number => (n / most) * (HEIGHT - FOOT - HEAD);
  const numbers = numbered(bars.map((bar, i) => ({ x: i * step, wide, y: HEIGHT - FOOT - tall(total(bar)), value: total(bar) ? bar.value : "" })), width);
  const every = Math.ceil(months.length / Math.max(1, Math.floor(width / TICK)));
  return s(
    "svg",
    { class: "months", viewBox: `0 0 ${width} ${HEIGHT}`, role: "group", "aria-label": title },
    s("defs", {}, s("pattern", { id: "_at-most", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, s("rect", { class: "pale", width: 5, height: 5 }), s("rect", { class: "stripe", width: 2, height: 5 }))),
    s("line", { class: "axis", x1: 0, x2: width, y1: HEIGHT - FOOT, y2: HEIGHT - FOOT }),
    months.map((month, i) => {
      const bar = bars[i] as Bar;
      const x = i * step;
      let y = HEIGHT - FOOT;
      const name = `${month.name}: ${bar.said}`;
      const number = numbers.get(i);
      return [
        total(bar) > 0 &&
          s(
            "a",
            { href: address("/explore/incidents", { since: month.since, until: month.until, class: cls === "Event" ? "" : cls }), "aria-label": name },
            s("title", {}, name),
            s("rect", { class: "reach", x, y: 0, width: step, height: HEIGHT - FOOT }),
            bar.parts.map(({ n, fill }) => n > 0 && s("rect", { class: "part-of-bar", x, y: (y -= tall(n)), width: wide, height: tall(n), style: `fill: ${fill}` })),
          ),
        number && s("text", { class: "n", x: (number.left + number.right) / 2, y: number.bottom, "text-anchor": "middle", "aria-hidden": "true" }, bar.value),
        i % every === 0 && (i + 1) * step + TICK - step <= width + TICK / 3 && s("text", { class: "tick", x, y: HEIGHT - 6 }, month.name.replace(/^([a-z]{3})[a-z]*/i, "$1")),
      ];
    }),
  );
}

/** Where the numbers of bars stand: above their own, over no other bar or number; those of the tallest first. */
function numbered(bars: readonly { x: number; wide: number; y: number; value: string }[], width: number): Map<number, Box> {
  const room = new Room(width, HEIGHT);
  for (const { x, wide, y } of bars) room.fill({ left: x, top: y, right: x + wide, bottom: HEIGHT - FOOT });
  const found = new Map<number, Box>();
  for (const [i, { x, wide, y, value }] of [...bars.entries()].filter(([, { value }]) => value).sort(([, a], [, b]) => a.y - b.y)) {
    const half = value.length * DIGIT / 2;
    const middle = Math.min(Math.max(x + wide / 2, half), width - half);
    const box = room.take([{ left: middle - half, top: y - HEAD + 2, right: middle + half, bottom: y - 5 }]);
    if (box) found.set(i, box);
  }
  return found;
}

function sum(rows: readonly MonthOfKind[]): number {
  return rows.reduce((n, { incidents }) => n + incidents, 0);
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

