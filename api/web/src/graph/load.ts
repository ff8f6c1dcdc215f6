// The neighbourhoods of a view, put together to one network.
import { filterCount } from "../filters";
import { address, once } from "../server";
import type { Network } from "../shapes";
import type { View } from "./view";

export interface Loaded {
  network: Network;
  /** Of the thing in the middle. */
  centre: string;
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
    view.open.map((path, index) =>
      once<Network>(
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
  if (!first) throw new Error("No entity or incident is named in the address.");
  return {
    network: { attributes: first.attributes, nodes: [...nodes.values()], edges: [...edges.values()] },
    centre: first.attributes.centre,
    open: new Set(found.map((network) => network.attributes.centre)),
    hidden: found.reduce((n, { attributes, edges }) => n + Math.max(0, (attributes.total_edges ?? edges.length) - edges.length), 0),
    truncated: found.some((network) => network.attributes.truncated),
    filtered: filterCount(view.filters) > 0,
  };
}
