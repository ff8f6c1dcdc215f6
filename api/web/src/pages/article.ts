// An article: its text with what was read in it, and what each stretch says.
import { articlePage } from "../addresses";
import { stance, triple } from "../claims";
import { fill, h } from "../dom";
import { markedText, stretchOf } from "../marks";
import type { Show } from "../router";
import type { ArticlePage, Statement } from "../shapes";
import { table } from "../table";
import { article } from "../text";
import { counted, dated } from "../words";

export const show: Show = async ({ main, slug, title, hash }) => {
  const page = await article(slug);
  const { report, claims } = page;
  title(report.headline ?? report.id);
  const text = h("div", { class: "article-text" });
  const margin = h("aside", { class: "margin", "aria-label": "What this stretch says", "aria-live": "polite" });
  fill(
    main,
    h(
      "div",
      { class: "page article" },
      h(
        "header",
        { class: "thing-head" },
        h("p", { class: "kicker" }, [report.publisher, dated(report.published?.slice(0, 10))].filter(Boolean).join(" · ")),
        h("h1", {}, report.headline ?? report.id),
        report.copy_of && h("p", { class: "notice" }, "A copy of ", h("a", { href: articlePage(report.copy_of) }, report.copy_of), ": it counts as no witness of its own."),
        report.url && h("p", { class: "soft" }, h("a", { href: report.url, rel: "noreferrer" }, report.url)),
      ),
      h("div", { class: "article-and-margin" }, text, margin),
      h("section", {}, h("h2", {}, counted(claims.length, "claim"), " read in it"), claimsTable(page)),
    ),
  );

  const mark = (at: string): void => {
    fill(text, markedText(page, stretchOf(at)));
    hint(margin, claims.length);
    const stretch = stretchOf(at);
    const found = text.querySelector("mark.first") ?? text.querySelector("mark");
    if (!stretch || !found) return;
    const said = claims.filter(({ start, end, headline }) => !headline && start < stretch.end && end > stretch.start);
    if (said.length) tell(margin, said);
    found.setAttribute("tabindex", "-1");
    (found as HTMLElement).focus({ preventScroll: true });
    found.scrollIntoView({ block: "center" });
  };
  const point = (event: Event): void => {
    const iris = (event.target as Element).closest<HTMLElement>("[data-claims]")?.dataset.claims?.split(" ");
    if (iris) tell(margin, claims.filter((claim) => iris.includes(claim.iri)));
  };
  text.addEventListener("pointerover", point);
  text.addEventListener("focusin", point);
  mark(hash);
  return (changed) => mark(changed.hash);
};

function hint(margin: HTMLElement, claims: number): void {
  const said = claims ? "Point at a shaded stretch: what it says is shown here. The table below holds the same." : "Nothing was read in it.";
  fill(margin, h("p", { class: "soft" }, said), h("p", { class: "legend soft" }, h("span", {}, h("span", { class: "said" }, "shaded"), " a claim"), h("span", {}, h("span", { class: "mention" }, "underlined"), " an actor, place or incident")));
}

function tell(margin: HTMLElement, claims: readonly Statement[]): void {
  fill(margin, claims.map((claim) => h("div", { class: "told" }, h("p", {}, triple(claim), " ", stance(claim)), cited(claim))));
}

function cited(claim: Statement): HTMLElement | null {
  return claim.source_text ? h("p", { class: "soft" }, "according to ", claim.source_text) : null;
}

function claimsTable({ report, claims }: ArticlePage): HTMLElement {
  const ordered = [...claims].sort((a, b) => a.start - b.start || a.end - b.end);
  return table("Claims read in this article", [
    { head: "What", cell: (claim) => triple(claim) },
    { head: "How", cell: stance },
    { head: "According to", cell: (claim) => claim.source_text ?? "" },
    { head: "Words", cell: (claim) => h("a", { href: articlePage(report.id, claim) }, `“${claim.quote}”`) },
  ], ordered);
}
