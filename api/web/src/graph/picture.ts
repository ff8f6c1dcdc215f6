// The picture of a graph, drawn with WebGL.
import { createEdgeCurveProgram } from "@sigma/edge-curve";
import { NodeSquareProgram } from "@sigma/node-square";
import { MultiDirectedGraph } from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, EdgeRectangleProgram, type NodeProgramType, createEdgeArrowProgram } from "sigma/rendering";

import { h } from "../dom";
import type { Network } from "../networks";
import { type Disc, discAt, drawDiscs, onScreen } from "./discs";
import { familyOf } from "./families";
import { type Moved, draggable, nudge, pin, pinned, place } from "./hand";
import { type Ink, type Written, drawHover, ink, writeNames } from "./labels";
import { layOut } from "./layout";
import { COMMUNITY } from "./load";
import { PLAIN, type Scale, dress } from "./looks";
import { type Dot, type Drawn, type Line, THOUSANDS, merge } from "./merge";
import { type Pin, turned } from "./pins";
import { NAMES, PADDING, spread } from "./spread";
import { stillOf } from "./still";
import { aspectOf, widened } from "./widen";

export interface Told {
  node(key: string): void;
  edge(key: string): void;
  nothing(): void;
  /** A dot was moved, pinned or let go by hand: `pins` tells where they are now. */
  moved?: Moved;
}

export interface Chosen {
  centre: string | null;
  node: string | null;
  edge: string | null;
}

const FULL = 0.72; // of its disc, that the dot of a closed community fills
const LABELLED_EDGES = 6;
const NARROW = 600; // pixels
const CROWDED = 300; // nodes
const GROWTH = 0.3; // of dots and lines as one looks nearer: less than of the room between them
const ARROW = { lengthToThicknessRatio: 4, widenessToThicknessRatio: 3 };

/** Squares that are marked as circles are: the program brings black ink of its own. */
function drawnAs(program: typeof NodeSquareProgram, colours: () => Ink): NodeProgramType<Dot, Line> {
  return class extends program<Dot, Line> {
    override drawHover = drawHover(colours);
  };
}

/** The box of all nodes and discs, and where there are no discs room on its right: names are written there. */
function boxOf(graph: Drawn, discs: readonly Disc[]): { x: [number, number]; y: [number, number] } {
  const all = [...graph.mapNodes((_, { x, y, radius = 0 }) => ({ x, y, radius })), ...discs];
  const [left, right] = [Math.min(...all.map(({ x, radius }) => x - radius)), Math.max(...all.map(({ x, radius }) => x + radius))];
  const [top, bottom] = [Math.min(...all.map(({ y, radius }) => y - radius)), Math.max(...all.map(({ y, radius }) => y + radius))];
  return { x: [left, right + (right - left) * (discs.length ? 0.08 : NAMES)], y: [top, bottom] };
}

/** The same with its place mirrored at the diagonal. */
function flipped<Placed extends { x?: number; y?: number }>(one: Placed): Placed {
  return one.x === undefined ? one : { ...one, x: one.y, y: one.x };
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
  private written = new Map<string, Written>();
  private discs: readonly Disc[] = [];
  private readonly ground: CanvasRenderingContext2D | null;
  private pinsWanted: readonly Pin[] = [];
  private isTurned = false;
  private stopLayout = (): void => undefined;

  constructor(private readonly element: HTMLElement, private readonly told: Told) {
    this.colours = ink(element);
    const colours = (): Ink => this.colours;
    this.sigma = new Sigma<Dot, Line>(this.graph, element, {
      allowInvalidContainer: true,
      enableEdgeEvents: true,
      renderEdgeLabels: true,
      edgeProgramClasses: {
        thin: EdgeLineProgram,
        wide: EdgeRectangleProgram,
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
      stagePadding: element.clientWidth < NARROW ? PADDING / 2 : PADDING,
      minCameraRatio: 0.03,
      maxCameraRatio: 4,
      zIndex: true,
      nodeReducer: (node, data) => this.node(node, data),
      edgeReducer: (edge, data) => this.edge(edge, data),
    });
    this.ground = this.sigma.createCanvas("ground", { beforeLayer: "edges" }).getContext("2d");
    this.sigma.resize(true);
    this.sigma.on("afterRender", () => {
      this.drawGround();
      this.written = writeNames(this.sigma, this.colours);
    });
    const dragged = told.moved ? draggable(this.sigma, this.graph, told.moved) : () => false;
    this.sigma.on("clickNode", ({ node }) => dragged() || told.node(node));
    this.sigma.on("clickEdge", ({ edge }) => told.edge(edge));
    this.sigma.on("clickStage", ({ event }) => {
      const disc = discAt(this.sigma, this.discs, event);
      if (disc) told.node(COMMUNITY + disc.key);
      else told.nothing();
    });
    this.sigma.on("enterNode", ({ node }) => this.hover(node));
    this.sigma.on("leaveNode", () => this.hover(null));
    this.sigma.on("enterEdge", () => (element.style.cursor = "pointer"));
    this.sigma.on("leaveEdge", () => (element.style.cursor = ""));
    this.scheme.addEventListener("change", this.repaint);
    addEventListener("beforeprint", this.print);
  }

  /** Draws another network, in the place of what was there. Returns the ends of the scale that its colours are on. */
  show(network: Network, chosen: Chosen, look = PLAIN, discs: readonly Disc[] = [], pins: readonly Pin[] = []): Scale | null {
    this.stopLayout();
    const { clientWidth: width, clientHeight: height } = this.element;
    const isTurned = (this.isTurned = height > width); // places are made for pictures that are wider than high
    this.pinsWanted = pins;
    const wide = network.attributes.placed ? widened(network.nodes, discs, aspectOf(width, height, isTurned || discs.length > 0)) : { nodes: network.nodes, discs };
    const nodes = isTurned ? wide.nodes.map(({ key, attributes }) => ({ key, attributes: flipped(attributes) })) : wide.nodes;
    const unplaced = merge(this.graph, { ...network, nodes });
    if (this.hovered && !this.graph.hasNode(this.hovered)) this.hovered = null;
    this.discs = isTurned ? wide.discs.map(flipped) : wide.discs;
    const scale = dress(this.graph, look, width * height);
    this.edgesNamed = this.graph.size <= LABELLED_EDGES && this.element.clientWidth > NARROW;
    this.sigma.setSetting("hideEdgesOnMove", this.graph.size > THOUSANDS);
    this.chosen = chosen;
    if (unplaced) this.stopLayout = layOut(this.graph, () => this.settled(true));
    else this.settled(false);
    return scale;
  }

  /** Moves a node a step, as seen; for those who cannot drag. */
  nudge(node: string, right: number, down: number): void {
    nudge(this.sigma, this.graph, node, right, down, () => this.told.moved?.());
  }

  /** Pins a node where it is, or lets it go. */
  pin(node: string, fixed: boolean): void {
    pin(this.sigma, this.graph, node, fixed, () => this.told.moved?.());
  }

  /** The pins that there are. */
  pins(): Pin[] {
    const found = pinned(this.sigma, this.graph);
    return this.isTurned ? found.map(turned) : found;
  }

  /** Puts dots where pins say, and all others back. */
  place(pins: readonly Pin[]): void {
    this.pinsWanted = pins;
    place(this.sigma, this.graph, this.isTurned ? pins.map(turned) : pins);
  }

  /** The picture as it is seen now. */
  svg(): SVGSVGElement {
    return stillOf(this.sigma, this.graph, this.discs, this.written, this.colours);
  }

  /** Whether a node stays where it is. */
  isPinned(node: string): boolean {
    return this.graph.hasNode(node) && Boolean(this.graph.getNodeAttribute(node, "fixed"));
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
  names(): Record<string, Written> {
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
    const layers = [...this.element.querySelectorAll("canvas")];
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
    this.sigma.setCustomBBox(few || this.discs.length ? boxOf(this.graph, this.discs) : null);
    this.sigma.refresh();
    if (this.pinsWanted.length) this.place(this.pinsWanted);
    this.fillDiscs();
    this.element.dataset.drawn = String(this.graph.order);
    this.element.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
  }

  /** Makes the dots of closed communities as large as their discs. */
  private fillDiscs(): void {
    const closed = this.graph.filterNodes((_, { radius }) => radius !== undefined);
    for (const node of closed) {
      const { x, y, radius = 0 } = this.graph.getNodeAttributes(node);
      this.graph.setNodeAttribute(node, "size", Math.max(6, FULL * onScreen(this.sigma, { x, y, radius }).radius / this.sigma.scaleSize(1)));
    }
    if (closed.length) this.sigma.refresh();
  }

  private drawGround(): void {
    if (!this.ground) return;
    const { canvas } = this.ground;
    const ratio = devicePixelRatio || 1;
    const { width, height } = this.sigma.getDimensions();
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) [canvas.width, canvas.height] = [width * ratio, height * ratio];
    drawDiscs(this.sigma, this.ground, this.discs);
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
    const own = this.colours.ties[familyOf(data.kind ?? "").colour] ?? this.colours.line;
    if (edge === this.chosen.edge) return { ...data, color: own, size: data.size + 3, zIndex: 2, forceLabel: true };
    const touched = this.hovered !== null && this.graph.hasExtremity(edge, this.hovered);
    const color = this.hovered && !touched ? this.colours.line : own;
    return { ...data, color, label: data.kinds && !touched ? "" : data.label, zIndex: touched ? 1 : 0, forceLabel: touched || (this.edgesNamed && !data.kinds) };
  }
}
