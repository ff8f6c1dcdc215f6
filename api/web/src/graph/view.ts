// What of the graph is shown, as the address has it.
import { type Filters, filtersOf, withFilters } from "../filters";
import { isRole } from "./families";
import { COLOURS, type Look, SIZES } from "./looks";
import { type Pin, pinText, pinsOf } from "./pins";

export interface View {
  /** The API's paths ("entities/hamas") of the things whose neighbourhoods are shown; the first is the centre. None is
   * the whole graph, by communities. */
  open: string[];
  /** Whereto a path leads from the first, in place of its neighbourhood: a name, slug or IRI; empty for none. */
  to: string;
  depth: number;
  /** At most so many ties of each neighbourhood. */
  limit: number;
  filters: Filters;
  /** Whether incidents are folded into ties. */
  folded: boolean;
  /** The keys of ties whose incidents are there all the same. */
  unfolded: string[];
  /** Of the whole, the keys of the communities that are open. */
  communities: string[];
  /** Of those that are not. */
  closed: string[];
  /** Whether all of them are open but these ("true"), or closed but those ("false"); else what is few is open. */
  everything: "" | "true" | "false";
  /** The keys of nodes that are left out of the picture. */
  hidden: string[];
  /** The dots that were put somewhere by hand; keys are those of `hidden`. */
  pins: Pin[];
  look: Look;
  /** The edge whose claims are shown: "source kind target". */
  edge: string | null;
  /** The node that is looked at. */
  node: string | null;
}

export const LIMIT = 200;
const MOST = 5000; // that the server gives at once

/** The view that an address tells of. */
export function viewOf(params: URLSearchParams): View {
  const depth = Number(params.get("depth") ?? 1);
  const limit = Number(params.get("limit") ?? LIMIT);
  const one = <Name extends string>(name: string, of: readonly Name[]): Name => of.find((value) => value === (params.get(name) ?? "")) ?? (of[0] as Name);
  return {
    open: [params.get("at") ?? "", ...params.getAll("open")].filter(Boolean),
    to: params.get("to") ?? "",
    depth: [1, 2, 3].includes(depth) ? depth : 1,
    limit: limit >= 1 && limit <= MOST ? Math.floor(limit) : LIMIT,
    filters: filtersOf(params),
    folded: params.get("incidents") !== "shown",
    unfolded: params.getAll("unfold"),
    communities: params.getAll("community"),
    closed: params.getAll("close"),
    everything: one("everything", ["", "true", "false"] as const),
    hidden: params.getAll("hide"),
    pins: pinsOf(params.getAll("pin")),
    look: { colour: one("colour", COLOURS), size: one("size", SIZES) },
    edge: params.get("edge"),
    node: params.get("node"),
  };
}

/** The same view with more ties, if there can be more. */
export function larger(view: View): View | null {
  return view.limit < MOST ? { ...view, limit: Math.min(MOST, view.limit * 5) } : null;
}

/** The view in which a community is open if it was closed, or the other way. */
export function toggled(view: View, key: string, open: boolean): View {
  const without = (keys: readonly string[]): string[] => keys.filter((one) => one !== key);
  const [communities, closed] = [without(view.communities), without(view.closed)];
  const undone = open ? view.communities.includes(key) : view.closed.includes(key);
  return { ...view, communities: open || undone ? communities : [...communities, key], closed: !open || undone ? closed : [...closed, key] };
}

/** Whether incidents can be folded: where their roles are asked for, or they themselves, nothing would be left. */
export function folds({ folded, filters, to, edge }: View): boolean {
  return folded && !to && !isRole(edge?.split(" ")[1] ?? "") && !filters.predicate.some(isRole) && !filters.class.includes("Event");
}

/** The address of a view. */
export function addressOf(view: View): string {
  const { open, to, depth, limit, filters, edge, node, look } = view;
  const params = withFilters(new URLSearchParams(), filters);
  const each = (name: string, values: readonly string[]): void => values.forEach((value) => params.append(name, value));
  for (const [index, path] of open.entries()) params.append(index ? "open" : "at", path);
  if (to) params.set("to", to);
  if (depth > 1) params.set("depth", String(depth));
  if (limit !== LIMIT) params.set("limit", String(limit));
  if (!view.folded) params.set("incidents", "shown");
  each("unfold", view.unfolded);
  each("community", view.communities);
  each("close", view.closed);
  if (view.everything) params.set("everything", view.everything);
  each("hide", view.hidden);
  each("pin", view.pins.map(pinText));
  if (look.colour !== COLOURS[0]) params.set("colour", look.colour);
  if (look.size !== SIZES[0]) params.set("size", look.size);
  if (edge) params.set("edge", edge);
  if (node) params.set("node", node);
  return `/explore/graph?${params}`;
}

/** What a view is of, but for what is looked at in it, and where its dots were put. */
export function contentOf(view: View): string {
  return `${addressOf({ ...view, edge: null, node: null, pins: [] })} ${folds(view)}`;
}

/** Whether two views differ in nothing but pins. */
export function isSameButPins(one: View, other: View): boolean {
  return addressOf({ ...one, pins: [] }) === addressOf({ ...other, pins: [] });
}
