// A colour for each kind of node: from Okabe and Ito's and Tol's palettes, which colour-blind people can tell apart.
// Incidents are squares besides, so that they differ in form as well.

export interface Kind {
  name: string;
  classes: readonly string[];
  colour: string;
}

export const INCIDENT: Kind = { name: "Incident", classes: ["Event"], colour: "#d55e00" };
const OTHER: Kind = { name: "Other", classes: [], colour: "#8a8f98" };

export const KINDS: readonly Kind[] = [
  INCIDENT,
  { name: "Armed group", classes: ["ArmedGroup"], colour: "#e69f00" },
  { name: "State, state body", classes: ["State", "StateBody"], colour: "#0072b2" },
  { name: "Military force", classes: ["MilitaryForce", "Coalition"], colour: "#44aa99" },
  { name: "Other organisation", classes: ["Organization", "PoliticalParty", "MediaOrganization"], colour: "#cc79a7" },
  { name: "Person", classes: ["Person"], colour: "#56b4e9" },
  { name: "People", classes: ["Group"], colour: "#8a8f98" },
  { name: "Place", classes: ["Place", "Facility"], colour: "#999933" },
];

/** The kind of a thing, by its most specific class and its IRI (every class of event is an incident). */
export function kindOf(cls: string, iri: string): Kind {
  if (iri.includes("/event/")) return INCIDENT;
  return KINDS.find((kind) => kind.classes.includes(cls)) ?? OTHER;
}
