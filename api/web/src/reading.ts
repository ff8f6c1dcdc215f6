// What was read in an article: its text with the stretches marked, beside it what each says, and all claims as a table.
import { articlePage } from "./addresses";
import { stance, triple } from "./claims";
import { fill, h } from "./dom";
import { judging } from "./judging";
import { markedText, stretchOf } from "./marks";
import type { ArticlePage, Statement } from "./shapes";
import { type Column, table } from "./table";

export interface ReadText {
  element: HTMLElement;
  /** Marks the stretch that a fragment "#char=START,END" names, and shows what it says. */
  mark(hash: string): void;
}

/** Text and margin. Without `linked`, as for an article that is not kept, nothing leads to pages of the graph. */
export function readText(page: ArticlePage, linked = true): ReadText {
  const { claims } = page;
  const text = h("div", { class: "article-text" });
  const margin = h("aside", { class: "margin", "aria-label": "What this stretch says", "aria-live": "polite" });
  const tell = (said: readonly Statement[]): void =>
    fill(margin, said.map((claim) => h("div", { class: "told" }, h("p", {}, triple(claim, linked), " ", stance(claim)), cited(claim))));
  const point = (event: Event): void => {
    const iris = (event.target as Element).closest<HTMLElement>("[data-claims]")?.dataset.claims?.split(" ");
    if (iris) tell(claims.filter((claim) => iris.includes(claim.iri)));
  };
  text.addEventListener("pointerover", point);
  text.addEventListener("focusin", point);
  const mark = (at: string): void => {
    const stretch = stretchOf(at);
    fill(text, markedText(page, stretch, linked));
    hint(margin, claims.length);
    const found = text.querySelector("mark.first") ?? text.querySelector("mark");
    if (!stretch || !found) return;
    const said = claims.filter(({ start, end, headline }) => !headline && start < stretch.end && end > stretch.start);
    if (said.length) tell(said);
    found.setAttribute("tabindex", "-1");
    (found as HTMLElement).focus({ preventScroll: true });
    found.scrollIntoView({ block: "center" });
  };
  return { element: h("div", { class: "article-and-margin" }, text, margin), mark };
}

function hint(margin: HTMLElement, claims: number): void {
  const said = claims ? "Point at a shaded stretch: what it says is shown here. The table below holds the same." : "Nothing was read in it.";
  fill(margin, h("p", { class: "soft" }, said), h("p", { class: "legend soft" }, h("span", {}, h("span", { class: "said" }, "shaded"), " a claim"), h("span", {}, h("span", { class: "mention" }, "underlined"), " an actor, place or incident")));
}

function cited(claim: Statement): HTMLElement | null {
  return claim.source_text ? h("p", { class: "soft" }, "according to ", claim.source_text) : null;
}

/** The claims in the order of the text; to be judged by those who have signed in, where the article is kept. */
export function claimsTable({ report, claims }: ArticlePage, { linked = true, judged = false } = {}): HTMLElement {
  const ordered = [...claims].sort((a, b) => a.start - b.start || a.end - b.end);
  const columns: Column<Statement>[] = [
    { head: "What", cell: (claim) => triple(claim, linked) },
    { head: "How", help: "the-words-beside-a-claim", cell: (claim) => [stance(claim), !claim.believed && h("p", { class: "soft" }, claim.judgement ? `judged ${claim.judgement}` : "not believed")] },
    { head: "According to", cell: (claim) => claim.source_text ?? "" },
    { head: "Words", cell: (claim) => (linked ? h("a", { href: articlePage(report.id, claim) }, `“${claim.quote}”`) : `“${claim.quote}”`) },
  ];
  return table("Claims read in this article", judged ? [...columns, { head: "Judge", cell: judging }] : columns, ordered, { stacked: true });
}
