// A view inside a page of somebody else, where the server's setting allows it: `embed=true` in the address leaves the frame of
// the site away, and every way out of the view opens a page of its own.
import { localOf, targetOf } from "./addresses";

const NAME = "embed";

/** Whether this view is inside another page. */
export function isEmbedded(): boolean {
  return new URLSearchParams(location.search).get(NAME) === "true";
}

/** Whether the server lets pages of other origins show views. */
export function canEmbed(): boolean {
  return document.documentElement.dataset.embed !== undefined;
}

/** An address that stays inside, if this view is. */
export function embedKept(address: string): string {
  return isEmbedded() ? marked(address, true) : address;
}

/** The present view by itself: what a link to it is. */
export function viewItself(): string {
  return location.origin + marked(location.pathname + location.search + location.hash, false);
}

/** What another page is to hold, to show the present view. */
export function embedCode(): string {
  const source = location.origin + marked(location.pathname + location.search, true);
  const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  return `<iframe src="${escaped(source)}" title="${escaped(document.title)}" width="100%" height="640" loading="lazy" style="border: 0"></iframe>`;
}

/** Whether a link leads out of an embedded view, and not to the same one with other parameters. */
export function leadsOut(link: Element): boolean {
  const { origin, pathname } = targetOf(link);
  return isEmbedded() && !link.hasAttribute("download") && (origin !== location.origin || pathname !== location.pathname);
}

function marked(address: string, embedded: boolean): string {
  const url = new URL(address, location.origin);
  if (embedded) url.searchParams.set(NAME, "true");
  else if (url.searchParams.has(NAME)) url.searchParams.delete(NAME); // all else stays as it is written
  return localOf(url);
}
