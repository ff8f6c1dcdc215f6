// Rows with a bar each: what there is most of, and the list behind it.
import { type Child, h } from "../dom";

export interface Row {
  name: Child;
  n: number;
  /** The address of the list behind the number, if there is one. */
  href?: string;
  /** What the number counts, for those who hear it. */
  said: string;
  about?: Child;
  colour?: string;
}

/** A list of them, each as long as its share of the longest. */
export function rows(all: readonly Row[]): HTMLElement {
  const most = Math.max(1, ...all.map(({ n }) => n));
  return h("ol", { class: "rows" }, all.map(({ name, n, href, said, about, colour }) =>
    h(
      "li",
      {},
      h("span", { class: "row-name" }, name),
      h(href ? "a" : "span", { class: "row-bar", href, "aria-label": href && said, title: said }, h("span", { class: "row-fill", style: `width: ${((n / most) * 100).toFixed(1)}%${colour ? `; background: ${colour}` : ""}` }), h("span", { class: "row-n" }, n.toLocaleString("en"))),
      about && h("span", { class: "row-about soft" }, about),
    ),
  ));
}
