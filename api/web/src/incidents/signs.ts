// Kinds of incident on the map: each family has a form and a colour of its own, so that they differ in grey as well.
import { h, s } from "../dom";

export interface Sign {
  name: string;
  classes: readonly string[];
  /** The property of the style sheet that holds its colour. */
  colour: string;
  form: "triangle" | "diamond" | "square" | "circle" | "cross" | "wedge" | "ring";
}

export const SIGNS: readonly Sign[] = [
  { name: "Strike or fire from afar", classes: ["AirStrike", "DroneStrike", "RocketAttack", "Shelling"], colour: "--sign-strike", form: "triangle" },
  { name: "Bombing", classes: ["Bombing", "SuicideBombing"], colour: "--sign-bomb", form: "diamond" },
  { name: "Fighting, shooting, raid", classes: ["ArmedClash", "Shooting", "Assassination", "Raid"], colour: "--sign-fight", form: "square" },
  { name: "Attack, kind unknown", classes: ["Attack"], colour: "--sign-attack", form: "circle" },
  { name: "Abduction, arrest, abuse", classes: ["Abduction", "Arrest", "Coercion", "SexualViolence", "Looting"], colour: "--sign-force", form: "cross" },
  { name: "Protest, riot", classes: ["Protest", "Riot"], colour: "--sign-protest", form: "wedge" },
];
const OTHER: Sign = { name: "Talks, moves and others", classes: [], colour: "--sign-other", form: "ring" };
/** Of what is no incident: the rows of a query. */
export const PLAIN: Sign = { name: "", classes: [], colour: "--sign-strike", form: "circle" };

const ORDERED: readonly Sign[] = [...SIGNS, OTHER];
const TOP = -Math.PI / 2;

/** The sign of a class of incidents. */
export function signOf(cls: string | undefined): Sign {
  if (cls === undefined) return PLAIN;
  return SIGNS.find(({ classes }) => classes.includes(cls)) ?? OTHER;
}

/** How many of some things have which sign, in the order of the legend. */
export function signsOf(things: readonly { class?: string }[]): [Sign, number][] {
  const many = new Map<Sign, number>();
  for (const thing of things) many.set(signOf(thing.class), (many.get(signOf(thing.class)) ?? 0) + 1);
  return [...ORDERED, PLAIN].flatMap((sign) => (many.has(sign) ? [[sign, many.get(sign) as number]] : []));
}

/** A form as the path of an SVG around its middle, all of about one size. */
export function outline({ form }: Sign, radius: number): string {
  if (form === "triangle") return polygon(3, radius * 1.3, TOP);
  if (form === "wedge") return polygon(3, radius * 1.3, -TOP);
  if (form === "diamond") return polygon(4, radius * 1.22, TOP);
  if (form === "square") return polygon(4, radius * 1.22, TOP / 2);
  if (form === "cross") {
    const [long, thick] = [radius * 1.1, radius * 0.42];
    return `M${-thick},${-long}h${2 * thick}v${long - thick}h${long - thick}v${2 * thick}h${thick - long}v${long - thick}h${-2 * thick}v${thick - long}h${thick - long}v${-2 * thick}h${long - thick}Z`;
  }
  return form === "ring" ? disc(radius) + disc(radius * 0.5) : disc(radius);
}

/** Shares of a whole as the parts of a ring, each a path with its sign. */
export function shares(parts: readonly [Sign, number][], radius: number): [Sign, string][] {
  const all = parts.reduce((sum, [, n]) => sum + n, 0);
  const inner = radius * 0.58;
  let at = TOP;
  return parts.map(([sign, n]) => {
    const [from, to] = [at, (at += (n / all) * 2 * Math.PI)];
    const [point, back] = [(angle: number) => `${fixed(radius * Math.cos(angle))},${fixed(radius * Math.sin(angle))}`, (angle: number) => `${fixed(inner * Math.cos(angle))},${fixed(inner * Math.sin(angle))}`];
    const large = to - from > Math.PI ? 1 : 0;
    return [sign, `M${point(from)}A${fixed(radius)},${fixed(radius)} 0 ${large} 1 ${point(to)}L${back(to)}A${fixed(inner)},${fixed(inner)} 0 ${large} 0 ${back(from)}Z`];
  });
}

/** The sign of a class beside its name. */
export function signMark(cls: string): SVGElement {
  const sign = signOf(cls);
  return s("svg", { class: "sign-mark", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, s("path", { d: outline(sign, 5.6), "fill-rule": "evenodd", style: `fill: var(${sign.colour})` }));
}

/** What the signs of some incidents mean, and how what is not known well is drawn. */
export function signLegend(all: readonly { class?: string }[], vague: boolean): HTMLElement | null {
  const there = signsOf(all).filter(([sign]) => sign !== PLAIN);
  if (!there.length) return null;
  return h(
    "ul",
    { class: "legend map-legend", "aria-label": "Legend" },
    there.map(([sign]) => h("li", {}, signMark(sign.classes[0] ?? ""), sign.name)),
    h("li", {}, s("svg", { class: "sign-mark", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, shares(there.length > 1 ? there.slice(0, 3).map(([sign]) => [sign, 1]) : [[SIGNS[0] as Sign, 1], [OTHER, 1]], 7).map(([sign, d]) => s("path", { d, style: `fill: var(${sign.colour})` }))), "Several kinds, or places: click to open"),
    vague && h("li", {}, h("span", { class: "vague-mark" }), h("a", { class: "help", href: "/methodology#dots-and-areas-on-the-map" }, "Somewhere in there")),
  );
}

function polygon(corners: number, radius: number, turned: number): string {
  const points = Array.from({ length: corners }, (_, i) => turned + (i * 2 * Math.PI) / corners);
  return `M${points.map((angle) => `${fixed(radius * Math.cos(angle))},${fixed(radius * Math.sin(angle))}`).join("L")}Z`;
}

function disc(radius: number): string {
  const r = fixed(radius);
  return `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
}

function fixed(n: number): number {
  return Math.round(n * 100) / 100;
}
