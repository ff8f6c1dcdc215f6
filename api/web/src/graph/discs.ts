// The discs behind open communities: drawn below ties and dots, and found by a click into them.
import type Sigma from "sigma";

import type { Dot, Line } from "./merge";
import { communityColour } from "./looks";

export interface Disc {
  key: string;
  number: number;
  x: number;
  y: number;
  radius: number;
}

/** Draws discs where they are in the present view. */
export function drawDiscs(sigma: Sigma<Dot, Line>, context: CanvasRenderingContext2D, discs: readonly Disc[]): void {
  const { width, height } = sigma.getDimensions();
  const ratio = context.canvas.width / width;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  for (const disc of discs) {
    const { x, y, radius } = onScreen(sigma, disc);
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.fillStyle = context.strokeStyle = communityColour(disc.number);
    context.globalAlpha = 0.07;
    context.fill();
    context.globalAlpha = 0.4;
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** The innermost disc at a point of the picture. */
export function discAt(sigma: Sigma<Dot, Line>, discs: readonly Disc[], at: { x: number; y: number }): Disc | undefined {
  return discs.findLast((disc) => {
    const { x, y, radius } = onScreen(sigma, disc);
    return Math.hypot(at.x - x, at.y - y) < radius;
  });
}

/** A disc in pixels. */
export function onScreen(sigma: Sigma<Dot, Line>, { x, y, radius }: { x: number; y: number; radius: number }): { x: number; y: number; radius: number } {
  const centre = sigma.graphToViewport({ x, y });
  const rim = sigma.graphToViewport({ x: x + radius, y });
  return { ...centre, radius: Math.hypot(rim.x - centre.x, rim.y - centre.y) };
}
