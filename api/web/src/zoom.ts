// The buttons on a picture that look nearer, farther, and at all of it.
import { h } from "./dom";

/** The three of them, with what each does and how the last one is called. */
export function zoomButtons(nearer: () => void, farther: () => void, whole: () => void, all = "All of it"): HTMLElement {
  const button = (sign: string, label: string, look: () => void): HTMLElement => h("button", { type: "button", "aria-label": label, title: label, onclick: look }, sign);
  return h("div", { class: "zoom" }, button("+", "Nearer", nearer), button("−", "Farther", farther), button("⤢", all, whole));
}
