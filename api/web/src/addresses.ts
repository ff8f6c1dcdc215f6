// From what the server names to the pages that show it: every page's address is the API's, below /explore.

const NOUNS: Record<string, string> = { entity: "entities", event: "incidents", article: "articles" };

/** The API's path of a thing of ours ("entities/hamas"), by its IRI; null for what is elsewhere. */
export function pathOf(iri: string): string | null {
  const [, noun, slug] = /\/(entity|event|article)\/([^/#?]+)$/.exec(iri) ?? [];
  return noun && slug ? `${NOUNS[noun]}/${slug}` : null;
}

/** The page of a thing of ours, by its IRI or the API's href. */
export function pageOf(iriOrHref: string): string {
  const path = iriOrHref.startsWith("/") ? iriOrHref.slice(1) : pathOf(iriOrHref);
  return path ? `/explore/${path}` : iriOrHref;
}

/** The page of an article, at a stretch of its text; what stands in its headline is at the top. */
export function articlePage(id: string, at?: { start: number; end: number; headline: boolean }): string {
  return `/explore/articles/${encodeURIComponent(id)}${at && !at.headline ? `#char=${at.start},${at.end}` : ""}`;
}

/** The graph around a thing. */
export function graphPage(iri: string, parameters = ""): string {
  return `/explore/graph?at=${pathOf(iri) ?? ""}${parameters && `&${parameters}`}`;
}

/** The page of what changed of a thing, whose feeds it names. */
export function changesPage(iri: string): string {
  return `/explore/changes?about=${encodeURIComponent(iri)}`;
}

/** What a judgement calls a thing: the last part of its IRI or address. */
export function slugOf(iri: string): string {
  return decoded(iri.slice(iri.lastIndexOf("/") + 1));
}

/** What a term is called by, where nothing better is known: the last part of its IRI. */
export function localName(iri: string): string {
  return decoded(iri.split(/[/#]/).pop() || iri);
}

/** A text without percent-encoding; as it is where that is broken. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
