// What a view is of, put together to one network: neighbourhoods, a path, or the whole by communities.
import { decoded, pathOf } from "../addresses";
import { filterCount } from "../filters";
import { address, once } from "../server";
import type { Communities, Community, Network, Path } from "../networks";
import { LIMIT, type View, folds } from "./view";

export interface Loaded {
  network: Network;
  /** The IRI of the thing in the middle; null where the view is of the whole. */
  centre: string | null;
  /** What the view is of, where that is a path. */
  path: Path | null;
  /** The whole by communities, where the view is of it. */
  whole: Communities | null;
  /** The IRIs of what is expanded. */
  open: Set<string>;
  /** How many more edges there are than are shown, where the server tells. */
  hidden: number;
  truncated: boolean;
  filtered: boolean;
}

/** The key of a node that stands for a closed community. */
export const COMMUNITY = "community:";

/** Asks for everything in a view; what was asked for before is not asked for again. */
export async function load(view: View): Promise<Loaded> {
  const found = view.open.length ? await around(view) : await everything(view);
  const unfolded = await Promise.all(view.unfolded.map((edge) => once<Network>(address("/network/incidents", { edge }))));
  return { ...found, network: but(view, joined([found.network, ...unfolded])) };
}

/** The key of the community that a node stands for, if it does. */
export function communityOf(node: string): string | null {
  return node.startsWith(COMMUNITY) ? node.slice(COMMUNITY.length) : null;
}

async function around(view: View): Promise<Loaded> {
  const { min_confidence, ...filters } = view.filters;
  const path = view.to ? await wayOf(view) : null;
  const found = await Promise.all(
    view.open.map(async (at, index) => path && !index
      ? path.network
      : once<Network>(address(`/${at}/neighbours`, {
        depth: index ? 1 : view.depth, limit: view.limit, ...filters, min_confidence,
        fold: folds(view) ? "true" : null, communities: view.look.colour === "community" ? "true" : null, format: "graphology",
      })),
    ),
  );
  const [first] = found as [Network];
  return {
    network: joined(found),
    centre: first.attributes.centre,
    path,
    whole: null,
    open: new Set(found.slice(path ? 1 : 0).flatMap(({ attributes: { centre } }) => centre ?? [])),
    hidden: found.reduce((n, { attributes, edges }) => n + Math.max(0, (attributes.total_edges ?? edges.length) - edges.length), 0),
    truncated: found.some((network) => network.attributes.truncated),
    filtered: filterCount(view.filters) > 0,
  };
}

async function everything(view: View): Promise<Loaded> {
  const whole = await once<Communities>(address("/network/communities", {
    ...view.filters, open: view.communities, close: view.closed, everything: view.everything, limit: view.everything === "true" ? 5000 : view.limit === LIMIT ? null : view.limit,
  }));
  return {
    network: { ...whole.network, attributes: { ...whole.network.attributes, placed: true } },
    centre: null,
    path: null,
    whole,
    open: new Set(whole.network.nodes.map(({ key }) => key)), // a click looks at them, as all that they are tied to is there
    hidden: 0,
    truncated: whole.left_out > 0,
    filtered: filterCount(view.filters) > 0,
  };
}

function joined(networks: readonly Network[]): Network {
  const nodes = new Map<string, Network["nodes"][number]>();
  const edges = new Map<string, Network["edges"][number]>();
  for (const network of networks) {
    for (const { key, attributes } of network.nodes) nodes.set(key, { key, attributes: { ...attributes, ...nodes.get(key)?.attributes } });
    for (const edge of network.edges) edges.set(edge.key, edge);
  }
  return { attributes: (networks[0] as Network).attributes, nodes: [...nodes.values()], edges: [...edges.values()] };
}

/** A network without what is hidden, and without the ties whose incidents are there in their place. */
function but({ hidden, unfolded }: View, { attributes, nodes, edges }: Network): Network {
  const gone = (key: string): boolean => hidden.includes(pathOf(key) ?? key);
  return {
    attributes,
    nodes: nodes.filter(({ key }) => !gone(key)),
    edges: edges.filter(({ key, source, target }) => !unfolded.includes(key) && !gone(source) && !gone(target)),
  };
}

/** The discs of a whole in a picture: those of open communities. */
export function discsOf(whole: Communities | null): Community[] {
  return whole?.communities.filter(({ open }) => open) ?? [];
}

/** The path of a view that is of one. */
function wayOf({ open, to, filters }: View): Promise<Path> {
  const from = decoded((open[0] ?? "").replace(/^[^/]*\//, ""));
  return once<Path>(address("/path", { from, to, ...filters }));
}
