// Words of the trade that lead to what they mean, on the methodology page.
import { type Child, h } from "./dom";

/** Places of that page that words lead to. */
export type Place =
  | "stated" | "hedged" | "denied" | "supposed" | "inferred" | "believed" | "confidence" | "corroborated" | "accounts-differ"
  | "the-words-beside-a-claim" | "how-right-it-is" | "dots-and-areas-on-the-map";

/** The address of a place of the methodology page. */
export function helpPage(place: Place): string {
  return `/methodology#${place}`;
}

/** A word that leads there. */
export function helped(word: Child, place: Place, about = "What this means"): HTMLElement {
  return h("a", { class: "help", href: helpPage(place), title: about }, word);
}
