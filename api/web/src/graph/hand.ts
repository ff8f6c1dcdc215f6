// Dots moved by hand: dragged, or step by step; they stay where they are put.
import type Sigma from "sigma";

import type { Dot, Drawn, Line } from "./merge";

const STEP = 24; // pixels

/** What is told when a dot was moved: how it is put back. */
export type Moved = (back: () => void) => void;

/** Lets dots be dragged. Gives what tells whether a click is but the end of that. */
export function draggable(sigma: Sigma<Dot, Line>, graph: Drawn, moved: Moved): () => boolean {
  let held: { node: string; back: () => void; far: boolean } | null = null;
  let dragged = false;
  sigma.on("downNode", ({ node }) => {
    dragged = false;
    held = { node, back: remembered(graph, node), far: false };
  });
  sigma.on("downStage", () => (dragged = false));
  sigma.on("moveBody", ({ event }) => {
    if (!held) return;
    if (!held.far && !sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox()); // else the frame would follow the dot
    held.far = true;
    graph.mergeNodeAttributes(held.node, { ...sigma.viewportToGraph(event), fixed: true });
    event.preventSigmaDefault();
    event.original.preventDefault();
    event.original.stopPropagation();
  });
  const letGo = (): void => {
    if (held?.far) moved(held.back);
    dragged = Boolean(held?.far);
    held = null;
  };
  sigma.on("upNode", letGo);
  sigma.on("upEdge", letGo);
  sigma.on("upStage", letGo);
  return () => dragged;
}

/** Moves a dot a step to the right and down, as seen. */
export function nudge(sigma: Sigma<Dot, Line>, graph: Drawn, node: string, right: number, down: number, moved: Moved): void {
  if (!graph.hasNode(node)) return;
  const back = remembered(graph, node);
  const { x, y } = sigma.graphToViewport(graph.getNodeAttributes(node));
  if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
  graph.mergeNodeAttributes(node, { ...sigma.viewportToGraph({ x: x + right * STEP, y: y + down * STEP }), fixed: true });
  moved(back);
}

/** Pins a dot where it is, or lets it go. */
export function pin(graph: Drawn, node: string, fixed: boolean, moved: Moved): void {
  if (!graph.hasNode(node)) return;
  const back = remembered(graph, node);
  graph.setNodeAttribute(node, "fixed", fixed);
  moved(back);
}

/** What puts a dot back where and as it is now. */
function remembered(graph: Drawn, node: string): () => void {
  const { x, y, fixed = false } = graph.getNodeAttributes(node);
  return () => graph.hasNode(node) && graph.mergeNodeAttributes(node, { x, y, fixed });
}
