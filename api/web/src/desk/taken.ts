// What those who work here see, to take away. What the server gives to nobody else is asked for when it is wanted.
import { type Written, takeAway } from "../away";
import { csv } from "../csv";
import { address } from "../server";
import type { ArticlePage, Items, Statement } from "../shapes";
import { asked, told } from "./session";
import type { Entry, JudgedMember, Pair, Queue, Side } from "./shapes";

const CSV = "text/csv";
const JSON_ = "application/json";
const PAIRS = 200; // the server ranks no more at once
const ENTRIES = 1000;

/** The pairs that are asked about. */
export function pairsAway(kind: string | null): HTMLElement {
  const queue = (): Promise<Queue> => told<Queue>(address("/review", { kind, limit: PAIRS }));
  return takeAway([], [], [
    { label: "Pairs as CSV", name: "pairs.csv", type: CSV, text: async () => csv([PAIR, ...(await queue()).items.map(pairRow)]) },
    { label: "JSON", name: "pairs.json", type: JSON_, text: async () => written((await queue()).items) },
  ]);
}

/** The record of judgements, of one person or article, and the file that another graph takes. */
export function recordAway(by: string | null, article: string | null, file: string): HTMLElement {
  const entries = async (): Promise<Entry[]> => {
    const found: Entry[] = [];
    for (let at: string | null = address("/judgements", { by, article, limit: ENTRIES }); at; ) {
      const { items, next }: Items<Entry> = await told<Items<Entry>>(at);
      found.push(...items);
      at = next;
    }
    return found;
  };
  return takeAway([], [], [
    { label: "CSV", name: "judgements.csv", type: CSV, text: async () => csv([ENTRY, ...(await entries()).map(entryRow)]) },
    { label: "JSON", name: "judgements.json", type: JSON_, text: async () => written(await entries()) },
    { label: `All as ${file}, for another graph`, name: file, type: "application/jsonl", text: async () => (await asked(`/export/${file}`)).text() },
  ]);
}

/** What was read in articles that are not kept yet. */
export function readingAway(pages: readonly ArticlePage[]): HTMLElement {
  const claims: Written = { label: "Claims as CSV", name: "claims.csv", type: CSV, text: () => csv([CLAIM, ...pages.flatMap(({ claims }) => claims.map(claimRow))]) };
  return takeAway([], [], [claims, { label: "JSON", name: "readings.json", type: JSON_, text: () => written(pages) }]);
}

const PAIR = ["left", "left_name", "left_article", "left_quote", "right", "right_name", "right_article", "right_quote", "joined", "score", "reasons"];

function pairRow({ left, right, joined, score, reasons }: Pair): (string | number | boolean)[] {
  const side = ({ reference, names, label, article, quote }: Side): string[] => [reference, names[0] ?? label, article, quote?.sentence ?? ""];
  return [...side(left), ...side(right), joined, score, reasons.map(({ what, weight }) => `${what} (${weight})`).join(" | ")];
}

const ENTRY = ["id", "at", "by", "judgement", "counts", "cause", "note", "about", "article", "other", "other_article", "predicate", "value", "quote"];

function entryRow({ id, at, by, judgement, counts, cause, note, pair, claim, place }: Entry): (string | boolean)[] {
  const said = [id, at, by, judgement, counts, cause, note];
  const member = ({ name, class: cls, place: where, date, article }: JudgedMember): string[] => [name ?? [cls, where, date].filter(Boolean).join(", "), article];
  if (pair) return [...said, ...pair.flatMap(member)];
  if (claim) return [...said, claim.subject ?? "", claim.article, "", "", claim.predicate, claim.value, claim.quote];
  return [...said, place?.name ?? "", place?.article ?? "", place?.instead ? `${place.instead.name}, ${place.instead.country}` : ""];
}

const CLAIM = ["article", "subject", "predicate", "value", "bound", "factuality", "said_by", "confidence", "believed", "quote", "start", "end"];

function claimRow(one: Statement): (string | number | boolean | null)[] {
  return [one.article, one.subject.label, one.predicate, one.value, one.bound, one.factuality, one.source_text, one.confidence, one.believed, one.quote, one.start, one.end];
}

function written(value: unknown): string {
  return JSON.stringify(value, null, 1);
}
