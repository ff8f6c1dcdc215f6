// What a person says of a claim, once they have given the server's token and a name for the record.
import { h } from "./dom";
import { ask } from "./server";
import type { Statement, Verdict } from "./shapes";

const WORDS: readonly Verdict[] = ["right", "wrong", "useless"];
const ABOUT: Record<Verdict, string> = {
  right: "It was read rightly: believe it",
  wrong: "It was read wrongly: do not believe it",
  useless: "It is right, but nobody wants to know it: leave it out",
};

/** Where the token and the name are given; they are forgotten with the tab. */
export function judgeForm(): HTMLElement {
  const name = h("input", { name: "by", required: true, autocomplete: "name", value: sessionStorage.getItem("by") });
  const token = h("input", { name: "token", type: "password", required: true, autocomplete: "off" });
  return h(
    "details",
    { class: "judge-form" },
    h("summary", {}, "Judge claims"),
    h(
      "form",
      {
        onsubmit: (event: SubmitEvent) => {
          event.preventDefault();
          sessionStorage.setItem("by", name.value.trim());
          sessionStorage.setItem("token", token.value);
          location.reload();
        },
      },
      h("label", {}, "Your name, for the record ", name),
      h("label", {}, "The server's token ", token),
      h("button", {}, "Judge"),
    ),
  );
}

/** Buttons beside a claim; nothing where no token was given. What is pressed again is taken back. */
export function judging(claim: Statement): HTMLElement | null {
  const token = sessionStorage.getItem("token");
  if (!token) return null;
  let said = claim.judgement;
  const note = h("input", { "aria-label": "Why, if there is more to say", placeholder: "why" });
  const told = h("span", { role: "status", class: "soft" });
  const buttons = WORDS.map((word) =>
    h("button", { type: "button", title: ABOUT[word], "aria-pressed": String(said === word), onclick: () => void judge(word) }, word),
  );
  async function judge(word: Verdict): Promise<void> {
    const judgement = said === word ? "unsure" : word;
    told.textContent = "…";
    try {
      await ask(`/claims/${claim.iri.slice(claim.iri.lastIndexOf("/") + 1)}/judgement`, "application/json", {
        method: "POST",
        headers: { Authorization: `Bearer ${bytes(token ?? "")}`, "Content-Type": "application/json" },
        body: JSON.stringify({ judgement, by: sessionStorage.getItem("by"), note: note.value }),
      });
      said = judgement === "unsure" ? null : word;
      buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(WORDS[n] === said)));
      told.textContent = said ? `kept: ${said}` : "taken back";
    } catch (error) {
      told.textContent = error instanceof Error ? error.message : String(error);
    }
  }
  return h("div", { class: "judging", role: "group", "aria-label": `Judge: ${claim.subject.label}, ${claim.value}` }, buttons, note, told);
}

/** A text's UTF-8, a letter a byte: what a header can hold. */
function bytes(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text));
}
