// The states between: loading, nothing there, something wrong.
import { type Child, h } from "./dom";
import { Problem } from "./server";

/** Shown while an answer is on its way. */
export function loading(text = "Loading …"): HTMLElement {
  return h("p", { class: "moment loading", role: "status" }, text);
}

/** Shown where there is nothing, with what to do about it. */
export function empty(...children: Child[]): HTMLElement {
  return h("p", { class: "moment empty" }, children);
}

/** Shown where something failed: the server's own words, and the id to find the request in its log by. */
export function wrong(error: unknown): HTMLElement {
  const said = error instanceof Error ? error.message : String(error);
  const id = error instanceof Problem ? error.requestId : null;
  return h(
    "div",
    { class: "moment wrong", role: "alert" },
    h("p", {}, said),
    id && h("p", { class: "soft" }, "Request ", h("code", {}, id)),
  );
}
