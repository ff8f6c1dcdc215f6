// An actor or place: what it is called, what it is tied to, the incidents it has a part in, the articles about it.
import { articlePage, changesPage, graphPage, pageOf } from "../addresses";
import { takeAway } from "../away";
import { correcting } from "../desk/correct";
import { type Child, fill, h } from "../dom";
import { kindOf } from "../palette";
import type { Show } from "../router";
import { address, json } from "../server";
import type { Report, Thing, Tie } from "../shapes";
import { table } from "../table";
import { counted, dated, headed, worded } from "../words";

export const show: Show = async ({ main, slug, title, signal }) => {
  const thing = await json<Thing>(`/entities/${encodeURIComponent(slug)}`, signal);
  title(thing.label);
  fill(
    main,
    h(
      "div",
      { class: "page entity" },
      head(thing),
      ties("Relations", [
        ...thing.relations.map((tie) => ({ tie, from: null })),
        ...thing.related_from.map((tie) => ({ tie, from: tie.other })),
      ], thing),
      incidents(thing.incidents),
      articles(thing.reported_in),
      correcting(thing, "entity"),
    ),
  );
};

function head(thing: Thing): HTMLElement {
  const file = thing.iri.replace(/^.*\/entity\//, "/entities/");
  return h(
    "header",
    { class: "thing-head" },
    h("p", { class: "kicker" }, h("span", { class: "dot", style: `--kind: ${kindOf(thing.class, thing.iri).colour}` }), headed(thing.class)),
    h("h1", {}, thing.label),
    thing.names.length > 0 && h("p", { class: "names" }, h("span", { class: "soft" }, "Also named "), thing.names.join(", ")),
    h(
      "p",
      { class: "actions" },
      h("a", { class: "button primary", href: graphPage(thing.iri) }, "See its graph"),
      thing.same_as.map((iri) => h("a", { class: "button", href: iri, rel: "noreferrer" }, iri.includes("wikidata") ? "Wikidata" : iri.includes("geonames") ? "GeoNames" : "Elsewhere")),
      h("a", { class: "button", href: changesPage(thing.iri) }, "Follow"),
      takeAway([
        { label: "Claims as CSV", href: address("/claims", { about: thing.iri, limit: 1000, format: "csv" }) },
        { label: "JSON", href: file },
        { label: "Turtle", href: address(file, { format: "turtle" }) },
        { label: "Its graph as GEXF", href: address(`${file}/neighbours`, { format: "gexf", limit: 5000 }) },
        { label: "Its graph as SVG", href: address(`${file}/neighbours`, { format: "svg" }) },
        { label: "Its graph as PNG", href: address(`${file}/neighbours`, { format: "png" }) },
      ]),
    ),
  );
}

interface Row {
  tie: Tie;
  from: Tie["other"] | null;
}

function ties(name: string, rows: readonly Row[], thing: Thing): Child {
  if (!rows.length) return null;
  const self = h("span", {}, thing.label);
  const link = ({ iri, label }: Tie["other"]): HTMLElement => h("a", { href: pageOf(iri) }, label);
  const key = ({ tie, from }: Row): string => (from ? `${from.iri} ${tie.property} ${thing.iri}` : `${thing.iri} ${tie.property} ${tie.other.iri}`);
  return h(
    "section",
    {},
    h("h2", {}, name),
    table(name, [
      { head: "Who", cell: ({ from }) => (from ? link(from) : self.cloneNode(true)) },
      { head: "Relation", cell: (row) => h("a", { href: graphPage(thing.iri, `edge=${encodeURIComponent(key(row))}`), title: "The claims behind it" }, worded(row.tie.property)) },
      { head: "Whom", cell: ({ tie, from }) => (from ? self.cloneNode(true) : link(tie.other)) },
      { head: "Articles", number: true, cell: ({ tie }) => tie.weight },
    ], rows),
  );
}

function incidents(parts: readonly Tie[]): Child {
  if (!parts.length) return null;
  return h(
    "section",
    {},
    h("h2", {}, "Incidents"),
    table("Incidents", [
      { head: "Incident", cell: ({ other }) => h("a", { href: pageOf(other.iri) }, other.label) },
      { head: "As", cell: ({ property }) => worded(property) },
      { head: "Articles", number: true, cell: ({ weight }) => weight },
    ], parts),
  );
}

function articles(reports: readonly Report[]): HTMLElement {
  return h(
    "section",
    {},
    h("h2", {}, `In ${counted(reports.length, "article")}`),
    table("Articles", [
      { head: "Date", cell: ({ published }) => dated(published?.slice(0, 10)) },
      { head: "Outlet", cell: ({ publisher }) => publisher ?? "" },
      { head: "Headline", cell: ({ id, headline }) => h("a", { href: articlePage(id) }, headline ?? id) },
    ], [...reports].reverse()),
  );
}
