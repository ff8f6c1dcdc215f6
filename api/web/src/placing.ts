// Where names go on a picture: beside their dots, over no other name and no other dot, inside of the frame.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const CELL = 64; // pixels: boxes are looked up by the cells that they lie in

/** The room on a picture of so many pixels. */
export class Room {
  private readonly cells = new Map<number, Box[]>();

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {}

  /** Takes the first box that is free and wholly inside; null where none is. */
  take(boxes: readonly Box[], but?: Box): Box | null {
    const found = boxes.find((box) => this.holds(box) && this.isFree(box, but)) ?? null;
    if (found) this.fill(found);
    return found;
  }

  /** Takes a box, whatever is there. */
  fill(box: Box): void {
    for (const cell of this.under(box)) {
      const there = this.cells.get(cell);
      if (there) there.push(box);
      else this.cells.set(cell, [box]);
    }
  }

  private holds({ left, top, right, bottom }: Box): boolean {
    return left >= 0 && top >= 0 && right <= this.width && bottom <= this.height;
  }

  private isFree(box: Box, but?: Box): boolean {
    for (const cell of this.under(box)) {
      if (this.cells.get(cell)?.some((other) => other !== but && meet(box, other))) return false;
    }
    return true;
  }

  private *under({ left, top, right, bottom }: Box): Generator<number> {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield x * 10_000 + y;
    }
  }
}

/** The box of a dot. */
export function around(x: number, y: number, radius: number): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

/** Where the buttons are that look nearer and farther. */
export function corner(width: number, height: number): Box {
  return { left: width - 46, top: height - 122, right: width, bottom: height };
}

/** The boxes in which the name of a dot could stand, the best first: right, left, below, above of it, aslant. */
export function beside({ left, top, right, bottom }: Box, wide: number, high: number, gap = 3): Box[] {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const at = (from: number, over: number): Box => ({ left: from, top: over, right: from + wide, bottom: over + high });
  const [after, before, level, aslant] = [right + gap, left - gap - wide, y - high / 2, 0.7 * high];
  return [
    at(after, level),
    at(before, level),
    at(x - wide / 2, bottom),
    at(x - wide / 2, top - high),
    ...[aslant, -aslant].flatMap((down) => [at(after, level + down), at(before, level + down)]),
  ];
}

/** The box of a name across its own dot. */
export function over({ left, top, right, bottom }: Box, wide: number, high: number): Box {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return { left: x - wide / 2, top: y - high / 2, right: x + wide / 2, bottom: y + high / 2 };
}

function meet(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
