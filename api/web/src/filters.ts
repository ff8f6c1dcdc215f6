// What of the graph is wanted: kept in the address, under the same names as the server's parameters.
import { allOf } from "./addresses";
import { h } from "./dom";
import { once } from "./server";
import { below, headed, vocabulary, worded } from "./words";

export interface Filters {
  predicate: string[];
  class: string[];
  outlet: string[];
  since: string;
  until: string;
  min_confidence: string;
  /** "true" leaves out what goes by no name. */
  named: string;
}

const LISTS = ["predicate", "class", "outlet"] as const;
const SINGLE = ["since", "until", "min_confidence", "named"] as const;

/** The filters that an address holds. */
export function filtersOf(params: URLSearchParams): Filters {
  const single = Object.fromEntries(SINGLE.map((name) => [name, params.get(name) ?? ""])) as Record<(typeof SINGLE)[number], string>;
  return { ...allOf(params, LISTS), ...single };
}

/** How many of them are set; a period is one. */
export function filterCount(filters: Filters): number {
  const period = filters.since || filters.until;
  return LISTS.filter((name) => filters[name].length).length + [period, filters.min_confidence, filters.named].filter(Boolean).length;
}

/** What stands on the box that holds them: how many are set. */
export function filtersTitle(filters: Filters): string {
  const set = filterCount(filters);
  return set ? `Filters (${set})` : "Filters";
}

/** The same address with other filters. */
export function withFilters(params: URLSearchParams, filters: Filters): URLSearchParams {
  const made = new URLSearchParams(params);
  for (const name of [...LISTS, ...SINGLE]) made.delete(name);
  for (const name of LISTS) for (const value of filters[name]) made.append(name, value);
  for (const name of SINGLE) if (filters[name]) made.set(name, filters[name]);
  return made;
}

/** The outlets that the graph holds articles of. */
export async function outlets(): Promise<string[]> {
  const answer = await once<{ results: { bindings: { outlet?: { value: string } }[] } }>("/queries/outlets?format=json").catch(() => null);
  return [...new Set(answer?.results.bindings.flatMap((row) => row.outlet?.value ?? []) ?? [])].sort();
}

/** A form of them, that tells of every change. */
export async function filterForm(filters: Filters, changed: (filters: Filters) => void): Promise<HTMLFormElement> {
  const [{ classes, predicates }, known] = await Promise.all([vocabulary(), outlets()]);
  const actors = ["Person", "Group", "State", "Organization", "Place"].flatMap((name) => below(classes, name));
  const names: Record<(typeof LISTS)[number], string[]> = {
    predicate: predicates.filter((term) => TYING.has(term.name)).map((term) => term.name),
    class: [...actors, "Event"],
    outlet: known,
  };
  const words = { predicate: worded, class: headed, outlet: (value: string) => value };
  const form = h(
    "form",
    { class: "filters", "aria-label": "Filters" },
    LISTS.filter((name) => names[name].length).map((name) => checks(name, names[name], filters[name], words[name])),
    h(
      "fieldset",
      {},
      h("legend", {}, "Period"),
      h("label", {}, "from ", h("input", { type: "date", name: "since", value: filters.since })),
      h("label", {}, "to ", h("input", { type: "date", name: "until", value: filters.until })),
    ),
    confidence(filters.min_confidence),
    named(filters.named),
    h("button", { type: "reset" }, "Clear all"),
  );
  const read = (): Filters => {
    const given = new FormData(form);
    const lists = Object.fromEntries(LISTS.map((name) => [name, given.getAll(name).filter(Boolean)]));
    const single = Object.fromEntries(SINGLE.map((name) => [name, given.get(name) ?? ""]));
    if (single.min_confidence === "0") single.min_confidence = "";
    return { ...lists, ...single } as unknown as Filters;
  };
  form.addEventListener("change", () => changed(read()));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const input of form.querySelectorAll("input")) {
      input.checked = false;
      if (input.type !== "checkbox") input.value = input.type === "range" ? "0" : "";
    }
    changed(read());
  });
  return form;
}

// The properties that tie two things together, and so are edges; the others hold dates, words and numbers.
const TYING = new Set(
  "memberOf leads spokespersonFor partOf alignedWith backedBy opposes attacked killed attacker target victim place".split(" "),
);

const TITLES = { predicate: "Relation", class: "Class", outlet: "Outlet" };

const checks = (name: keyof typeof TITLES, values: readonly string[], set: readonly string[], word: (value: string) => string): HTMLElement =>
  h(
    "fieldset",
    { class: "checks" },
    h("legend", {}, TITLES[name]),
    values.map((value) =>
      h("label", {}, h("input", { type: "checkbox", name, value, checked: set.includes(value) }), " ", word(value)),
    ),
  );

function named(value: string): HTMLElement {
  const check = h("input", { type: "checkbox", name: "named", value: "true", checked: value === "true" });
  return h("fieldset", {}, h("legend", {}, "Names"), h("label", {}, check, " hide the unnamed (“three fighters”)"));
}

function confidence(value: string): HTMLElement {
  const shown = h("output", {}, value || "0");
  const slider = h("input", { type: "range", name: "min_confidence", min: 0, max: 1, step: 0.05, value: value || "0", "aria-label": "Confidence, at least" });
  slider.addEventListener("input", () => (shown.textContent = slider.value));
  return h("fieldset", {}, h("legend", {}, "Confidence, at least"), h("div", { class: "slider" }, slider, shown));
}

