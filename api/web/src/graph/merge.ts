// A network into the graph that is drawn: what stays keeps its place, what comes is put beside what it hangs on.
import type { MultiDirectedGraph } from "graphology";

import { kindOf } from "../palette";
import type { EdgeAttributes, Network, NodeAttributes } from "../shapes";
import { worded } from "../words";

export interface Dot extends Partial<NodeAttributes> {
  x: number;
  y: number;
  size: number;
  color: string;
  label: string;
  type: "circle" | "square";
  highlighted?: boolean;
}

export interface Line extends Partial<EdgeAttributes> {
  size: number;
  label: string;
  type: "thin" | "straight" | "curved";
  curvature: number;
}

export type Drawn = MultiDirectedGraph<Dot, Line>;

/** Edges from which a picture is drawn more plainly. */
export const THOUSANDS = 5000;
const GOLDEN = Math.PI * (3 - Math.sqrt(5)); // the angle at which a sunflower sets its seeds: evenly, whatever their number

/** Makes the drawn graph what the network says. Returns whether anything new lacks a place of its own. */
export function merge(drawn: Drawn, { nodes, edges }: Network): boolean {
  const keys = new Set(nodes.map(({ key }) => key));
  const kept = new Set(edges.map(({ key }) => key));
  for (const edge of drawn.edges()) if (!kept.has(edge)) drawn.dropEdge(edge);
  for (const node of drawn.nodes()) if (!keys.has(node)) drawn.dropNode(node);
  const anchor = anchors(drawn, edges);
  let unplaced = false;
  for (const [index, { key, attributes }] of nodes.entries()) {
    if (drawn.hasNode(key)) continue;
    const kind = kindOf(attributes.class, key);
    const from = anchor.get(key);
    const around = from && drawn.hasNode(from) ? drawn.getNodeAttributes(from) : { x: 0, y: 0 };
    const radius = 4 * Math.sqrt(index + 1);
    const given = attributes.x !== undefined && attributes.y !== undefined;
    unplaced ||= !given;
    drawn.addNode(key, {
      ...attributes,
      x: attributes.x ?? around.x + radius * Math.cos(index * GOLDEN),
      y: attributes.y ?? around.y + radius * Math.sin(index * GOLDEN),
      size: 4,
      color: kind.colour,
      type: kind.name === "Incident" ? "square" : "circle",
    });
  }
  const type = edges.length > THOUSANDS ? "thin" : "straight";
  for (const { key, source, target, attributes } of edges) {
    if (drawn.hasEdge(key) || !drawn.hasNode(source) || !drawn.hasNode(target)) continue;
    const size = 1.6 + Math.min(3, Math.log2(attributes.weight || 1));
    const line: Line = { ...attributes, label: worded(attributes.kind), size, type, curvature: 0 };
    drawn.addDirectedEdgeWithKey(key, source, target, line);
  }
  size(drawn);
  bend(drawn);
  return unplaced;
}

/** For each new node, one that is drawn already and that it is tied to. */
function anchors(drawn: Drawn, edges: Network["edges"]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { source, target } of edges) {
    if (drawn.hasNode(source)) found.set(target, source);
    if (drawn.hasNode(target)) found.set(source, target);
  }
  return found;
}

/** The more ties, the larger: those of the whole graph where the server counts them, else those in view. */
function size(drawn: Drawn): void {
  const crowd = drawn.order > 1000 ? 0.45 : drawn.order > 200 ? 0.75 : 1;
  drawn.updateEachNodeAttributes((node, attributes) => {
    const ties = attributes.degree ?? drawn.degree(node);
    return { ...attributes, size: crowd * (5 + 2.4 * Math.log2(1 + ties)) };
  });
}

/** Ties between the same two bend apart, so that each can be seen and clicked; where there are thousands, nobody could. */
function bend(drawn: Drawn): void {
  if (drawn.size > THOUSANDS) return;
  const between = new Map<string, string[]>();
  drawn.forEachEdge((edge, _, source, target) => {
    const pair = source < target ? `${source} ${target}` : `${target} ${source}`;
    between.set(pair, [...(between.get(pair) ?? []), edge]);
  });
  for (const edges of between.values()) {
    for (const [index, edge] of edges.entries()) {
      if (edges.length === 1) {
        drawn.mergeEdgeAttributes(edge, { type: "straight", curvature: 0 });
        continue;
      }
      const aside = (index - (edges.length - 1) / 2) * 0.3;
      const flipped = drawn.source(edge) < drawn.target(edge) ? 1 : -1;
      drawn.mergeEdgeAttributes(edge, aside ? { type: "curved", curvature: aside * flipped } : { type: "straight", curvature: 0 });
    }
  }
}
