// How names are written on the picture: each where there is room for it in the present view, with a rim in the paper's
// colour, so that it can be read over lines.
import type Sigma from "sigma";
import type { NodeDisplayData } from "sigma/types";

import { type Box, Room, around, beside, corner, over } from "../placing";
import { FAMILIES } from "./families";
import type { Dot, Line } from "./merge";

/** How large names are, in pixels. */
export const SIZE = 13;
export const FONT_FAMILY = "system-ui, sans-serif";
/** How high a name is, in pixels. */
export const HIGH = SIZE + 4;
const FONT = `${SIZE}px ${FONT_FAMILY}`;
const BOLD = `600 ${FONT}`;
const NARROW = 500; // pixels
/** Letters of a name beyond which it is cut, where the picture is wide. */
export const LONGEST = 42;
const APART = 4; // pixels between a dot and another one's name
const SHORT = 26; // letters where there is less room,
const SHORTEST = 22; // and in a narrow picture
const CROWDED = 300; // nodes from which only some of the names are written,
const SPARSE = 7500; // one for so many square pixels
const HUBS = 14; // the largest nodes, whose names may lie over dots where there is no other room,
const MANY = 40; // from so many nodes on

export interface Ink {
  text: string;
  soft: string;
  paper: string;
  line: string;
  accent: string;
  /** Of each kind of tie, by the property that holds it. */
  ties: Record<string, string>;
}

/** The colours that the style sheet gives, light or dark. */
export function ink(element: Element): Ink {
  const style = getComputedStyle(element);
  const colour = (name: string): string => {
    // Custom properties keep light-dark() as it is written: only a real property gives the colour it comes to.
    const probe = document.createElement("span");
    probe.style.color = `var(${name})`;
    element.append(probe);
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found || style.color;
  };
  return { text: colour("--ink"), soft: colour("--soft"), paper: colour("--paper"), line: colour("--edge"), accent: colour("--accent"), ties: Object.fromEntries(FAMILIES.map((family) => [family.colour, colour(family.colour)])) };
}

interface Name {
  key: string;
  label: string;
  dot: Box;
  /** The dot and what is so near that it seems to be its own. */
  near: Box;
  size: number;
  first: boolean;
  marked: boolean;
}

/** A name as it is written, and where. */
export interface Written extends Box {
  text: string;
}

/** Writes the names of all nodes in view for which there is room: what is looked at first, then the largest. Those of
 * the hubs, which tell what a picture is about, are shortened where there is no room for all of it, and else lie over
 * dots: over their own and small ones, or any. */
export function writeNames(sigma: Sigma<Dot, Line>, colours: Ink): Map<string, Written> {
  const { width, height } = sigma.getDimensions();
  const context = sigma.getCanvases().labels?.getContext("2d");
  const written = new Map<string, Written>();
  if (!context) return written;
  const names = inView(sigma, width, height);
  const room = new Room(width, height);
  const clear = new Room(width, height); // without the dots of the many
  const bare = new Room(width, height); // without any dots
  const most = names.length > CROWDED ? (width * height) / SPARSE : Infinity;
  names.sort((a, b) => Number(b.first) - Number(a.first) || b.size - a.size || a.key.localeCompare(b.key));
  const hubs = names.length < MANY ? 0 : Math.min(HUBS, Math.ceil(width / 90));
  for (const box of [corner(width, height), ...names.map(({ near }) => near)]) room.fill(box);
  for (const box of [corner(width, height), ...names.slice(0, hubs).map(({ near }) => near)]) clear.fill(box);
  for (const [i, { key, label, dot, near, first, marked }] of names.entries()) {
    if (!label || written.size >= most) continue;
    let text = marked ? label : shortened(label, width < NARROW ? SHORTEST : LONGEST);
    let wide = widthOf(context, text, marked);
    const places = beside(dot, wide, HIGH);
    let box = room.take(places, near);
    if (!box && !marked) {
      text = shortened(label, width < NARROW ? SHORTEST : SHORT);
      wide = widthOf(context, text);
      const less = beside(dot, wide, HIGH);
      const own = over(dot, wide, HIGH);
      box = i < hubs ? (room.take([...less, own], near) ?? clear.take([own, ...less], near) ?? bare.take([own, ...less])) : room.take(less, near);
    }
    if (!box && first) box = kept(places, width);
    if (!box) continue;
    room.fill(box);
    clear.fill(box);
    bare.fill(box);
    written.set(key, { ...box, text });
    if (!marked) write(context, text, box, colours); // what is marked is written above all dots
  }
  return written;
}

/** Marks the node under the pointer, or the one that is looked at: a ring, and its whole name on paper. */
export function drawHover(colours: () => Ink) {
  return (context: CanvasRenderingContext2D, data: Pick<NodeDisplayData, "x" | "y" | "size" | "label">): void => {
    const { text, paper } = colours();
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
    context.strokeStyle = text;
    context.lineWidth = 1.5;
    context.stroke();
    if (!data.label) return;
    const width = context.canvas.clientWidth;
    const box = kept(beside(around(data.x, data.y, data.size + 3), widthOf(context, data.label, true), HIGH), width);
    context.font = BOLD;
    context.fillStyle = paper;
    context.fillRect(box.left - 3, box.top - 1, box.right - box.left + 6, HIGH + 2);
    context.fillStyle = text;
    context.fillText(data.label, box.left, box.bottom - 5);
  };
}

function inView(sigma: Sigma<Dot, Line>, width: number, height: number): Name[] {
  const names: Name[] = [];
  sigma.getGraph().forEachNode((key) => {
    const data = sigma.getNodeDisplayData(key);
    if (!data || data.hidden) return;
    const { x, y } = sigma.framedGraphToViewport(data);
    if (x < 0 || y < 0 || x > width || y > height) return;
    const size = sigma.scaleSize(data.size);
    names.push({ key, label: data.label ?? "", dot: around(x, y, size), near: around(x, y, size + APART), size, first: data.forceLabel, marked: data.highlighted });
  });
  return names;
}

/** The right of a dot, or its left where that ends in the frame; pushed inside where neither does. */
function kept(places: readonly Box[], width: number): Box {
  const inside = places.slice(0, 2).find(({ left, right }) => left >= 3 && right <= width - 3);
  const [box] = places;
  if (inside || !box) return inside as Box;
  const shift = Math.max(3 - box.left, Math.min(0, width - 3 - box.right));
  return { ...box, left: box.left + shift, right: box.right + shift };
}

/** A name of so many letters at most. */
function shortened(label: string, most: number): string {
  return label.length > most ? `${label.slice(0, most - 1).trimEnd()}…` : label;
}

function write(context: CanvasRenderingContext2D, text: string, box: Box, { text: colour, paper }: Ink): void {
  context.font = FONT;
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = paper;
  context.strokeText(text, box.left, box.bottom - 5);
  context.fillStyle = colour;
  context.fillText(text, box.left, box.bottom - 5);
}

const widths = new Map<string, number>();
const MOST = 10_000; // names that are measured before they are all forgotten

function widthOf(context: CanvasRenderingContext2D, text: string, bold = false): number {
  const font = bold ? BOLD : FONT;
  const known = widths.get(font + text);
  if (known !== undefined) return known;
  context.font = font;
  const { width } = context.measureText(text);
  if (widths.size >= MOST) widths.clear();
  widths.set(font + text, width);
  return width;
}
