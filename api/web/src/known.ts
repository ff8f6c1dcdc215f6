// What was known on a day: the address's `as_of` goes along from page to page, and into all that the server is asked.

export const NAME = "as_of";

/** The day that is asked about; null for now. */
export function asOf(): string | null {
  return new URLSearchParams(location.search).get(NAME) || null;
}

/** An address with the day that is asked about, unless it says another. An empty one of its own means now; assets have none. */
export function dayKept(address: string): string {
  const url = new URL(address, location.origin);
  const day = asOf();
  if (url.origin !== location.origin || url.pathname.startsWith("/assets/") || (!day && !url.searchParams.has(NAME))) return address;
  if (url.searchParams.get(NAME) === "") url.searchParams.delete(NAME);
  else if (day && !url.searchParams.has(NAME)) url.searchParams.set(NAME, day);
  return url.pathname + url.search + url.hash;
}

/** The present page, of another day or of now. */
export function pageAsOf(day: string): string {
  const params = new URLSearchParams(location.search);
  params.set(NAME, day);
  return `${location.pathname}?${params}${location.hash}`;
}
