// A query's answer: rows as a table, triples as a picture and a table, with the ways to take it away.
import { localName, pageOf, pathOf } from "../addresses";
import { type Drawing, takeAway } from "../away";
import { type Child, fill, h } from "../dom";
import { Picture } from "../graph/picture";
import { canDraw } from "../graph/webgl";
import { legend } from "../graph/legend";
import { tiesTable } from "../graph/ties";
import type { Located } from "../incidents/map";
import { empty } from "../moments";
import { address, ask } from "../server";
import type { Term } from "../shapes";
import { table } from "../table";
import { counted, vocabulary } from "../words";
import { charts } from "./charts";
import { placesOf } from "./places";
import { type Triple, networkOf, triples } from "./triples";

export interface Value {
  type: string;
  value: string;
  datatype?: string;
}

export type Binding = Record<string, Value>;

interface Solutions {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Binding[] };
}

const DRAWN = 2000; // triples; more than these are a table alone

/** Runs a query and shows what comes; throws what the server says against it. */
export async function results(query: string, into: HTMLElement, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  const answer = await ask(address("/sparql", { query }), "application/sparql-results+json, application/n-triples;q=0.5", { signal });
  const type = answer.headers.get("content-type") ?? "";
  const [content, said, formats, drawings = []] = type.startsWith("application/sparql-results+json")
    ? solutions((await answer.json()) as Solutions)
    : graph(triples(await answer.text()), (await vocabulary()).classes, signal);
  const seconds = ((performance.now() - started) / 1000).toFixed(2);
  fill(
    into,
    h("div", { class: "result-head" }, h("p", { role: "status" }, `${said}, in ${seconds} s`), h("p", { class: "actions" }, formats.map(([name, format]) => download(query, name, format)), takeAway([], drawings))),
    content,
  );
}

type Shown = [content: Child, said: string, formats: (readonly [name: string, format: string])[], drawings?: Drawing[]];

function solutions({ head: { vars = [] }, boolean, results: found }: Solutions): Shown {
  const formats = [["CSV", "csv"], ["JSON", "json"]] as const;
  if (!found) return [h("p", { class: "answer" }, boolean ? "Yes." : "No."), "An answer", [["JSON", "json"]]];
  const columns = vars.map((name) => ({ head: name, cell: (row: Binding) => cell(row[name]), number: found.bindings.every((row) => !row[name] || /^-?[\d.]+$/.test(row[name].value)) && found.bindings.length > 0 }));
  if (!found.bindings.length) return [empty("The query is well formed, and nothing in the graph matches it."), "0 rows", [...formats]];
  const places = placesOf(vars, found.bindings);
  const shownOnMap = places.length > 0 && onMap(places);
  const content = [shownOnMap, charts(vars, found.bindings), table("Rows", columns, found.bindings)];
  const drawings = shownOnMap ? [{ label: "Map", name: "map", svg: () => shownOnMap.querySelector<SVGSVGElement>("svg.map") }] : [];
  return [content, counted(found.bindings.length, "row"), [...formats], drawings];
}

function graph(all: readonly Triple[], classes: readonly Term[], signal: AbortSignal): Shown {
  const formats = [["Turtle", "turtle"], ["N-Triples", "ntriples"], ["JSON-LD", "jsonld"]] as const;
  if (!all.length) return [empty("The query is well formed, and makes no triple."), "0 triples", [...formats]];
  const network = networkOf(all, classes);
  const rows = table("Triples", [
    { head: "subject", cell: ([subject]: Triple) => cell({ type: "uri", value: subject.value }) },
    { head: "predicate", cell: ([, predicate]: Triple) => localName(predicate) },
    { head: "object", cell: ([, , object]: Triple) => cell({ type: object.kind === "literal" ? "literal" : "uri", value: object.value }) },
  ], all);
  const drawn = network.edges.length > 0 && all.length <= DRAWN && canDraw() && picture(network, signal);
  const content = [drawn && drawn.element, h("h3", {}, "Triples"), rows, network.edges.length > 0 && !drawn && tiesTable(network)];
  return [content, counted(all.length, "triple"), [...formats], drawn ? [{ label: "The picture", name: "triples", svg: drawn.svg }] : []];
}

/** The rows with coordinates on a map, which is fetched when there are any. */
function onMap(places: readonly Located[]): HTMLElement {
  const frame = h("div", { class: "result-map" });
  const pages = new Map(places.map(({ iri, places: [place] }) => [place?.iri, /^https?:/.test(iri) ? pageOf(iri) : null]));
  requestAnimationFrame(() => {
    void import("../incidents/map").then(async ({ map }) => {
      if (!frame.isConnected) return;
      const { element } = await map(places, places, frame.clientWidth, { at: null, part: null, place: (iri) => pages.get(iri) ?? null, what: "row" });
      fill(frame, element);
    });
  });
  return frame;
}

function picture(network: ReturnType<typeof networkOf>, signal: AbortSignal): { element: HTMLElement; svg(): SVGSVGElement | null } {
  let drawn: Picture | null = null;
  const canvas = h("div", { class: "canvas", role: "img", "aria-label": "The triples as a picture; the table below holds the same" });
  const open = (key: string): void => void (pathOf(key) && location.assign(pageOf(key)));
  // The picture measures its place, so it is made when it has one.
  requestAnimationFrame(() => {
    if (!canvas.isConnected) return;
    const made = (drawn = new Picture(canvas, { node: open, edge: () => undefined, nothing: () => undefined }));
    made.show(network, { centre: null, node: null, edge: null });
    signal.addEventListener("abort", () => made.end());
  });
  return { element: h("div", { class: "picture" }, canvas, h("div", { class: "key" }, legend(network))), svg: () => drawn?.svg() ?? null };
}

function cell(value: Value | undefined): Child {
  if (!value) return null;
  if (value.type !== "uri" || !/^https?:/.test(value.value)) return value.value;
  return h("a", { href: pageOf(value.value), rel: "noreferrer", title: value.value }, localName(value.value));
}

function download(query: string, name: string, format: string): HTMLElement {
  return h("a", { class: "button", href: address("/sparql", { query, format }), download: `result.${format === "turtle" ? "ttl" : format === "ntriples" ? "nt" : format}` }, name);
}
