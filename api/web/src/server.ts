// What the server is asked, and how it says no.
import { dayKept } from "./known";

/** An answer that is none: the problem's own words (RFC 9457), and the request's id where the server gives one. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
    readonly requestId: string | null,
  ) {
    super(detail);
  }
}

/** Asks, and gives the response if it is a good one. */
export async function ask(address: string, accept: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(init.method && init.method !== "GET" ? address : dayKept(address), { ...init, headers: { ...init.headers, Accept: accept } });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "The server does not answer. Is `kg serve` still running?", null);
  }
  if (response.ok) return response;
  const said: unknown = await response.json().catch(() => null);
  const { detail, request_id: id } = (said ?? {}) as { detail?: string; request_id?: string };
  throw new Problem(
    response.status,
    detail ?? `The server answered ${response.status}.`,
    id ?? response.headers.get("x-request-id"),
  );
}

/** The JSON at an address. */
export async function json<T>(address: string, signal?: AbortSignal): Promise<T> {
  return (await ask(address, "application/json", signal ? { signal } : {})).json() as Promise<T>;
}

const kept = new Map<string, Promise<unknown>>(); // the last that was asked for at the end
const MOST = 60; // answers: a day's work would fill the memory

/** The JSON at an address, asked for once as long as it is among the last sixty. */
export function once<T>(address: string): Promise<T> {
  const key = dayKept(address);
  let answer = kept.get(key);
  if (answer) kept.delete(key);
  else {
    answer = json<T>(key);
    answer.catch(() => kept.delete(key)); // what failed may be tried again
  }
  kept.set(key, answer);
  for (const first of kept.keys()) if (kept.size > MOST) kept.delete(first);
  return answer as Promise<T>;
}

/** Forgets what was asked for once: it may be told otherwise now. */
export function forget(): void {
  kept.clear();
}

/** An address with parameters; lists repeat, empty ones are left out. */
export function address(path: string, parameters: Record<string, string | number | readonly string[] | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? (value as string[]) : [value as string | number | null | undefined]) {
      if (one !== null && one !== undefined && one !== "") query.append(name, String(one));
    }
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
