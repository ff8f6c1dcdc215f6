// What is beside the picture: the claims and incidents behind a tie, or what a node or a community is.
import { articlePage, graphPage, pageOf, pathOf } from "../addresses";
import { claimList, quote, speaker } from "../claims";
import { type Child, fill, h } from "../dom";
import { empty, loading, wrong } from "../moments";
import { kindOf } from "../palette";
import { address, once } from "../server";
import type { Community, Network, Path } from "../networks";
import type { Items, Statement, Thing } from "../shapes";
import { counted, dated, headed, separated, titled, worded } from "../words";
import { type Loaded, communityOf } from "./load";
import { communityColour } from "./looks";
import { tieLabel } from "./merge";
import { type View, addressOf, toggled } from "./view";

/** What the panel's buttons do to the picture. */
export interface Hands {
  /** Goes to another view, in a way that can be undone. */
  go(view: View): void;
  isPinned(node: string): boolean;
  pin(node: string, fixed: boolean): void;
  nudge(node: string, right: number, down: number): void;
}

/** Fills the panel with what the view looks at. */
export async function showPanel(panel: HTMLElement, view: View, loaded: Loaded, hands: Hands): Promise<void> {
  const asked = view.edge ?? view.node ?? "";
  panel.dataset.shows = asked;
  if (!asked) return fill(panel, loaded.path ? along(loaded.path, view) : hint(view));
  fill(panel, loading());
  let content: Child;
  try {
    content = view.edge ? await edge(view.edge, loaded, view, hands) : await node(asked, view, loaded, hands);
  } catch (error) {
    content = [close(view), wrong(error)];
  }
  if (panel.dataset.shows === asked) fill(panel, content); // unless something else was clicked meanwhile
}

function hint({ open }: View): HTMLElement {
  return h(
    "div",
    { class: "hint" },
    h("h2", {}, "What is behind it"),
    open.length
      ? h("p", {}, "Click a dot to expand it: what it is tied to comes in beside it.")
      : h("p", {}, "A disc is a community: actors that have more to do with each other than with the rest. Click one to open or close it."),
    h("p", {}, "Click a line to read what is behind it: the incidents, who says so, how surely, and in which words."),
    h("p", {}, "Drag a dot, and it stays where you put it."),
    h("p", { class: "soft" }, "The lists below hold the same, and work without a mouse."),
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

async function edge(key: string, { network, whole }: Loaded, view: View, hands: Hands): Promise<Child> {
  const [source = "", kind = "", target = ""] = key.split(" ");
  const tie = network.edges.find((one) => one.key === key)?.attributes;
  if (tie?.kinds) return between(source, target, tieLabel(tie), tie.incidents ?? 0, whole?.communities ?? [], view, hands);
  const isUnfolded = view.unfolded.includes(key);
  const [{ items, next }, behind] = await Promise.all([
    once<Items<Statement>>(address("/claims", { edge: key, limit: 50 })).catch((error: unknown) => {
      if (tie?.incidents) return { items: [], next: null }; // a tie that incidents make is no triple
      throw error;
    }),
    tie?.incidents || isUnfolded ? once<Network>(address("/network/incidents", { edge: key })) : null,
  ]);
  const end = (iri: string): HTMLElement => h("a", { href: pageOf(iri) }, labelOf(iri, [network, behind], items));
  const incidents = behind?.nodes.filter(({ key: iri }) => iri.includes("/event/")) ?? [];
  const articles = new Set(items.map((claim) => claim.article)).size;
  const all = behind?.attributes.total_edges ?? incidents.length;
  return [
    close(view),
    h("h2", {}, end(source), " ", h("span", { class: "predicate" }, worded(kind)), " ", end(target)),
    h("p", { class: "soft" }, [behind && counted(all, "incident"), items.length > 0 && `${counted(items.length, "claim")}${next ? ", and more" : ""} in ${counted(articles, "article")}`].filter(Boolean).join(" · ")),
    incidents.length > 0 && [
      h("ul", { class: "behind" }, incidents.map(({ key: iri, attributes }) => h("li", {}, h("a", { href: pageOf(iri) }, titled({ label: attributes.label, date: attributes.date })), attributes.date && h("span", { class: "soft" }, ` ${dated(attributes.date)}`)))),
      all > incidents.length && h("p", { class: "soft" }, `and ${(all - incidents.length).toLocaleString("en")} earlier ones`),
      h("p", { class: "actions" }, h("button", { type: "button", onclick: () => hands.go({ ...view, unfolded: isUnfolded ? view.unfolded.filter((one) => one !== key) : [...view.unfolded, key] }) }, isUnfolded ? "Fold them up" : "Show them in the picture")),
    ],
    items.length ? claimList(items) : !incidents.length && empty("No claim is kept behind this tie."),
  ];
}

/** What ties a closed community to another one, or to an actor. */
function between(source: string, target: string, said: string, incidents: number, all: readonly Community[], view: View, hands: Hands): Child {
  const ends = [source, target].map((key) => ({ key: communityOf(key), of: all.find((one) => one.key === communityOf(key)) }));
  const closed = ends.flatMap(({ key }) => key ?? []);
  return [
    close(view),
    h("h2", {}, ends.map(({ of }, index) => [index > 0 && " and ", of?.label ?? "an actor"])),
    h("p", {}, `${said}.`),
    incidents > 0 && h("p", { class: "soft" }, `${counted(incidents, "incident")} behind these ties.`),
    h("p", { class: "actions" }, h("button", { type: "button", onclick: () => hands.go(closed.reduce<View>((so, one) => toggled(so, one, false), { ...view, edge: null })) }, closed.length > 1 ? "Open both" : "Open it")),
  ];
}

function labelOf(iri: string, networks: readonly (Network | null)[], claims: readonly Statement[]): string {
  for (const network of networks) {
    const found = network?.nodes.find((one) => one.key === iri)?.attributes.label;
    if (found) return found;
  }
  const claim = claims.find(({ subject, object }) => subject.iri === iri || object === iri);
  return claim ? (claim.subject.iri === iri ? claim.subject.label : claim.value) : iri;
}

async function node(key: string, view: View, loaded: Loaded, hands: Hands): Promise<Child> {
  const community = communityOf(key);
  if (community) return group(community, view, loaded, hands);
  const path = pathOf(key);
  if (!path) return h("p", {}, h("a", { href: key }, key));
  const thing = await once<Thing>(`/${path}`);
  const isCentre = view.open[0] === path;
  const isOpen = view.open.includes(path);
  const without = { ...view, open: view.open.filter((one) => one !== path), node: null };
  const inView = loaded.network.edges.filter(({ source, target }) => source === key || target === key).length;
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
      !isCentre && h("a", { class: "button", href: graphPage(key) }, view.open.length ? "Start here instead" : "Around it"),
      isOpen && !isCentre && h("button", { type: "button", onclick: () => hands.go(without) }, "Fold up"),
      !isCentre && h("button", { type: "button", onclick: () => hands.go({ ...view, hidden: [...view.hidden, path], node: null }) }, "Hide"),
    ),
    place(key, hands),
  ];
}

/** Buttons that move a dot, for those who cannot drag it. */
function place(key: string, hands: Hands): HTMLElement {
  const pinned = h("button", { type: "button", "data-pins": key, "aria-pressed": String(hands.isPinned(key)), title: "It stays where it is when others come" }, "Pin");
  const say = (): void => pinned.setAttribute("aria-pressed", String(hands.isPinned(key)));
  pinned.addEventListener("click", () => {
    hands.pin(key, !hands.isPinned(key));
    say();
  });
  const step = (sign: string, label: string, right: number, down: number): HTMLElement => h("button", { type: "button", class: "mini", "aria-label": label, title: label, onclick: () => {
    hands.nudge(key, right, down);
    say();
  } }, sign);
  return h("p", { class: "actions by-hand" }, pinned, step("←", "Move left", -1, 0), step("↑", "Move up", 0, -1), step("↓", "Move down", 0, 1), step("→", "Move right", 1, 0));
}

function group(key: string, view: View, { whole }: Loaded, hands: Hands): Child {
  const found = whole?.communities.find((one) => one.key === key);
  if (!found) return [close(view), empty("There is no such community in this picture.")];
  const { label, members, left_out, number, open, top } = found;
  return [
    close(view),
    h("p", { class: "kicker" }, h("span", { class: "dot", style: `--kind: ${communityColour(number)}` }), "Community"),
    h("h2", {}, label),
    h("p", {}, `${counted(members, "actor")} that have more to do with each other than with the rest.`),
    open && left_out > 0 && h("p", { class: "soft" }, `${separated(String(left_out))} of them, with fewest ties, are left out.`),
    h("ul", { class: "behind" }, top.map((ref) => h("li", {}, h("a", { href: pageOf(ref.iri) }, ref.label)))),
    members > top.length && h("p", { class: "soft" }, `and ${(members - top.length).toLocaleString("en")} more`),
    h("p", { class: "actions" }, h("button", { type: "button", onclick: () => hands.go(toggled(view, key, open)) }, open ? "Close it" : "Open it")),
  ];
}

function close(view: View): HTMLElement {
  return h("a", { class: "close", href: addressOf({ ...view, edge: null, node: null }), "aria-label": "Close" }, "×");
}
