// Incidents by kind: each class of attack just below "Attack", and each other class just below "Event".
import type { MonthOfKind, Term } from "../shapes";
import { headed } from "../words";

const COLOURED = 6;
/** Colours that are told apart in grey too where they follow each other; the last is that of all other kinds. */
const COLOURS = ["#0072b2", "#e69f00", "#a33b00", "#56b4e9", "#00735a", "#d98fb8", "#8a8f98"];
const OTHER = "";

export interface Group {
  /** The class; empty for all those without a colour of their own. */
  name: string;
  label: string;
  colour: string;
}

export interface Count {
  name: string;
  label: string;
  n: number;
  colour: string;
  /** The list behind it. */
  list: Record<string, string>;
}

export interface Kinds {
  /** What is told apart on a picture. */
  groups: Group[];
  /** Every kind with its number, most first. */
  counts: Count[];
  /** The group that a class belongs to. */
  of(cls: string): string;
}

/** The kinds of the incidents that there are. */
export function kindsOf(rows: readonly MonthOfKind[], classes: readonly Term[]): Kinds {
  const above = new Map(classes.map((term) => [term.name, term.super[0]]));
  const kind = (cls: string): string => {
    const up = above.get(cls);
    return !up || up === "Event" || up === "Attack" ? cls : kind(up);
  };
  const many = new Map<string, number>();
  for (const row of rows) many.set(kind(row.class), (many.get(kind(row.class)) ?? 0) + row.incidents);
  const most = [...many].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  // Where one kind alone would be left over, it has a colour as well.
  const shown = most.length === COLOURED + 1 ? most : most.slice(0, COLOURED);
  const coloured = new Map(shown.map(([name], i) => [name, COLOURS[i] as string]));
  const label = (name: string): string => (isWhole(name) ? `${headed(name)}, kind unknown` : headed(name));
  const groups = shown.map(([name]) => ({ name, label: label(name), colour: coloured.get(name) as string }));
  if (most.length > shown.length) groups.push({ name: OTHER, label: "Other kinds", colour: COLOURS.at(-1) as string });
  return {
    groups,
    counts: most.map(([name, n]) => ({ name, label: label(name), n, colour: coloured.get(name) ?? (COLOURS.at(-1) as string), list: isWhole(name) ? { class: name, kind: name } : { class: name } })),
    of: (cls) => (coloured.has(kind(cls)) ? kind(cls) : OTHER),
  };
}

/** Whether it is the class of all attacks, or of all incidents: those of it that are of no class below. */
function isWhole(name: string): boolean {
  return name === "Attack" || name === "Event";
}
