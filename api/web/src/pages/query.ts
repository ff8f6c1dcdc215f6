// Ask in SPARQL: a canned question to start from, the editor, and what comes of it. The query is in the address.
import { fill, h } from "../dom";
import { empty, loading, wrong } from "../moments";
import { cannedForm } from "../query/canned";
import { editor } from "../query/editor";
import { results } from "../query/results";
import { type Show, visit } from "../router";
import { address } from "../server";
import { vocabulary } from "../words";

const START = `# Who is said to have attacked whom, and in which article?
SELECT ?attackerName ?targetName ?article WHERE {
  GRAPH ?article { ?attacker kg:attacked ?target }
  ?attacker rdfs:label ?attackerName .
  ?target rdfs:label ?targetName .
}
LIMIT 50`;

export const show: Show = async (first) => {
  first.title("Query");
  const shown = h("section", { class: "result", "aria-label": "Result" });
  let asking = new AbortController();
  first.signal.addEventListener("abort", () => asking.abort());
  const run = (): void => {
    const to = address("/explore/query", { query: write.text() });
    if (to === location.pathname + location.search) void answer(write.text());
    else visit(to);
  };
  const write = editor(first.params.get("query") ?? START, await vocabulary(), run);
  const failed = (error: unknown): void => fill(shown, wrong(error));
  const use = (sparql: string): void => {
    write.write(sparql);
    run();
  };
  const form = await cannedForm(use, failed, first.signal).catch((error: unknown) => wrong(error));
  fill(
    first.main,
    h(
      "div",
      { class: "page query" },
      h("h1", {}, "Query"),
      h("p", { class: "standfirst" }, "The default graph is what is believed now; ", h("code", {}, "GRAPH ?article { … }"), " is what an article says. The prefixes kg:, rdf:, rdfs:, xsd:, owl:, skos:, dcterms:, schema:, prov: and geo: are declared."),
      form,
      h("div", { class: "editor" }, write.element),
      h("p", { class: "actions" }, h("button", { type: "button", class: "primary", onclick: run }, "Run"), h("span", { class: "soft" }, "or Ctrl-Enter; Ctrl-Space completes")),
      shown,
    ),
  );

  async function answer(query: string): Promise<void> {
    asking.abort();
    const { signal } = (asking = new AbortController());
    fill(shown, loading("Asking …"));
    try {
      await results(query, shown, signal);
    } catch (error) {
      if (!signal.aborted) failed(error);
    }
  }

  const update = ({ params }: { params: URLSearchParams }): void => {
    const query = params.get("query");
    if (!query) return fill(shown, empty("Nothing was asked yet."));
    if (query !== write.text()) write.write(query);
    void answer(query);
  };
  update(first);
  return update;
};
