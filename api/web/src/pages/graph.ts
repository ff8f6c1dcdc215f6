// The graph around a thing, or all of it: a picture, what is behind it, and the same as lists.
import { graphPage, pathOf } from "../addresses";
import { type Child, fill, h } from "../dom";
import { legend } from "../graph/legend";
import { type Loaded, communityOf, discsOf, load } from "../graph/load";
import { type Hands, showPanel } from "../graph/panel";
import type { Picture, Told } from "../graph/picture";
import { communityList, tiesTable } from "../graph/ties";
import { takenAway } from "../graph/taken";
import { toolbar } from "../graph/toolbar";
import { LIMIT, type View, addressOf, contentOf, isSameButPins, larger, toggled, viewOf } from "../graph/view";
import { canDraw } from "../graph/webgl";
import { asOf } from "../known";
import { empty, loading, wrong } from "../moments";
import { type Show, type Visit, visit } from "../router";
import { counted } from "../words";
import { zoomButtons } from "../zoom";

const NARROW = matchMedia("(max-width: 44rem)"); // where the lists come first, and the picture when it is asked for

export const show: Show = async (first) => {
  let view = viewOf(first.params);
  const title = h("h1", {}, "Graph");
  const status = h("p", { class: "soft status", role: "status" });
  const canvas = h("div", { class: "canvas", role: "img", "aria-label": "The graph as a picture; the lists hold the same" });
  const key = h("div", { class: "key" });
  const panel = h("aside", { class: "panel", "aria-label": "What is behind it", "aria-live": "polite" });
  const ties = h("section", { class: "ties" });
  const away = h("div", {});

  /** Goes to another view, in a way that can be undone. */
  const go = (next: View): void => {
    const before = addressOf(view);
    if (addressOf(next) === before) return;
    tools.undo.did(() => visit(before));
    visit(addressOf(next));
  };
  const look = (next: View): void => visit(addressOf(next));
  const told: Told = {
    node: (node) => {
      const community = communityOf(node);
      const path = pathOf(node);
      const closed = community && shown?.loaded.network.nodes.some(({ key }) => key === node);
      if (community && closed) go({ ...toggled(view, community, false), node, edge: null });
      else if (path && view.open.length && !view.open.includes(path)) go({ ...view, open: [...view.open, path], node, edge: null });
      else look({ ...view, node, edge: null });
    },
    edge: (edge) => look({ ...view, edge, node: null }),
    nothing: () => (view.edge || view.node) && look({ ...view, edge: null, node: null }),
    moved: () => picture && go({ ...view, pins: picture.pins().map((one) => ({ ...one, key: pathOf(one.key) ?? one.key })) }),
  };
  const hands: Hands = {
    go,
    isPinned: (node) => picture?.isPinned(node) ?? false,
    pin: (node, fixed) => picture?.pin(node, fixed),
    nudge: (node, right, down) => picture?.nudge(node, right, down),
  };
  const tools = toolbar(() => view, go);
  tools.element.append(away);

  const drawable = canDraw();
  let picture: Picture | null = null;
  let shown: { content: string; loaded: Loaded } | null = null;
  const page = h("div", { class: "graph-page" });
  const switches = ["List", "Picture"].map((name) => h("button", { type: "button", "aria-pressed": String(name === "List"), onclick: () => choose(name === "Picture") }, name));
  const choose = (pictured: boolean): void => {
    page.classList.toggle("pictured", pictured);
    switches.forEach((button, index) => button.setAttribute("aria-pressed", String(pictured === Boolean(index))));
    void draw();
  };
  fill(
    page,
    h("div", { class: "toolbar" }, title, status, tools.element),
    drawable && h("div", { class: "list-or-picture", role: "group", "aria-label": "As" }, switches),
    h(
      "div",
      { class: "graph-and-panel" },
      drawable
        ? h("div", { class: "picture" }, h("div", { class: "stage" }, canvas, zoomButtons(() => picture?.nearer(), () => picture?.farther(), () => picture?.whole())), key)
        : h("p", { class: "moment notice", role: "note" }, "This browser draws no WebGL, so here is the graph as lists."),
      panel,
    ),
    ties,
  );
  fill(first.main, page);
  // Tests and the figure of the time to the first picture ask where a node is, and its name.
  Object.assign(canvas, { whereIs: (node: string) => picture?.whereIs(node), names: () => picture?.names() });
  document.documentElement.classList.add("wide");
  const undoing = (event: KeyboardEvent): void => {
    if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || (event.target as Element).matches("input, textarea, select")) return;
    event.preventDefault();
    tools.undo.undo();
  };
  addEventListener("keydown", undoing);
  const turned = (): void => void draw();
  NARROW.addEventListener("change", turned);
  first.signal.addEventListener("abort", () => {
    picture?.end();
    document.documentElement.classList.remove("wide");
    removeEventListener("keydown", undoing);
    NARROW.removeEventListener("change", turned);
  });

  /** Fetches what draws, unless there is no place for a picture now. */
  function drawing(): Promise<typeof import("../graph/picture")> | null {
    return drawable && !(NARROW.matches && !page.classList.contains("pictured")) ? import("../graph/picture") : null;
  }

  /** Draws what is shown, where there is a place for it. */
  async function draw(): Promise<void> {
    const how = await drawing();
    if (!how || !shown || first.signal.aborted) return;
    const { network, whole, centre } = shown.loaded;
    picture ??= new how.Picture(canvas, told);
    const scale = picture.show(network, { centre, node: view.node, edge: view.edge }, view.look, discsOf(whole), pinsIn(shown.loaded));
    fill(key, legend(network, view.look, scale, whole?.communities));
  }

  /** The pins of the view, by the keys of nodes. */
  function pinsIn({ network }: Loaded): View["pins"] {
    const keys = new Map(network.nodes.map(({ key: node }) => [pathOf(node) ?? node, node]));
    return view.pins.flatMap((one) => ({ ...one, key: keys.get(one.key) ?? one.key }));
  }

  let turn = 0;

  async function update({ params, title: name, signal }: Visit): Promise<void> {
    const before = view;
    view = viewOf(params);
    const content = `${contentOf(view)} ${asOf() ?? ""}`;
    if (shown?.content === content && isSameButPins(before, view) && turn) {
      picture?.place(pinsIn(shown.loaded));
      for (const button of panel.querySelectorAll<HTMLElement>("[data-pins]")) button.setAttribute("aria-pressed", String(hands.isPinned(button.dataset.pins ?? "")));
      return;
    }
    const mine = ++turn;
    fill(status, loading());
    let loaded: Loaded;
    try {
      loaded = await load(view);
    } catch (error) {
      fill(status);
      return fill(ties, wrong(error));
    }
    if (signal.aborted || mine !== turn) return; // something else was asked for meanwhile
    fill(status, summary(loaded, view));
    if (shown?.content === content) picture?.choose({ centre: loaded.centre, node: view.node, edge: view.edge });
    else {
      shown = { content, loaded };
      const other = loaded.path?.nodes.at(-1);
      const [text, linked] = titled(loaded);
      name(text);
      fill(title, linked);
      const ready = tools.update(view, other?.label ?? ""); // before it is drawn: the picture is to stay where it is
      const drawn = draw();
      fill(ties, lists(loaded, view, told, go)); // at once: what draws may still be on its way
      fill(away, takenAway(() => shown?.loaded.network ?? null, view, () => picture?.svg() ?? null));
      await Promise.all([drawn, ready]);
    }
    await showPanel(panel, view, loaded, hands);
  }

  drawing(); // while the network is on its way
  await update(first);
  return update;
};

/** What a view is called: as text, and with links. */
function titled({ network, centre, path }: Loaded): [string, Child] {
  if (!centre) return ["The whole graph", "The whole graph"];
  const label = network.nodes.find((node) => node.key === centre)?.attributes.label ?? "";
  const link = (iri: string, text: string): HTMLElement => h("a", { href: `/explore/${pathOf(iri)}` }, text);
  const other = path?.nodes.at(-1);
  if (!other) return [`Around ${label}`, ["Around ", link(centre, label)]];
  return [`From ${label} to ${other.label}`, ["From ", link(centre, label), " to ", link(other.iri, other.label)]];
}

function lists(loaded: Loaded, view: View, told: Told, go: (view: View) => void): Child {
  const { network, whole, open } = loaded;
  return [
    whole && whole.communities.length > 0 && [h("h2", {}, "Communities"), communityList(whole.communities, (one) => go(toggled(view, one.key, one.open)))],
    h("h2", {}, "As a table"),
    network.edges.length ? tiesTable(network, told, open) : nothing(loaded),
  ];
}

function summary(loaded: Loaded, view: View): Child {
  const { network, whole, hidden, truncated } = loaded;
  const more = truncated && (!whole || view.limit === LIMIT) && larger(view);
  const size = whole
    ? `${counted(whole.nodes, "actor")}, ${counted(whole.edges, "tie")}, ${counted(whole.all_communities, "community", "communities")}`
    : `${counted(network.nodes.length, "node")}, ${counted(network.edges.length, "tie")}`;
  const left = whole ? `${whole.left_out.toLocaleString("en")} actors in smaller ones` : hidden ? `${hidden.toLocaleString("en")} more` : "and more";
  return [
    size,
    truncated && `, ${left} left out`,
    more && [": ", h("a", { href: addressOf(more) }, "show more")],
    view.hidden.length > 0 && [`, ${view.hidden.length} hidden: `, h("a", { href: addressOf({ ...view, hidden: [] }) }, "show them")],
  ];
}

function nothing({ filtered, centre }: Loaded): HTMLElement {
  const all = centre ? graphPage(centre) : "/explore/graph";
  if (filtered) return empty("No tie passes these filters. ", h("a", { href: all }, "Clear them"));
  return centre ? empty("Nothing is tied to it.") : empty("Nothing is tied to anything yet. ", h("code", {}, "kg add FILE"), " reads an article.");
}
