// Draws communities apart sideways, until they fill a picture that is wider than they are: names need room at their sides.
import type { Network } from "../networks";
import type { Disc } from "./discs";
import { NAMES, PADDING } from "./spread";

const MOST = 2; // times as wide

interface Round {
  x: number;
  y: number;
  radius: number;
}

/** A network with places and its discs, as wide for their height as `aspect` says, if they were narrower. What lies in a
 * disc moves with it, so that discs stay round. */
export function widened<One extends Disc>(nodes: Network["nodes"], discs: readonly One[], aspect: number): { nodes: Network["nodes"]; discs: One[] } {
  const outermost = discs.filter((one) => !discs.some((other) => other.radius > one.radius && holds(other, one)));
  const homeOf = <At extends { x: number; y: number }>(at: At): At | Disc => outermost.find((disc) => holds(disc, at)) ?? at;
  const alone = nodes.map(({ attributes: { x = 0, y = 0, radius = 0 } }) => ({ x, y, radius }));
  const all: Round[] = [...outermost, ...alone];
  const [left, right] = [Math.min(...all.map(({ x, radius }) => x - radius)), Math.max(...all.map(({ x, radius }) => x + radius))];
  const [top, bottom] = [Math.min(...all.map(({ y, radius }) => y - radius)), Math.max(...all.map(({ y, radius }) => y + radius))];
  const more = Math.min(MOST, (aspect * (bottom - top)) / (right - left || 1)) - 1;
  if (!(more > 0)) return { nodes, discs: [...discs] };
  const middle = (left + right) / 2;
  const moved = (at: { x: number; y: number }): number => at.x + (homeOf(at).x - middle) * more;
  return {
    nodes: nodes.map(({ key, attributes }) => {
      const { x, y } = attributes;
      return { key, attributes: x === undefined || y === undefined ? attributes : { ...attributes, x: moved({ x, y }) } };
    }),
    discs: discs.map((disc) => ({ ...disc, x: moved(disc) })),
  };
}

/** How much longer than short the room is in which dots lie; with names on one side, unless discs give these room. */
export function aspectOf(width: number, height: number, isRoomy: boolean): number {
  const [long, short] = [Math.max(width, height) / (isRoomy ? 1.08 : 1 + NAMES), Math.min(width, height)];
  return (long - 2 * PADDING) / Math.max(1, short - 2 * PADDING);
}

function holds({ x, y, radius }: Round, at: { x: number; y: number }): boolean {
  return Math.hypot(at.x - x, at.y - y) < radius;
}
