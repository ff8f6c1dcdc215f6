// Who works here: the name for the record and the server's token, which are forgotten with the tab.
import { isEmbedded } from "../embed";
import { ask, forget } from "../server";

export interface Session {
  by: string;
  token: string;
}

/** Who has signed in; null if nobody has. Inside another page nobody can: who holds it could guide their clicks. */
export function session(): Session | null {
  if (isEmbedded()) return null;
  const [by, token] = [sessionStorage.getItem("by"), sessionStorage.getItem("token")];
  return by && token ? { by, token } : null;
}

/** Keeps name and token for this tab, if the server knows the token. */
export async function signIn(by: string, token: string): Promise<void> {
  await ask("/judgements?limit=1", "application/json", { headers: { Authorization: bearer(token) } });
  sessionStorage.setItem("by", by);
  sessionStorage.setItem("token", token);
}

/** Forgets both. */
export function signOut(): void {
  sessionStorage.removeItem("by");
  sessionStorage.removeItem("token");
}

export interface Sent {
  method?: string;
  /** Sent as JSON, unless it is a form, a file or a text; `type` says what a text is. */
  body?: unknown;
  type?: string;
  signal?: AbortSignal;
}

/** Asks as the one who has signed in; the response if it is a good one. */
export async function asked(path: string, { method = "GET", body, type, signal }: Sent = {}): Promise<Response> {
  const headers: Record<string, string> = { Authorization: bearer(session()?.token ?? "") };
  const asItIs = body === undefined || body instanceof FormData || typeof body === "string";
  if (!(body === undefined || body instanceof FormData)) headers["Content-Type"] = type ?? "application/json";
  const sent = asItIs ? (body as BodyInit | undefined) : JSON.stringify(body);
  const response = await ask(path, "application/json", { method, headers, ...(sent !== undefined && { body: sent }), ...(signal && { signal }) });
  if (method !== "GET" && path !== "/readings") forget(); // articles and things may be told otherwise now
  return response;
}

/** The JSON of such an answer. */
export async function told<T>(path: string, sent: Sent = {}): Promise<T> {
  return (await asked(path, sent)).json() as Promise<T>;
}

/** What a header can hold of a token: its UTF-8, a letter a byte. */
function bearer(token: string): string {
  return `Bearer ${String.fromCharCode(...new TextEncoder().encode(token))}`;
}
