// All that is called like some words: each told apart by what it is, where, and where articles speak of it.
import { pageOf } from "../addresses";
import { takeAway } from "../away";
import { fill, h } from "../dom";
import { facetBox, withChoice } from "../facets";
import { empty, loading, wrong } from "../moments";
import { kindOf } from "../palette";
import { type Show, type Visit, visit } from "../router";
import { address, json } from "../server";
import type { FoundPage, HitInContext } from "../shapes";
import { counted, dated, headed } from "../words";

const HERE = "/explore/search";

export const show: Show = async (first) => {
  const field = h("input", { type: "search", name: "q", "aria-label": "Name or words of a headline", placeholder: "Name or words of a headline" });
  const form = h("form", { class: "inline" }, field, h("button", { type: "submit" }, "Find"));
  const status = h("p", { class: "soft status", role: "status" });
  const facets = facetBox();
  const list = h("ol", { class: "results" });
  const away = h("div", {});
  const more = h("button", { type: "button", class: "more", hidden: true }, "Show more");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    visit(address(HERE, { q: field.value.trim() }));
  });
  fill(first.main, h("div", { class: "page with-facets" }, h("div", { class: "toolbar" }, h("h1", {}, "Search"), status, away), form, h("div", { class: "faceted" }, facets.element, h("div", {}, list, more))));

  async function page(at: string, signal: AbortSignal): Promise<FoundPage | null> {
    more.hidden = true;
    try {
      const found = await json<FoundPage>(at, signal);
      list.append(...found.items.map(line));
      more.hidden = !found.next;
      more.onclick = () => found.next && void page(found.next, signal);
      return found;
    } catch (error) {
      if (!signal.aborted) fill(list, h("li", {}, wrong(error)));
      return null;
    }
  }

  async function update({ params, signal, title }: Visit): Promise<void> {
    const q = params.get("q") ?? "";
    field.value = q;
    title(q ? `Search: ${q}` : "Search");
    fill(list);
    fill(status);
    fill(away);
    if (!q) return fill(list, h("li", {}, empty("Type a name, or words of a headline.")));
    fill(status, loading());
    const asked = { q, kind: params.get("kind"), class: params.get("class") };
    const file = (label: string, format: string | null) => ({ label, href: address("/search/results", { ...asked, limit: 1000, format }) });
    fill(away, takeAway([file("CSV", "csv"), file("JSON", null)]));
    const found = await page(address("/search/results", asked), signal);
    fill(status, found && counted(found.facets.total, "result"));
    if (!found) return;
    facets.show(found.facets, (parameter, value, chosen) => withChoice(HERE, params, parameter, value, chosen));
    if (!found.items.length) fill(list, h("li", {}, empty(`Nothing goes by a name like “${q}”. `, params.size > 1 && h("a", { href: address(HERE, { q }) }, "Search everything"))));
  }

  await update(first);
  return update;
};

function line(hit: HitInContext): HTMLElement {
  const what = hit.kind === "article" ? "Article" : headed(hit.class);
  const also = hit.name && hit.name !== hit.label;
  const told = hit.kind === "article" ? dated(hit.last?.slice(0, 10)) : [counted(hit.articles, "article"), hit.last && `last ${dated(hit.last.slice(0, 10))}`].filter(Boolean).join(", ");
  // An actor has no country of its own here: it is told where it acts or suffers.
  const where = hit.country && (hit.kind === "incident" || ["Place", "Facility"].includes(hit.class) ? hit.country : `incidents mostly in ${hit.country}`);
  return h(
    "li",
    {},
    h("p", {}, h("span", { class: hit.kind === "incident" ? "dot square" : "dot", style: `--kind: ${hit.kind === "article" ? "transparent" : kindOf(hit.class, hit.iri).colour}` }), h("a", { href: pageOf(hit.href) }, hit.label), also && h("span", { class: "soft" }, ` as “${hit.name}”`)),
    h("p", { class: "soft" }, [what, where, hit.publisher, told].filter(Boolean).join(" · ")),
  );
}
