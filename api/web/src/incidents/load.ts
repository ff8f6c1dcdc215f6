// The incidents that a page's address asks for.
import { address, json } from "../server";
import type { IncidentSummary, Items } from "../shapes";
import { boxOf, lies } from "./part";
import { firstDay, lastDay } from "./period";

const AT_MOST = 2000;
const FILTERS = ["q", "actor", "target", "class", "outlet", "disputed"];

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
  const [since, until, at, bbox, kind, differ] = ["since", "until", "at", "bbox", "kind", "differ"].map((name) => params.get(name) ?? "") as [string, string, string, string, string, string];
  const filters = Object.fromEntries(FILTERS.map((name) => [name, params.getAll(name)]));
  let [all, more] = await pages(filters, signal);
  if (more && (since || until || bbox || at)) [all, more] = await pages({ ...filters, since: [since], until: [until], bbox: [bbox], place: [at] }, signal);
  all = all.filter((item) => (!kind || item.class === kind) && (!differ || item.disputed.includes(differ)));
  const part = boxOf(bbox);
  const chosen = all.filter((item) => {
    const [first, last] = [firstDay(item.date), lastDay(item.date)];
    const when = !since && !until ? true : first !== null && last !== null && first >= since && (!until || last <= until);
    return when && (!at || item.places.some((place) => place.iri === at)) && (!part || item.places.some((place) => lies(place, part)));
  });
  return { all, chosen, more };
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
