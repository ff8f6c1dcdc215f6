// Kinds of tie that share a colour: those of the exports (kg/export/scene.py), lighter in the dark.

export interface Family {
  /** What the legend says. */
  name: string;
  kinds: readonly string[];
  /** The property of the style sheet that holds its colour. */
  colour: string;
}

const ROLE: Family = { name: "has a part in an incident", kinds: ["attacker", "target", "victim", "place", "actor", "recipient"], colour: "--tie-role" };
const DEALS: Family = { name: "other dealings", kinds: [], colour: "--tie-deals" };

export const FAMILIES: readonly Family[] = [
  { name: "attacked, killed", kinds: ["attacked", "killed"], colour: "--tie-attack" },
  { name: "belongs to, leads, speaks for", kinds: ["memberOf", "leads", "spokespersonFor", "partOf"], colour: "--tie-belongs" },
  { name: "sides with, is backed by", kinds: ["alignedWith", "backedBy"], colour: "--tie-sides" },
  { name: "opposes", kinds: ["opposes"], colour: "--tie-opposes" },
  DEALS,
  ROLE,
];

/** The family of a kind of tie; those that are incidents' classes ("Accusation") deal with each other otherwise. */
export function familyOf(kind: string): Family {
  return FAMILIES.find(({ kinds }) => kinds.includes(kind)) ?? DEALS;
}

/** Whether a kind of tie is a role in an incident, which is not there where incidents are folded. */
export function isRole(kind: string): boolean {
  return ROLE.kinds.includes(kind);
}
