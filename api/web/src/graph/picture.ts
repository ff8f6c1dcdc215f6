// The picture of a graph, drawn with WebGL.
import { createEdgeCurveProgram } from "@sigma/edge-curve";
import { NodeSquareProgram } from "@sigma/node-square";
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, type NodeProgramType, createEdgeArrowProgram } from "sigma/rendering";

import { h } from "../dom";
import type { Box } from "../placing";
import type { Network } from "../shapes";
import { type Ink, drawHover, ink, writeNames } from "./labels";
import { layOut } from "./layout";
import { type Dot, type Drawn, type Line, THOUSANDS, merge } from "./merge";
import { NAMES, spread } from "./spread";

export interface Told {
  node(key: string): void;
  edge(key: string): void;
  nothing(): void;
}

export interface Chosen {
  centre: string | null;
  node: string | null;
  edge: string | null;
}

const LABELLED_EDGES = 12;
const PADDING = 40; // pixels
const NARROW = 600; // pixels
const CROWDED = 300; // nodes
const GROWTH = 0.3; // of dots and lines as one looks nearer: less than of the room between them
const ARROW = { lengthToThicknessRatio: 4, widenessToThicknessRatio: 3 };

/** Whether this browser can draw with WebGL. */
export function canDraw(): boolean {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

/** Squares that are marked as circles are: the program brings black ink of its own. */
function drawnAs(program: typeof NodeSquareProgram, colours: () => Ink): NodeProgramType<Dot, Line> {
  return class extends program<Dot, Line> {
    override drawHover = drawHover(colours);
  };
}

/** The box of all nodes, and room on its right: names are written there. */
function withRoomForNames(graph: Drawn): { x: [number, number]; y: [number, number] } {
  const xs = graph.mapNodes((_, { x }) => x);
  const ys = graph.mapNodes((_, { y }) => y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  return { x: [left, right + (right - left) * NAMES], y: [Math.min(...ys), Math.max(...ys)] };
}

/** A picture in an element, that tells what is clicked. */
export class Picture {
  private readonly graph: Drawn = new MultiDirectedGraph<Dot, Line>();
  private readonly sigma: Sigma<Dot, Line>;
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private colours: Ink;
  private chosen: Chosen = { centre: null, node: null, edge: null };
  private hovered: string | null = null;
  private edgesNamed = false;
  private written = new Map<string, Box>();
  private stopLayout = (): void => undefined;

  constructor(private readonly element: HTMLElement, told: Told) {
    this.colours = ink(element);
    const colours = (): Ink => this.colours;
    this.sigma = new Sigma<Dot, Line>(this.graph, element, {
      allowInvalidContainer: true,
      enableEdgeEvents: true,
      renderEdgeLabels: true,
      edgeProgramClasses: {
        thin: EdgeLineProgram,
        straight: createEdgeArrowProgram<Dot, Line>(ARROW),
        curved: createEdgeCurveProgram<Dot, Line>({ arrowHead: { extremity: "target", ...ARROW } }),
      },
      nodeProgramClasses: { square: drawnAs(NodeSquareProgram, colours) },
      defaultEdgeType: "straight",
      renderLabels: false, // they are written after each rendering, where there is room
      defaultDrawNodeHover: drawHover(colours),
      zoomToSizeRatioFunction: (ratio) => ratio ** GROWTH,
      edgeLabelSize: 12,
      edgeLabelColor: { color: this.colours.soft },
      edgeLabelFont: "system-ui, sans-serif",
      stagePadding: PADDING,
      minCameraRatio: 0.03,
      maxCameraRatio: 4,
      zIndex: true,
      nodeReducer: (node, data) => this.node(node, data),
      edgeReducer: (edge, data) => this.edge(edge, data),
    });
    this.sigma.on("afterRender", () => (this.written = writeNames(this.sigma, this.colours)));
    this.sigma.on("clickNode", ({ node }) => told.node(node));
    this.sigma.on("clickEdge", ({ edge }) => told.edge(edge));
    this.sigma.on("clickStage", () => told.nothing());
    this.sigma.on("enterNode", ({ node }) => this.hover(node));
    this.sigma.on("leaveNode", () => this.hover(null));
    this.sigma.on("enterEdge", () => (element.style.cursor = "pointer"));
    this.sigma.on("leaveEdge", () => (element.style.cursor = ""));
    this.scheme.addEventListener("change", this.repaint);
    addEventListener("beforeprint", this.print);
  }

  /** Draws another network, in the place of what was there. */
  show(network: Network, chosen: Chosen): void {
    this.stopLayout();
    const unplaced = merge(this.graph, network);
    this.edgesNamed = this.graph.size <= LABELLED_EDGES && this.element.clientWidth > NARROW;
    this.sigma.setSetting("hideEdgesOnMove", this.graph.size > THOUSANDS);
    this.choose(chosen);
    if (unplaced) this.stopLayout = layOut(this.graph, () => this.settled(true));
    else this.settled(false);
  }

  /** Marks what is looked at. */
  choose(chosen: Chosen): void {
    this.chosen = chosen;
    this.sigma.refresh({ skipIndexation: true });
  }

  nearer(): void {
    void this.sigma.getCamera().animatedZoom(1.5);
  }

  farther(): void {
    void this.sigma.getCamera().animatedUnzoom(1.5);
  }

  /** Brings the whole graph into view. */
  whole(): void {
    void this.sigma.getCamera().animatedReset();
  }

  /** Where a node is on the page, for tests and for those who point at it by program. */
  whereIs(key: string): { x: number; y: number } {
    const { x, y } = this.sigma.graphToViewport(this.graph.getNodeAttributes(key));
    const box = this.element.getBoundingClientRect();
    return { x: x + box.x, y: y + box.y };
  }

  /** The names that are written, and where in the picture, likewise. */
  names(): Record<string, Box> {
    return Object.fromEntries(this.written);
  }

  end(): void {
    this.stopLayout();
    this.scheme.removeEventListener("change", this.repaint);
    removeEventListener("beforeprint", this.print);
    this.sigma.kill();
  }

  private readonly repaint = (): void => {
    this.colours = ink(this.element);
    this.sigma.setSetting("edgeLabelColor", { color: this.colours.soft });
    this.sigma.refresh({ skipIndexation: true });
  };

  /** Puts a still picture in, for paper: what WebGL drew is gone by the time that a page is printed. */
  private readonly print = (): void => {
    const { style } = document.documentElement;
    style.colorScheme = "light"; // paper is
    this.repaint();
    const layers = Object.values(this.sigma.getCanvases());
    const still = document.createElement("canvas");
    [still.width, still.height] = [Math.max(...layers.map(({ width }) => width)), Math.max(...layers.map(({ height }) => height))];
    const context = still.getContext("2d");
    for (const layer of layers) context?.drawImage(layer, 0, 0, still.width, still.height);
    const image = h("img", { class: "printed", alt: "", src: still.toDataURL() });
    this.element.querySelector(".printed")?.remove();
    this.element.append(image);
    style.colorScheme = "";
    this.repaint();
  };

  private settled(spreadable: boolean): void {
    const few = this.graph.order > 0 && this.graph.order < CROWDED;
    const { clientWidth, clientHeight } = this.element;
    if (few && spreadable) spread(this.graph, Math.max(320, clientWidth - 2 * PADDING), Math.max(240, clientHeight - 2 * PADDING));
    this.sigma.setCustomBBox(few ? withRoomForNames(this.graph) : null);
    this.sigma.refresh();
    this.element.dataset.drawn = String(this.graph.order);
    this.element.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
  }

  private hover(node: string | null): void {
    this.hovered = node;
    this.element.style.cursor = node ? "pointer" : "";
    this.sigma.refresh({ skipIndexation: true });
  }

  private node(node: string, data: Dot): Partial<Dot> & { zIndex?: number; forceLabel?: boolean } {
    const special = node === this.chosen.centre || node === this.chosen.node || node === this.hovered;
    const aside = this.hovered && node !== this.hovered && !this.graph.areNeighbors(node, this.hovered);
    const faded = aside ? { color: this.colours.line, label: "", zIndex: 0 } : {};
    return { ...data, ...faded, zIndex: special ? 2 : 1, forceLabel: special, highlighted: node === this.chosen.node || node === this.hovered };
  }

  private edge(edge: string, data: Line): Partial<Line> & { color: string; zIndex: number; forceLabel?: boolean } {
    if (edge === this.chosen.edge) return { ...data, color: this.colours.accent, size: data.size + 1, zIndex: 2, forceLabel: this.edgesNamed };
    const touched = this.hovered !== null && this.graph.hasExtremity(edge, this.hovered);
    const color = touched ? this.colours.soft : this.colours.line;
    return { ...data, color, zIndex: touched ? 1 : 0, forceLabel: touched || this.edgesNamed };
  }
}
