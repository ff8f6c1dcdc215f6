// What a person says of a claim, once they have signed in.
import { h } from "./dom";
import { session, told } from "./desk/session";
import type { Statement, Verdict } from "./shapes";

const WORDS: readonly Verdict[] = ["right", "wrong", "useless"];
const ABOUT: Record<Verdict, string> = {
  right: "It was read rightly: believe it",
  wrong: "It was read wrongly: do not believe it",
  useless: "It is right, but nobody wants to know it: leave it out",
};

/** Buttons beside a claim; nothing where no token was given. What is pressed again is taken back. */
export function judging(claim: Statement): HTMLElement | null {
  if (!session()) return null;
  let said = claim.judgement;
  const note = h("input", { "aria-label": "Why, in a sentence", placeholder: "note" });
  const cause = h("input", { "aria-label": "What went wrong, in a word or two", placeholder: "cause" });
  const status = h("span", { role: "status", class: "soft" });
  const buttons = WORDS.map((word) =>
    h("button", { type: "button", title: ABOUT[word], "aria-pressed": String(said === word), onclick: () => void judge(word) }, word),
  );
  async function judge(word: Verdict): Promise<void> {
    const judgement = said === word ? "unsure" : word;
    status.textContent = "…";
    try {
      await told(`/claims/${claim.iri.slice(claim.iri.lastIndexOf("/") + 1)}/judgement`, {
        method: "POST",
        body: { judgement, by: session()?.by, cause: cause.value, note: note.value },
      });
      said = claim.judgement = judgement === "unsure" ? null : word;
      buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(WORDS[n] === said)));
      status.textContent = said ? `kept: ${said}` : "taken back";
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
    }
  }
  return h("div", { class: "judging", role: "group", "aria-label": `Judge: ${claim.subject.label}, ${claim.value}` }, buttons, h("details", { class: "why" }, h("summary", {}, "Why"), cause, note), status);
}
