// What of the graph is shown, as the address has it.
import { type Filters, filtersOf, withFilters } from "../filters";

export interface View {
  /** The API's paths ("entities/hamas") of the things whose neighbourhoods are shown; the first is the centre. */
  open: string[];
  /** Whereto a path leads from the first, in place of its neighbourhood: a name, slug or IRI; empty for none. */
  to: string;
  depth: number;
  /** At most so many ties of each neighbourhood. */
  limit: number;
  filters: Filters;
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
  return {
    open: [params.get("at") ?? "", ...params.getAll("open")].filter(Boolean),
    to: params.get("to") ?? "",
    depth: [1, 2, 3].includes(depth) ? depth : 1,
    limit: limit >= 1 && limit <= MOST ? Math.floor(limit) : LIMIT,
    filters: filtersOf(params),
    edge: params.get("edge"),
    node: params.get("node"),
  };
}

/** The same view with more ties, if there can be more. */
export function larger(view: View): View | null {
  return view.limit < MOST ? { ...view, limit: Math.min(MOST, view.limit * 5) } : null;
}

/** The address of a view. */
export function addressOf({ open, to, depth, limit, filters, edge, node }: View): string {
  const params = withFilters(new URLSearchParams(), filters);
  for (const [index, path] of open.entries()) params.append(index ? "open" : "at", path);
  if (to) params.set("to", to);
  if (depth > 1) params.set("depth", String(depth));
  if (limit !== LIMIT) params.set("limit", String(limit));
  if (edge) params.set("edge", edge);
  if (node) params.set("node", node);
  return `/explore/graph?${params}`;
}
