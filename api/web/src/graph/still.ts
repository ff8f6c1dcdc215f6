// The picture as it is seen, as SVG: discs, ties, dots and the names that are written.
import type Sigma from "sigma";

import { s } from "../dom";
import { type Disc, onScreen } from "./discs";
import { FONT_FAMILY, type Ink, SIZE, type Written } from "./labels";
import { communityColour } from "./looks";
import type { Dot, Drawn, Line } from "./merge";

interface Seen {
  x: number;
  y: number;
  radius: number;
}

/** What is in view, each with its colours: it needs no style sheet. */
export function stillOf(sigma: Sigma<Dot, Line>, graph: Drawn, discs: readonly Disc[], written: ReadonlyMap<string, Written>, ink: Ink): SVGSVGElement {
  const { width, height } = sigma.getDimensions();
  const seen = (node: string): Seen => {
    const data = sigma.getNodeDisplayData(node);
    return data ? { ...sigma.framedGraphToViewport(data), radius: sigma.scaleSize(data.size) } : { x: -1, y: -1, radius: 0 };
  };
  return s(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height },
    s("rect", { width, height, fill: ink.paper }),
    discs.map((disc) => {
      const { x, y, radius } = onScreen(sigma, disc);
      const colour = communityColour(disc.number);
      return s("circle", { cx: round(x), cy: round(y), r: round(radius), fill: colour, "fill-opacity": 0.07, stroke: colour, "stroke-opacity": 0.4 });
    }),
    graph.mapEdges((edge, { curvature }, source, target) => {
      const data = sigma.getEdgeDisplayData(edge);
      return data && tie(seen(source), seen(target), curvature, data.color, sigma.scaleSize(data.size), data.type);
    }),
    graph.mapNodes((node, { type }) => {
      const { x, y, radius } = seen(node);
      const fill = sigma.getNodeDisplayData(node)?.color ?? ink.soft;
      return type === "square"
        ? s("rect", { x: round(x - radius), y: round(y - radius), width: round(2 * radius), height: round(2 * radius), fill })
        : s("circle", { cx: round(x), cy: round(y), r: round(radius), fill });
    }),
    [...written.values()].map((box) =>
      s("text", { x: round(box.left), y: round(box.bottom - 5), fill: ink.text, stroke: ink.paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke", "font-family": FONT_FAMILY, "font-size": SIZE }, box.text),
    ),
  );
}

/** A tie: a line, bent where there are several, with an arrow's head before the dot that it ends in. */
function tie(from: Seen, to: Seen, curvature: number, colour: string, size: number, type: string): SVGElement {
  const middle = { x: (from.x + to.x) / 2 + (to.y - from.y) * curvature * -0.5, y: (from.y + to.y) / 2 + (to.x - from.x) * curvature * 0.5 };
  const [dx, dy] = [to.x - middle.x, to.y - middle.y];
  const far = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / far, dy / far];
  const pointed = type === "straight" || type === "curved";
  const [long, wide] = pointed ? [size * 4, size * 1.5] : [0, 0];
  const tip = { x: to.x - ux * to.radius, y: to.y - uy * to.radius };
  const end = { x: tip.x - ux * long, y: tip.y - uy * long };
  const points = [tip, { x: end.x - uy * wide, y: end.y + ux * wide }, { x: end.x + uy * wide, y: end.y - ux * wide }];
  return s(
    "g",
    {},
    s("path", { d: `M${round(from.x)},${round(from.y)} Q${round(middle.x)},${round(middle.y)} ${round(end.x)},${round(end.y)}`, fill: "none", stroke: colour, "stroke-width": round(size) }),
    pointed && s("polygon", { points: points.map(({ x, y }) => `${round(x)},${round(y)}`).join(" "), fill: colour }),
  );
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
