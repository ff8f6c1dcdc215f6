// What is beside the picture: the claims behind a tie, or what a node is.
import { articlePage, graphPage, pageOf, pathOf } from "../addresses";
import { claimList, quote, speaker } from "../claims";
import { type Child, fill, h } from "../dom";
import { empty, loading, wrong } from "../moments";
import { kindOf } from "../palette";
import { address, once } from "../server";
import type { Items, Network, Path, Statement, Thing } from "../shapes";
import { counted, dated, headed, worded } from "../words";
import type { Loaded } from "./load";
import { type View, addressOf } from "./view";

/** Fills the panel with what the view looks at. */
export async function showPanel(panel: HTMLElement, view: View, { network, path }: Loaded): Promise<void> {
  const asked = view.edge ?? view.node ?? "";
  panel.dataset.shows = asked;
  if (!asked) return fill(panel, path ? along(path, view) : hint());
  fill(panel, loading());
  let content: Child;
  try {
    content = view.edge ? await edge(view.edge, network, view) : await node(asked, view, network);
  } catch (error) {
    content = wrong(error);
  }
  if (panel.dataset.shows === asked) fill(panel, content); // unless something else was clicked meanwhile
}

function hint(): HTMLElement {
  return h(
    "div",
    { class: "hint" },
    h("h2", {}, "What is behind it"),
    h("p", {}, "Click a dot to expand it: what it is tied to comes in beside it."),
    h("p", {}, "Click a line to read the claims behind it: who says so, how surely, and in which words."),
    h("p", { class: "soft" }, "The table below holds the same, and works without a mouse."),
  );
}

/** The claims along a path, step by step. */
function along({ nodes, steps }: Path, view: View): Child {
  return [
    h("h2", {}, `${counted(steps.length, "step")} from ${nodes[0]?.label} to ${nodes.at(-1)?.label}`),
    h("ol", { class: "along" }, steps.flat().map(({ edge, kind, source, target, weight, claims }) =>
      h(
        "li",
        {},
        h("p", {}, h("a", { href: pageOf(source.iri) }, source.label), " ", h("a", { class: "predicate", href: addressOf({ ...view, edge, node: null }) }, worded(kind)), " ", h("a", { href: pageOf(target.iri) }, target.label), h("span", { class: "soft" }, ` · ${counted(weight, "article")}`)),
        claims.slice(0, 1).map((claim) => [quote(claim), h("p", { class: "soft" }, speaker(claim.report, claim), " · ", h("a", { href: articlePage(claim.article, claim) }, claim.report?.headline ?? claim.article))]),
      ),
    )),
    h("p", { class: "soft" }, "Of equally short ways this is the best attested. A dot or a line shows more."),
  ];
}

async function edge(key: string, network: Network, view: View): Promise<Child> {
  const [source = "", kind = "", target = ""] = key.split(" ");
  const label = (iri: string): string => network.nodes.find((one) => one.key === iri)?.attributes.label ?? iri;
  const { items, next } = await once<Items<Statement>>(address("/claims", { edge: key, limit: 50 }));
  return [
    close(view),
    h("h2", {}, h("a", { href: pageOf(source) }, label(source)), " ", h("span", { class: "predicate" }, worded(kind)), " ", h("a", { href: pageOf(target) }, label(target))),
    h("p", { class: "soft" }, `${counted(items.length, "claim")}${next ? ", and more" : ""} in ${counted(new Set(items.map((claim) => claim.article)).size, "article")}`),
    items.length ? claimList(items) : empty("No claim is kept behind this tie."),
  ];
}

async function node(key: string, view: View, network: Network): Promise<Child> {
  const path = pathOf(key);
  if (!path) return h("p", {}, h("a", { href: key }, key));
  const thing = await once<Thing>(`/${path}`);
  const isCentre = view.open[0] === path;
  const isOpen = view.open.includes(path);
  const without = { ...view, open: view.open.filter((one) => one !== path), node: null };
  const inView = network.edges.filter(({ source, target }) => source === key || target === key).length;
  return [
    close(view),
    h("p", { class: "kicker" }, h("span", { class: "dot", style: `--kind: ${kindOf(thing.class, key).colour}` }), headed(thing.class)),
    h("h2", {}, h("a", { href: pageOf(key) }, thing.label)),
    thing.names.length > 0 && h("p", { class: "soft" }, `Also ${thing.names.slice(0, 6).join(", ")}${thing.names.length > 6 ? " …" : ""}`),
    thing.values.date && h("p", {}, thing.values.date.map(dated).join(" or ")),
    h("p", {}, `${counted(inView, "tie")} in view, in ${counted(thing.reported_in.length, "article")}.`),
    h(
      "p",
      { class: "actions" },
      h("a", { class: "button", href: pageOf(key) }, "Open its page"),
      !isCentre && h("a", { class: "button", href: graphPage(key) }, "Start here instead"),
      isOpen && !isCentre && h("a", { class: "button", href: addressOf(without) }, "Fold up"),
    ),
  ];
}

function close(view: View): HTMLElement {
  return h("a", { class: "close", href: addressOf({ ...view, edge: null, node: null }), "aria-label": "Close" }, "×");
}
