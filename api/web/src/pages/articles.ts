// The list of articles, the newest first.
import { allOf, articlePage, withChanges } from "../addresses";
import { takeAway } from "../away";
import { fill, h } from "../dom";
import { facetBox, withChoice } from "../facets";
import { empty, wrong } from "../moments";
import { type Show, type Visit, visit } from "../router";
import { address, json } from "../server";
import type { Facets, Items, Report } from "../shapes";
import { counted, dated } from "../words";

const HERE = "/explore/articles";
const FILTERS = ["q", "publisher", "since", "until", "about", "class", "copies"];
const DAYS = { since: "from", until: "to" };

export const show: Show = async (first) => {
  first.title("Articles");
  const status = h("p", { class: "soft status", role: "status" });
  const facets = facetBox();
  const list = h("ul", { class: "articles" });
  const more = h("button", { type: "button", class: "more", hidden: true }, "Show more");
  const field = h("input", { type: "search", name: "q", "aria-label": "Words of the headline", placeholder: "Words of the headline" });
  const days = Object.entries(DAYS).map(([name, word]) => [name, h("input", { type: "date", name, "aria-label": `Published ${word}` })] as const);
  const form = h("form", { class: "inline" }, field, h("button", { type: "submit" }, "Find"), days.map(([name, input]) => h("label", {}, DAYS[name as keyof typeof DAYS], " ", input)));
  let params = first.params;
  const changed = (changes: Record<string, string>): string => withChanges(HERE, params, changes);
  const away = h("div", {});
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    visit(changed({ q: field.value.trim() }));
  });
  for (const [name, input] of days) input.addEventListener("change", () => visit(changed({ [name]: input.value })));
  fill(first.main, h("div", { class: "page with-facets" }, h("div", { class: "toolbar" }, h("h1", {}, "Articles"), status, away), form, h("div", { class: "faceted" }, facets.element, h("div", {}, list, more))));

  async function page(at: string, signal: AbortSignal): Promise<void> {
    more.hidden = true;
    try {
      const { items, next } = await json<Items<Report>>(at, signal);
      list.append(...items.map(line));
      if (!list.children.length) fill(list, h("li", {}, empty("No article passes these filters. ", h("a", { href: HERE }, "Show all"))));
      more.hidden = !next;
      more.onclick = () => next && void page(next, signal);
    } catch (error) {
      if (!signal.aborted) list.append(h("li", {}, wrong(error)));
    }
  }

  async function count(asked: Record<string, readonly string[]>, signal: AbortSignal): Promise<void> {
    const found = await json<Facets>(address("/facets/articles", asked), signal).catch(() => null);
    if (signal.aborted || !found) return;
    fill(status, counted(found.total, "article"));
    facets.show(found, (parameter, value, chosen) => withChoice(HERE, params, parameter, value, chosen, ["about"]));
  }

  async function update({ params: now, signal }: Visit): Promise<void> {
    params = now;
    field.value = params.get("q") ?? "";
    for (const [name, input] of days) input.value = params.get(name) ?? "";
    fill(list);
    const asked = allOf(params, FILTERS);
    const file = (label: string, format: string | null) => ({ label, href: address("/articles", { ...asked, order: "newest", limit: 1000, format }) });
    fill(away, takeAway([file("CSV", "csv"), file("JSON", null)]));
    await Promise.all([page(address("/articles", { ...asked, order: "newest", limit: 50 }), signal), count(asked, signal)]);
  }

  await update(first);
  return update;
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
