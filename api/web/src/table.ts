// Tables: beside every picture, and for every list.
import { type Child, fill, h } from "./dom";
import { type Place, helped } from "./help";

export interface Column<Row> {
  head: string;
  cell: (row: Row) => Child;
  number?: boolean;
  /** Where the methodology page tells what the column means. */
  help?: Place;
}

const AT_ONCE = 50;
const WIDE = 5; // columns; more than these are stacked on a narrow screen

/** A table that shows its first rows, and more when asked; wider than the page it scrolls on its own. With `stacked`
 * its cells stand one below the other on a narrow screen, as they do where there are many columns. */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[], { stacked = columns.length > WIDE } = {}): HTMLElement {
  const body = h("tbody", { role: "rowgroup" });
  const more = h("button", { type: "button", class: "more" });
  let shown = 0;

  function show(): void {
    for (const row of rows.slice(shown, shown + AT_ONCE)) {
      body.append(h("tr", { role: "row" }, columns.map(({ head, cell, number }) => h("td", { class: number ? "number" : null, role: "cell", "data-head": head }, cell(row)))));
    }
    shown = Math.min(rows.length, shown + AT_ONCE);
    more.hidden = shown === rows.length;
    fill(more, `Show more (${(rows.length - shown).toLocaleString("en")} left)`);
  }

  more.addEventListener("click", show);
  show();
  const heads = columns.map(({ head, number, help }) => h("th", { scope: "col", role: "columnheader", class: number ? "number" : null }, help ? helped(head, help) : head));
  return h(
    "div",
    { class: "table" },
    h(
      "div",
      { class: "table-scroll", role: "region", "aria-label": caption, tabindex: "0" },
      // The roles are those of the elements, and stay when a style sheet stacks the cells.
      h("table", { role: "table", class: stacked ? "stack" : null }, h("caption", { class: "visually-hidden" }, caption), h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads)), body),
    ),
    more,
  );
}
