// Moves the nodes of a small graph up and down until no name is written over another.
import { HIGH, LONGEST } from "./labels";
import type { Drawn } from "./merge";

const LETTER = 7; // pixels, on average
const MARGIN = 30; // pixels beyond the outermost nodes
const ROUNDS = 80;
/** The room around all nodes, in pixels. */
export const PADDING = 40;
/** The room for names on the right of all nodes, as a share of theirs. */
export const NAMES = 0.25;

interface Box {
  key: string;
  x: number;
  y: number;
  left: number;
  right: number;
  half: number;
  /** Whether it was put there by hand. */
  fixed: boolean;
}

/** Spreads the nodes for a picture of so many pixels; they keep the order in which they stand. */
export function spread(drawn: Drawn, width: number, height: number): void {
  const boxes = boxesOf(drawn, width, height);
  for (let round = 0; round < ROUNDS && push(boxes); round++);
  for (const { key, x, y } of boxes) drawn.mergeNodeAttributes(key, { x, y });
}

/** Every node in pixels, with its name beside it. */
function boxesOf(drawn: Drawn, width: number, height: number): Box[] {
  const all = drawn.mapNodes((key, { x, y, size, label, fixed = false }) => ({ key, x, y, size, label, fixed }));
  const [left, right] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x }) => x))];
  const [top, bottom] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y }) => y))];
  return all.map(({ key, x, y, size, label, fixed }) => {
    const across = ((x - left) / (right - left || 1)) * (width / (1 + NAMES));
    const down = ((y - top) / (bottom - top || 1)) * height;
    const named = size + 8 + LETTER * Math.min(label.length, LONGEST);
    const fits = across + named < width + MARGIN; // else the name is written on the left, as `writeNames` does
    return { key, x: across, y: down, left: fits ? -size - 4 : -named, right: fits ? named : size + 4, half: Math.max(size, HIGH / 2) + 1, fixed };
  });
}

/** Pushes apart what overlaps, half the way each; tells whether anything did. */
function push(boxes: readonly Box[]): boolean {
  let moved = false;
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      const room = a.half + b.half - Math.abs(a.y - b.y);
      if (room <= 0 || a.x + a.right < b.x + b.left || b.x + b.right < a.x + a.left) continue;
      if (a.fixed && b.fixed) continue;
      const away = (a.y < b.y || (a.y === b.y && a.key < b.key) ? -1 : 1) * (room / (a.fixed || b.fixed ? 1 : 2) + 0.5);
      if (!a.fixed) a.y += away;
      if (!b.fixed) b.y -= away;
      moved = true;
    }
  }
  return moved;
}
