// What became of a judgement, in words, with a way to see it.
import { pageOf } from "../addresses";
import { type Child, h } from "../dom";
import type { Outcome } from "./shapes";

/** "They are one now: Hamas." Links load the page anew, since it may be this one. */
export function outcome({ one, left, right }: Outcome): Child {
  const link = (now: Outcome["left"]): Child => (now ? h("a", { href: pageOf(now.href), target: "_self" }, now.label) : "an article that has gone");
  return one ? ["Kept. They are one now: ", link(left), "."] : ["Kept. They are two now: ", link(left), " and ", link(right), "."];
}

/** What went wrong, in the server's words. */
export function problem(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
