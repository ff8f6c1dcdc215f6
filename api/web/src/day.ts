// The day that is asked about, on every page: how to choose one, and the way back to now.
import { h } from "./dom";
import { asOf, pageAsOf } from "./known";
import { dated } from "./words";

/** What stands over each page of a past day, with the way back; kept in step by whoever calls `tell` on each visit. */
export function dayBanner(): { element: HTMLElement; tell(): void } {
  const said = h("span", {});
  const back = h("a", {}, "Back to now");
  const element = h("p", { class: "as-of notice", role: "status", hidden: true }, said, " ", back);
  return {
    element,
    tell: () => {
      const day = asOf();
      element.hidden = !day;
      said.textContent = day ? `As known at the end of ${dated(day)} (UTC). ` : "";
      back.setAttribute("href", pageAsOf(""));
    },
  };
}

/** The field that goes to a past day; `go` is told the page's address. */
export function dayField(go: (address: string) => void): { element: HTMLElement; tell(): void } {
  const field = h("input", { type: "date", max: new Date().toISOString().slice(0, 10) });
  field.addEventListener("change", () => go(pageAsOf(field.value)));
  return { element: h("label", { class: "as-of-field" }, "As known on ", field), tell: () => void (field.value = asOf() ?? "") };
}
