// Columns of numbers as bars, one chart a column, where there are few enough rows to be looked at.
import { h } from "../dom";
import { rows as bars } from "../overview/rows";
import { isCoordinate, isNumber, nameOf } from "./places";
import type { Binding } from "./results";

const LEAST = 2;
const MOST = 40; // rows
const CHARTS = 3;

/** A chart for each of the first columns of numbers; null where there is nothing to compare. */
export function charts(vars: readonly string[], found: readonly Binding[]): HTMLElement | null {
  if (found.length < LEAST || found.length > MOST) return null;
  const columns = vars.filter((name) => !isCoordinate(name) && isMeasure(found.map((row) => row[name])));
  if (!columns.length || columns.length === vars.length) return null;
  return h("div", { class: "charts" }, columns.slice(0, CHARTS).map((name) =>
    h(
      "figure",
      {},
      h("figcaption", {}, name),
      bars(found.flatMap((row) => {
        const [label, value] = [nameOf(vars, row), row[name]];
        return value ? [{ name: label, n: Number(value.value), said: `${label}: ${value.value}` }] : [];
      })),
    ),
  ));
}

/** Whether values are numbers from zero on, some missing, that are not all the same. */
function isMeasure(values: readonly (Binding[string] | undefined)[]): boolean {
  const there = values.filter((value) => value !== undefined);
  return there.length >= LEAST && there.every((value) => isNumber(value) && Number(value.value) >= 0) && new Set(there.map(({ value }) => value)).size > 1;
}
