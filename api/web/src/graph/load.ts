// The neighbourhoods of a view, put together to one network.
import { decoded } from "../addresses";
import { filterCount } from "../filters";
import { address, once } from "../server";
import type { Network, Path } from "../shapes";
import type { View } from "./view";

export interface Loaded {
  network: Network;
  /** Of the thing in the middle. */
  centre: string;
  /** What the view is of, where that is a path. */
  path: Path | null;
  /** The IRIs of what is expanded. */
  open: Set<string>;
  /** How many more edges there are than are shown, where the server tells. */
  hidden: number;
  truncated: boolean;
  filtered: boolean;
}

/** Asks for every neighbourhood of a view; what was asked for before is not asked for again. */
export async function load(view: View): Promise<Loaded> {
  const { min_confidence, ...filters } = view.filters;
  const found = await Promise.all(
    view.open.map(async (path, index) => view.to && !index
      ? (await pathOf(view)).network
      : once<Network>(
        address(`/${path}/neighbours`, { depth: index ? 1 : view.depth, limit: view.limit, ...filters, min_confidence, format: "graphology" }),
      ),
    ),
  );
  const nodes = new Map<string, Network["nodes"][number]>();
  const edges = new Map<string, Network["edges"][number]>();
  for (const network of found) {
    for (const node of network.nodes) nodes.set(node.key, { ...nodes.get(node.key), ...node });
    for (const edge of network.edges) edges.set(edge.key, edge);
  }
  const [first] = found;
  const path = view.to ? await pathOf(view) : null;
  if (!first) throw new Error("No entity or incident is named in the address.");
  return {
    network: { attributes: first.attributes, nodes: [...nodes.values()], edges: [...edges.values()] },
    centre: first.attributes.centre,
    path,
    open: new Set(found.slice(path ? 1 : 0).map((network) => network.attributes.centre)),
    hidden: found.reduce((n, { attributes, edges }) => n + Math.max(0, (attributes.total_edges ?? edges.length) - edges.length), 0),
    truncated: found.some((network) => network.attributes.truncated),
    filtered: filterCount(view.filters) > 0,
  };
}

/** The path of a view that is of one. */
function pathOf({ open, to, filters }: View): Promise<Path> {
  const from = decoded((open[0] ?? "").replace(/^[^/]*\//, ""));
  return once<Path>(address("/path", { from, to, ...filters }));
}
