// How names are written on the picture: with a rim in the paper's colour, so that they can be read over lines.
import type { Settings } from "sigma/settings";
import type { NodeDisplayData, PartialButFor } from "sigma/types";

type Sizes = Pick<Settings, "labelSize" | "labelFont" | "labelWeight">;
type Data = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;

export interface Ink {
  text: string;
  soft: string;
  paper: string;
  line: string;
  accent: string;
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
  return { text: colour("--ink"), soft: colour("--soft"), paper: colour("--paper"), line: colour("--edge"), accent: colour("--accent") };
}

/** Writes a node's name beside it. */
export function drawLabel(colours: () => Ink) {
  return (context: CanvasRenderingContext2D, data: Data, settings: Sizes): void => {
    if (!data.label) return;
    const { text, paper } = colours();
    const size = settings.labelSize;
    const most = context.canvas.clientWidth < 500 ? 22 : 42;
    const label = data.label.length > most ? `${data.label.slice(0, most - 1)}…` : data.label;
    context.font = `${settings.labelWeight} ${size}px ${settings.labelFont}`;
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = paper;
    const wide = context.measureText(label).width;
    const fits = data.x + data.size + 3 + wide < context.canvas.clientWidth;
    const [x, y] = [fits ? data.x + data.size + 3 : data.x - data.size - 3 - wide, data.y + size / 3];
    context.strokeText(label, x, y);
    context.fillStyle = text;
    context.fillText(label, x, y);
  };
}

/** Marks the node under the pointer: a ring, and its whole name. */
export function drawHover(colours: () => Ink) {
  return (context: CanvasRenderingContext2D, data: Data, settings: Sizes): void => {
    const { text, paper } = colours();
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
    context.strokeStyle = text;
    context.lineWidth = 1.5;
    context.stroke();
    if (!data.label) return;
    const size = settings.labelSize;
    context.font = `600 ${size}px ${settings.labelFont}`;
    const x = data.x + data.size + 6;
    context.fillStyle = paper;
    context.fillRect(x - 3, data.y - size / 2 - 4, context.measureText(data.label).width + 6, size + 8);
    context.fillStyle = text;
    context.fillText(data.label, x, data.y + size / 3);
  };
}
