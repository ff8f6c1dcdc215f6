// Two members beside each other: what each article says of them, and what speaks for and against their being one.
import { articlePage, pageOf } from "../addresses";
import { type Child, h } from "../dom";
import { kindOf } from "../palette";
import { dated, headed } from "../words";
import type { Pair, Side } from "./shapes";

const DECIDED = 50; // weights beyond this decide by themselves

/** Both sides, and the reasons below them. */
export function pairCard({ left, right, joined, reasons }: Pair): HTMLElement {
  const [against, speaksFor] = [reasons.filter(({ weight }) => weight < 0), reasons.filter(({ weight }) => weight >= 0)];
  return h(
    "div",
    { class: "pair" },
    h("div", { class: "sides" }, side(left, joined), side(right, joined)),
    h("div", { class: "sides reasons" }, column("Speaks for it", speaksFor), column("Speaks against it", against)),
  );
}

/** How sure it is that two are one, and what they are now. */
export function surely({ joined, score }: Pair): string {
  return `${joined ? "One" : "Two"} now; ${Math.round(score * 100)} % sure that ${joined ? "it is" : "they are"} one`;
}

/** A pair in a line: "Abu Taqwa (Levant Wire, 4 January 2024)". */
export function named({ names, label, ...told }: Side): Child {
  return [h("strong", {}, names[0] ?? label), h("span", { class: "soft" }, ` (${source(told)})`)];
}

/** What an article says of it. Where both sides are one now, the article tells them apart, and not the name. */
function side(told: Side, joined: boolean): HTMLElement {
  const iri = told.href.startsWith("/incidents/") ? "/event/" : "";
  return h(
    "article",
    { class: "side" },
    h("p", { class: "kicker" }, h("span", { class: iri ? "dot square" : "dot", style: `--kind: ${kindOf(told.class, iri).colour}` }), [headed(told.class), told.country].filter(Boolean).join(", ")),
    h("h3", {}, joined ? h("a", { href: articlePage(told.article) }, source(told)) : h("a", { href: pageOf(told.href) }, told.label)),
    !iri && told.names.join() !== told.label && h("p", { class: "soft" }, "Called ", told.names.join("; ")),
    quote(told),
    !joined && h("p", { class: "soft" }, h("a", { href: articlePage(told.article) }, source(told))),
  );
}

function source({ publisher, published, article }: Pick<Side, "publisher" | "published" | "article">): string {
  return [publisher ?? article, dated(published?.slice(0, 10))].filter(Boolean).join(", ");
}

function quote({ quote: told }: Side): HTMLElement | null {
  if (!told) return null;
  const points = Array.from(told.sentence);
  const cut = (start: number, end?: number): string => points.slice(start, end).join("");
  return h("blockquote", {}, cut(0, told.start), h("mark", {}, cut(told.start, told.end)), cut(told.end));
}

function column(heading: string, reasons: Pair["reasons"]): HTMLElement {
  const loudest = [...reasons].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return h(
    "div",
    {},
    h("h4", {}, heading),
    loudest.length
      ? h("ul", {}, loudest.map(({ what, weight, detail }) => h("li", {}, h("span", { class: "weight" }, weighed(weight)), h("span", {}, what.replace(/^against: /, ""), detail && h("span", { class: "soft" }, `: ${detail}`)))))
      : h("p", { class: "soft" }, "Nothing"),
  );
}

function weighed(weight: number): string {
  if (Math.abs(weight) >= DECIDED) return weight > 0 ? "always" : "never";
  return `${weight < 0 ? "−" : "+"}${Math.abs(weight).toFixed(1)}`;
}
