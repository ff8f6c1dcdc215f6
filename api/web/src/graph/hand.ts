// Dots moved by hand: dragged, or step by step; they stay where they are put.
import type Sigma from "sigma";

import type { Dot, Drawn, Line } from "./merge";
import { type Pin, pinText } from "./pins";

const STEP = 24; // pixels

/** What is told when a dot was moved, pinned or let go. */
export type Moved = () => void;

/** Lets dots be dragged. Gives what tells whether a click is but the end of that. */
export function draggable(sigma: Sigma<Dot, Line>, graph: Drawn, moved: Moved): () => boolean {
  let held: { node: string; far: boolean } | null = null;
  let dragged = false;
  sigma.on("downNode", ({ node }) => {
    dragged = false;
    held = { node, far: false };
  });
  sigma.on("downStage", () => (dragged = false));
  sigma.on("moveBody", ({ event }) => {
    if (!held) return;
    held.far = true;
    put(sigma, graph, held.node, sigma.viewportToGraph(event));
    event.preventSigmaDefault();
    event.original.preventDefault();
    event.original.stopPropagation();
  });
  const letGo = (): void => {
    dragged = Boolean(held?.far);
    held = null;
    if (dragged) moved();
  };
  sigma.on("upNode", letGo);
  sigma.on("upEdge", letGo);
  sigma.on("upStage", letGo);
  return () => dragged;
}

/** Moves a dot a step to the right and down, as seen. */
export function nudge(sigma: Sigma<Dot, Line>, graph: Drawn, node: string, right: number, down: number, moved: Moved): void {
  if (!graph.hasNode(node)) return;
  const { x, y } = sigma.graphToViewport(graph.getNodeAttributes(node));
  put(sigma, graph, node, sigma.viewportToGraph({ x: x + right * STEP, y: y + down * STEP }));
  moved();
}

/** Pins a dot where it is, or lets it go back to where it was before. */
export function pin(sigma: Sigma<Dot, Line>, graph: Drawn, node: string, fixed: boolean, moved: Moved): void {
  if (!graph.hasNode(node)) return;
  if (fixed) put(sigma, graph, node, graph.getNodeAttributes(node));
  else letGo(graph, node);
  moved();
}

/** The pinned dots, by where they are in the frame, from 0 to 1 to the right and down. */
export function pinned(sigma: Sigma<Dot, Line>, graph: Drawn): Pin[] {
  return graph.filterNodes((_, { fixed }) => Boolean(fixed)).map((node) => shareOf(sigma, graph, node));
}

/** Puts dots where pins say, and lets all others go. */
export function place(sigma: Sigma<Dot, Line>, graph: Drawn, pins: readonly Pin[]): void {
  const wanted = new Map(pins.map((one) => [one.key, one]));
  for (const node of graph.filterNodes((_, { fixed }) => Boolean(fixed))) if (!wanted.has(node)) letGo(graph, node);
  const { width, height } = sigma.getDimensions();
  for (const one of pins) {
    if (!graph.hasNode(one.key)) continue;
    if (graph.getNodeAttribute(one.key, "fixed") && pinText(shareOf(sigma, graph, one.key)) === pinText(one)) continue;
    put(sigma, graph, one.key, sigma.viewportToGraph({ x: one.x * width, y: one.y * height }, AT_REST));
  }
}

const AT_REST = { cameraState: { x: 0.5, y: 0.5, ratio: 1, angle: 0 } };

function shareOf(sigma: Sigma<Dot, Line>, graph: Drawn, node: string): Pin {
  const { width, height } = sigma.getDimensions();
  const { x, y } = sigma.graphToViewport(graph.getNodeAttributes(node), AT_REST);
  return { key: node, x: x / width, y: y / height };
}

/** Puts a dot somewhere for good, and remembers where it was before. */
function put(sigma: Sigma<Dot, Line>, graph: Drawn, node: string, { x, y }: { x: number; y: number }): void {
  if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox()); // else the frame would follow the dot
  const { x: left, y: top, fixed, home = { x: left, y: top } } = graph.getNodeAttributes(node);
  graph.mergeNodeAttributes(node, { x, y, fixed: true, home: fixed ? home : { x: left, y: top } });
}

function letGo(graph: Drawn, node: string): void {
  const { x, y, home = { x, y } } = graph.getNodeAttributes(node);
  graph.mergeNodeAttributes(node, { ...home, fixed: false });
}
