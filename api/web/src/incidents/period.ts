// Days, months and years to count incidents by.

export type Unit = "day" | "month" | "year";

export interface Bin {
  /** The first day of it, and the last. */
  since: string;
  until: string;
}

/** How much of a day tells the unit. */
export const LENGTH: Record<Unit, number> = { day: 10, month: 7, year: 4 };

/** The first day that a date may mean; null where no year is said. */
export function firstDay(date: string | null): string | null {
  return date && /^\d{4}/.test(date) ? (date + "-01-01".slice(date.length - 4)).slice(0, 10) : null;
}

/** The unit in which the days between two fit on a picture. */
export function unitFor(first: string, last: string): Unit {
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000;
  return days <= 70 ? "day" : days <= 366 * 6 ? "month" : "year";
}

/** Every unit from one day to another, without a gap. */
export function bins(first: string, last: string, unit: Unit): Bin[] {
  const found: Bin[] = [];
  for (let at = binOf(first, unit); at.since <= last && found.length < 500; at = binOf(dayAfter(at.until), unit)) found.push(at);
  return found;
}

/** The unit that a day lies in. */
export function binOf(day: string, unit: Unit): Bin {
  if (unit === "day") return { since: day, until: day };
  const stem = day.slice(0, LENGTH[unit]);
  if (unit === "year") return { since: `${stem}-01-01`, until: `${stem}-12-31` };
  const [year = 0, month = 1] = stem.split("-").map(Number);
  return { since: `${stem}-01`, until: new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/** Whether a date may lie between two days, wherever it may lie itself; the rule is the server's. */
export function mayLie(date: string | null, since: string, until: string): boolean {
  if (!since && !until) return true;
  if (!date) return false;
  const [from, to] = [since || "0000-01-01", until || "9999-12-31"];
  if (!date.startsWith("--")) return date >= from.slice(0, date.length) && date <= to.slice(0, date.length);
  if (Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > 1) return true;
  return [from, to].some((day) => {
    const then = day.slice(0, 4) + date.slice(1);
    return then >= from && then <= to;
  });
}
