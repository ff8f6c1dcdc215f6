// The network that is shown, to take away: its ties as the table that Gephi imports, all of it as graphology's JSON, and what
// the server has of it.
import { type Drawing, type File, type Written, takeAway } from "../away";
import { csv } from "../csv";
import type { Network } from "../networks";
import { address } from "../server";
import { type View, folds } from "./view";

const HEAD = ["Source", "Target", "Type", "Id", "Label", "Kind", "Weight", "confidence", "articles", "incidents", "source_name", "target_name"];

/** The list of it. */
export function takenAway(network: () => Network | null, view: View, svg: () => SVGSVGElement | null): HTMLElement {
  const texts: Written[] = [
    { label: "The ties as CSV", name: "ties.csv", type: "text/csv", text: () => ties(network()) },
    { label: "JSON, for graphology", name: "network.json", type: "application/json", text: () => JSON.stringify(told(network()), null, 1) },
  ];
  const drawing: Drawing = { label: "The picture", name: "graph", svg };
  return takeAway(files(view), [drawing], texts);
}

/** What the server writes itself: the neighbourhood of the first thing, or the whole. */
function files(view: View): File[] {
  const { open, to, filters, depth, limit } = view;
  if (to) return [];
  if (!open.length) return [{ label: "All as GEXF, for Gephi", href: address("/export/graph.gexf", { ...filters }) }];
  return [{ label: "GEXF, for Gephi", href: address(`/${open[0]}/neighbours`, { ...filters, depth, limit, fold: folds(view) ? "true" : null, format: "gexf" }) }];
}

/** The network as `Graph.from` of graphology takes it. */
function told(network: Network | null): object {
  return { options: { type: "directed", multi: true, allowSelfLoops: true }, ...network };
}

/** The ties, under the names that the server's table has. */
function ties(network: Network | null): string {
  const names = new Map(network?.nodes.map(({ key, attributes }) => [key, attributes.label]));
  const rows = (network?.edges ?? []).map(({ key, source, target, attributes: { kind, weight, confidence, articles, incidents } }) => [
    source, target, "Directed", key, kind, kind, weight, confidence, articles?.join(" | "), incidents, names.get(source), names.get(target),
  ]);
  return csv([HEAD, ...rows]);
}
