// Where name and token are given, and what those see who gave them.
import { h } from "../dom";
import { session, signIn, signOut } from "./session";

/** Fields for the name and the token. */
export function signInForm(): HTMLElement {
  const name = h("input", { name: "by", required: true, autocomplete: "name", value: sessionStorage.getItem("by") });
  const token = h("input", { name: "token", type: "password", required: true, autocomplete: "off" });
  const said = h("span", { role: "status", class: "soft" });
  return h(
    "form",
    {
      class: "sign-in",
      onsubmit: (event: SubmitEvent) => {
        event.preventDefault();
        said.textContent = "…";
        signIn(name.value.trim(), token.value).then(
          () => location.reload(),
          (error: unknown) => (said.textContent = error instanceof Error ? error.message : String(error)),
        );
      },
    },
    h("label", {}, "Your name, for the record ", name),
    h("label", {}, "The server's token ", token),
    h("button", {}, "Sign in"),
    said,
  );
}

/** The same folded, for the foot of each page; or who has signed in. */
export function signInBox(): HTMLElement {
  const who = session();
  if (!who) return h("details", { class: "sign-in-box" }, h("summary", {}, "Sign in to correct"), signInForm());
  const out = h("button", { type: "button", class: "as-link" }, "Sign out");
  out.addEventListener("click", () => {
    signOut();
    location.reload();
  });
  return h("span", { class: "sign-in-box" }, "Signed in as ", h("strong", {}, who.by), " · ", out);
}

/** Where those work who have signed in; null for all others. */
export function deskNav(): HTMLElement | null {
  if (!session()) return null;
  return h(
    "nav",
    { class: "desk-nav", "aria-label": "Desk" },
    h("a", { href: "/explore/review" }, "Review"),
    h("a", { href: "/explore/judgements" }, "Who said what"),
    h("a", { href: "/explore/add" }, "Add an article"),
  );
}

/** A page's stand-in for those who have not signed in. */
export function signInFirst(heading: string, about: string): HTMLElement {
  return h("div", { class: "page" }, h("h1", {}, heading), h("p", { class: "standfirst" }, about), signInForm());
}
