// How the toll was told from day to day: each report a dot, each day a bar from the lowest to the highest of its reports.
import { articlePage } from "../addresses";
import { h, s } from "../dom";
import type { Account, Incident } from "../shapes";
import { counted, dated, headed, valued } from "../words";
import { type Row, rowsOf } from "./counts";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT] = [760, 190, 56, 24, 16, 28];
const TICK = 110; // the room that a date needs

/** The history of an incident's tolls; nothing where all that count did so on one day. */
export function tollHistory({ accounts }: Incident): HTMLElement | null {
  const pictures = ["killedCount", "woundedCount"].map((name) => picture(name, reportsOf(name, accounts))).filter((one) => one !== null);
  return pictures.length ? h("section", { class: "toll-history" }, h("h2", {}, "How the toll was told"), pictures) : null;
}

/** The counts whose day is known, the first first. */
function reportsOf(name: string, accounts: readonly Account[]): Row[] {
  return rowsOf(name, accounts).filter(({ day }) => day).sort((a, b) => a.day.localeCompare(b.day));
}

function picture(name: string, reports: readonly Row[]): HTMLElement | null {
  const days = [...new Set(reports.map(({ day }) => day))];
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last || first === last) return null;
  const [from, to] = [Date.parse(first), Date.parse(last)];
  const most = Math.max(1, ...reports.map(({ n }) => n));
  const x = (day: string): number => LEFT + ((Date.parse(day) - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const y = (n: number): number => HEIGHT - FOOT - (n / most) * (HEIGHT - FOOT - TOP);
  const ends = days.map((day) => {
    const told = reports.filter((one) => one.day === day).map(({ n }) => n);
    return { day, low: Math.min(...told), high: Math.max(...told) };
  });
  const named = ends.filter(({ day }, i) => i === 0 || i === ends.length - 1 || (x(day) - x(first) > TICK && x(last) - x(day) > TICK && x(day) - x(ends[i - 1]?.day ?? first) > TICK));
  const said = `${headed(name)}: ${ends.map(({ day, low, high }) => `${dated(day)} ${low === high ? low.toLocaleString("en") : `${low.toLocaleString("en")} to ${high.toLocaleString("en")}`}`).join("; ")}`;
  return h(
    "figure",
    {},
    h("figcaption", {}, `${headed(name)}, by day of the report: ${counted(reports.length, "report")} on ${counted(days.length, "day")}`),
    h(
      "div",
      { class: "figure-scroll", tabindex: "0", role: "region", "aria-label": `${headed(name)} by day, the picture` },
      s(
        "svg",
        { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "dots", role: "group", "aria-label": said },
        [0, most].map((n) => s("g", { class: "tick" }, s("line", { x1: LEFT, x2: WIDTH - RIGHT, y1: y(n), y2: y(n) }), s("text", { x: LEFT - 12, y: y(n) + 4, "text-anchor": "end" }, n.toLocaleString("en")))),
        s("polyline", { class: "trend", points: ends.map(({ day, high }) => `${x(day)},${y(high)}`).join(" ") }),
        ends.map(({ day, low, high }) => s("line", { class: "reach-of-day", x1: x(day), x2: x(day), y1: y(low), y2: y(high) })),
        named.map(({ day }, i) => s("text", { class: "day", x: x(day), y: HEIGHT - 8, "text-anchor": i === 0 ? "start" : day === last ? "end" : "middle" }, dated(day))),
        reports.map((report) => dot(report, x(report.day), y(report.n))),
      ),
    ),
  );
}

function dot({ who, claim, day }: Row, cx: number, cy: number): SVGElement {
  const said = `${dated(day)}, ${who}: ${valued(claim)}`;
  return s(
    "a",
    { href: articlePage(claim.article, claim), class: claim.factuality === "Asserted" ? "count" : "count hollow", "aria-label": said },
    s("title", {}, said),
    s("circle", { cx, cy, r: 5.5 }),
  );
}
