// Adding an article: pasted or dropped, shown with what is read in it, and only then kept.
import { articlePage } from "../addresses";
import { problem } from "../desk/outcome";
import { session, told } from "../desk/session";
import type { Reading } from "../desk/shapes";
import { signInFirst } from "../desk/sign-in";
import { readingAway } from "../desk/taken";
import { fill, h } from "../dom";
import { loading, wrong } from "../moments";
import { claimsTable, readText } from "../reading";
import type { Show } from "../router";
import type { ArticlePage } from "../shapes";
import { counted, dated } from "../words";

const ABOUT = "Paste a text, or drop files. What is read in it is shown first; nothing is kept before you say so.";
const FIELDS = [
  { name: "title", label: "Headline", type: "text" },
  { name: "publisher", label: "Outlet", type: "text" },
  { name: "date", label: "Published", type: "date" },
  { name: "url", label: "Address", type: "url" },
] as const;

/** What is sent: once to see what is read in it, and again to keep it. */
type Body = FormData | Record<string, string>;

export const show: Show = async ({ main, title }) => {
  title("Add an article");
  if (!session()) return fill(main, signInFirst("Add an article", ABOUT));
  const text = h("textarea", { name: "text", rows: 12, required: true, "aria-label": "The article's text", placeholder: "The article's text" });
  const fields = FIELDS.map(({ name, label, type }) => ({ name, field: h("input", { name, type }), label }));
  const file = h("input", { type: "file", multiple: true, "aria-label": "Files: text, HTML, JSON Lines" });
  const shown = h("div", { class: "readings", "aria-live": "polite" });
  const form = h(
    "form",
    { class: "add" },
    text,
    h("div", { class: "params" }, fields.map(({ field, label }) => h("label", {}, label, field))),
    h("p", { class: "actions" }, h("button", { class: "primary" }, "Read it"), h("span", { class: "soft" }, "or"), h("label", {}, "files ", file)),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = [["text", text.value], ...fields.map(({ name, field }) => [name, field.value.trim()])];
    void read([Object.fromEntries(said.filter(([, value]) => value)) as Record<string, string>]);
  });
  file.addEventListener("change", () => {
    void read([...(file.files ?? [])].map(asForm));
    file.value = "";
  });
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("dropping");
  });
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dropping");
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length) void read(files.map(asForm));
    else text.value = event.dataTransfer?.getData("text/plain") ?? text.value;
  });

  /** Shows what is read in each, one after the other. */
  async function read(bodies: readonly Body[]): Promise<void> {
    fill(shown);
    for (const body of bodies) {
      const place = h("div", {}, loading("Reading …"));
      shown.append(place);
      place.scrollIntoView({ block: "nearest" });
      try {
        const { items } = await told<{ items: Reading[] }>("/readings", { method: "POST", body });
        fill(place, offered(items, body));
      } catch (error) {
        fill(place, wrong(error));
      }
    }
    shown.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }
  fill(main, h("div", { class: "page adding" }, h("header", { class: "thing-head" }, h("h1", {}, "Add an article"), h("p", { class: "standfirst" }, ABOUT)), form, shown));
};

function asForm(file: File): FormData {
  const form = new FormData();
  form.append("file", file);
  return form;
}

/** What is read in one body, to be kept or discarded as a whole. */
function offered(items: readonly Reading[], body: Body): HTMLElement {
  const pages = items.filter(({ page }) => page);
  const status = h("span", { role: "status" });
  const keep = h("button", { type: "button", class: "primary" }, pages.length > 1 ? `Keep all ${pages.length}` : "Keep it");
  const discard = h("button", { type: "button" }, "Discard");
  const box = h("section", { class: "reading" });
  keep.addEventListener("click", () => {
    keep.disabled = discard.disabled = true;
    fill(status, "Keeping …");
    told<{ items: { id: string | null; status: string }[] }>("/articles", { method: "POST", body }).then(
      ({ items: kept }) => fill(box, h("p", { class: "notice", role: "status" }, "Kept: ", kept.flatMap(({ id, status }, n) => (id && status !== "failed" ? [n > 0 && ", ", h("a", { href: articlePage(id) }, pages[n]?.page?.report.headline ?? id)] : [])))),
      (error: unknown) => {
        keep.disabled = discard.disabled = false;
        fill(status, problem(error));
      },
    );
  });
  discard.addEventListener("click", () => box.remove());
  fill(box, pages.length > 0 && readingAway(pages.flatMap(({ page }) => page ?? [])), items.map(one), h("p", { class: "actions keep" }, pages.length > 0 && keep, discard, status));
  return box;
}

function one({ id, reason, known, page }: Reading): HTMLElement {
  if (!page) return h("div", {}, wrong(new Error(reason ?? "It cannot be read.")));
  const { report } = page;
  const text = readText(page, false);
  text.mark("");
  return h(
    "article",
    {},
    h("p", { class: "kicker" }, [report.publisher, dated(report.published?.slice(0, 10)) || "undated"].filter(Boolean).join(" · ")),
    h("h2", { tabindex: "-1" }, report.headline ?? id),
    h("p", { class: "soft" }, summed(page)),
    known && h("p", { class: "notice" }, "The graph holds an article of this id: to keep this one is to replace that."),
    reason && h("p", { class: "notice" }, reason),
    text.element,
    h("details", {}, h("summary", {}, `All ${counted(page.claims.length, "claim")}`), claimsTable(page, { linked: false })),
  );
}

/** "2 incidents, 7 actors and places, 23 claims, of which 4 are not believed". */
function summed({ mentions, claims }: ArticlePage): string {
  const things = new Set([...mentions.map(({ iri }) => iri), ...claims.map(({ subject }) => subject.iri)]);
  const incidents = [...things].filter((iri) => iri.includes("/event/")).length;
  const doubted = claims.filter(({ believed }) => !believed).length;
  return [counted(incidents, "incident"), counted(things.size - incidents, "actor and place", "actors and places"), counted(claims.length, "claim") + (doubted ? `, of which ${doubted} not believed` : "")].join(", ");
}
