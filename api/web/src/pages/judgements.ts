// Who said what when, of pairs and of claims: the latest first, each to be taken back while it counts.
import { articlePage } from "../addresses";
import { problem } from "../desk/outcome";
import { session, told } from "../desk/session";
import type { Entry, JudgedClaim, JudgedMember, JudgedPlace } from "../desk/shapes";
import { signInFirst } from "../desk/sign-in";
import { recordAway } from "../desk/taken";
import { type Child, fill, h } from "../dom";
import { empty, wrong } from "../moments";
import { type Show, visit } from "../router";
import { address } from "../server";
import type { Items } from "../shapes";
import { counted, dated, headed, valued, worded } from "../words";

const ABOUT = "All judgements of pairs, claims and places, the latest first. Nothing is ever deleted: what is taken back stays in the record, and counts no more.";
const FILE = "judgements.jsonl";

export const show: Show = async ({ main, params, title, signal }) => {
  title("Who said what");
  if (!session()) return fill(main, signInFirst("Who said what", ABOUT));
  const list = h("ul", { class: "record" });
  const more = h("button", { type: "button", class: "more", hidden: true }, "Show more");
  const by = h("input", { type: "search", "aria-label": "Only what this person said", placeholder: "Name", value: params.get("by") });
  const article = h("input", { type: "search", "aria-label": "Only of the article with this id", placeholder: "Article's id", value: params.get("article") });
  const form = h("form", { class: "inline" }, by, article, h("button", {}, "Find"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    visit(address("/explore/judgements", { by: by.value.trim(), article: article.value.trim() }));
  });
  fill(main, h("div", { class: "page" }, h("header", { class: "thing-head" }, h("h1", {}, "Who said what"), h("p", { class: "standfirst" }, ABOUT), carrying(params, () => first())), form, list, more));

  async function page(at: string): Promise<void> {
    more.hidden = true;
    try {
      const { items, next } = await told<Items<Entry>>(at, { signal });
      list.append(...items.map((entry) => line(entry, first)));
      if (!list.children.length) fill(list, h("li", {}, empty("Nobody said anything yet.")));
      more.hidden = !next;
      more.onclick = () => next && void page(next);
    } catch (error) {
      if (!signal.aborted) list.append(h("li", {}, wrong(error)));
    }
  }

  async function first(): Promise<void> {
    fill(list);
    await page(address("/judgements", { by: params.get("by"), article: params.get("article") }));
  }

  await first();
};

function line(entry: Entry, changed: () => Promise<void>): HTMLElement {
  const status = h("span", { role: "status", class: "soft" });
  const undo = h("button", { type: "button" }, "Take it back");
  undo.addEventListener("click", () => {
    undo.disabled = true;
    fill(status, "…");
    told(`/judgements/${entry.id}/withdrawal`, { method: "POST", body: { by: session()?.by } }).then(changed, (error: unknown) => {
      undo.disabled = false;
      fill(status, problem(error));
    });
  });
  const why = [entry.cause, entry.note].filter(Boolean).join(": ");
  return h(
    "li",
    { class: entry.counts || entry.takes_back ? null : "past" },
    h("p", { class: "kicker" }, h("strong", {}, entry.by || "Somebody"), entry.at && `, ${dated(entry.at.slice(0, 10))}, ${entry.at.slice(11, 16)}`, !entry.counts && !entry.takes_back && " · counts no more"),
    h("p", {}, entry.pair ? ofPair(entry, entry.pair) : entry.claim ? ofClaim(entry, entry.claim) : entry.place && ofPlace(entry, entry.place)),
    why && h("p", { class: "soft" }, `“${why}”`),
    entry.counts && h("p", { class: "actions" }, undo, status),
  );
}

const OF_PAIR: Record<string, string> = { same: "are the same", different: "are not the same", unsure: "might be the same: cannot tell", withdrawn: "are no longer judged: taken back" };

function ofPair({ judgement }: Entry, [left, right]: [JudgedMember, JudgedMember]): Child {
  return [member(left), " and ", member(right), " ", h("strong", {}, OF_PAIR[judgement] ?? judgement)];
}

function member({ article, class: cls, name, at, date, place }: JudgedMember): Child {
  const called = name ?? [headed(cls), place, dated(date)].filter(Boolean).join(", ");
  const to = at === null ? articlePage(article) : `${articlePage(article)}#char=${at},${at + 1}`;
  return [called, " (", h("a", { href: to }, article), ")"];
}

function ofClaim({ judgement }: Entry, claim: JudgedClaim): Child {
  const word = judgement === "unsure" ? "is no longer judged: taken back" : `is ${judgement}`;
  return ["That ", claim.subject ?? "an incident", " ", h("span", { class: "predicate" }, worded(claim.predicate)), " ", valued({ value: claim.value, bound: null, object: null }), " (", h("a", { href: articlePage(claim.article, claim) }, `“${claim.quote}”`), ") ", h("strong", {}, word)];
}

function ofPlace({ judgement }: Entry, { article, name, instead }: JudgedPlace): Child {
  const said = judgement === "withdrawn" ? "is where it was read to be: taken back" : instead ? `is ${[instead.name, instead.country].filter(Boolean).join(", ")}` : "is a place that the gazetteer does not know";
  return [name, " (", h("a", { href: articlePage(article) }, article), ") ", h("strong", {}, said)];
}

/** What carries the judgements away, and bring in those of another graph. */
function carrying(params: URLSearchParams, changed: () => Promise<void>): HTMLElement {
  const status = h("span", { role: "status", class: "soft" });
  const file = h("input", { type: "file", accept: ".jsonl", "aria-label": `Bring in a ${FILE}` });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    fill(status, "…");
    chosen.text().then((body) => told<{ new: number; known: number }>("/judgements", { method: "POST", body, type: "application/jsonl" })).then(
      async ({ new: fresh, known }) => {
        fill(status, `${counted(fresh, "judgement")} brought in, ${known} known already.`);
        await changed();
      },
      (error: unknown) => fill(status, problem(error)),
    );
    file.value = "";
  });
  return h("div", { class: "actions" }, recordAway(params.get("by"), params.get("article"), FILE), h("label", { class: "bring-in" }, "Bring in ", file), status);
}
