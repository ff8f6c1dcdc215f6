// The first page: search, what is in the graph, and where accounts differ.
import { pageOf } from "../addresses";
import { fill, h } from "../dom";
import { incidentCard } from "../incidents/card";
import { firstDay } from "../incidents/period";
import { empty, wrong } from "../moments";
import type { Show } from "../router";
import { address, json } from "../server";
import type { IncidentSummary, Items } from "../shapes";

const COUNTS = `SELECT ?what (COUNT(DISTINCT ?thing) AS ?n) WHERE {
  { ?thing kg:named true BIND("actors and places" AS ?what) }
  UNION { ?thing a kg:Event BIND("incidents" AS ?what) }
  UNION { GRAPH ?thing { ?thing a kg:Article } BIND("articles" AS ?what) }
  UNION { GRAPH ?g { ?thing a kg:Claim } BIND("claims" AS ?what) }
} GROUP BY ?what ORDER BY ?what`;

const SHOWN = 6;

interface Answer<Name extends string> {
  results: { bindings: Partial<Record<Name, { value: string }>>[] };
}

export const show: Show = async ({ main, title, signal }) => {
  title("");
  const counts = h("dl", { class: "counts" });
  const disputed = h("div", { class: "cards" });
  const latest = h("div", { class: "cards" });
  fill(
    main,
    h(
      "div",
      { class: "page start" },
      h(
        "section",
        { class: "lead" },
        h("h1", {}, "Who did what to whom, and who says so"),
        h("p", { class: "standfirst" }, "News about armed conflict, read into a graph: actors and incidents joined across outlets, every statement kept with its source, its words and its place in the article."),
        counts,
      ),
      section("Where accounts differ", "/explore/incidents?disputed=true", disputed),
      section("Latest incidents", "/explore/incidents", latest),
    ),
  );
  await Promise.all([
    showCounts(counts, signal),
    showIncidents(disputed, () => differing(signal), "No two accounts differ."),
    showIncidents(latest, () => latestOf(signal), "No incident of a known year yet."),
  ]);
};

function section(name: string, href: string, content: HTMLElement): HTMLElement {
  return h("section", {}, h("div", { class: "section-head" }, h("h2", {}, name), h("a", { href }, "All of them")), content);
}

/** Those that most outlets tell of, each its way. */
async function differing(signal: AbortSignal): Promise<IncidentSummary[]> {
  const { items } = await json<Items<IncidentSummary>>(address("/incidents", { disputed: "true", limit: 200 }), signal);
  return items.sort((a, b) => b.outlets - a.outlets || (b.date ?? "").localeCompare(a.date ?? ""));
}

async function latestOf(signal: AbortSignal): Promise<IncidentSummary[]> {
  const { items } = await json<Items<IncidentSummary>>(address("/incidents", { order: "newest", limit: SHOWN }), signal);
  return items.filter(({ date }) => firstDay(date));
}

async function showIncidents(into: HTMLElement, find: () => Promise<IncidentSummary[]>, none: string): Promise<void> {
  try {
    const found = (await find()).slice(0, SHOWN);
    fill(into, found.length ? found.map((item) => incidentCard(item, pageOf(item.href))) : empty(none));
  } catch (error) {
    fill(into, wrong(error));
  }
}

async function showCounts(into: HTMLElement, signal: AbortSignal): Promise<void> {
  try {
    const { results } = await json<Answer<"what" | "n">>(address("/sparql", { query: COUNTS, format: "json" }), signal);
    fill(into, results.bindings.map(({ what, n }) => h("div", {}, h("dt", {}, what?.value), h("dd", {}, Number(n?.value).toLocaleString("en")))));
    if (!results.bindings.length) fill(into, h("div", {}, h("dt", {}, "Nothing yet"), h("dd", {}, h("code", {}, "kg add FILE"))));
  } catch (error) {
    if (!signal.aborted) into.replaceWith(wrong(error));
  }
}
