// A network into the graph that is drawn: what stays keeps its place, what comes is put beside what it hangs on.
import type { MultiDirectedGraph } from "graphology";

import { INCIDENT, kindOf } from "../palette";
import type { EdgeAttributes, Network, NodeAttributes } from "../networks";
import { counted, worded } from "../words";

export interface Dot extends Partial<NodeAttributes> {
  x: number;
  y: number;
  size: number;
  color: string;
  label: string;
  type: "circle" | "square";
  highlighted?: boolean;
  /** Whether it was put where it is by hand, and stays there. */
  fixed?: boolean;
  /** Where it was before that. */
  home?: { x: number; y: number };
}

export interface Line extends Partial<EdgeAttributes> {
  size: number;
  label: string;
  type: "thin" | "wide" | "straight" | "curved";
  curvature: number;
}

export type Drawn = MultiDirectedGraph<Dot, Line>;

/** Edges from which a picture is drawn more plainly. */
export const THOUSANDS = 5000;
const GOLDEN = Math.PI * (3 - Math.sqrt(5)); // the angle at which a sunflower sets its seeds: evenly, whatever their number

/** Makes the drawn graph what the network says. Returns whether anything new lacks a place of its own. */
export function merge(drawn: Drawn, { attributes: { placed }, nodes, edges }: Network): boolean {
  const keys = new Set(nodes.map(({ key }) => key));
  const kept = new Set(edges.map(({ key }) => key));
  for (const edge of drawn.edges()) if (!kept.has(edge)) drawn.dropEdge(edge);
  for (const node of drawn.nodes()) if (!keys.has(node)) drawn.dropNode(node);
  const anchor = anchors(drawn, nodes, edges);
  let unplaced = false;
  for (const [index, { key, attributes }] of nodes.entries()) {
    const given = attributes.x !== undefined && attributes.y !== undefined;
    if (drawn.hasNode(key)) {
      const { fixed, x, y } = drawn.getNodeAttributes(key);
      const stays = fixed || !placed || !given;
      drawn.mergeNodeAttributes(key, { ...attributes, ...(stays ? { x, y } : {}) } as Partial<Dot>);
      continue;
    }
    const radius = (placed ? 0.35 : 4) * Math.sqrt(index + 1);
    const around = middle(anchor.get(key) ?? []);
    unplaced ||= !given && !placed;
    drawn.addNode(key, {
      ...attributes,
      x: attributes.x ?? around.x + radius * Math.cos(index * GOLDEN),
      y: attributes.y ?? around.y + radius * Math.sin(index * GOLDEN),
      size: 4,
      color: "",
      type: kindOf(attributes.class, key) === INCIDENT ? "square" : "circle",
    });
  }
  const type = edges.length > THOUSANDS ? "thin" : "straight";
  for (const { key, source, target, attributes } of edges) {
    if (drawn.hasEdge(key) || !drawn.hasNode(source) || !drawn.hasNode(target)) continue;
    const size = 1.6 + Math.min(3, Math.log2(Math.max(attributes.weight || 1, attributes.incidents ?? 0)));
    const line: Line = { ...attributes, label: tieLabel(attributes), size, type: attributes.kinds ? "wide" : type, curvature: 0 };
    drawn.addDirectedEdgeWithKey(key, source, target, line);
  }
  bend(drawn);
  return unplaced;
}

/** What a tie says: "attacked"; of closed communities, the ties that it stands for. */
export function tieWords({ kind, kinds }: EdgeAttributes): string {
  const all = Object.entries(kinds ?? {});
  return all.length ? all.map(([name, n]) => `${worded(name)} ${n.toLocaleString("en")}`).join(", ") : worded(kind);
}

/** What is written on it: "attacked, 14 incidents". */
export function tieLabel(tie: EdgeAttributes): string {
  return !tie.kinds && tie.incidents && tie.incidents > 1 ? `${tieWords(tie)}, ${counted(tie.incidents, "incident")}` : tieWords(tie);
}

/** For each new node, where those are that it is tied to and that have a place. */
function anchors(drawn: Drawn, nodes: Network["nodes"], edges: Network["edges"]): Map<string, Point[]> {
  const place = new Map<string, Point>();
  for (const { key, attributes: { x, y } } of nodes) if (x !== undefined && y !== undefined) place.set(key, { x, y });
  drawn.forEachNode((key, { x, y }) => place.set(key, { x, y }));
  const found = new Map<string, Point[]>();
  const note = (node: string, at: Point | undefined): void => {
    if (at) found.set(node, [...(found.get(node) ?? []), at]);
  };
  for (const { source, target } of edges) {
    note(target, place.get(source));
    note(source, place.get(target));
  }
  return found;
}

interface Point {
  x: number;
  y: number;
}

function middle(points: readonly Point[]): Point {
  const mean = (of: (point: Point) => number): number => points.reduce((sum, point) => sum + of(point), 0) / (points.length || 1);
  return { x: mean(({ x }) => x), y: mean(({ y }) => y) };
}

/** Ties between the same two bend apart, so that each can be seen and clicked; where there are thousands, nobody could. */
function bend(drawn: Drawn): void {
  if (drawn.size > THOUSANDS) return;
  const between = new Map<string, string[]>();
  drawn.forEachEdge((edge, _, source, target) => {
    if (drawn.getEdgeAttribute(edge, "kinds")) return;
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
