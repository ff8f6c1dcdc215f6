// On the page of an entity or incident, for those who have signed in: it is the same as another, or several in one.
import { slugOf } from "../addresses";
import { type Child, fill, h } from "../dom";
import { loading, wrong } from "../moments";
import { searchBox } from "../search";
import { address } from "../server";
import type { Hit, Thing } from "../shapes";
import { named, pairCard, surely } from "./pair";
import { outcome, problem } from "./outcome";
import { placeInstead } from "./place";
import { session, told } from "./session";
import type { Compared, Joins, Outcome, Pair, PairWord } from "./shapes";

const PLACES = ["Place", "Facility"];

/** The section; null where nobody has signed in. */
export function correcting(thing: Thing, kind: "entity" | "incident"): HTMLElement | null {
  if (!session()) return null;
  return h("section", { class: "correcting", "aria-labelledby": "_correct" }, h("h2", { id: "_correct" }, "Correct it"), sameAs(thing, kind), split(thing), PLACES.includes(thing.class) && placeInstead(thing));
}

function sameAs(thing: Thing, kind: "entity" | "incident"): HTMLElement {
  const compared = h("div", { class: "compared", "aria-live": "polite" });
  const pick = async (hit: Hit): Promise<void> => {
    const slug = slugOf(hit.href);
    fill(compared, loading());
    try {
      const { items, said } = await told<Compared>(address("/comparison", { left: slugOf(thing.iri), right: slug }));
      const [closest] = items;
      fill(
        compared,
        closest && [h("p", {}, "The accounts that are most alike. ", h("span", { class: "soft" }, `${surely(closest)}.`)), pairCard(closest)],
        saidOf(said),
        judging(slugOf(thing.iri), slug, ["same", "different"], `Is ${thing.label} the same as ${hit.label}?`),
      );
    } catch (error) {
      fill(compared, wrong(error));
    }
  };
  const search = searchBox("same-as", kind === "entity" ? "Search the other actor or place" : "Search the other incident", { kinds: [kind], pick: (hit) => void pick(hit) });
  return h("details", {}, h("summary", {}, "Same as …"), h("p", { class: "soft" }, "Find the other one; then say whether they are one."), search, compared);
}

function split(thing: Thing): HTMLElement {
  const list = h("div", {});
  const box = h("details", {}, h("summary", {}, "Split it …"), h("p", { class: "soft" }, "What made it one, the least sure first. Say where two were joined that are not the same."), list);
  box.addEventListener("toggle", () => {
    if (!box.open || list.children.length) return;
    fill(list, loading());
    told<Joins>(address("/joins", { of: slugOf(thing.iri) })).then(
      ({ items, more, said }) =>
        fill(
          list,
          saidOf(said),
          items.length ? h("ul", { class: "joins" }, items.map((pair) => h("li", {}, join(pair)))) : h("p", {}, "One article tells of it, once: there is nothing to split."),
          more && h("p", { class: "soft" }, "Others are surer than these."),
        ),
      (error: unknown) => fill(list, wrong(error)),
    );
  });
  return box;
}

function join(pair: Pair): HTMLElement {
  return h(
    "details",
    {},
    h("summary", {}, named(pair.left), " and ", named(pair.right), h("span", { class: "soft" }, ` · ${Math.round(pair.score * 100)} %`)),
    pairCard(pair),
    judging(pair.left.reference, pair.right.reference, ["different", "same"], "Are these one?"),
  );
}

const WORDS: Record<string, string> = { same: "The same", different: "Not the same" };

/** The question, its two answers, room for why, and what became of it. */
function judging(left: string, right: string, words: readonly PairWord[], question: string): HTMLElement {
  const note = h("input", { "aria-label": "Why, if there is more to say", placeholder: "why" });
  const status = h("span", { role: "status" });
  const buttons = words.map((word) => h("button", { type: "button", onclick: () => void judge(word) }, WORDS[word]));
  async function judge(judgement: PairWord): Promise<void> {
    buttons.forEach((button) => (button.disabled = true));
    fill(status, "…");
    try {
      fill(status, outcome(await told<Outcome>("/judgements", { method: "POST", body: { left, right, judgement, by: session()?.by, note: note.value } })));
    } catch (error) {
      fill(status, problem(error));
    }
    buttons.forEach((button) => (button.disabled = false));
  }
  return h("div", { class: "judging", role: "group", "aria-label": question }, h("strong", {}, question), buttons, note, status);
}

function saidOf(said: readonly string[]): Child {
  return said.length > 0 && h("div", { class: "notice" }, h("p", {}, "People said:"), h("ul", {}, said.map((one) => h("li", {}, one))));
}
