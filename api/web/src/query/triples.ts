// N-Triples into a network that can be drawn: resources are nodes, literals their labels and classes.
import { localName } from "../addresses";
import type { Network } from "../networks";
import type { Term } from "../shapes";
import { below } from "../words";

export type Node = { kind: "iri" | "blank"; value: string } | { kind: "literal"; value: string };
export type Triple = readonly [Node, string, Node];

const TERM = String.raw`(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?)`;
const LINE = new RegExp(String.raw`^\s*${TERM}\s+<([^>]*)>\s+${TERM}\s*\.`);
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABEL = "http://www.w3.org/2000/01/rdf-schema#label";

/** The triples of a text in N-Triples. */
export function triples(text: string): Triple[] {
  return text.split("\n").flatMap((line) => {
    const [, subject, predicate, object] = LINE.exec(line) ?? [];
    return subject && predicate && object ? [[term(subject), predicate, term(object)] as const] : [];
  });
}

/** The network of triples: literals and classes are not nodes. A node is of the class that has none below it. */
export function networkOf(all: readonly Triple[], terms: readonly Term[]): Network {
  const labels = new Map(all.flatMap(([s, p, o]) => (p === LABEL ? [[s.value, o.value] as const] : [])));
  const classes = new Map<string, string>();
  for (const [s, p, o] of all) {
    const [given, other] = [classes.get(s.value), localName(o.value)];
    if (p === TYPE && (!given || below(terms, given).includes(other))) classes.set(s.value, other);
  }
  const nodes = new Map<string, Network["nodes"][number]>();
  const edges = new Map<string, Network["edges"][number]>();
  const add = (key: string): void => {
    nodes.set(key, { key, attributes: { iri: key, label: labels.get(key) ?? localName(key), class: classes.get(key) ?? "" } });
  };
  for (const [subject, predicate, object] of all) {
    add(subject.value);
    if (object.kind === "literal" || predicate === TYPE) continue;
    add(object.value);
    const key = `${subject.value} ${localName(predicate)} ${object.value}`;
    edges.set(key, { key, source: subject.value, target: object.value, attributes: { kind: localName(predicate), weight: 1, articles: [] } });
  }
  return { attributes: { centre: "", truncated: false }, nodes: [...nodes.values()], edges: [...edges.values()] };
}

function term(text: string): Node {
  if (text.startsWith("<")) return { kind: "iri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { kind: "blank", value: text };
  return { kind: "literal", value: unescaped(text.slice(1, text.lastIndexOf('"'))) };
}

const ESCAPES: Record<string, string> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

function unescaped(text: string): string {
  return text.replace(/\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g, (_, short: string, long: string, one: string) =>
    one ? (ESCAPES[one] ?? one) : String.fromCodePoint(parseInt(short ?? long, 16)),
  );
}
