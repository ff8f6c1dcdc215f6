// Claims as people read them: who says so, how surely, in which words, and where.
import { articlePage, pageOf } from "./addresses";
import { type Child, fill, h } from "./dom";
import { helped } from "./help";
import { judging } from "./judging";
import type { Ref, Report, Statement } from "./shapes";
import { Text, article } from "./text";
import { STANCES, dated, valued, worded } from "./words";

/** A list of claims; quotes get the sentence around them when the articles have come. */
export function claimList(claims: readonly Statement[], reports: readonly Report[] = []): HTMLElement {
  const known = new Map(reports.map((report) => [report.id, report]));
  return h("ul", { class: "claims" }, claims.map((claim) => h("li", {}, claimCard(claim, claim.report ?? known.get(claim.article)))));
}

/** A claim's triple in words: "Harakat al-Nujaba · attacked · Tower 22"; with links, where there are pages for it. */
export function triple(claim: Statement, linked = true): Child[] {
  const thing = (iri: string, label: string): HTMLElement => (linked ? h("a", { href: pageOf(iri) }, label) : h("span", {}, label));
  return [
    thing(claim.subject.iri, claim.subject.label), " ",
    h("span", { class: "predicate" }, worded(claim.predicate)), " ",
    claim.object ? thing(claim.object, claim.value) : h("strong", {}, valued(claim)),
  ];
}

/** How the article, or its source, means it; leads to what that means. */
export function stance(claim: Statement): HTMLElement {
  const { word, about } = STANCES[claim.factuality];
  const made = helped(word, word, about);
  made.className = `stance ${claim.factuality.toLowerCase()}`;
  return made;
}

/** Whose article it is. */
export function outletOf(report: Report | null | undefined): string {
  return report?.publisher ?? "An unnamed outlet";
}

/** Who says so: the outlet, and whom it quotes. */
export function speaker(report: Report | null | undefined, source: { source?: Ref | string | null; source_text?: string | null }): Child[] {
  const cited = source.source_text ?? (typeof source.source === "object" ? source.source?.label : null);
  return [h("strong", {}, outletOf(report)), cited ? [", citing ", h("span", { class: "cited" }, cited)] : ", in its own voice"];
}

function claimCard(claim: Statement, report: Report | undefined): HTMLElement {
  const surely = claim.confidence !== null && [` · read with ${Math.round(claim.confidence * 100)} % `, helped("confidence", "confidence")];
  return h(
    "article",
    { class: "claim" },
    h("p", { class: "claim-triple" }, triple(claim), " ", stance(claim)),
    quote(claim),
    h(
      "p",
      { class: "claim-source soft" },
      speaker(report, claim),
      report?.published && `, ${dated(report.published.slice(0, 10))}`,
      claim.page && `, page ${claim.page}`,
      surely,
      report?.copy_of && " · copied from another article",
      claim.inferred && [" · ", helped("inferred", "inferred"), " from the text around it"],
      claim.judgement && ` · judged ${claim.judgement}`,
      !claim.believed && !claim.judgement && [" · ", helped("not believed", "believed"), ": read too unsurely, or of nobody in particular"],
    ),
    h("p", {}, h("a", { class: "to-article", href: articlePage(claim.article, claim) }, report?.headline ?? claim.article)),
    judging(claim),
  );
}

/** A claim's quote, marked in its sentence as soon as the article is there. */
export function quote(claim: Statement): HTMLElement {
  const made = h("blockquote", {}, "… ", h("mark", {}, claim.quote), " …");
  if (claim.headline) return made; // the headline is shown beside it
  article(claim.article).then(
    ({ text }) => {
      const [before, within, after] = new Text(text).around(claim.start, claim.end);
      fill(made, before, h("mark", {}, within), after);
    },
    () => undefined, // without the article, the quote alone stays
  );
  return made;
}
