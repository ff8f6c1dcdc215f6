// How many were killed and wounded, by each account that counts: a dot where it says so, an arrow where it says more.
import { outletOf } from "../claims";
import { h, s } from "../dom";
import type { Account, Incident, Statement } from "../shapes";
import { counted, headed, valued } from "../words";

const ROW = 26;
const LEFT = 250;
const RIGHT = 110;
const WIDTH = 760;
const LETTERS = 38; // that fit beside the picture on one line
const LINE = 15; // pixels between two lines of a name

/** A count: who tells it, with which claim, published on which day, empty where none is known. */
export interface Row {
  who: string;
  claim: Statement;
  day: string;
  n: number;
}

/** The pictures of an incident's counts; nothing where fewer than two accounts count. */
export function countsPicture({ accounts }: Incident): HTMLElement | null {
  const pictures = ["killedCount", "woundedCount"].map((name) => picture(name, rowsOf(name, accounts))).filter((one) => one !== null);
  if (!pictures.length) return null;
  return h("section", { class: "counts-picture" }, h("h2", {}, "The range of counts"), pictures);
}

/** The counts of one kind by all accounts, the smallest first. */
export function rowsOf(name: string, accounts: readonly Account[]): Row[] {
  return accounts
    .flatMap(({ article, source, source_text, claims }) =>
      claims
        .filter(({ predicate, value }) => predicate === name && /^\d+$/.test(value))
        .map((claim) => ({ who: [outletOf(article), source_text ?? source?.label].filter(Boolean).join(": "), claim, day: (article.published ?? "").slice(0, 10), n: Number(claim.value) })),
    )
    .sort((a, b) => a.n - b.n);
}

function picture(name: string, rows: readonly Row[]): HTMLElement | null {
  if (rows.length < 2) return null;
  const most = Math.max(...rows.map(({ n }) => n));
  const step = niceStep(most);
  const top = Math.ceil((most * 1.02) / step) * step || 1;
  const x = (n: number): number => LEFT + (n / top) * (WIDTH - LEFT - RIGHT);
  const names = rows.map(({ who }) => lines(who));
  const tops = names.map((_, i) => names.slice(0, i).reduce((sum, one) => sum + ROW + (one.length - 1) * LINE, 0));
  const height = names.reduce((sum, one) => sum + ROW + (one.length - 1) * LINE, 34);
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step);
  const least = Math.min(...rows.map(({ n }) => n));
  const said = `${headed(name)}: from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}, by ${counted(rows.length, "account")}`;
  return h(
    "figure",
    {},
    h("figcaption", {}, said),
    h(
      "div",
      { class: "figure-scroll", tabindex: "0", role: "region", "aria-label": `${headed(name)}, the picture` },
      s(
        "svg",
        { viewBox: `0 0 ${WIDTH} ${height}`, class: "dots", role: "img", "aria-label": `${said}. ${rows.map((row) => `${row.who}: ${valued(row.claim)}`).join("; ")}` },
        ticks.map((n) => s("g", { class: "tick" }, s("line", { x1: x(n), x2: x(n), y1: 4, y2: height - 24 }), s("text", { x: x(n), y: height - 8, "text-anchor": "middle" }, n.toLocaleString("en")))),
        s("rect", { class: "span", x: x(least), y: 4, width: Math.max(1, x(most) - x(least)), height: height - 28 }),
        rows.map((row, i) => dot(row, names[i] ?? [], x(row.n), 18 + (tops[i] ?? 0))),
      ),
    ),
  );
}

function dot({ who, claim }: Row, name: readonly string[], x: number, y: number): SVGElement {
  const arrow = claim.bound === "AtLeast" ? 1 : claim.bound === "AtMost" ? -1 : 0;
  const soft = claim.factuality !== "Asserted" || claim.bound === "About";
  return s(
    "g",
    { class: `count ${soft ? "hollow" : ""}` },
    s("title", {}, `${who}: ${valued(claim)} (“${claim.quote}”)`),
    s("text", { "text-anchor": "end" }, name.map((line, i) => s("tspan", { x: LEFT - 12, y: y + 4 + i * LINE }, line))),
    s("circle", { cx: x, cy: y, r: 5.5 }),
    arrow !== 0 && s("path", { d: `M${x + arrow * 8},${y} h${arrow * 14} m${-arrow * 5},-4 l${arrow * 5},4 l${-arrow * 5},4` }),
    s("text", { class: "value", x: x + (arrow > 0 ? 28 : 10), y: y + 4 }, valued(claim)),
  );
}

/** A name in lines that fit beside the picture, broken between words. */
function lines(who: string): string[] {
  const found = [""];
  for (const word of who.split(" ")) {
    const longer = [found.at(-1), word].filter(Boolean).join(" ");
    if (longer.length <= LETTERS) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found.filter(Boolean);
}

/** A step of 1, 2 or 5 times a power of ten, for about five ticks. */
function niceStep(most: number): number {
  const rough = Math.max(1, most / 5);
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power;
}
