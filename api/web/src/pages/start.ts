// The first page: the whole graph at a glance, each bar and row a way to the list behind it.
import { articlePage, pageOf } from "../addresses";
import { takeAway } from "../away";
import { type Child, fill, h } from "../dom";
import { incidentCard } from "../incidents/card";
import { empty, loading } from "../moments";
import { facts, sizes } from "../overview/facts";
import { kindsOf } from "../overview/kinds";
import { beside, deadByMonth, frameOf, incidentsByMonth, killedOf } from "../overview/months";
import { rows } from "../overview/rows";
import { kindOf } from "../palette";
import type { Show } from "../router";
import { address, json } from "../server";
import type { Active, Glance, IncidentSummary, OutletShare, Overview, Report } from "../shapes";
import { table } from "../table";
import { capital, counted, dated, ranged, vocabulary, worded } from "../words";

const INCIDENTS = "/explore/incidents";
const OUTLETS = "SELECT ?outlet (COUNT(?article) AS ?articles) WHERE {\n  GRAPH ?article { ?article schema:publisher ?outlet }\n}\nGROUP BY ?outlet\nORDER BY DESC(?articles)";

export const show: Show = async ({ main, title, signal }) => {
  title("");
  const page = h("div", { class: "page start" });
  fill(page, h("h1", {}, "Who did what to whom, and who says so"), loading());
  fill(main, page);
  const [glance, { classes }] = await Promise.all([json<Glance>("/overview", signal), vocabulary()]);
  const { graph } = glance;
  fill(
    page,
    h(
      "section",
      { class: "lead" },
      h("h1", {}, "Who did what to whom, and who says so"),
      h("p", { class: "standfirst" }, "News about armed conflict, read into a graph: actors and incidents joined across outlets, every statement kept with its source, its words and its place in the article."),
      sizes(graph),
      h("div", { class: "start-away" }, takeAway(
        [{ label: "The dead by month as CSV", href: "/queries/toll-by-month?format=csv" }, { label: "JSON", href: "/overview" }],
        graph.incidents > 0 ? [
          { label: "Incidents over time", name: "incidents-over-time", svg: () => page.querySelector<SVGSVGElement>(".months") },
          { label: "The dead over time", name: "dead-over-time", svg: () => page.querySelector<SVGSVGElement>(".dead .months") },
        ] : [],
      )),
      graph.articles > 0 ? facts(glance) : empty("There is nothing yet. ", h("code", {}, "kg add FILE"), " reads an article."),
    ),
    graph.incidents > 0 && overTime(graph, kindsOf(graph.months, classes), page.clientWidth),
    graph.incidents > 0 && h("div", { class: "halves" }, actors(graph.actors), places(graph.places)),
    graph.articles > 0 && outlets(graph),
    differing(graph),
    section("Latest incidents", INCIDENTS, cards(graph.latest, "No incident of a known year yet.")),
    graph.newest.length > 0 && section("Last published", "/explore/articles", h("ul", { class: "newest" }, graph.newest.map(line))),
  );
};

function section(name: string, href: string | null, ...content: Child[]): HTMLElement {
  return h("section", {}, h("div", { class: "section-head" }, h("h2", {}, name), href && h("a", { href, "aria-label": `All of them: ${name}` }, "All of them")), content);
}

function overTime(graph: Overview, kinds: ReturnType<typeof kindsOf>, room: number): HTMLElement {
  const width = Math.max(300, Math.min(1048, room - 40));
  const frame = frameOf(graph.months, graph.last, width);
  const dead = killedOf(frame.months.flatMap(({ rows }) => rows));
  const some = frame.months.length > 0;
  return section(
    `Incidents by ${frame.unit} and kind`,
    INCIDENTS,
    some && h("figure", {}, incidentsByMonth(frame, kinds, width)),
    h("div", { class: "kinds" }, rows(kinds.counts.map(({ label, n, colour, list }) => ({ name: [h("span", { class: "dot square", style: `--kind: ${colour}` }), label], n, colour, href: address(INCIDENTS, list), said: `${label}: ${counted(n, "incident")}` })))),
    some && dead.max > 0 && h("div", { class: "dead" }, h("h2", {}, `The dead by ${frame.unit}`), h("p", { class: "soft" }, `${capital(ranged(dead))} in these ${frame.unit}s, as reports count them: full bars as low as all go, striped as high as any.`), h("figure", {}, deadByMonth(frame, width))),
    beside(frame, graph.months),
  );
}

function actors(all: readonly Active[]): HTMLElement {
  return section("Most active actors", null, rows(all.map(({ iri, label, class: cls, incidents, attacks, suffers }) => ({
    name: named(iri, label, cls),
    n: incidents,
    href: address(INCIDENTS, { actor: iri }),
    said: `${label}: ${counted(incidents, "incident")}`,
    about: [attacks > 0 && `attacker in ${attacks.toLocaleString("en")}`, suffers > 0 && `hit in ${suffers.toLocaleString("en")}`].filter(Boolean).join(", "),
  }))));
}

function places(all: readonly Active[]): HTMLElement {
  return section("Places with most incidents", null, rows(all.map(({ iri, label, class: cls, incidents }) => ({
    name: named(iri, label, cls),
    n: incidents,
    href: address(INCIDENTS, { at: iri }),
    said: `${label}: ${counted(incidents, "incident")}`,
  }))));
}

function named(iri: string, label: string, cls: string): Child {
  return [h("span", { class: "dot", style: `--kind: ${kindOf(cls, iri).colour}` }), h("a", { href: pageOf(iri) }, label)];
}

function outlets({ outlets: all, all_outlets }: Overview): HTMLElement {
  const share = (n: number, of: number): Child => of > 0 && `${Math.round((n / of) * 100)} %`;
  const more = all_outlets - all.filter(({ name }) => name).length;
  const link = (path: string, name: string | null, n: number, as: string): Child => name ? h("a", { href: address(path, { [as]: name }) }, n.toLocaleString("en")) : n.toLocaleString("en");
  return h(
    "section",
    { id: "_outlets" },
    h("div", { class: "section-head" }, h("h2", {}, "Outlets, and how independent they are")),
    table<OutletShare>("Outlets", [
      { head: "Outlet", cell: ({ name }) => name ?? "unknown" },
      { head: "Articles", number: true, cell: ({ name, articles }) => link("/explore/articles", name, articles, "publisher") },
      { head: "Copies of others", number: true, cell: ({ articles, copies }) => share(copies, articles) },
      { head: "Incidents", number: true, cell: ({ name, incidents }) => link(INCIDENTS, name, incidents, "outlet") },
      { head: "Told by others too", number: true, cell: ({ incidents, alone }) => share(incidents - alone, incidents) },
    ], all),
    more > 0 && h("p", { class: "soft" }, h("a", { href: address("/explore/query", { query: OUTLETS }) }, counted(more, "more outlet"))),
  );
}

function differing({ disputes, differing: some }: Overview): HTMLElement {
  const list = { disputed: "true" };
  return section(
    "Where accounts differ",
    address(INCIDENTS, list),
    disputes.length > 0 && rows(disputes.map(({ property, incidents }) => ({ name: `on ${worded(property)}`, n: incidents, href: address(INCIDENTS, { differs: property }), said: `Accounts differ on ${worded(property)}: ${counted(incidents, "incident")}` }))),
    cards(some, "No two accounts differ."),
  );
}

function cards(some: readonly IncidentSummary[], none: string): HTMLElement {
  return h("div", { class: "cards" }, some.length ? some.map((item) => incidentCard(item, pageOf(item.iri))) : empty(none));
}

function line({ id, headline, published, publisher, copy_of }: Report): HTMLElement {
  const about = [dated(published?.slice(0, 10)), publisher, copy_of && "a copy"].filter(Boolean).join(" · ");
  return h("li", {}, h("a", { href: articlePage(id) }, headline ?? id), " ", h("span", { class: "soft" }, about));
}
