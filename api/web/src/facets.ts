// Facets: how many things each choice of a filter would leave; a click chooses, another lets go.
import { fill, h } from "./dom";
import type { Facet, FacetValue, Facets } from "./shapes";
import { counted, headed, worded } from "./words";

const AT_ONCE = 6; // values of a facet; the others unfold

const TITLES: Record<string, string> = {
  class: "Kind", actor: "Actor", place: "Place", outlet: "Outlet", differs: "Accounts differ on", toll: "Killed, at least", copies: "Copies", kind: "What",
};
const TOLLS: Record<string, string> = { untold: "not told", none: "nobody", "1-9": "1 to 9", "10-99": "10 to 99", "100-up": "100 or more" };
const THINGS: Record<string, string> = { entity: "Actors and places", incident: "Incidents", article: "Articles" };

/** The address that a value leads to: with it, or without it where it is chosen. */
export type Choose = (parameter: string, value: string, chosen: boolean) => string;

/** The place of the facets: folded on a narrow screen, and empty until they have come. */
export function facetBox(): { element: HTMLElement; show(facets: Facets, choose: Choose): void } {
  const inside = h("div", {});
  const element = h("details", { class: "facet-box", open: matchMedia("(min-width: 64rem)").matches, hidden: true }, h("summary", {}, "Narrow down"), inside);
  return {
    element,
    show: (facets, choose) => {
      element.hidden = !facets.facets.length;
      fill(inside, facetLists(facets, choose));
    },
  };
}

function facetLists({ facets, left_out }: Facets, choose: Choose): HTMLElement {
  return h(
    "nav",
    { class: "facets", "aria-label": "Narrow down" },
    facets.map((facet) => list(facet, choose)),
    left_out.length > 0 && h("p", { class: "soft" }, "Kinds, actors and places are counted of 5,000 articles at most: choose an outlet, or days."),
  );
}

/** The address of a page with another value of a parameter, which may hold several; the page begins anew. */
export function withChoice(path: string, params: URLSearchParams, parameter: string, value: string, chosen: boolean, several: readonly string[] = []): string {
  const made = new URLSearchParams(params);
  const others = several.includes(parameter) ? made.getAll(parameter).filter((one) => one !== value) : [];
  made.delete(parameter);
  for (const one of others) made.append(parameter, one);
  if (!chosen) made.append(parameter, value);
  return made.size ? `${path}?${made}` : path;
}

function list(facet: Facet, choose: Choose): HTMLElement {
  const { name, values, more } = facet;
  const first = values.filter((value, i) => i < AT_ONCE || value.chosen);
  const rest = values.filter((value) => !first.includes(value));
  const lines = (some: readonly FacetValue[]): HTMLElement => h("ul", {}, some.map((value) => line(facet, value, choose)));
  return h(
    "section",
    { class: "facet" },
    h("h2", {}, TITLES[name] ?? headed(name)),
    lines(first),
    rest.length > 0 && h("details", {}, h("summary", {}, `${rest.length} more`), lines(rest), more > 0 && h("p", { class: "soft" }, `and ${counted(more, "other")}`)),
  );
}

function line({ name, parameter }: Facet, { value, label, count, chosen }: FacetValue, choose: Choose): HTMLElement {
  const text = wordedValue(name, value, label);
  return h(
    "li",
    {},
    h(
      "a",
      { href: choose(parameter, value, chosen), "aria-current": chosen ? "true" : null },
      h("span", { class: "facet-label" }, text, chosen && h("span", { "aria-hidden": "true" }, " ×"), chosen && h("span", { class: "visually-hidden" }, "let it go")),
      h("span", { class: "facet-n", "aria-hidden": chosen ? "true" : null }, count.toLocaleString("en")),
    ),
  );
}

function wordedValue(name: string, value: string, label: string): string {
  if (name === "class") return headed(value);
  if (name === "differs") return worded(value);
  if (name === "toll") return TOLLS[value] ?? value;
  return name === "kind" ? (THINGS[value] ?? value) : label;
}
