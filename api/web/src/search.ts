// The search: suggestions as you type, by the combobox pattern of the ARIA practices.
import { pageOf } from "./addresses";
import { fill, h } from "./dom";
import { kindOf } from "./palette";
import { visit } from "./router";
import { address, json } from "./server";
import type { Hit, Items } from "./shapes";
import { headed } from "./words";

const WAIT = 120; // milliseconds between the last key and the question
const AT_MOST = 8;
const RESULTS = "/explore/search";

/** A search field with its list of suggestions; "/" anywhere goes to the first on the page. `pick` is told what is chosen. */
export function searchBox(id: string, label: string, { pick = goTo, kinds = [] as readonly Hit["kind"][] } = {}): HTMLElement {
  const whole = pick === goTo; // only who goes somewhere can go to the page of results
  const list = h("ul", { id: `${id}-list`, class: "hits", role: "listbox", "aria-label": "Suggestions", hidden: true });
  const said = h("p", { class: "visually-hidden", role: "status" });
  const field = h("input", {
    id, type: "search", role: "combobox", placeholder: label, "aria-label": label, autocomplete: "off",
    spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    enterkeyhint: "go",
  });
  let hits: Hit[] = [];
  let chosen = -1;
  let asking = new AbortController();
  let timer = 0;

  function close(): void {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(index: number): void {
    chosen = index;
    for (const [i, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(i === index));
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `${id}-${index}`);
    list.children[index]?.scrollIntoView({ block: "nearest" });
  }

  function go(at: number): void {
    const hit = hits[at];
    const q = field.value.trim();
    if (!hit && (!whole || !q)) return;
    field.value = "";
    close();
    field.blur();
    if (hit) pick(hit);
    else visit(address(RESULTS, { q }));
  }

  async function suggest(): Promise<void> {
    asking.abort();
    const q = field.value.trim();
    if (!q) return close();
    asking = new AbortController();
    try {
      ({ items: hits } = await json<Items<Hit>>(address("/search", { q, kind: kinds, limit: AT_MOST }), asking.signal));
    } catch (error) {
      if (asking.signal.aborted) return;
      hits = [];
      said.textContent = error instanceof Error ? error.message : String(error);
    }
    fill(list, hits.length ? hits.map((hit, i) => option(hit, `${id}-${i}`)) : nothing(q), hits.length > 0 && whole && all(q, `${id}-${hits.length}`));
    said.textContent = hits.length ? `${hits.length} suggestions` : "Nothing by a name like that";
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    choose(-1);
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void suggest();
      const steps = list.querySelectorAll("[role=option]:not([aria-disabled])").length + 1; // one more than there are: back to what was typed
      choose(((chosen + 1 + (event.key === "ArrowDown" ? 1 : steps - 1)) % steps) - 1);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault(); // the first Escape closes the list, the next clears the field
      close();
    }
  });
  field.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus in the field
  list.addEventListener("click", (event) => {
    const option = (event.target as Element).closest("[role=option]:not([aria-disabled])");
    if (option) go([...list.children].indexOf(option));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target as Element)) return;
    if (document.querySelector("input[role=combobox]") !== field) return;
    event.preventDefault();
    field.focus();
  });
  const form = h("form", { class: "search", role: "search" }, field, h("kbd", { "aria-hidden": "true" }, "/"), list, said);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (chosen < 0 && field.value.trim()) await suggest();
    if (chosen >= 0 || hits.length) go(Math.max(chosen, 0));
  });
  return form;
}

function goTo(hit: Hit): void {
  visit(pageOf(hit.href));
}

function option(hit: Hit, id: string): HTMLElement {
  const also = hit.name && hit.name !== hit.label ? ` as “${hit.name}”` : "";
  const colour = hit.kind === "article" ? "transparent" : kindOf(hit.class, hit.iri).colour;
  return h(
    "li",
    { id, role: "option", "aria-selected": "false" },
    h("span", { class: "dot", style: `--kind: ${colour}` }),
    h("span", { class: "hit-label" }, hit.label, also && h("span", { class: "soft" }, also)),
    h("span", { class: "soft" }, hit.kind === "article" ? "Article" : headed(hit.class)),
  );
}

function all(q: string, id: string): HTMLElement {
  return h("li", { id, class: "all", role: "option", "aria-selected": "false" }, `All results for “${q}”`);
}

function nothing(q: string): HTMLElement {
  return h("li", { class: "soft none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, `Nothing by a name like “${q}”.`);
}

function isTyping(element: Element): boolean {
  return element.matches("input, textarea, select, [contenteditable], [contenteditable] *");
}
