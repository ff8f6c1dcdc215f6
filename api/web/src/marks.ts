// An article's text with what was read in it: mentions as links, claims underlined, a place marked.
import { pageOf } from "./addresses";
import { h } from "./dom";
import { kindOf } from "./palette";
import type { ArticlePage, Mention, Statement } from "./shapes";
import { Text } from "./text";

export interface Stretch {
  start: number;
  end: number;
}

/** The stretch that a fragment "#char=START,END" (RFC 5147) names. */
export function stretchOf(hash: string): Stretch | null {
  const [, start, end] = /^#char=(\d+),(\d+)/.exec(hash) ?? [];
  return start && end ? { start: Number(start), end: Number(end) } : null;
}

/** The text in paragraphs; mentions lead to their pages, where there are any (`linked`). Every piece between two borders of marks is one element, inside of all that covers it. */
export function markedText({ text, mentions, claims: every }: ArticlePage, marked: Stretch | null, linked = true): HTMLElement[] {
  const points = new Text(text);
  const claims = every.filter(({ headline }) => !headline);
  const borders = new Set([0, points.length]);
  const all: Stretch[] = [...mentions, ...claims, ...(marked ? [marked] : [])];
  for (const { start, end } of all) borders.add(Math.min(start, points.length)).add(Math.min(end, points.length));
  const sorted = [...borders].sort((a, b) => a - b);
  const pieces = sorted.slice(1).map((end, i) => ({ start: sorted[i] as number, end }));
  let paragraph = h("p");
  const paragraphs = [paragraph];
  for (const piece of pieces) {
    for (const [index, words] of points.slice(piece.start, piece.end).split(/\n+/).entries()) {
      if (index) paragraphs.push((paragraph = h("p")));
      if (words) paragraph.append(markedPiece(words, piece, mentions, claims, marked, linked));
    }
  }
  return paragraphs.filter((one) => one.textContent?.trim());
}

function markedPiece(words: string, piece: Stretch, mentions: readonly Mention[], claims: readonly Statement[], marked: Stretch | null, linked: boolean): Node {
  const within = ({ start, end }: Stretch): boolean => start <= piece.start && piece.end <= end;
  const said = claims.filter(within);
  const mention = mentions.filter(within).sort((a, b) => a.end - a.start - (b.end - b.start))[0];
  let made: Node = document.createTextNode(words);
  if (mention) {
    const kind = kindOf(mention.class, mention.iri);
    const about = { class: "mention", style: `--kind: ${kind.colour}`, title: mention.label };
    made = linked ? h("a", { ...about, href: pageOf(mention.iri) }, made) : h("span", about, made);
  }
  if (said.length) made = h("span", { class: "said", "data-claims": said.map((claim) => claim.iri).join(" ") }, made);
  if (marked && within(marked)) made = h("mark", { class: piece.start === marked.start ? "first" : null }, made);
  return made;
}

