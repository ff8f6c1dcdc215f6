// What the graph rests on: its size, its articles' days, who read them when, and how right that was found to be.
import { type Child, h } from "../dom";
import { type Place, helped } from "../help";
import { address } from "../server";
import type { Glance, Overview } from "../shapes";
import { counted, dated } from "../words";

const NAMED = "SELECT ?name ?thing WHERE {\n  ?thing kg:named true ; rdfs:label ?name .\n}\nORDER BY ?name\nLIMIT 1000";

/** The largest numbers, each with its name and the list behind it. */
export function sizes({ articles, all_outlets, entities, incidents, claims }: Overview): HTMLElement {
  const size = (n: number, name: string, href?: string): HTMLElement => h("div", {}, h("dt", {}, href ? h("a", { href }, name) : name), h("dd", {}, n.toLocaleString("en")));
  return h(
    "dl",
    { class: "counts" },
    size(articles, "articles", "/explore/articles"),
    size(all_outlets, "outlets", "#_outlets"),
    size(incidents, "incidents", "/explore/incidents"),
    size(entities, "actors and places", address("/explore/query", { query: NAMED })),
    size(claims, "claims"),
  );
}

/** What to know of them, in sentences. */
export function facts({ graph, audit }: Glance): HTMLElement {
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  const said: [string, Child, Place?][] = [
    ["Published", graph.first && span(graph.first, graph.last)],
    ["Last change", graph.run && `${dated(graph.run.ended.slice(0, 10))}, ${counted(graph.run.extracted, "article")} read`],
    ["Read by", graph.read.length > 0 && graph.read.slice(0, 3).map(({ extractor, articles }, i) => [i > 0 && ", ", `${extractor} (${counted(articles, "article")})`])],
    ["Believed", graph.claims > 0 && `${counted(graph.claims - graph.withheld, "claim")}; ${counted(graph.withheld, "claim")} read too unsurely stay with their article`, "believed"],
    ["Right", audit ? `${percent(audit.right)} of ${counted(audit.judged, "claim")} that people judged (${percent(audit.low)} to ${percent(audit.high)} with 95 % confidence)` : [h("span", {}, "nobody has judged a sample yet: "), h("code", {}, "kg audit")], "how-right-it-is"],
  ];
  return h("dl", { class: "facts-of-all" }, said.filter(([, what]) => what).map(([name, what, help]) => h("div", {}, h("dt", {}, help ? helped(name, help) : name), h("dd", {}, what))));
}

/** "4 January 2024 to 2 February 2024". */
function span(first: string, last: string | null): string {
  const days = [first, last ?? first].map((day) => dated(day.slice(0, 10)));
  return [...new Set(days)].join(" to ");
}
