// How the vocabulary reads in a sentence: its own labels where they are loaded, else its names taken apart.
import { address, once } from "./server";
import type { Bound, Factuality, Term, Vocabulary } from "./shapes";

const NOTHING: Vocabulary = { classes: [], predicates: [] };
const labels = new Map<string, string>();

/** The vocabulary: classes and predicates with labels and what is above them. An old server has none to give. */
export async function vocabulary(): Promise<Vocabulary> {
  const found = await once<Vocabulary>(address("/vocabulary", {})).catch(() => NOTHING);
  for (const term of [...found.classes, ...found.predicates]) labels.set(term.name, term.label);
  return found;
}

/** "AirStrike" as "air strike", "killedCount" as "killed". */
export function worded(name: string): string {
  const label = labels.get(name) ?? name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return SHORT[name] ?? label;
}

// What reads better beside a thing than the vocabulary's label, which stands alone.
const SHORT: Record<string, string> = {
  killedCount: "killed",
  woundedCount: "wounded",
  place: "place",
  Group: "people",
  factuality: "whether it happened", // only ever named as what accounts differ on
};

/** A word with a capital, to stand at the head of something. */
export function headed(name: string): string {
  return capital(worded(name));
}

/** The same with a capital at its head. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const STANCES: Record<Factuality, { word: "stated" | "hedged" | "denied" | "supposed"; about: string }> = {
  Asserted: { word: "stated", about: "said outright" },
  Hedged: { word: "hedged", about: "said with reserve: suspected, reportedly, believed" },
  Denied: { word: "denied", about: "said not to be so" },
  Hypothetical: { word: "supposed", about: "planned, feared or conditional" },
};

const BOUNDS: Record<Bound, string> = { Exactly: "", AtLeast: "at least ", AtMost: "at most ", About: "about " };

/** A claim's value with its bound: "at least 84". */
export function valued({ value, bound, object }: { value: string; bound: Bound | null; object: string | null }): string {
  if (object) return value;
  return (bound ? BOUNDS[bound] : "") + (/^-?[\d-]+$/.test(value) && value.includes("-") ? dated(value) : separated(value));
}

/** A number as people read it: "12,000"; years and words as they are. */
export function separated(value: string): string {
  return /^\d{5,}$/.test(value) ? Number(value).toLocaleString("en") : value;
}

/** A date as far as it is known: "4 January 2024", "January 2024", "7 February, year unknown". */
export function dated(date: string | null | undefined): string {
  const [, year, month, day] = /^(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?$/.exec(date ?? "") ?? [];
  if (!year) return date ?? "";
  const name = month ? (MONTHS[Number(month) - 1] ?? month) : "";
  const said = [day ? Number(day) : "", name, year === "-" ? "" : year].filter(Boolean).join(" ");
  return year === "-" ? `${said}, year unknown` : said;
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** A label without the date at its end, where the date stands beside it anyhow. */
export function titled({ label, date }: { label: string; date: string | null | undefined }): string {
  const end = [date, dated(date), dated(date).replace(", year unknown", "")].find((one) => one && label.endsWith(`, ${one}`));
  return capital(end ? label.slice(0, -end.length - 2) : label);
}

/** On how many independent outlets it rests: copies, and all who have it from one source, are one. */
export function corroborated(outlets: number): string {
  if (outlets === 0) return "no independent outlet";
  return outlets === 1 ? "one independent outlet" : `${outlets} independent outlets`;
}

/** "1 article", "3 articles". */
export function counted(n: number, noun: string, plural = `${noun}s`): string {
  return `${n.toLocaleString("en")} ${n === 1 ? noun : plural}`;
}

/** A range of counts: "3", "3 to 7". */
export function ranged(range: { min: number; max: number } | null): string {
  if (!range) return "";
  const [min, max] = [range.min.toLocaleString("en"), range.max.toLocaleString("en")];
  return min === max ? min : `${min} to ${max}`;
}

/** A term and those below it, by name. */
export function below(terms: readonly Term[], name: string): string[] {
  return [...new Set([name, ...terms.filter((term) => term.super.includes(name)).flatMap((term) => below(terms, term.name))])];
}
