// An article: its text with what was read in it, and what each stretch says.
import { articlePage } from "../addresses";
import { takeAway } from "../away";
import { citations } from "../citing";
import { session } from "../desk/session";
import { takeBack } from "../desk/take-back";
import { fill, h } from "../dom";
import { claimsTable, readText } from "../reading";
import type { Show } from "../router";
import { address } from "../server";
import { article } from "../text";
import { counted, dated } from "../words";

export const show: Show = async ({ main, slug, title, hash }) => {
  const page = await article(slug);
  const { report, claims } = page;
  title(report.headline ?? report.id);
  const text = readText(page);
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
        takeAway(
          [
            { label: "Claims as CSV", href: address("/claims", { article: report.id, withheld: "true", limit: 1000, format: "csv" }) },
            { label: "JSON", href: address(`/articles/${encodeURIComponent(report.id)}`, {}) },
            { label: "Turtle", href: address(`/articles/${encodeURIComponent(report.id)}`, { format: "turtle" }) },
          ],
          [],
          citations(report),
        ),
        takeBack(report),
      ),
      text.element,
      h("section", {}, h("h2", {}, counted(claims.length, "claim"), " read in it"), claimsTable(page, { judged: session() !== null })),
    ),
  );
  text.mark(hash);
  return (changed) => text.mark(changed.hash);
};
