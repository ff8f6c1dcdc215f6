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

/** A page's address with other values of some parameters; an empty value leaves its parameter out. */
export function withChanges(path: string, params: URLSearchParams, changes: Record<string, string>): string {
  const made = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) value ? made.set(name, value) : made.delete(name);
  return made.size ? `${path}?${made}` : path;
}

/** All values of some parameters, by their names. */
export function allOf<Name extends string>(params: URLSearchParams, names: readonly Name[]): Record<Name, string[]> {
  return Object.fromEntries(names.map((name) => [name, params.getAll(name)])) as Record<Name, string[]>;
}

/** Where a link leads; those in pictures have no such property of their own. What is no address leads nowhere of ours. */
export function targetOf(link: Element): URL {
  try {
    return new URL(link.getAttribute("href") ?? "", location.href);
  } catch {
    return new URL("about:blank");
  }
}

/** An address on this server. */
export function localOf({ pathname, search, hash }: URL): string {
  return pathname + search + hash;
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
