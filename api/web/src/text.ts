// An article's text by code points, as the server's offsets count, and the sentence around a stretch of it.
import { once } from "./server";
import type { ArticlePage } from "./shapes";

/** A text that can be cut at code points. */
export class Text {
  private readonly points: string[];

  constructor(readonly whole: string) {
    this.points = Array.from(whole);
  }

  get length(): number {
    return this.points.length;
  }

  slice(start: number, end: number): string {
    return this.points.slice(start, end).join("");
  }

  /** The sentence that a stretch lies in, in three parts: what is before the stretch, itself, and after. */
  around(start: number, end: number): [string, string, string] {
    const paragraph = [this.points.lastIndexOf("\n", start - 1) + 1, this.points.indexOf("\n", end)] as const;
    const from = paragraph[0];
    const to = paragraph[1] < 0 ? this.points.length : paragraph[1];
    const before = this.slice(from, start);
    const after = this.slice(end, to);
    return [lastSentence(before), this.slice(start, end), firstSentence(after)];
  }
}

// A full stop that ends no initial ("U.S. troops") and no title, then a capital.
const END = /(?<!\b[A-Z]|\bMr|\bDr|\bSt|\bLt|\bCol|\bGen|\bMaj|\bSgt|\bBrig|\bMrs)[.!?…]["'”’)\]]*\s+(?=["'“‘([]?[A-Z0-9])/gu;

function lastSentence(text: string): string {
  const ends = [...text.matchAll(END)];
  const last = ends.at(-1);
  return last ? text.slice(last.index + last[0].length) : text;
}

function firstSentence(text: string): string {
  const [first] = text.matchAll(END);
  return first ? text.slice(0, first.index + first[0].trimEnd().length) : text;
}

/** An article, fetched once. */
export function article(id: string): Promise<ArticlePage> {
  return once<ArticlePage>(`/articles/${encodeURIComponent(id)}`);
}
