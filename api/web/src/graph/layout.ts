// Where nodes go that the server gave no place: ForceAtlas2, in a worker, for a moment.
import forceAtlas2 from "graphology-layout-forceatlas2";
import FA2Layout from "graphology-layout-forceatlas2/worker";

import type { Drawn } from "./merge";

const STEADY = 300; // nodes that are laid out at once, in a tenth of a second, without being seen to move

/** Lays the graph out; stops by itself, or when told. Gives what stops it. */
export function layOut(drawn: Drawn, settled: () => void): () => void {
  // The names need room beside the dots, so these push each other farther than is usual.
  const settings = { ...forceAtlas2.inferSettings(drawn), gravity: 0.6, scalingRatio: 30, adjustSizes: drawn.order < 500, strongGravityMode: false };
  if (drawn.order <= STEADY || matchMedia("(prefers-reduced-motion: reduce)").matches) {
    forceAtlas2.assign(drawn, { iterations: Math.min(400, Math.ceil(60_000 / drawn.order)), settings });
    settled();
    return () => undefined;
  }
  const layout = new FA2Layout(drawn, { settings });
  const stop = (): void => {
    clearTimeout(timer);
    layout.kill();
  };
  const timer = setTimeout(() => {
    stop();
    settled();
  }, Math.min(4000, 800 + drawn.order * 4));
  layout.start();
  return stop;
}
