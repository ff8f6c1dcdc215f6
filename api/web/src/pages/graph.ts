// The graph around a thing: a picture, what is behind it, and the same as a table.
import { graphPage, pathOf } from "../addresses";
import { type Child, fill, h } from "../dom";
import { filterForm, filtersTitle } from "../filters";
import { legend } from "../graph/legend";
import { type Loaded, load } from "../graph/load";
import { showPanel } from "../graph/panel";
import { Picture, type Told, canDraw } from "../graph/picture";
import { tiesTable } from "../graph/ties";
import { type View, addressOf, larger, viewOf } from "../graph/view";
import { empty, loading, wrong } from "../moments";
import { type Show, type Visit, visit } from "../router";
import { address } from "../server";
import { counted } from "../words";
import { zoomButtons } from "../zoom";

export const show: Show = async (first) => {
  let view = viewOf(first.params);
  if (!view.open.length) {
    fill(first.main, h("div", { class: "page" }, h("h1", {}, "Graph"), empty("Search for an actor, a place or an incident: its graph starts there.")));
    return;
  }
  const title = h("h1", {}, "Graph");
  const status = h("p", { class: "soft status", role: "status" });
  const canvas = h("div", { class: "canvas", role: "img", "aria-label": "The graph as a picture; the table below holds the same" });
  const key = h("div", { class: "key" });
  const panel = h("aside", { class: "panel", "aria-label": "What is behind it", "aria-live": "polite" });
  const ties = h("section", { class: "ties" });
  const form = h("div", { class: "filter-place" });
  const filters = h("details", { class: "filter-box" }, h("summary", {}, "Filters"), form);
  const depth = depthChoice((value) => visit(addressOf({ ...view, depth: value })));
  const whereto = h("input", { type: "search", name: "to", "aria-label": "Path to", placeholder: "Path to …" });
  const way = h("form", { class: "way" }, whereto, h("button", { type: "submit" }, "Find path"));
  way.addEventListener("submit", (event) => {
    event.preventDefault();
    visit(addressOf({ ...view, open: view.open.slice(0, 1), to: whereto.value.trim(), edge: null, node: null }));
  });
  const onMap = h("a", { href: "/explore/incidents" }, "Timeline and map");

  const told: Told = {
    node: (key) => {
      const path = pathOf(key);
      const open = path && !view.open.includes(path) ? [...view.open, path] : view.open;
      visit(addressOf({ ...view, open, node: key, edge: null }));
    },
    edge: (key) => visit(addressOf({ ...view, edge: key, node: null })),
    nothing: () => (view.edge || view.node) && visit(addressOf({ ...view, edge: null, node: null })),
  };

  const drawable = canDraw();
  fill(
    first.main,
    h(
      "div",
      { class: "graph-page" },
      h("div", { class: "toolbar" }, title, status, h("div", { class: "tools" }, way, depth, filters, onMap)),
      h(
        "div",
        { class: "graph-and-panel" },
        drawable
          ? h("div", { class: "picture" }, h("div", { class: "stage" }, canvas, zoomButtons(() => picture?.nearer(), () => picture?.farther(), () => picture?.whole())), key)
          : h("p", { class: "moment notice", role: "note" }, "This browser draws no WebGL, so here is the graph as a table."),
        panel,
      ),
      ties,
    ),
  );
  const picture = drawable ? new Picture(canvas, told) : null;
  // Tests and the figure of the time to the first picture ask where a node is, and its name.
  Object.assign(canvas, { whereIs: (node: string) => picture?.whereIs(node), names: () => picture?.names() });
  first.signal.addEventListener("abort", () => picture?.end());
  document.documentElement.classList.add("wide");
  first.signal.addEventListener("abort", () => document.documentElement.classList.remove("wide"));

  let shown = "";
  let turn = 0;

  async function update({ params, title: name, signal }: Visit): Promise<void> {
    const mine = ++turn;
    view = viewOf(params);
    depth.querySelector("select")!.value = String(view.depth);
    const wanted = addressOf({ ...view, edge: null, node: null });
    onMap.href = address("/explore/incidents", { since: view.filters.since, until: view.filters.until });
    fill(status, loading());
    let loaded: Loaded;
    try {
      loaded = await load(view);
    } catch (error) {
      fill(status);
      return fill(ties, wrong(error));
    }
    if (signal.aborted || mine !== turn) return; // something else was asked for meanwhile
    const { network, centre } = loaded;
    const label = network.nodes.find((node) => node.key === centre)?.attributes.label ?? "";
    const chosen = { centre, node: view.node, edge: view.edge };
    if (wanted === shown) picture?.choose(chosen);
    else {
      const other = loaded.path?.nodes.at(-1);
      const link = (iri: string, text: string): HTMLElement => h("a", { href: `/explore/${pathOf(iri)}` }, text);
      name(other ? `From ${label} to ${other.label}` : `Around ${label}`);
      fill(title, other ? ["From ", link(centre, label), " to ", link(other.iri, other.label)] : ["Around ", link(centre, label)]);
      whereto.value = other?.label ?? "";
      depth.hidden = Boolean(other);
      picture?.show(network, chosen);
      fill(key, legend(network));
      fill(ties, h("h2", {}, "As a table"), network.edges.length ? tiesTable(network, told, loaded.open) : nothing(loaded));
      fill(form, await filterForm("graph", view.filters, (set) => visit(addressOf({ ...view, filters: set }))));
      filters.querySelector("summary")!.textContent = filtersTitle(view.filters);
      shown = wanted;
    }
    fill(status, summary(loaded, view));
    await showPanel(panel, view, loaded);
  }

  await update(first);
  return update;
};

function summary({ network, hidden, truncated }: Loaded, view: View): Child {
  const more = truncated && larger(view);
  return [
    `${counted(network.nodes.length, "node")}, ${counted(network.edges.length, "tie")}`,
    truncated && `, ${hidden ? hidden.toLocaleString("en") : "and"} more left out`,
    more && [": ", h("a", { href: addressOf(more) }, "show more")],
  ];
}

function nothing({ filtered, centre }: Loaded): HTMLElement {
  return filtered ? empty("No tie passes these filters. ", h("a", { href: graphPage(centre) }, "Clear them")) : empty("Nothing is tied to it.");
}

function depthChoice(changed: (depth: number) => void): HTMLElement {
  const choice = h("select", { "aria-label": "Steps from the centre" }, [1, 2, 3].map((n) => h("option", { value: n }, counted(n, "step"))));
  choice.addEventListener("change", () => changed(Number(choice.value)));
  return h("label", { class: "depth" }, choice);
}
