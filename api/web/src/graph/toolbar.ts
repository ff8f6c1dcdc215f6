// What stands above the picture: the way to another one, how far, which ties, how it looks, and the way back.
import { h } from "../dom";
import { type Filters, filterForm, filtersTitle } from "../filters";
import { address } from "../server";
import { counted } from "../words";
import { CALLED, COLOURS, SIZES } from "./looks";
import { Undo } from "./undo";
import type { View } from "./view";

export interface Toolbar {
  element: HTMLElement;
  undo: Undo;
  /** Says what a view's controls say; `other` is the end of a path. */
  update(view: View, other: string): Promise<void>;
}

/** The controls; `view` gives the present view, `go` goes to another one. */
export function toolbar(view: () => View, go: (view: View) => void): Toolbar {
  const whereto = h("input", { type: "search", name: "to", "aria-label": "Path to", placeholder: "Path to …" });
  const way = h("form", { class: "way" }, whereto, h("button", { type: "submit" }, "Find path"));
  way.addEventListener("submit", (event) => {
    event.preventDefault();
    go({ ...view(), open: view().open.slice(0, 1), to: whereto.value.trim(), edge: null, node: null });
  });
  const depth = select("Steps from the centre", ["1", "2", "3"], (n) => counted(Number(n), "step"), (value) => go({ ...view(), depth: Number(value) }));
  const all = select("Communities", ["", "true", "false"], (value) => ({ "": "as fits", true: "all open", false: "all closed" })[value] ?? "", (value) =>
    go({ ...view(), everything: value as View["everything"], communities: [], closed: [] }));
  const colour = select("Colour", COLOURS, (one) => CALLED[one], (value) => go({ ...view(), look: { ...view().look, colour: value } }));
  const size = select("Size", SIZES, (one) => CALLED[one], (value) => go({ ...view(), look: { ...view().look, size: value } }));
  const folded = select("Incidents", ["folded", "shown"], (one) => (one === "folded" ? "folded into ties" : "shown as squares"), (value) => go({ ...view(), folded: value === "folded" }));
  const labelled = (name: string, control: HTMLElement): HTMLElement => h("label", {}, h("span", {}, name), " ", control);
  const communities = labelled("Communities", all);
  const incidents = labelled("Incidents", folded);
  const looks = h("details", { class: "filter-box look-box" }, h("summary", {}, "Look"), h("div", { class: "filter-place looks" }, incidents, communities, labelled("Colour by", colour), labelled("Size by", size)));
  const form = h("div", { class: "filter-place" });
  const filters = h("details", { class: "filter-box" }, h("summary", {}, "Filters"), form);
  const onMap = h("a", { href: "/explore/incidents" }, "Timeline and map");
  const back = h("button", { type: "button", disabled: true, title: "Ctrl+Z" }, "Undo");
  const undo = new Undo((some) => (back.disabled = !some));
  back.addEventListener("click", () => undo.undo());
  for (const box of [looks, filters]) box.addEventListener("toggle", () => box.open && [looks, filters].forEach((other) => (other.open &&= other === box)));
  return {
    element: h("div", { class: "tools" }, way, depth, looks, filters, back, onMap),
    undo,
    async update(now, other) {
      const isWhole = !now.open.length;
      way.hidden = isWhole;
      depth.hidden = isWhole || Boolean(now.to);
      communities.hidden = !isWhole;
      incidents.hidden = isWhole || Boolean(now.to);
      whereto.value = other;
      [depth.value, all.value, colour.value, size.value] = [String(now.depth), now.everything, now.look.colour, now.look.size];
      folded.value = now.folded ? "folded" : "shown";
      onMap.href = address("/explore/incidents", { since: now.filters.since, until: now.filters.until });
      form.replaceChildren(await filterForm(now.filters, (set: Filters) => go({ ...view(), filters: set })));
      filters.querySelector("summary")!.textContent = filtersTitle(now.filters);
    },
  };
}

function select<Value extends string>(name: string, values: readonly Value[], called: (value: Value) => string, chosen: (value: Value) => void): HTMLSelectElement {
  const made = h("select", { "aria-label": name }, values.map((value) => h("option", { value }, called(value))));
  made.addEventListener("change", () => chosen(made.value as Value));
  return made;
}
