// All incidents: when, where, and which; choosing a time or a place in one picture shows in the others.
import { allOf, localName, withChanges } from "../addresses";
import { type File, takeAway } from "../away";
import { type Child, fill, h } from "../dom";
import { facetBox, withChoice } from "../facets";
import { FILTERS, type Found, load, within } from "../incidents/load";
import { map } from "../incidents/map";
import { boxOf } from "../incidents/part";
import { bins, firstDay, unitFor } from "../incidents/period";
import { slider } from "../incidents/slider";
import { incidentsTable } from "../incidents/table";
import { timeline } from "../incidents/timeline";
import { empty, loading, wrong } from "../moments";
import { type Show, type Visit, visit } from "../router";
import { address, json } from "../server";
import type { Facets, IncidentSummary } from "../shapes";
import { counted, dated, headed, worded } from "../words";

const HERE = "/explore/incidents";
const ASKED = [...FILTERS, "since", "until", "at", "bbox"];
const WIDE = "(min-width: 80rem)"; // where map and list have room side by side

export const show: Show = async (first) => {
  first.title("Incidents");
  const status = h("p", { class: "soft status", role: "status" });
  const chips = h("p", { class: "chips" });
  const facets = facetBox();
  const when = h("section", { class: "when" });
  const where = h("section", { class: "where" });
  const which = h("section", { class: "which" });
  const words = h("input", { type: "search", name: "q", "aria-label": "Words", placeholder: "Words of the incident" });
  const differ = h("input", { type: "checkbox" });
  const days = (["since", "until"] as const).map((name) => [name, h("input", { type: "date", name, "aria-label": name === "since" ? "From" : "To" })] as const);
  let params = first.params;

  const change = (changes: Record<string, string>): string => withChanges(HERE, params, changes);
  const away = h("div", {});
  const find = h(
    "form",
    { class: "inline finding" },
    words,
    h("button", { type: "submit" }, "Find"),
    h("label", { class: "check" }, differ, " accounts differ"),
    days.map(([name, input]) => h("label", {}, name === "since" ? "from " : "to ", input)),
  );
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    visit(change({ q: words.value.trim() }));
  });
  differ.addEventListener("change", () => visit(change({ disputed: differ.checked ? "true" : "" })));
  for (const [name, input] of days) input.addEventListener("change", () => visit(change({ [name]: input.value })));
  fill(
    first.main,
    h(
      "div",
      { class: "page incidents with-facets" },
      h("div", { class: "toolbar" }, h("h1", {}, "Incidents"), status, away),
      find,
      chips,
      h("div", { class: "faceted" }, facets.element, h("div", { class: "pictures" }, when, where, which)),
    ),
  );

  async function count(signal: AbortSignal): Promise<void> {
    const found = await json<Facets>(address("/facets/incidents", allOf(params, ASKED)), signal).catch(() => null);
    if (!found || signal.aborted) return;
    facets.show(found, (parameter, value, chosen) => withChoice(HERE, new URLSearchParams([...params].filter(([name]) => name !== (parameter === "class" ? "kind" : parameter === "place" ? "at" : ""))), parameter, value, chosen));
  }

  async function update(now: Visit): Promise<void> {
    params = now.params;
    words.value = params.get("q") ?? "";
    differ.checked = params.get("disputed") === "true";
    for (const [name, input] of days) input.value = params.get(name) ?? "";
    fill(status, loading());
    void count(now.signal);
    let found: Found;
    try {
      found = await load(params, now.signal);
    } catch (error) {
      if (now.signal.aborted) return;
      fill(status);
      fill(where);
      fill(which);
      return fill(when, wrong(error));
    }
    const { all, chosen, more } = found;
    const tell = (some: readonly IncidentSummary[]): void => fill(status, `${counted(some.length, "incident")}${some.length < all.length ? ` of ${all.length.toLocaleString("en")}` : ""}${more ? ", and more: narrow it down" : ""}`);
    const list = (some: readonly IncidentSummary[]): void => fill(which, h("h2", {}, "Which"), some.length ? incidentsTable(some, params) : empty("No incident passes these filters. ", h("a", { href: HERE }, "Show all")));
    tell(chosen);
    list(chosen);
    fill(away, takeAway(files(params), [
      { label: "Timeline", name: "timeline", svg: () => when.querySelector<SVGSVGElement>("svg") },
      { label: "Map", name: "map", svg: () => where.querySelector<SVGSVGElement>("svg") },
    ]));
    fill(chips, chipsOf(params, all, change));
    const [since, until] = [params.get("since") ?? "", params.get("until") ?? ""];
    const period = since || until ? { since, until } : null;
    const width = Math.max(300, when.clientWidth);
    const times = timeline(all, chosen, period, width, (bin) => (bin.since === since && bin.until === until ? change({ since: "", until: "" }) : change({ ...bin })));
    const picture = await map(all, chosen, matchMedia(WIDE).matches ? Math.max(300, where.clientWidth) : width, { at: params.get("at"), part: boxOf(params.get("bbox")), place: (iri) => change({ at: iri }), area: (bbox) => change({ bbox }) });
    const shown = (bin: typeof period): void => {
      const some = within(all, params, bin ?? { since: "", until: "" });
      picture.mark(some);
      tell(some);
      list(some);
    };
    const known = all.flatMap(({ date }) => firstDay(date) ?? []).sort();
    const [earliest = "", latest = ""] = [known[0], known.at(-1)];
    const unit = unitFor(earliest, latest);
    fill(
      when,
      h("h2", {}, "When"),
      times ?? empty("No incident has a known year."),
      slider(bins(earliest, latest, unit), unit, period, shown, (bin) => visit(change({ since: "", until: "", ...bin }))),
      undated(all),
    );
    fill(where, h("h2", {}, "Where"), picture.element);
  }

  await update(first);
  return update;
};

/** The server's lists of what is chosen, a thousand incidents each. */
function files(params: URLSearchParams): File[] {
  const file = (label: string, format: string | null): File => ({ label, href: address("/incidents", { ...allOf(params, ASKED), order: "newest", limit: 1000, format }) });
  return [file("CSV", "csv"), file("GeoJSON", "geojson"), file("JSON", null), file("Turtle", "turtle")];
}

/** What is chosen, each with a way to let it go. */
function chipsOf(params: URLSearchParams, all: readonly IncidentSummary[], change: (changes: Record<string, string>) => string): Child {
  const chip = (text: string, changes: Record<string, string>): HTMLElement => h("a", { class: "chip", href: change(changes), "aria-label": `${text}: let it go` }, text, " ×");
  const names = ["since", "until", "at", "place", "actor", "class", "kind", "outlet", "differs", "conflict", "related"] as const;
  const { since, until, at, place, actor, class: cls, kind, outlet, differs, conflict, related } = Object.fromEntries(names.map((name) => [name, params.get(name)])) as Record<(typeof names)[number], string | null>;
  const refs = all.flatMap(({ places, attackers, targets }) => [...places, ...attackers, ...targets]);
  const called = (iri: string): string => refs.find((one) => one.iri === iri)?.label ?? localName(iri);
  return [
    (since || until) && chip(since === until ? dated(since) : `${since ? `from ${dated(since)} ` : ""}${until ? `to ${dated(until)}` : ""}`, { since: "", until: "" }),
    at && chip(called(at), { at: "" }),
    place && chip(called(place), { place: "" }),
    boxOf(params.get("bbox")) && chip("this part of the map", { bbox: "" }),
    actor && chip(called(actor), { actor: "" }),
    kind ? chip(`${worded(kind)}, kind unknown`, { kind: "", class: "" }) : cls && chip(headed(cls), { class: "" }),
    outlet && chip(outlet, { outlet: "" }),
    differs && chip(`accounts differ on ${worded(differs)}`, { differs: "" }),
    related && chip(`the story of ${all.find(({ iri }) => iri === related)?.label ?? localName(related)}`, { related: "" }),
    conflict && chip(called(conflict), { conflict: "" }),
  ];
}

function undated(all: readonly IncidentSummary[]): HTMLElement | null {
  const none = all.filter(({ date }) => !date || !/^\d{4}/.test(date)).length;
  return none ? h("p", { class: "soft" }, `${counted(none, "incident")} without a known year ${none === 1 ? "is" : "are"} in the list alone.`) : null;
}
