// What changed since a day, newest first: of the whole graph, or of one actor, place, war or incident.
import { articlePage, decoded, pageOf } from "../addresses";
import { takeAway } from "../away";
import { webhooks } from "../desk/webhooks";
import { type Child, fill, h } from "../dom";
import { empty, loading } from "../moments";
import { type Show, visit } from "../router";
import { address, json } from "../server";
import type { ChangeItem, Changes, Thing } from "../shapes";
import { counted, dated } from "../words";

const DAYS = 7;
const MOST = "200";

export const show: Show = async ({ main, params, title, signal }) => {
  const about = params.get("about");
  const since = params.get("since") ?? ago(DAYS);
  const asked = { since, limit: MOST, ...(about && { about }) };
  fill(main, loading());
  const [told, name] = await Promise.all([json<Changes>(address("/changes", asked), signal), about ? named(about, signal) : ""]);
  title(name ? `What changed of ${name}` : "What changed");
  const feed = about ? { about } : {};
  fill(
    main,
    h(
      "div",
      { class: "page changes" },
      h(
        "header",
        { class: "thing-head" },
        h("h1", {}, "What changed", name && [" of ", h("a", { href: pageOf(`/${kindOf(about ?? "")}`) }, name)]),
        h("p", { class: "actions" }, since_(since, about), h("a", { class: "button", href: address("/changes.atom", feed), target: "_self" }, "Atom feed"), h("a", { class: "button", href: address("/changes.json", feed), target: "_self" }, "JSON Feed"), takeAway([{ label: "CSV", href: address("/changes", { ...asked, limit: 1000, format: "csv" }) }, { label: "JSON", href: address("/changes", { ...asked, limit: 1000 }) }])),
      ),
      told.items.length ? grouped(told.items).map(([at, items]) => publication(at, items)) : empty(`Nothing changed since ${dated(since)}.`),
      told.left_out > 0 && h("p", { class: "soft" }, `${counted(told.left_out, "older change")} more.`),
      webhooks(about ?? "", name),
    ),
  );
};

/** The field that says from which day on. */
function since_(since: string, about: string | null): HTMLElement {
  const field = h("input", { type: "date", value: since });
  field.addEventListener("change", () => {
    if (field.value) visit(address("/explore/changes", { since: field.value, ...(about && { about }) }));
  });
  return h("label", {}, "Since ", field);
}

function publication(at: string, items: readonly ChangeItem[]): HTMLElement {
  const time = at.slice(11, 16);
  return h("section", {}, h("h2", {}, `${dated(at.slice(0, 10))}, ${time} UTC`), h("ul", { class: "newest" }, items.map(line)));
}

function line({ href, label, words, quote, article }: ChangeItem): HTMLElement {
  const source: Child = article && [" (", h("a", { href: articlePage(article) }, article), ")"];
  return h("li", {}, h("a", { href: pageOf(href) }, label), `: ${words}`, quote && h("span", { class: "soft" }, ` “${quote}”`, source));
}

/** The changes of each publication, which made them at one time. */
function grouped(items: readonly ChangeItem[]): [string, ChangeItem[]][] {
  const found = new Map<string, ChangeItem[]>();
  for (const item of items) found.set(item.at, [...(found.get(item.at) ?? []), item]);
  return [...found];
}

/** What a thing is called; what is gone goes by the last part of its address. */
async function named(about: string, signal: AbortSignal): Promise<string> {
  try {
    return (await json<Thing>(`/${kindOf(about)}`, signal)).label;
  } catch {
    signal.throwIfAborted();
    return decoded(about.split("/").pop() ?? about);
  }
}

/** The API's path of what is watched: incidents are told by their IRIs, all others by slugs. */
function kindOf(about: string): string {
  const slug = about.split("/").pop() ?? about;
  return `${about.includes("/event/") ? "incidents" : "entities"}/${encodeURIComponent(decoded(slug))}`;
}

function ago(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
