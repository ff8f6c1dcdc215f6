// The pairs that are worth a person's time, one after the other, with the keyboard.
import { pairCard, surely } from "../desk/pair";
import { problem } from "../desk/outcome";
import { type Answer, Review } from "../desk/queue";
import { session } from "../desk/session";
import type { Pair, PairWord } from "../desk/shapes";
import { signInFirst } from "../desk/sign-in";
import { pairsAway } from "../desk/taken";
import { fill, h } from "../dom";
import { empty, loading, wrong } from "../moments";
import { type Show, visit } from "../router";
import { address } from "../server";
import { counted } from "../words";

const ABOUT = "Pairs that joining is least sure of, those first whose answer is worth most. An answer outranks the machine, and outlasts rebuilds.";
const ANSWERS: readonly { word: PairWord | null; key: string; shown: string; name: string; about: string }[] = [
  { word: "same", key: "s", shown: "S", name: "The same", about: "They are one" },
  { word: "different", key: "d", shown: "D", name: "Not the same", about: "They are two" },
  { word: "unsure", key: "u", shown: "U", name: "Cannot tell", about: "Leave it to the machine, and ask nobody again" },
  { word: null, key: "ArrowRight", shown: "→", name: "Skip", about: "Say nothing; it is asked again another time" },
];
const SAID: Record<string, string> = { same: "the same", different: "not the same", unsure: "cannot tell" };

export const show: Show = async ({ main, params, title, signal }) => {
  title("Review");
  if (!session()) return fill(main, signInFirst("Are these one?", ABOUT));
  const kind = params.get("kind");
  const card = h("section", { class: "review-card", tabindex: "-1", "aria-labelledby": "_question" });
  const status = h("p", { class: "soft", role: "status" });
  const note = h("input", { "aria-label": "Why, if there is more to say", placeholder: "why" });
  const review = new Review(kind, signal, () => void draw());
  let shown: Pair | undefined;

  async function draw(): Promise<void> {
    tell();
    let pair: Pair | undefined;
    try {
      pair = await review.current();
    } catch (error) {
      if (!signal.aborted) fill(card, wrong(error));
      return;
    }
    if (signal.aborted) return;
    const drawn = pair === shown && card.querySelector(".pair, .empty");
    shown = pair;
    tell();
    if (drawn) return;
    note.value = "";
    fill(card, pair ? asked(pair) : h("h2", { id: "_question" }, "No uncertain pair is left."), !pair && empty("Skipped pairs come again when this page is opened anew."));
    if (document.activeElement === document.body || card.contains(document.activeElement) || main.contains(document.activeElement)) card.focus({ preventScroll: true });
  }

  function asked(pair: Pair): Node[] {
    return [
      h("h2", { id: "_question" }, pair.joined ? pair.left.label : `${pair.left.label} and ${pair.right.label}`),
      h("p", { class: "soft" }, `${surely(pair)}.`),
      pairCard(pair),
    ];
  }

  function tell(): void {
    const last = review.answers.at(-1);
    undo.disabled = !last;
    for (const button of answers) button.disabled = !shown;
    const skipped = review.answers.filter(({ word }) => !word).length;
    const failed = review.failed && h("span", { class: "failed" }, `Not kept: ${problem(review.failed.error)} `);
    fill(status, failed, review.pending > 0 && `Saving ${review.pending} … `, last && said(last), counted(review.answers.length - skipped, "answer"), skipped > 0 && `, ${skipped} skipped`);
  }

  const answer = (word: PairWord | null): void => {
    if (!shown) return;
    shown = undefined;
    fill(card, loading());
    review.answer(word, note.value);
  };
  const answers = ANSWERS.map(({ word, shown: key, name, about }) => h("button", { type: "button", title: about, onclick: () => answer(word) }, name, " ", h("kbd", { "aria-hidden": "true" }, key)));
  const undo = h("button", { type: "button", title: "Take the last answer back, and ask again", onclick: () => review.undo() }, "Undo ", h("kbd", { "aria-hidden": "true" }, "Z"));
  // Keys count while the focus is in the card or on its buttons, so that no other program's keys are taken.
  const keys = (event: KeyboardEvent): void => {
    if ((event.target as Element).matches("input, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = ANSWERS.find(({ key }) => key.toLowerCase() === event.key.toLowerCase());
    if (chosen) answer(chosen.word);
    else if (event.key.toLowerCase() === "z" || event.key === "Backspace") review.undo();
    else return;
    event.preventDefault();
  };
  const desk = h("div", { class: "review" }, card, h("div", { class: "answers", role: "group", "aria-label": "Your answer" }, answers, undo, note, status));
  desk.addEventListener("keydown", keys);
  addEventListener("beforeunload", (event) => review.pending > 0 && event.preventDefault(), { signal });
  fill(
    main,
    h("div", { class: "page" }, h("header", { class: "review-head" }, h("h1", {}, "Are these one?"), chooseKind(kind), pairsAway(kind), h("p", { class: "soft" }, ABOUT)), desk),
  );
  await draw();
  card.focus({ preventScroll: true });
};

function said({ word }: Answer): string {
  return word ? `Last answer: ${SAID[word]}. ` : "Skipped. ";
}

function chooseKind(kind: string | null): HTMLElement {
  const options = [["", "Everything"], ["entities", "Actors and places"], ["incidents", "Incidents"]] as const;
  const select = h("select", {}, options.map(([value, name]) => h("option", { value, selected: value === (kind ?? "") }, name)));
  select.addEventListener("change", () => visit(address("/explore/review", { kind: select.value })));
  return h("label", {}, "Ask of ", select);
}
