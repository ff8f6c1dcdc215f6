// Incidents over time: a bar for each day, month or year; each is a link that chooses it.
import { s } from "../dom";
import type { IncidentSummary } from "../shapes";
import { counted, dated } from "../words";
import { type Bin, LENGTH, binOf, bins, firstDay, unitFor } from "./period";

const HEIGHT = 150;
const TICK = 120; // the room that a date needs
const FOOT = 24;

/** The picture, or null where no incident has a year: of the period that is chosen, or else of all there is. `choose`
 * gives the address that chooses a period. */
export function timeline(all: readonly IncidentSummary[], chosen: readonly IncidentSummary[], period: Bin | null, width: number, choose: (bin: Bin) => string): SVGElement | null {
  const days = all.flatMap((item) => firstDay(item.date) ?? []).sort();
  const [earliest, latest] = [days[0], days.at(-1)];
  if (!earliest || !latest) return null;
  const frame = period && (period.since === period.until ? binOf(period.since, "month") : period);
  const [first, last] = [frame?.since || earliest, frame?.until || latest];
  const unit = unitFor(first, last);
  const shown = bins(first, last, unit);
  const count = (items: readonly IncidentSummary[]): Map<string, number> => {
    const found = new Map<string, number>();
    for (const item of items) {
      const day = firstDay(item.date);
      if (day) found.set(binOf(day, unit).since, (found.get(binOf(day, unit).since) ?? 0) + 1);
    }
    return found;
  };
  const [total, within] = [count(all), count(chosen)];
  const most = Math.max(1, ...shown.map(({ since }) => total.get(since) ?? 0));
  const step = width / shown.length;
  const tall = (n: number): number => (n / most) * (HEIGHT - FOOT - 18);
  const every = Math.ceil(shown.length / Math.max(2, Math.floor(width / TICK)));
  const named = (i: number): boolean => i % every === 0 && i * step < width - 60;
  return s(
    "svg",
    { class: "timeline", viewBox: `0 0 ${width} ${HEIGHT}`, role: "group", "aria-label": `Incidents by ${unit}` },
    s("line", { class: "axis", x1: 0, x2: width, y1: HEIGHT - FOOT, y2: HEIGHT - FOOT }),
    shown.map((bin, i) => {
      const n = total.get(bin.since) ?? 0;
      const inside = within.get(bin.since) ?? 0;
      const x = i * step;
      const name = dated(bin.since.slice(0, LENGTH[unit]));
      return [
        n > 0 &&
          s(
            "a",
            { href: choose(bin), "aria-label": `${name}: ${counted(n, "incident")}` },
            s("title", {}, `${name}: ${counted(n, "incident")}`),
            s("rect", { class: "reach", x, y: 0, width: step, height: HEIGHT - FOOT }),
            s("rect", { class: "bar", x: x + step * 0.1, y: HEIGHT - FOOT - tall(n), width: Math.min(48, step * 0.8), height: tall(n) }),
            s("rect", { class: "bar within", x: x + step * 0.1, y: HEIGHT - FOOT - tall(inside), width: Math.min(48, step * 0.8), height: tall(inside) }),
            (step > 22 || n === most) && s("text", { class: "n", x: x + step * 0.1 + Math.min(48, step * 0.8) / 2, y: HEIGHT - FOOT - tall(n) - 4, "text-anchor": "middle" }, n.toLocaleString("en")),
          ),
        named(i) && s("text", { class: "tick", x, y: HEIGHT - 6 }, name.replace(/^(\d+ )?([a-z]{3})[a-z]*/i, "$1$2")),
      ];
    }),
  );
}
