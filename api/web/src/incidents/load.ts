// The incidents that a page's address asks for.
import { allOf } from "../addresses";
import { address, json } from "../server";
import type { IncidentSummary, Items } from "../shapes";
import { boxOf, lies } from "./part";
import { type Bin, mayLie } from "./period";

const AT_MOST = 2000;
/** The server's filters; time, `at` and the part of the map are chosen here as well. */
export const FILTERS = ["q", "actor", "related", "place", "class", "conflict", "outlet", "disputed", "differs", "toll"];

export interface Found {
  /** All that pass the filters, whenever and wherever they were. */
  all: IncidentSummary[];
  /** Those of them in the period, at the place and on the part of the map that are chosen; the newest first, as all. */
  chosen: IncidentSummary[];
  /** Whether there are more than can be shown. */
  more: boolean;
}

/** Asks for incidents; time and place are chosen among them here, so that the pictures show what is around. */
export async function load(params: URLSearchParams, signal: AbortSignal): Promise<Found> {
  const [since, until, at, bbox, kind] = ["since", "until", "at", "bbox", "kind"].map((name) => params.get(name) ?? "") as [string, string, string, string, string];
  const filters = allOf(params, FILTERS);
  let [all, more] = await pages(filters, signal);
  if (more && (since || until || bbox || at)) [all, more] = await pages({ ...filters, since: [since], until: [until], bbox: [bbox], at: [at] }, signal);
  if (kind) all = all.filter((item) => item.class === kind);
  return { all, chosen: within(all, params, { since, until }), more };
}

/** Those of some incidents that lie in a period, at the place and on the part of the map that an address chooses. */
export function within(all: readonly IncidentSummary[], params: URLSearchParams, { since, until }: Bin): IncidentSummary[] {
  const [at, part] = [params.get("at"), boxOf(params.get("bbox"))];
  return all.filter(({ date, places }) => mayLie(date, since, until) && (!at || places.some(({ iri }) => iri === at)) && (!part || places.some((place) => lies(place, part))));
}

async function pages(filters: Record<string, string[]>, signal: AbortSignal): Promise<[IncidentSummary[], boolean]> {
  const found: IncidentSummary[] = [];
  let next: string | null = address("/incidents", { ...filters, order: "newest", limit: 500 });
  while (next && found.length < AT_MOST) {
    const page: Items<IncidentSummary> = await json(next, signal);
    found.push(...page.items);
    next = page.next;
  }
  return [found, next !== null];
}
