// The pairs to be judged, and what was answered: each answer is on its way at once, and is sent after the one before.
import { address } from "../server";
import { session, told } from "./session";
import type { Entry, Outcome, Pair, PairWord, Queue } from "./shapes";

const FIRST = 10; // which the server has found before it has ranked all
const AT_ONCE = 100;
const FEW = 5; // waiting pairs, at which more are asked for

export interface Answer {
  pair: Pair;
  /** null where it was skipped. */
  word: PairWord | null;
  made: Entry[];
}

/** A person's way through the pairs. `changed` is called whenever there is something else to tell. */
export class Review {
  answers: Answer[] = [];
  /** Answers that the server has not confirmed yet. */
  pending = 0;
  /** What went wrong last, with the pair that it went wrong with. */
  failed: { pair: Pair; error: unknown } | null = null;
  private waiting: Pair[] = [];
  private readonly seen = new Set<string>();
  private sending: Promise<void> = Promise.resolve();
  private filling: Promise<void> | null = null;
  /** Whether those are all that the server has. */
  private isAll = false;

  constructor(
    private readonly kind: string | null,
    private readonly signal: AbortSignal,
    private readonly changed: () => void,
  ) {}

  /** The pair to be judged; undefined if none is left. */
  async current(): Promise<Pair | undefined> {
    if (this.waiting.length > (this.isAll ? 0 : FEW)) return this.waiting[0];
    const more = (this.filling ??= this.fill().finally(() => (this.filling = null)));
    if (this.waiting.length) more.catch(() => undefined); // while a person thinks; asked again, where it fails, in time
    else await more;
    return this.waiting[0];
  }

  private async fill(): Promise<void> {
    await this.sending; // what was answered may have settled other pairs
    const skipped = this.answers.filter(({ word }) => word === null).length;
    const limit = this.seen.size + this.waiting.length ? Math.min(200, AT_ONCE + skipped) : FIRST;
    const { items, more } = await told<Queue>(address("/review", { kind: this.kind, limit }), { signal: this.signal });
    this.isAll = !more;
    // What went wrong, or was taken back, meanwhile stays first.
    this.waiting.push(...items.filter((pair) => !this.seen.has(key(pair)) && !this.waiting.some((one) => key(one) === key(pair))));
  }

  /** Judges the present pair, or skips it. */
  answer(word: PairWord | null, note: string): void {
    const pair = this.waiting.shift();
    if (!pair) return;
    const answer: Answer = { pair, word, made: [] };
    this.answers.push(answer);
    this.seen.add(key(pair));
    this.failed = null;
    if (!word) return this.changed();
    this.send(pair, async () => {
      const body = { left: pair.left.reference, right: pair.right.reference, judgement: word, by: session()?.by, note };
      answer.made = (await told<Outcome>("/judgements", { method: "POST", body })).made;
    }, () => (this.answers = this.answers.filter((one) => one !== answer)));
  }

  /** Takes the last answer back, and asks again. */
  undo(): void {
    const answer = this.answers.pop();
    if (!answer) return;
    this.again(answer.pair, 0);
    this.failed = null;
    if (!answer.word) return this.changed();
    this.send(answer.pair, async () => {
      for (const { id } of answer.made) await told(`/judgements/${id}/withdrawal`, { method: "POST", body: { by: session()?.by } });
    }, () => undefined);
  }

  private send(pair: Pair, work: () => Promise<void>, otherwise: () => void): void {
    this.pending += 1;
    this.changed();
    this.sending = this.sending.then(work).catch((error: unknown) => {
      this.failed = { pair, error };
      otherwise();
      this.again(pair, 1); // behind the one that is being looked at
    }).finally(() => {
      this.pending -= 1;
      this.changed();
    });
  }

  private again(pair: Pair, place: number): void {
    this.seen.delete(key(pair));
    this.waiting = this.waiting.filter((one) => key(one) !== key(pair));
    this.waiting.splice(place, 0, pair);
  }
}

function key({ left, right }: Pair): string {
  return `${left.reference}\n${right.reference}`;
}
