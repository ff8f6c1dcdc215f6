// All incidents: when, where, and which; choosing a time or a place in one picture shows in the others.
import { graphPage, localName, pageOf } from "../addresses";
import { type Child, fill, h } from "../dom";
import { filterForm, filtersOf, filtersTitle, withFilters } from "../filters";
import { disputedTag, toll } from "../incidents/card";
import { type Found, load } from "../incidents/load";
import { map } from "../incidents/map";
import { boxOf } from "../incidents/part";
import { timeline } from "../incidents/timeline";
import { empty, loading, wrong } from "../moments";
import { type Show, type Visit, visit } from "../router";
import type { IncidentSummary } from "../shapes";
import { table } from "../table";
import { counted, dated, titled, worded } from "../words";

const HERE = "/explore/incidents";
const NAMED = 3; // in a cell of the list

export const show: Show = async (first) => {
  first.title("Incidents");
  const status = h("p", { class: "soft status", role: "status" });
  const chips = h("p", { class: "chips" });
  const pictures = h("div", { class: "pictures" });
  const list = h("section", {});
  const words = h("input", { type: "search", name: "q", "aria-label": "Words", placeholder: "Words of the incident" });
  const differ = h("input", { type: "checkbox" });
  const form = h("div", { class: "filter-place" });
  const filters = h("details", { class: "filter-box" }, h("summary", {}, "Filters"), form);
  let params = first.params;

  const change = (changes: Record<string, string>): string => {
    const made = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) value ? made.set(name, value) : made.delete(name);
    return made.size ? `${HERE}?${made}` : HERE;
  };
  const find = h("form", { class: "inline" }, words, h("button", { type: "submit" }, "Find"), h("label", { class: "check" }, differ, " accounts differ"), filters);
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    visit(change({ q: words.value.trim() }));
  });
  differ.addEventListener("change", () => visit(change({ disputed: differ.checked ? "true" : "" })));
  fill(first.main, h("div", { class: "page incidents" }, h("div", { class: "toolbar" }, h("h1", {}, "Incidents"), status), h("div", { class: "finding" }, find, form), chips, pictures, list));
  filters.addEventListener("toggle", () => (form.hidden = !filters.open));
  form.hidden = true;

  async function update(now: Visit): Promise<void> {
    params = now.params;
    words.value = params.get("q") ?? "";
    differ.checked = params.get("disputed") === "true";
    fill(status, loading());
    let found: Found;
    try {
      found = await load(params, now.signal);
    } catch (error) {
      if (now.signal.aborted) return;
      fill(status);
      return fill(pictures, wrong(error));
    }
    const { all, chosen, more } = found;
    const width = Math.max(300, pictures.clientWidth);
    fill(status, `${counted(chosen.length, "incident")}${chosen.length < all.length ? ` of ${all.length.toLocaleString("en")}` : ""}${more ? ", and more: narrow it down" : ""}`);
    fill(chips, chipsOf(params, all, change));
    const [since, until] = [params.get("since") ?? "", params.get("until") ?? ""];
    const times = timeline(all, chosen, since || until ? { since, until } : null, width, (bin) => (bin.since === since && bin.until === until ? change({ since: "", until: "" }) : change({ ...bin })));
    fill(
      pictures,
      h("section", { class: "when" }, h("h2", {}, "When"), times ?? empty("No incident has a known year."), undated(all)),
      h("section", { class: "where" }, h("h2", {}, "Where"), await map(all, chosen, width, { at: params.get("at"), part: boxOf(params.get("bbox")), place: (iri) => change({ at: iri }), area: (bbox) => change({ bbox }) })),
    );
    fill(list, h("h2", {}, "Which"), chosen.length ? incidentsTable(chosen, params) : empty("No incident passes these filters. ", h("a", { href: HERE }, "Show all")));
    const set = filtersOf(params);
    filters.querySelector("summary")!.textContent = filtersTitle(set);
    fill(form, await filterForm("incidents", set, (changed) => visit(`${HERE}?${withFilters(params, changed)}`)));
  }

  await update(first);
  return update;
};

/** What is chosen, each with a way to let it go. */
function chipsOf(params: URLSearchParams, all: readonly IncidentSummary[], change: (changes: Record<string, string>) => string): Child {
  const chip = (text: string, changes: Record<string, string>): HTMLElement => h("a", { class: "chip", href: change(changes), "aria-label": `${text}: let it go` }, text, " ×");
  const [since, until, at, actor, kind, differ] = ["since", "until", "at", "actor", "kind", "differ"].map((name) => params.get(name));
  const place = at ? all.flatMap(({ places }) => places).find(({ iri }) => iri === at) : null;
  return [
    (since || until) && chip(since === until ? dated(since) : `${since ? `from ${dated(since)} ` : ""}${until ? `to ${dated(until)}` : ""}`, { since: "", until: "" }),
    place && chip(place.label, { at: "" }),
    boxOf(params.get("bbox")) && chip("this part of the map", { bbox: "" }),
    actor && chip(all.flatMap(({ attackers, targets }) => [...attackers, ...targets]).find(({ iri }) => iri === actor)?.label ?? localName(actor), { actor: "" }),
    kind && chip(`${worded(kind)}, kind unknown`, { kind: "", class: "" }),
    differ && chip(`accounts differ on ${worded(differ)}`, { differ: "" }),
  ];
}

function undated(all: readonly IncidentSummary[]): HTMLElement | null {
  const none = all.filter(({ date }) => !date || !/^\d{4}/.test(date)).length;
  return none ? h("p", { class: "soft" }, `${counted(none, "incident")} without a known year ${none === 1 ? "is" : "are"} in the list alone.`) : null;
}

function incidentsTable(items: readonly IncidentSummary[], params: URLSearchParams): HTMLElement {
  const period = new URLSearchParams([...params].filter(([name]) => ["since", "until", "outlet"].includes(name))).toString();
  const refs = (found: readonly { iri: string; label: string }[]): Child => [
    found.slice(0, NAMED).map(({ iri, label }, i) => [i > 0 && ", ", h("a", { href: pageOf(iri) }, label)]),
    found.length > NAMED && h("span", { class: "soft" }, ` and ${found.length - NAMED} more`),
  ];
  return table("Incidents", [
    { head: "Date", cell: ({ date }) => date ? h("span", { class: "date" }, dated(date)) : h("span", { class: "date soft" }, "no date") },
    { head: "Incident", cell: (item) => h("a", { href: pageOf(item.href) }, titled(item)) },
    { head: "Place", cell: ({ places }) => refs(places) },
    { head: "Attacker", cell: ({ attackers }) => refs(attackers) },
    { head: "Target", cell: ({ targets }) => refs(targets) },
    { head: "Toll", cell: toll },
    { head: "Independent outlets", number: true, cell: ({ corroboration }) => corroboration },
    { head: "Accounts", cell: ({ disputed }) => disputed.length > 0 && disputedTag(disputed) },
    { head: "Graph", cell: ({ iri, label }) => h("a", { href: graphPage(iri, period), "aria-label": `Graph of ${label}` }, "graph") },
  ], items);
}
