// What the colours and sizes of nodes tell: their kind, community, ties or time.
import { kindOf } from "../palette";
import type { Drawn } from "./merge";

export const COLOURS = ["kind", "community", "ties", "time"] as const;
export const SIZES = ["ties", "incidents", "articles", "same"] as const;

export interface Look {
  colour: (typeof COLOURS)[number];
  size: (typeof SIZES)[number];
}

/** How it looks unless another look is chosen. */
export const PLAIN: Look = { colour: "kind", size: "ties" };

/** What each choice is called. */
export const CALLED: Record<Look["colour"] | Look["size"], string> = {
  kind: "kind", community: "community", ties: "number of ties", time: "latest incident", incidents: "incidents in view", articles: "articles in view", same: "all alike",
};

/** From the few or old to the many or new; blue and orange are told apart by all. */
export const RAMP = ["#3f6fb5", "#2a9d8f", "#d9a521", "#d55e00"] as const;
const UNKNOWN = "#8a8f98";
const BY_NUMBER = ["#0072b2", "#d55e00", "#44aa99", "#cc79a7", "#999933", "#56b4e9", "#e69f00", "#b5527f", "#3c9a5f", "#7f6fc0"] as const;

/** The colour of a community: the ten largest have one of their own. */
export function communityColour(number: number | undefined): string {
  return BY_NUMBER[number ?? -1] ?? UNKNOWN;
}

/** What the ends of a ramp are, where colours are one. */
export interface Scale {
  low: string;
  high: string;
}

const EASE = 80; // pixels from one dot to the next, at which dots have their full size
const LEAST = 0.35; // of it

/** Gives every node the colour and size of a look, in a picture of so many square pixels. Returns the ends of the scale, if
 * there is one. */
export function dress(drawn: Drawn, { colour, size }: Look, area: number): Scale | null {
  const days = colour === "time" ? latest(drawn) : new Map<string, number>();
  const ties = (node: string): number => drawn.getNodeAttribute(node, "degree") ?? drawn.degree(node);
  const value = (node: string): number | undefined => (colour === "time" ? days.get(node) : Math.log2(1 + ties(node)));
  const values = colour === "time" || colour === "ties" ? drawn.mapNodes(value).filter((one) => one !== undefined) : [];
  const [low, high] = [values.reduce((a, b) => Math.min(a, b), Infinity), values.reduce((a, b) => Math.max(a, b), -Infinity)];
  const crowd = Math.max(LEAST, Math.min(1, Math.sqrt(area / (drawn.order || 1)) / EASE));
  drawn.updateEachNodeAttributes((node, attributes) => {
    const one = values.length ? value(node) : undefined;
    const shade =
      attributes.class === "Community" || colour === "community" ? communityColour(attributes.community)
      : colour === "kind" ? kindOf(attributes.class ?? "", node).colour
      : one === undefined ? UNKNOWN
      : onRamp(high > low ? (one - low) / (high - low) : 1);
    const amount = size === "same" ? 2 : size === "ties" ? ties(node) : drawn.reduceEdges(node, (sum, _, edge) => sum + ((size === "incidents" ? edge.incidents : edge.weight) ?? 0), 0);
    return { ...attributes, color: shade, size: crowd * (5 + 2.4 * Math.log2(1 + amount)) };
  });
  if (!values.length) return null;
  return colour === "time" ? { low: dayOf(low), high: dayOf(high) } : { low: String(Math.round(2 ** low - 1)), high: String(Math.round(2 ** high - 1)) };
}

/** The latest known day of each node: its own, or that of the incidents behind its ties. */
function latest(drawn: Drawn): Map<string, number> {
  const found = new Map<string, number>();
  const note = (node: string, date: string | undefined): void => {
    const day = Date.parse(date ?? "");
    if (!Number.isNaN(day)) found.set(node, Math.max(day, found.get(node) ?? -Infinity));
  };
  drawn.forEachNode((node, { date }) => /^\d/.test(date ?? "") && note(node, date));
  drawn.forEachEdge((_, { last }, source, target) => [source, target].forEach((node) => note(node, last)));
  return found;
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function onRamp(share: number): string {
  const at = Math.max(0, Math.min(1, share)) * (RAMP.length - 1);
  const [from, to] = [RAMP[Math.floor(at)], RAMP[Math.ceil(at)]] as [string, string];
  const mixed = [1, 3, 5].map((i) => {
    const [a, b] = [parseInt(from.slice(i, i + 2), 16), parseInt(to.slice(i, i + 2), 16)];
    return Math.round(a + (b - a) * (at % 1)).toString(16).padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}
