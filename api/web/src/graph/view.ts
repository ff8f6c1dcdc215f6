// What of the graph is shown, as the address has it.
import { type Filters, filtersOf, withFilters } from "../filters";

export interface View {
  /** The API's paths ("entities/hamas") of the things whose neighbourhoods are shown; the first is the centre. */
  open: string[];
  depth: number;
  filters: Filters;
  /** The edge whose claims are shown: "source kind target". */
  edge: string | null;
  /** The node that is looked at. */
  node: string | null;
}

/** The view that an address tells of. */
export function viewOf(params: URLSearchParams): View {
  const depth = Number(params.get("depth") ?? 1);
  return {
    open: [params.get("at") ?? "", ...params.getAll("open")].filter(Boolean),
    depth: [1, 2, 3].includes(depth) ? depth : 1,
    filters: filtersOf(params),
    edge: params.get("edge"),
    node: params.get("node"),
  };
}

/** The address of a view. */
export function addressOf({ open, depth, filters, edge, node }: View): string {
  const params = withFilters(new URLSearchParams(), filters);
  for (const [index, path] of open.entries()) params.append(index ? "open" : "at", path);
  if (depth > 1) params.set("depth", String(depth));
  if (edge) params.set("edge", edge);
  if (node) params.set("node", node);
  return `/explore/graph?${params}`;
}
