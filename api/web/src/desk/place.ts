// On the page of a place, for those who have signed in: which place on the map is meant, in one article or in all.
import { pageOf, slugOf } from "../addresses";
import { fill, h } from "../dom";
import { address } from "../server";
import type { Thing } from "../shapes";
import { counted } from "../words";
import { problem } from "./outcome";
import { session, told } from "./session";
import type { Candidate, Joins, PlaceOutcome } from "./shapes";

const NOWHERE = "";

/** Finds places of a name in the gazetteer, and says that one of them is meant. */
export function placeInstead(thing: Thing): HTMLElement {
  const name = h("input", { type: "search", required: true, value: thing.label, "aria-label": "The name of the place that is meant" });
  const where = h("select", { "aria-label": "In which articles" }, h("option", { value: slugOf(thing.iri) }, thing.reported_in.length === 1 ? "in its article" : `in all ${thing.reported_in.length} articles`));
  const places = h("div", {});
  const status = h("span", { role: "status" });
  const find = h("form", { class: "inline" }, name, h("button", {}, "Find"));
  find.addEventListener("submit", (event) => {
    event.preventDefault();
    fill(status, "…");
    told<{ items: Candidate[] }>(address("/gazetteer", { q: name.value.trim() })).then(
      ({ items }) => {
        fill(status, items.length ? null : "The gazetteer has no place of this name.");
        fill(places, choices(items, where, (chosen) => void judge(chosen)));
      },
      (error: unknown) => fill(status, problem(error)),
    );
  });
  async function judge(instead: string): Promise<void> {
    fill(status, "…");
    try {
      const { now } = await told<PlaceOutcome>("/judgements/places", { method: "POST", body: { place: where.value, instead: instead || null, by: session()?.by } });
      fill(status, "Kept. ", now && ["It is part of ", h("a", { href: pageOf(now.href), target: "_self" }, now.label), " now."]);
    } catch (error) {
      fill(status, problem(error));
    }
  }
  const box = h("details", {}, h("summary", {}, "This place instead …"), h("p", { class: "soft" }, "Where the articles mean another place of this name, or one that is on no map."), find, places, status);
  box.addEventListener("toggle", () => box.open && where.options.length === 1 && void offerArticles(thing, where), { once: true });
  return box;
}

function choices(items: readonly Candidate[], where: HTMLSelectElement, judge: (instead: string) => void): HTMLElement {
  const shown = [...items.map((one) => ({ id: one.id, words: worded(one) })), { id: NOWHERE, words: "A place that the gazetteer does not know" }];
  const radios = shown.map(({ id, words }, n) => h("label", {}, h("input", { type: "radio", name: "place", value: id, checked: n === 0 }), " ", words));
  const form = h("form", { class: "places" }, h("fieldset", {}, h("legend", {}, "Which is meant"), radios), h("p", { class: "actions" }, where, h("button", {}, "This one")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    judge(String(new FormData(form).get("place") ?? NOWHERE));
  });
  return form;
}

/** "Tripoli, LB · 730,000 inhabitants · 34.43, 35.84": what tells it from others of its name. */
function worded({ name, country, lat, long, population, area }: Candidate): string {
  const size = area ? "a province" : population && counted(population, "inhabitant");
  return [country ? `${name}, ${country}` : name, size, `${lat.toFixed(2)}, ${long.toFixed(2)}`].filter(Boolean).join(" · ");
}

/** Adds the single articles to those that may be meant: known by what they call the place. */
async function offerArticles(thing: Thing, where: HTMLSelectElement): Promise<void> {
  const { items } = await told<Joins>(address("/joins", { of: slugOf(thing.iri), limit: 200 }));
  const sides = new Map(items.flatMap(({ left, right }) => [left, right]).map((side) => [side.reference, side]));
  where.append(...[...sides.values()].map(({ reference, publisher, article }) => h("option", { value: reference }, `only in ${publisher ?? ""} (${article})`)));
}
