// Which page an address shows, without loading the document anew.
import { decoded, localOf, targetOf } from "./addresses";
import { h } from "./dom";
import { embedKept, leadsOut } from "./embed";
import { NAME, dayKept } from "./known";
import { loading, wrong } from "./moments";

export interface Visit {
  /** What the address's pattern caught: the last part of a thing's address. */
  slug: string;
  params: URLSearchParams;
  hash: string;
  /** Where the page is to be drawn. */
  main: HTMLElement;
  /** Fires when the visitor goes elsewhere. */
  signal: AbortSignal;
  title(text: string): void;
}

/** Called when only the address's parameters change, so that a page may keep what it shows. */
export type Update = (visit: Visit) => void | Promise<void>;
export type Show = (visit: Visit) => Promise<Update | void>;
export type Routes = readonly (readonly [RegExp, () => Promise<{ show: Show }>])[];

interface Here {
  path: string;
  search: string;
  main: HTMLElement;
  leave: AbortController;
  update: Update | void;
}

let routes: Routes = [];
let here: Here | null = null;
let told: () => void = () => undefined;
let ready: Promise<unknown> = Promise.resolve();

/** Shows the page of the present address, and from now on that of every address on this server that is followed;
 * `visited` hears of each. Pages wait for the words that they are written with. */
export function start(table: Routes, visited: () => void, words: Promise<unknown>): void {
  routes = table;
  ready = words;
  told = visited;
  addEventListener("popstate", () => void go());
  for (const kind of ["click", "auxclick"] as const) {
    document.addEventListener(kind, dayOfLink, { capture: true });
    document.addEventListener(kind, outOfFrame, { capture: true });
  }
  document.addEventListener("click", followed);
  void go(true);
}

/** Goes to an address; `replace` leaves the one before out of the history. */
export function visit(to: string, { replace = false } = {}): void {
  const address = embedKept(dayKept(to));
  if (address === location.pathname + location.search + location.hash) return;
  history[replace ? "replaceState" : "pushState"](null, "", address);
  void go();
}

/** Lets a link that the browser follows itself, such as to a download, keep the day that is asked about. */
function dayOfLink(event: MouseEvent): void {
  const link = (event.target as Element).closest?.("a[href]");
  const to = link && targetOf(link);
  if (!to || to.origin !== location.origin || to.searchParams.has(NAME)) return;
  const kept = dayKept(localOf(to));
  if (kept !== localOf(to)) link.setAttribute("href", kept);
}

/** Opens what leads out of an embedded view beside the page that holds it. */
function outOfFrame(event: MouseEvent): void {
  const link = (event.target as Element).closest?.("a[href]");
  if (!link || !leadsOut(link)) return;
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer");
}

function followed(event: MouseEvent): void {
  const link = (event.target as Element).closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const to = targetOf(link);
  if (to.origin !== location.origin || link.hasAttribute("target") || link.hasAttribute("download")) return;
  if (!routes.some(([pattern]) => pattern.test(to.pathname))) return;
  if (to.pathname === location.pathname && to.search === location.search && to.hash.startsWith("#_")) return;
  event.preventDefault();
  visit(localOf(to));
}

async function go(first = false): Promise<void> {
  const { pathname: path, search, hash } = location;
  told();
  // A fragment of the frame, such as that of the link that skips it, is a place on the page that is shown.
  if (hash.startsWith("#_") && here?.path === path && here.search === search) return;
  // A page that is still being made cannot be updated: it is made anew.
  const known = here?.path === path && here.update ? here : null;
  const [pattern, load] = routes.find(([one]) => one.test(path)) ?? [];
  const leave = known?.leave ?? new AbortController();
  // Each page has a room of its own: what a page that was left still writes, nobody sees.
  const main = known?.main ?? h("div", { class: "room" }, loading());
  const made: Visit = {
    slug: decoded(pattern?.exec(path)?.[1] ?? ""),
    params: new URLSearchParams(search),
    hash,
    main,
    signal: leave.signal,
    title: (text) => {
      if (!leave.signal.aborted) document.title = text ? `${text} · Sitrep` : "Sitrep";
    },
  };
  if (known) {
    known.search = search;
    return attempt(made, () => known.update?.(made));
  }
  here?.leave.abort();
  const mine: Here = (here = { path, search, main, leave, update: undefined });
  document.querySelector("main")?.replaceChildren(main);
  await attempt(made, async () => {
    if (!load) throw new Error("There is no such page here.");
    const [page] = await Promise.all([load(), ready]);
    mine.update = await page.show(made);
  });
  if (leave.signal.aborted) return;
  markCurrent(path);
  if (first) return;
  if (!hash) scrollTo(0, 0);
  // People who listen to pages hear that there is a new one.
  const heading = main.querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  if (!main.contains(document.activeElement)) heading?.focus({ preventScroll: true });
}

async function attempt({ main, signal }: Visit, work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (signal.aborted || (error instanceof DOMException && error.name === "AbortError")) return;
    console.error(error);
    main.replaceChildren(h("div", { class: "page" }, h("h1", {}, "This page cannot be shown"), wrong(error)));
  }
}

function markCurrent(path: string): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(".site-nav a, .desk-nav a")) {
    if (link.pathname === path) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
