// The list of articles.
import { articlePage } from "../addresses";
import { fill, h } from "../dom";
import { empty, wrong } from "../moments";
import { type Show, visit } from "../router";
import { address, json } from "../server";
import type { Items, Report } from "../shapes";
import { dated } from "../words";

export const show: Show = async ({ main, params, title, signal }) => {
  title("Articles");
  const list = h("ul", { class: "articles" });
  const more = h("button", { type: "button", class: "more", hidden: true }, "Show more");
  const field = h("input", { type: "search", name: "q", value: params.get("q") ?? "", "aria-label": "Words of the headline or the text", placeholder: "Words of the headline or the text" });
  const form = h("form", { class: "inline" }, field, h("button", { type: "submit" }, "Find"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    visit(address("/explore/articles", { q: field.value.trim() }));
  });
  fill(main, h("div", { class: "page" }, h("h1", {}, "Articles"), form, list, more));

  async function page(at: string): Promise<void> {
    more.hidden = true;
    try {
      const { items, next } = await json<Items<Report>>(at, signal);
      list.append(...items.map(line));
      if (!list.children.length) fill(list, h("li", {}, empty("No article has these words.")));
      more.hidden = !next;
      more.onclick = () => next && void page(next);
    } catch (error) {
      if (!signal.aborted) list.append(h("li", {}, wrong(error)));
    }
  }

  async function first(query: URLSearchParams): Promise<void> {
    fill(list);
    await page(address("/articles", { q: query.get("q"), publisher: query.get("publisher"), order: "newest", limit: 50 }));
  }

  await first(params);
  return ({ params: changed }) => {
    field.value = changed.get("q") ?? "";
    return first(changed);
  };
};

function line(report: Report): HTMLElement {
  return h(
    "li",
    {},
    h("p", { class: "kicker" }, [report.publisher, dated(report.published?.slice(0, 10))].filter(Boolean).join(" · ")),
    h("h2", {}, h("a", { href: articlePage(report.id) }, report.headline ?? report.id)),
    report.copy_of && h("p", { class: "soft" }, "A copy of ", h("a", { href: articlePage(report.copy_of) }, report.copy_of)),
  );
}
