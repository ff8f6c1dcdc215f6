// A period chosen by two handles: what is between them shows in map and list while they are moved.
import { h } from "../dom";
import { dated } from "../words";
import { type Bin, LENGTH, type Unit } from "./period";

/** The two handles over all days, months or years that there are. `shown` hears of each move, `chosen` of the last;
 * both of null where all is chosen. */
export function slider(bins: readonly Bin[], unit: Unit, period: Bin | null, shown: (bin: Bin | null) => void, chosen: (bin: Bin | null) => void): HTMLElement | null {
  const last = bins.length - 1;
  if (last < 1) return null;
  const from = handle("From", firstAt(bins, period?.since), last);
  const to = handle("To", lastAt(bins, period?.until), last);
  const now = (): Bin | null => {
    const [a, b] = [Math.min(from.valueAsNumber, to.valueAsNumber), Math.max(from.valueAsNumber, to.valueAsNumber)];
    return a === 0 && b === last ? null : { since: bins[a]?.since ?? "", until: bins[b]?.until ?? "" };
  };
  const told = h("output", {});
  const tell = (): void => {
    from.style.zIndex = from.valueAsNumber > last / 2 ? "1" : ""; // where both meet at the end, the first must move back
    for (const input of [from, to]) input.setAttribute("aria-valuetext", named(bins[input.valueAsNumber], unit));
    const bin = now();
    told.textContent = bin ? [...new Set([named(bin, unit), named({ since: bin.until, until: bin.until }, unit)])].join(" to ") : "all times";
  };
  for (const input of [from, to]) {
    input.addEventListener("input", () => {
      tell();
      shown(now());
    });
    input.addEventListener("change", () => chosen(now()));
  }
  tell();
  return h("div", { class: "period" }, h("div", { class: "handles" }, from, to), told);
}

function handle(label: string, value: number, last: number): HTMLInputElement {
  return h("input", { type: "range", min: 0, max: last, step: 1, value, "aria-label": label });
}

function firstAt(bins: readonly Bin[], since: string | undefined): number {
  return since ? Math.max(0, bins.findIndex(({ until }) => until >= since)) : 0;
}

function lastAt(bins: readonly Bin[], until: string | undefined): number {
  const at = until ? bins.findLastIndex(({ since }) => since <= until) : -1;
  return at < 0 ? bins.length - 1 : at;
}

function named(bin: Bin | undefined, unit: Unit): string {
  return dated(bin?.since.slice(0, LENGTH[unit]));
}
